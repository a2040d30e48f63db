// Tells how many bytes of UTF-8 a text has while it is typed; without it the length of what is stored stands there.
for (const told of document.querySelectorAll("[data-length-of]")) {
  const field = document.getElementById(told.dataset.lengthOf);
  const tell = () => {
    const text = field.value.trim().replace(/\r\n/g, "\n");
    told.textContent = new TextEncoder().encode(text).length;
  };
  field.addEventListener("input", tell);
  tell();
}

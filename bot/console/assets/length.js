// Tells while a text is typed how long it is, in characters of three bytes; without it the length of what is stored stands there.
for (const told of document.querySelectorAll("[data-length-of]")) {
  const field = document.getElementById(told.dataset.lengthOf);
  const tell = () => {
    const text = field.value.trim().replace(/\r\n/g, "\n");
    told.textContent = Math.round(new TextEncoder().encode(text).length / 3);
  };
  field.addEventListener("input", tell);
  tell();
}

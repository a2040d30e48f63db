// Shows while a text is typed what would be sent with it; without it the button of the form does so.
const form = document.querySelector("[data-preview]");
const AFTER = 500; // milliseconds in which nothing was typed

async function look() {
  const typed = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.preview, { method: "POST", body: typed });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("preview");
  if (found) document.getElementById("preview").replaceChildren(...found.childNodes);
}

let waits, looking = Promise.resolve();
function soon() {
  clearTimeout(waits);
  waits = setTimeout(() => { looking = looking.then(look, look); }, AFTER);
}

form.addEventListener("input", soon);
// Somebody may have typed before this came, or have come back to what they typed.
if ([...form.elements].some(field => "defaultValue" in field && field.value !== field.defaultValue)) soon();

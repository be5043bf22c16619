/* Copies what Python sent, or the address of the page, when a person presses a button. Texts stay texts. */
const link = () => location.href;
const texts = { citation: (data) => `${data.citation}\n${link()}`, link };

/* Where the page is not served safely the browser has no clipboard for it; a selection can be copied all the same. */
function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position: fixed; opacity: 0";
  document.body.appendChild(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
}

const copy = (text) => navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => copyOldWay(text)) : copyOldWay(text);

export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("[role=status]");
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => copy(texts[button.dataset.what](data)).then(
      () => { status.textContent = "Copied"; },
      () => { status.textContent = "The browser did not let us copy. Copy the address from its bar."; });
  }
  status.textContent = "";
}

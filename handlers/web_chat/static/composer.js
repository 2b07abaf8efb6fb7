// The text field: words of one's own. A draft survives a reload.

import { readFrom, writeTo } from "./labels.js";

const DRAFT = "anpi.draft";

export function composer(say) {
  const form = document.getElementById("composer");
  const words = document.getElementById("words");
  words.value = readFrom(sessionStorage, DRAFT) ?? "";

  const changed = () => {
    writeTo(sessionStorage, DRAFT, words.value || null);
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight + words.offsetHeight - words.clientHeight}px`;
  };
  words.addEventListener("input", changed);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = words.value.trim();
    words.value = "";
    changed();
    if (said) say(said);
    words.focus({ preventScroll: true });
  });

  // Enter that ends a Japanese conversion is not an Enter that sends (keyCode 229: Safari).
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  changed();
}

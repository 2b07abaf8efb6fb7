// The choice of language: the page changes at once, and the city is told.

export function languageChoice(labels, tap) {
  const toggle = document.getElementById("language");
  const box = document.getElementById("languages");
  const buttons = [...box.querySelectorAll("button")];

  const show = (isShown) => {
    box.hidden = !isShown;
    toggle.setAttribute("aria-expanded", String(isShown));
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.language === labels.language));
    }
    if (isShown) box.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  toggle.addEventListener("click", () => show(box.hidden));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    toggle.focus();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget !== null && relatedTarget !== toggle && !box.contains(relatedTarget)) show(false);
  });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      labels.choose(button.dataset.language);
      show(false);
      toggle.focus();
      tap({ data: button.dataset.tap, label: button.textContent });
    });
  }
}

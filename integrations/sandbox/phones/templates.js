// Draws template messages: buttons, confirm, carousel, image carousel.

import { element } from "./elements.js";

export function drawTemplate(template, onAction) {
  if (template.columns) {
    const cards = template.columns.map((column) => card(column, column.actions ?? [column.action], onAction));
    return element("div", { class: "flex-carousel", tabindex: "0", role: "group", "aria-label": "横に並んだカード" }, ...cards);
  }
  return card(template, template.actions, onAction);
}

function card(content, actions, onAction) {
  const image = content.thumbnailImageUrl ?? content.imageUrl;
  const buttons = actions.map((action) =>
    element("button", { type: "button", class: "flex-button flex-button-link", onclick: () => onAction(action) }, action.label ?? "開く"));
  return element(
    "div", { class: "flex-bubble template-card" },
    image ? element("img", { class: "template-image", alt: "", src: image, referrerpolicy: "no-referrer" }) : null,
    content.title ? element("p", { class: "template-title" }, content.title) : null,
    content.text ? element("p", { class: "template-text" }, content.text) : null,
    element("div", { class: content.type === "confirm" ? "template-pair" : "template-buttons" }, ...buttons),
  );
}

// The rich menu at the foot of a phone: its picture with areas to tap, opened and closed by its bar.

import { element } from "./elements.js";

export function drawRichMenu(menu, isOpen, onToggle, onAction) {
  const bar = element("button", { type: "button", class: "menu-bar", "aria-expanded": String(isOpen), onclick: onToggle }, `${menu.chatBarText} ${isOpen ? "▾" : "▴"}`);
  if (!isOpen) return element("div", { class: "menu" }, bar);
  const { width, height } = menu.size;
  const picture = element("div", { class: "menu-picture" },
    element("img", { src: `/sandbox/rich-menus/${encodeURIComponent(menu.rich_menu_id)}/image`, alt: menu.name }));
  picture.style.aspectRatio = `${width} / ${height}`;
  picture.append(...menu.areas.map((area) => spot(area, width, height, onAction)));
  return element("div", { class: "menu" }, picture, bar);
}

function spot({ bounds, action }, width, height, onAction) {
  const label = action.label ?? action.displayText ?? action.text ?? action.uri ?? action.data ?? action.type;
  const made = element("button", { type: "button", class: "menu-area", "aria-label": label, title: label, onclick: () => onAction(action) });
  made.style.left = `${(bounds.x / width) * 100}%`;
  made.style.top = `${(bounds.y / height) * 100}%`;
  made.style.width = `${(bounds.width / width) * 100}%`;
  made.style.height = `${(bounds.height / height) * 100}%`;
  return made;
}

// Draws Flex Messages: boxes, text, buttons, pictures, separators, as LINE's app does.

import { element } from "./elements.js";
import { BUBBLES, border, letters, picture, space } from "./flex_sizes.js";

const BLOCKS = ["header", "hero", "body", "footer"];

export function drawFlex(container, onAction) {
  if (container.type === "carousel") {
    const bubbles = container.contents.map((bubble) => drawBubble(bubble, onAction));
    return element("div", { class: "flex-carousel", tabindex: "0", role: "group", "aria-label": "横に並んだカード" }, ...bubbles);
  }
  return drawBubble(container, onAction);
}

function drawBubble(bubble, onAction) {
  const made = element("div", { class: "flex-bubble", dir: bubble.direction });
  made.style.setProperty("--width", `${BUBBLES[bubble.size ?? "mega"]}px`);
  for (const block of BLOCKS.filter((name) => bubble[name])) {
    made.append(drawBlock(block, bubble[block], bubble.styles?.[block] ?? {}, onAction));
  }
  return tappable(made, bubble.action, onAction);
}

function drawBlock(name, content, style, onAction) {
  const drawn = element("div", { class: `flex-${name}` }, draw(content, "vertical", onAction));
  if (style.backgroundColor) drawn.style.backgroundColor = style.backgroundColor;
  if (style.separator) drawn.style.borderTop = `1px solid ${style.separatorColor ?? "#d4d6da"}`;
  return drawn;
}

const DRAWERS = { box, text, button, image, icon: sign, separator, filler: nothing, video };

function draw(component, layout, onAction) {
  const made = (DRAWERS[component.type] ?? nothing)(component, onAction, layout);
  place(made, component, layout);
  return component.type === "button" ? made : tappable(made, component.action, onAction);
}

function place(made, component, layout) {
  const sized = layout === "horizontal" && component.width !== undefined;
  const share = component.flex ?? (sized || layout === "vertical" || component.type === "icon" || component.type === "separator" ? 0 : 1);
  made.style.flex = share > 0 ? `${share} 1 0` : "0 0 auto";
  if (layout === "vertical" && share === 0) made.style.flex = "0 1 auto";
  if (component.margin) made.style[layout === "vertical" ? "marginTop" : "marginInlineStart"] = space(component.margin);
  if (component.position === "absolute") made.style.position = "absolute";
  for (const [side, property] of Object.entries({ Top: "top", Bottom: "bottom", Start: "insetInlineStart", End: "insetInlineEnd" })) {
    if (component[`offset${side}`]) made.style[property] = space(component[`offset${side}`]);
  }
  if (component.gravity && layout === "horizontal") made.style.alignSelf = { top: "start", center: "center", bottom: "end" }[component.gravity];
}

function box(component, onAction) {
  const made = element("div", { class: `flex-box flex-${component.layout}` });
  const { style } = made;
  for (const property of ["width", "maxWidth", "height", "maxHeight", "backgroundColor", "borderColor", "justifyContent", "alignItems"]) {
    if (component[property]) style[property] = component[property];
  }
  if (component.borderWidth) style.borderWidth = border(component.borderWidth);
  if (component.cornerRadius) style.borderRadius = space(component.cornerRadius);
  paddings(component, style);
  gradient(component.background, style);
  for (const child of component.contents) {
    const inner = draw(child, component.layout, onAction);
    if (made.childElementCount && component.spacing && !child.margin) {
      inner.style[component.layout === "vertical" ? "marginTop" : "marginInlineStart"] = space(component.spacing);
    }
    made.append(inner);
  }
  return made;
}

function paddings(component, style) {
  if (component.paddingAll) style.padding = space(component.paddingAll);
  for (const [side, property] of Object.entries({ Top: "Top", Bottom: "Bottom", Start: "InlineStart", End: "InlineEnd" })) {
    if (component[`padding${side}`]) style[`padding${property}`] = space(component[`padding${side}`]);
  }
}

function gradient(background, style) {
  if (!background) return;
  const middle = background.centerColor ? `, ${background.centerColor} ${background.centerPosition ?? "50%"}` : "";
  style.backgroundImage = `linear-gradient(${background.angle}, ${background.startColor}${middle}, ${background.endColor})`;
}

function lettering(made, component) {
  const { style } = made;
  if (component.size) style.fontSize = letters(component.size, component.scaling);
  if (component.color) style.color = component.color;
  if (component.weight === "bold") style.fontWeight = "700";
  if (component.style === "italic") style.fontStyle = "italic";
  if (component.decoration) style.textDecoration = component.decoration;
}

function text(component) {
  const made = element("p", { class: component.wrap ? "flex-text flex-wrap" : "flex-text" });
  lettering(made, { size: "md", ...component });
  if (component.align) made.style.textAlign = component.align;
  if (component.lineSpacing) made.style.lineHeight = `calc(1.4em + ${component.lineSpacing})`;
  if (component.maxLines) {
    made.classList.add("flex-clamped");
    made.style.setProperty("-webkit-line-clamp", component.maxLines);
  }
  if (component.contents?.length) made.append(...component.contents.map(span));
  else made.textContent = component.text;
  return made;
}

function span(component) {
  const made = element("span");
  lettering(made, component);
  made.textContent = component.text;
  return made;
}

function button(component, onAction) {
  const kind = component.style ?? "link";
  const made = element("button", { type: "button", class: `flex-button flex-button-${kind}` });
  made.append(element("span", {}, component.action.label));
  made.style.minHeight = component.height === "sm" ? "40px" : "52px";
  made.style.fontSize = letters("md", component.scaling);
  if (component.color) made.style[kind === "link" ? "color" : "backgroundColor"] = component.color;
  if (component.adjustMode === "shrink-to-fit") made.dataset.shrink = "";
  made.addEventListener("click", () => onAction(component.action));
  return made;
}

function image(component) {
  const made = element("img", { class: "flex-image", alt: "", src: component.url, referrerpolicy: "no-referrer", loading: "lazy" });
  const ratio = (component.aspectRatio ?? "1:1").replace(":", " / ");
  made.style.aspectRatio = ratio;
  made.style.width = picture(component.size ?? "md");
  made.style.objectFit = component.aspectMode === "cover" ? "cover" : "contain";
  made.style.alignSelf = { start: "start", end: "end", center: "center" }[component.align ?? "center"];
  if (component.backgroundColor) made.style.backgroundColor = component.backgroundColor;
  made.addEventListener("error", () => made.classList.add("flex-missing"), { once: true });
  return made;
}

function sign(component) {
  const made = element("img", { class: "flex-icon", alt: "", src: component.url, referrerpolicy: "no-referrer" });
  made.style.height = letters(component.size ?? "md", component.scaling);
  return made;
}

function separator(component, _, layout) {
  const made = element("div", { class: layout === "vertical" ? "flex-line" : "flex-line-upright" });
  if (component.color) made.style.backgroundColor = component.color;
  return made;
}

function video(component, onAction) {
  return draw(component.altContent, "vertical", onAction);
}

function nothing() {
  return element("div");
}

function tappable(made, action, onAction) {
  if (!action) return made;
  made.classList.add("flex-tappable");
  made.setAttribute("role", "button");
  made.setAttribute("tabindex", "0");
  if (action.label) made.setAttribute("aria-label", action.label);
  made.addEventListener("click", () => onAction(action));
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onAction(action);
    }
  });
  return made;
}

// `adjustMode: shrink-to-fit`: smaller letters until the label fits, as LINE does; after the element is on the page.
export function fitButtons(root) {
  for (const made of root.querySelectorAll("[data-shrink]")) {
    const label = made.firstElementChild;
    for (let percent = 100; percent > 50 && label.scrollWidth > label.clientWidth; percent -= 5) {
      label.style.fontSize = `${percent}%`;
    }
  }
}

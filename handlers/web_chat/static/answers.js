// The big buttons of the newest question, at the bottom of the page; and what stays of older ones in their bubbles.

import { buttonsOf, link, make } from "./message.js";

export class Answers {
  #box = document.getElementById("buttons");
  #section = document.getElementById("answer");
  #labels;
  #on;
  #body = null;
  #entry = null;

  /** `on` has tap(button) and place(). */
  constructor(labels, on) {
    this.#labels = labels;
    this.#on = on;
  }

  /** A question without buttons leaves the buttons of the one before where they are, as long as nobody answered. */
  current(body, entry) {
    if (buttonsOf(body).length === 0) return;
    this.#reveal(false);
    this.#body = body;
    this.#entry = entry;
    this.#fill();
  }

  /** Answered. The keyboard's place moves to where the next answers will be. */
  clear() {
    const hadFocus = this.#box.contains(document.activeElement);
    this.#box.replaceChildren();
    this.#reveal(true);
    if (hadFocus) this.#section.focus({ preventScroll: true });
  }

  /** The answer could not be sent: the question is open again. */
  restore() {
    if (this.#body !== null) this.#fill();
  }

  /** What an entry keeps in its own bubble while it is not the current one: links, and the answers of a card. */
  keep(message) {
    const links = (message.buttons ?? []).filter((button) => button.kind === "link");
    const taps = message.kind === "card" ? message.buttons.filter((button) => button.kind === "tap") : [];
    if (links.length + taps.length === 0) return null;
    const kept = make("div", "kept");
    kept.hidden = true;
    kept.append(...links.map((button) => link(button)).filter((element) => element !== null));
    if (taps.length > 0) kept.append(this.#again(taps));
    return kept;
  }

  #again(taps) {
    const details = document.createElement("details");
    const buttons = make("div", "buttons");
    buttons.append(...taps.map((button) => this.#button(button)));
    details.append(this.#labels.element("summary", "again"), buttons);
    return details;
  }

  #fill() {
    this.#box.lang = this.#entry.lang;
    this.#box.replaceChildren(...buttonsOf(this.#body).map((button) => this.#button(button)).filter((each) => each !== null));
    for (const kept of this.#entry.querySelectorAll(".kept")) kept.hidden = true;
  }

  #reveal(isAnswered) {
    for (const kept of this.#entry?.querySelectorAll(".kept") ?? []) kept.hidden = false;
    if (isAnswered) for (const details of this.#entry?.querySelectorAll("details") ?? []) details.open = false;
  }

  #button(button) {
    if (button.kind === "link") return link(button);
    const element = button.kind === "place" ? this.#labels.element("button", "place_send") : make("button", "", button.label);
    element.type = "button";
    element.className = `button ${button.kind === "place" ? "good pin" : button.style}`;
    element.addEventListener("click", () => (button.kind === "place" ? this.#on.place() : this.#on.tap(button)));
    return element;
  }
}

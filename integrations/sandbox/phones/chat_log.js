// The scrolling part of the screen. What is drawn already stays where it is, so that the keyboard's focus and the
// screen reader's place are not lost when a message arrives.

import { drawDay, drawMessage } from "./bubbles.js";
import { dayName, element } from "./elements.js";
import { fitButtons } from "./flex.js";

export class ChatLog {
  constructor(label) {
    this.list = element("ol");
    this.element = element("div", { class: "log", role: "log", "aria-label": label, tabindex: "0" }, this.list);
    this.drawn = new Map();
    this.chatId = null;
  }

  draw(chat, me, onAction) {
    if (this.chatId !== chat.chat_id) this.clear();
    this.chatId = chat.chat_id;
    if (this.keep([...wanted(chat, me, onAction)])) {
      fitButtons(this.element);
      this.toEnd();
    }
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  clear() {
    this.list.replaceChildren();
    this.drawn = new Map();
  }

  // True when something was added.
  keep(items) {
    const before = this.drawn;
    this.drawn = new Map(items.map(([key, draw]) => [key, before.get(key) ?? draw()]));
    let next = this.list.firstChild;
    for (const item of this.drawn.values()) {
      if (item === next) next = next.nextSibling;
      else this.list.insertBefore(item, next);
    }
    for (const [key, item] of before) if (!this.drawn.has(key)) item.remove();
    return items.some(([key]) => !before.has(key));
  }
}

// What stands in the log, each with a key that changes when its looks do.
function* wanted(chat, me, onAction) {
  let day = "";
  for (const message of chat.messages) {
    if (dayName(message.at_ms) !== day) yield [`day ${dayName(message.at_ms)}`, () => drawDay(message.at_ms)];
    day = dayName(message.at_ms);
    yield [`${message.id} ${message.unsent}`, () => drawMessage(message, me, (action) => onAction(action, message.id))];
  }
  const loading = () => element("li", { class: "message" }, element("div", { class: "bubble loading" }, "● ● ●"));
  if (chat.loading) yield ["loading", loading];
  if (chat.blocked) yield ["blocked", () => element("li", { class: "note" }, "このアカウントをブロックしています")];
}

// One phone: its frame, the chat on its screen, and what its owner does with it.

import { summary } from "./bubbles.js";
import { ChatLog } from "./chat_log.js";
import { drawComposer } from "./composer.js";
import { pickMoment, pickPlace, showLink } from "./dialogs.js";
import { clockTime, element, icon, iconButton } from "./elements.js";
import { fitButtons } from "./flex.js";
import { act, read } from "./platform.js";
import { drawRichMenu } from "./rich_menu.js";

const SIZES = [["0.88", "小"], ["1", "中"], ["1.2", "大"], ["1.4", "特大"]];
const BANNER_MS = 5000;

export class Phone {
  constructor(user, groups, page) {
    this.user = user;
    this.groups = groups;
    this.page = page;
    this.chatId = user.user_id;
    this.seen = new Map();
    this.unread = new Map();
    this.menuOpen = true;
    this.drawing = Promise.resolve();
    this.build();
  }

  build() {
    const { user } = this;
    this.log = new ChatLog(`${user.name}のトーク`);
    this.foot = element("div", { class: "foot" });
    this.title = element("h3", { class: "screen-title" });
    this.tabs = element("div", { class: "tabs", role: "group", "aria-label": "トークを選ぶ" });
    this.banner = element("button", { type: "button", class: "banner", hidden: true, onclick: () => this.openBanner() });
    this.badge = element("span", { class: "badge", hidden: true });
    this.clock = element("span");
    this.screen = element("div", { class: "screen" },
      element("div", { class: "status", "aria-hidden": "true" }, this.clock, element("span", { class: "status-bars" })),
      element("div", { class: "screen-head" }, icon("back"), this.title, icon("menu")),
      this.tabs, this.banner, this.log.element, this.foot,
      drawComposer(user.name, this.hands()));
    this.element = element("section", { class: "phone", "aria-label": `${user.name}の電話` }, this.drawChrome(), element("div", { class: "frame" }, this.screen));
    for (const event of ["pointerdown", "focusin"]) this.element.addEventListener(event, () => this.look());
    this.setLetters(localStorage.getItem(`letters-${user.user_id}`) ?? "1");
  }

  drawChrome() {
    const { user } = this;
    this.letters = element("select", { onchange: (event) => this.setLetters(event.target.value) },
      ...SIZES.map(([value, label]) => element("option", { value }, label)));
    return element("div", { class: "owner" },
      element("div", { class: "owner-who" }, element("h2", {}, user.name, this.badge), element("p", {}, user.role || "利用者")),
      element("label", { class: "owner-letters" }, element("span", {}, "文字"), this.letters),
      iconButton("close", `${user.name}の電話を片付ける`, () => this.page.remove(this)));
  }

  setLetters(scale) {
    const known = SIZES.some(([value]) => value === scale) ? scale : "1";
    this.letters.value = known;
    this.screen.style.setProperty("--letters", known);
    localStorage.setItem(`letters-${this.user.user_id}`, known);
    fitButtons(this.screen);
    this.log.toEnd();
  }

  get chatIds() {
    return [this.user.user_id, ...this.groups.map((group) => group.group_id)];
  }

  // As if each of its chats had just received something: for the first look and after a lost connection.
  everything() {
    return Object.fromEntries(this.chatIds.map((id) => [id, "message"]));
  }

  // Draws after whatever is being drawn now, so that two changes cannot cross.
  refresh(arrivals = {}) {
    this.drawing = this.drawing.then(() => this.draw(arrivals)).catch((trouble) => this.page.say(trouble.message));
    return this.drawing;
  }

  async draw(arrivals) {
    for (const chatId of this.chatIds.filter((id) => id !== this.chatId && arrivals[id] === "message")) {
      const { messages } = await read(`chats/${chatId}?limit=1`);
      this.arrived(chatId, messages);
    }
    const chat = await read(`chats/${this.chatId}`);
    this.chat = chat;
    this.drawHead();
    this.log.draw(chat, this.user.user_id, (action, messageId) => this.tapped(action, messageId));
    this.drawFoot(chat);
    if (arrivals[this.chatId] === "message") this.arrived(this.chatId, chat.messages);
    else this.remember(this.chatId, chat.messages);
  }

  drawHead() {
    const group = this.groups.find((one) => one.group_id === this.chatId);
    this.title.textContent = group ? `${group.name} (${group.members.length})` : this.page.bot;
    this.clock.textContent = clockTime(Date.now());
    this.tabs.hidden = this.groups.length === 0;
    const tab = (id, label) => element("button", { type: "button", class: "tab", "aria-pressed": String(id === this.chatId), onclick: () => this.show(id) },
      label, this.unread.get(id) ? element("span", { class: "tab-dot" }, String(this.unread.get(id))) : null);
    if (this.groups.length) this.tabs.replaceChildren(tab(this.user.user_id, this.page.bot), ...this.groups.map((one) => tab(one.group_id, one.name)));
  }

  drawFoot(chat) {
    const hadFocus = this.foot.contains(document.activeElement);
    const parts = [];
    if (chat.quick_reply.length) {
      parts.push(element("div", { class: "chips", role: "group", "aria-label": "こたえの候補" },
        ...chat.quick_reply.map((item) => element("button", { type: "button", class: "chip", onclick: () => this.tapped(item.action) }, item.action.label))));
    }
    if (chat.rich_menu) {
      const toggle = () => { this.menuOpen = !this.menuOpen; this.drawFoot(this.chat); };
      parts.push(drawRichMenu(chat.rich_menu, this.menuOpen, toggle, (action) => this.tapped(action)));
    }
    this.foot.replaceChildren(...parts);
    if (hadFocus) this.log.element.focus({ preventScroll: true });
    this.log.toEnd();
  }

  hands() {
    return {
      say: (text) => this.do("say", { text }),
      sticker: (id, word) => this.do("sticker", { sticker_id: id, keywords: [word] }),
      photo: (file) => this.do("photo", file),
      voice: () => this.do("voice"),
      place: () => pickPlace(this.screen, this.page.places, (place) => this.do("location", place)),
    };
  }

  async do(what, body) {
    const group = this.chatId === this.user.user_id ? "" : `?group=${encodeURIComponent(this.chatId)}`;
    try {
      const done = await act(`users/${this.user.user_id}/${what}${group}`, body);
      if (done.webhook && done.webhook !== "ok") this.page.say(`ボットに届きませんでした (${done.webhook}${done.webhook_status ? ` ${done.webhook_status}` : ""})`);
      return done;
    } catch (trouble) {
      this.page.say(trouble.message);
      return null;
    }
  }

  async tapped(action, messageId) {
    const wanted = action.data === undefined ? { label: action.label ?? action.text ?? action.uri } : { data: action.data };
    if (action.type === "location") return this.hands().place();
    if (action.type === "camera" || action.type === "cameraRoll") return this.hands().photo();
    if (action.type === "datetimepicker") {
      return pickMoment(this.screen, action, (moment) => this.do("tap", { ...wanted, message_id: messageId, moment }));
    }
    const done = await this.do("tap", { ...wanted, message_id: messageId });
    if (done && action.type === "uri") showLink(this.screen, action.uri);
    return done;
  }

  remember(chatId, messages) {
    this.seen.set(chatId, messages.at(-1)?.id);
  }

  arrived(chatId, messages) {
    const newest = messages.at(-1);
    const known = this.seen.get(chatId);
    const opening = !this.seen.has(chatId);
    this.remember(chatId, messages);
    if (opening || !newest || newest.id === known || newest.from === this.user.user_id) return;
    this.unread.set(chatId, (this.unread.get(chatId) ?? 0) + 1);
    this.lightUp(chatId, newest);
  }

  lightUp(chatId, message) {
    const total = [...this.unread.values()].reduce((sum, count) => sum + count, 0);
    if (this.page.active === this && chatId === this.chatId) {
      this.look();
      return;
    }
    this.badge.textContent = `新着 ${total}`;
    this.badge.hidden = false;
    this.element.classList.remove("lit");
    void this.element.offsetWidth; // lets the glow start again for each message
    this.element.classList.add("lit");
    this.banner.dataset.chat = chatId;
    this.banner.replaceChildren(element("strong", {}, message.name), element("span", {}, summary(message)));
    this.banner.hidden = message.silent;
    clearTimeout(this.bannerTimer);
    this.bannerTimer = setTimeout(() => { this.banner.hidden = true; }, BANNER_MS);
    this.drawHead();
  }

  look() {
    this.page.active = this;
    if (!this.unread.get(this.chatId)) return;
    this.unread.delete(this.chatId);
    this.element.classList.remove("lit");
    this.badge.hidden = this.unread.size === 0;
    this.banner.hidden = true;
    this.drawHead();
  }

  openBanner() {
    this.banner.hidden = true;
    this.show(this.banner.dataset.chat);
  }

  show(chatId) {
    this.page.active = this;
    this.chatId = chatId;
    this.unread.delete(chatId);
    this.badge.hidden = this.unread.size === 0;
    return this.refresh();
  }
}

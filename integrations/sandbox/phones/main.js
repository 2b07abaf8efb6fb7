// The page: the strip with its buttons, the phones side by side, and the stream that tells which chats changed.

import { element } from "./elements.js";
import { Phone } from "./phone.js";
import { act, read, watch } from "./platform.js";

const USUAL_PHONES = 4;
const NOTICE_MS = 8000;
const byId = (id) => document.getElementById(id);

class Page {
  constructor(settings, chats) {
    this.places = settings.places;
    this.actions = settings.actions;
    this.bot = chats.bot;
    this.users = chats.users;
    this.groups = chats.groups;
    this.phones = [];
    this.active = null;
    byId("title").textContent = settings.title;
    document.title = settings.title;
    byId("note").textContent = settings.note;
    byId("note").hidden = !settings.note;
    this.drawActions();
    byId("add").addEventListener("change", (event) => this.added(event.target));
  }

  async start(wanted) {
    for (const userId of wanted) await this.add(userId);
    watch((told) => this.changed(told), (open) => this.linked(open));
  }

  async add(userId) {
    const user = this.users.find((one) => one.user_id === userId);
    if (!user || this.phones.some((phone) => phone.user.user_id === userId)) return;
    const phone = new Phone(user, this.groups.filter((group) => group.members.includes(userId)), this);
    this.phones.push(phone);
    byId("phones").append(phone.element);
    await phone.refresh(phone.everything());
    this.drawChoices();
  }

  remove(phone) {
    this.phones = this.phones.filter((one) => one !== phone);
    phone.element.remove();
    this.drawChoices();
  }

  added(select) {
    const userId = select.value;
    select.value = "";
    if (userId) this.add(userId);
  }

  drawChoices() {
    const shown = new Set(this.phones.map((phone) => phone.user.user_id));
    const others = this.users.filter((user) => !shown.has(user.user_id));
    byId("add").replaceChildren(element("option", { value: "" }, "選ぶ…"),
      ...others.map((user) => element("option", { value: user.user_id }, user.role ? `${user.name} (${user.role})` : user.name)));
    history.replaceState(null, "", `?phones=${[...shown].join(",")}`);
  }

  drawActions() {
    const groups = [];
    this.actions.forEach((action, number) => {
      if (action.group !== groups.at(-1)?.name) groups.push({ name: action.group, buttons: [] });
      groups.at(-1).buttons.push(this.drawAction(action, number));
    });
    byId("actions").replaceChildren(...groups.map((group) =>
      group.name
        ? element("div", { role: "group", "aria-label": group.name }, element("p", {}, group.name), element("div", { class: "strip-row" }, ...group.buttons))
        : element("div", { class: "strip-row" }, ...group.buttons)));
  }

  drawAction(action, number) {
    return action.href
      ? element("a", { class: "strip-button", href: action.href, target: "_blank", rel: "noopener" }, action.label)
      : element("button", { type: "button", class: "strip-button strip-main", onclick: (event) => this.press(number, action, event.target) }, action.label);
  }

  async press(number, action, button) {
    button.disabled = true;
    try {
      const done = await act(`page/actions/${number}`);
      this.say(done.ok ? action.told || `「${action.label}」を押しました` : `「${action.label}」は失敗しました (HTTP ${done.status})`);
    } catch (trouble) {
      this.say(`「${action.label}」は失敗しました: ${trouble.message}`);
    }
    button.disabled = false;
  }

  async changed(told) {
    if (Object.values(told).includes("state")) await this.reload();
    for (const phone of this.phones) {
      if (phone.chatIds.some((chatId) => chatId in told)) phone.refresh(told);
    }
  }

  async reload() {
    const chats = await read("chats");
    this.users = chats.users;
    this.groups = chats.groups;
    for (const phone of this.phones) phone.groups = this.groups.filter((group) => group.members.includes(phone.user.user_id));
    this.drawChoices();
  }

  linked(open) {
    const link = byId("link");
    link.textContent = open ? "つながっています" : "つながっていません。つなぎ直しています";
    link.classList.toggle("strip-linked", open);
    if (open) for (const phone of this.phones) phone.refresh(phone.everything());
  }

  say(text) {
    const notice = byId("notice");
    notice.textContent = text;
    notice.classList.add("shown");
    clearTimeout(this.noticeTimer);
    this.noticeTimer = setTimeout(() => notice.classList.remove("shown"), NOTICE_MS);
  }
}

async function open() {
  const [settings, chats] = await Promise.all([read("page"), read("chats")]);
  const asked = new URLSearchParams(location.search).get("phones")?.split(",").filter(Boolean) ?? [];
  const usual = settings.phones.length ? settings.phones : chats.users.slice(0, USUAL_PHONES).map((user) => user.user_id);
  await new Page(settings, chats).start(asked.length ? asked : usual);
}

open();

// One message of a chat as the phone shows it.

import { clockTime, dayName, element, icon } from "./elements.js";
import { drawFlex } from "./flex.js";
import { drawTemplate } from "./templates.js";

const words = (text) => element("p", { class: "bubble-text" }, text);

function pictured(url, label) {
  const made = element("img", { class: "bubble-photo", src: url, alt: label, referrerpolicy: "no-referrer" });
  made.addEventListener("error", () => made.classList.add("flex-missing"), { once: true });
  return made;
}

function place({ title, address, latitude, longitude }) {
  return element(
    "div", { class: "bubble-place" },
    element("div", { class: "bubble-map", "aria-hidden": "true" }, icon("pin")),
    element("strong", {}, title || "位置情報"),
    element("span", {}, address || `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}`),
  );
}

function recording({ duration }) {
  return element("div", { class: "bubble-voice" }, icon("play"), element("span", {}, `音声 ${Math.round((duration ?? 0) / 1000)}秒`));
}

// The placeholders of textV2, as plain words.
function filled({ text, substitution = {} }) {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, key) => {
    if (key === undefined) return whole[0];
    return substitution[key]?.type === "mention" ? `@${substitution[key].mentionee.type === "all" ? "みなさん" : "メンバー"}` : "🙂";
  });
}

function sticker({ keywords }) {
  const word = keywords?.[0] ?? "スタンプ";
  return element("div", { class: "bubble-sticker" }, icon(SAD.has(word) ? "sad" : "face"), element("span", {}, word));
}

const SAD = new Set(["泣く", "たすけて"]);
const DRAWERS = {
  text: (content) => words(content.text),
  textV2: (content) => words(filled(content)),
  sticker,
  image: (content, message) => pictured(content.originalContentUrl ?? `/sandbox/contents/${message.id}`, "写真"),
  video: () => element("div", { class: "bubble-voice" }, icon("play"), element("span", {}, "動画")),
  audio: recording,
  location: place,
  flex: (content, _, onAction) => drawFlex(content.contents, onAction),
  template: (content, _, onAction) => drawTemplate(content.template, onAction),
  imagemap: (content) => words(content.altText),
  coupon: () => words("クーポン"),
};
const BARE = new Set(["flex", "template", "sticker", "image"]);

export function drawMessage(message, me, onAction) {
  if (message.unsent) return element("li", { class: "note" }, `${message.from === me ? "あなた" : message.name}がメッセージの送信を取り消しました`);
  const mine = message.from === me;
  const { content } = message;
  const drawn = DRAWERS[content.type]?.(content, message, onAction) ?? words(content.type);
  const kind = BARE.has(content.type) ? "bare" : "bubble";
  return element(
    "li", { class: mine ? "message mine" : "message", "data-id": message.id, "data-type": content.type },
    mine ? null : avatar(message),
    element("div", { class: "message-side" },
      mine ? null : element("span", { class: "message-name" }, content.sender?.name ?? message.name),
      element("div", { class: "message-row" },
        element("div", { class: kind }, drawn),
        element("span", { class: "message-time" }, mine ? element("span", {}, "既読") : null, clockTime(message.at_ms)))),
  );
}

function avatar(message) {
  const bot = message.from === "bot";
  return element("span", { class: bot ? "avatar avatar-bot" : "avatar", "aria-hidden": "true" }, [...message.name][0]);
}

export function drawDay(milliseconds) {
  return element("li", { class: "note day" }, dayName(milliseconds));
}

// What a notification or the list of chats says of a message.
export function summary(message) {
  const { content } = message;
  const names = { sticker: "スタンプ", image: "写真", audio: "音声メッセージ", video: "動画", location: "位置情報" };
  return content.text ?? content.altText ?? names[content.type] ?? content.type;
}

// Where a person writes: the text field, and the tray with sticker, photo, voice and place.

import { element, icon, iconButton } from "./elements.js";

const STICKERS = [
  ["1988", "OK"], ["1990", "ありがとう"], ["2002", "わかった"], ["2014", "泣く"], ["2018", "たすけて"], ["2027", "おやすみ"],
];

export function drawComposer(name, hands) {
  const field = element("textarea", { rows: "1", class: "composer-text", "aria-label": `${name}として書く`, placeholder: "メッセージを入力", maxlength: "10000" });
  const send = iconButton("send", "送る", () => sendNow(), { class: "icon-button composer-send", disabled: true });
  const tray = element("div", { class: "tray", hidden: true });
  const more = iconButton("plus", "写真・スタンプ・音声・場所", () => toggle(), { "aria-expanded": "false" });

  function toggle() {
    tray.hidden = !tray.hidden;
    more.setAttribute("aria-expanded", String(!tray.hidden));
    if (!tray.hidden) tray.replaceChildren(...choices());
  }
  function sendNow() {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    send.disabled = true;
    hands.say(text);
  }
  function choices() {
    const choice = (iconName, label, onclick) => element("button", { type: "button", class: "tray-choice", onclick }, icon(iconName), label);
    return [
      choice("photo", "写真", () => { toggle(); pickFile("image/jpeg,image/png,image/webp", hands.photo); }),
      choice("face", "スタンプ", () => tray.replaceChildren(...stickers())),
      choice("voice", "音声", () => { toggle(); hands.voice(); }),
      choice("pin", "場所", () => { toggle(); hands.place(); }),
      choice("photo", "見本の写真", () => { toggle(); hands.photo(); }),
    ];
  }
  function stickers() {
    return STICKERS.map(([id, word]) => element("button", { type: "button", class: "tray-choice", onclick: () => { toggle(); hands.sticker(id, word); } }, icon("face"), word));
  }
  field.addEventListener("input", () => { send.disabled = !field.value.trim(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      sendNow();
    }
  });
  return element("div", { class: "composer" }, tray, element("div", { class: "composer-row" }, more, field, send));
}

function pickFile(accept, onFile) {
  const input = element("input", { type: "file", accept });
  input.addEventListener("change", () => { if (input.files[0]) onFile(input.files[0]); });
  input.click();
}

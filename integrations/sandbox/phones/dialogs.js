// The small windows of a phone: the place picker, a date, and what happens when a link or a number is tapped.

import { element } from "./elements.js";

function open(phone, title, content, buttons) {
  const closing = element("button", { type: "button", class: "sheet-quiet", onclick: () => sheet.close() }, "やめる");
  const heading = element("h3", {}, title);
  const sheet = element("dialog", { class: "sheet", "aria-label": title }, heading, ...content, element("div", { class: "sheet-buttons" }, ...buttons, closing));
  sheet.addEventListener("close", () => sheet.remove());
  phone.append(sheet);
  sheet.showModal();
  return sheet;
}

export function pickPlace(phone, places, onPick) {
  const number = (label, value, most) => {
    const input = element("input", { type: "number", step: "any", min: -most, max: most, value, required: true });
    return [element("label", { class: "sheet-field" }, label, input), input];
  };
  const send = (place) => {
    sheet.close();
    onPick(place);
  };
  const fixed = places.map((place) =>
    element("button", { type: "button", class: "sheet-place", onclick: () => send(place) },
      element("strong", {}, place.title), element("span", {}, place.address)));
  const [latitudeField, latitude] = number("緯度", 37.4947, 90);
  const [longitudeField, longitude] = number("経度", 139.9298, 180);
  const free = element("div", { class: "sheet-pair" }, latitudeField, longitudeField);
  const sendFree = element("button", { type: "button", class: "sheet-main" }, "この位置を送る");
  sendFree.addEventListener("click", () => {
    if (latitude.reportValidity() && longitude.reportValidity()) send({ latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber });
  });
  const sheet = open(phone, "場所を送る", [element("div", { class: "sheet-places" }, ...fixed), free], [sendFree]);
}

export function pickMoment(phone, action, onPick) {
  const type = action.mode === "datetime" ? "datetime-local" : action.mode;
  const input = element("input", { type, min: action.min, max: action.max, value: action.initial, required: true });
  const done = element("button", { type: "button", class: "sheet-main" }, "決める");
  const sheet = open(phone, action.label ?? "日時を選ぶ", [element("label", { class: "sheet-field" }, "日時", input)], [done]);
  done.addEventListener("click", () => {
    if (!input.reportValidity()) return;
    sheet.close();
    onPick(input.value);
  });
}

export function showLink(phone, uri) {
  if (uri.startsWith("tel:")) {
    open(phone, "電話をかける", [element("p", { class: "sheet-number" }, uri.slice(4)), element("p", {}, "本物の電話では、ここで電話がかかります。この画面ではかかりません。")], []);
    return;
  }
  const openable = /^https?:/.test(uri);
  const link = openable ? [element("a", { class: "sheet-main", href: uri, target: "_blank", rel: "noopener noreferrer" }, "開く")] : [];
  open(phone, "リンクを開く", [element("p", { class: "sheet-link" }, uri)], link);
}

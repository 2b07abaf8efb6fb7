// The page of the web chat, put together.

import { Answers } from "./answers.js";
import { composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Delivery } from "./delivery.js";
import { Labels } from "./labels.js";
import { languageChoice } from "./language.js";
import { Notice } from "./notice.js";
import { Place } from "./place.js";
import { Scroll } from "./scroll.js";
import { newId, Unsent } from "./unsent.js";

const START = { kind: "start", id: "start" };

const labels = new Labels();
const notice = new Notice(labels);
const unsent = new Unsent();
const place = new Place(labels, (latitude, longitude) => say({ kind: "place", latitude, longitude }));
const tap = ({ data, label }) => say({ kind: "tap", data, label });
const answers = new Answers(labels, { tap, place: () => place.ask() });
const conversation = new Conversation(labels, answers, new Scroll());
const delivery = new Delivery(unsent, (frame) => connection.send(frame), {
  accepted: (id) => conversation.accepted(id),
  refused: (id, flaw) => conversation.refused(id, flaw),
});
const connection = new Connection(() => conversation.seen, {
  up: ({ newest, fresh }) => {
    if (fresh && conversation.seen > 0) conversation.clear();
    conversation.past(newest);
    notice.up();
    delivery.begin();
    if (newest === 0) delivery.put(START);
  },
  down: () => {
    notice.down();
    delivery.stop();
  },
  frame: (frame) => (frame.kind === "entries" ? conversation.add(frame.entries) : delivery.hear(frame)),
  elsewhere: () => {
    delivery.stop();
    notice.elsewhere(() => connection.open());
  },
  noAccount: () => notice.noAccount(),
  anew: () => conversation.clear(),
});

function say(frame) {
  const sent = { ...frame, id: newId() };
  place.clear();
  conversation.put(sent);
  delivery.put(sent);
}

document.getElementById("plain").remove();
for (const frame of unsent.frames) if (frame.kind !== "start") conversation.put(frame);
composer((text) => say({ kind: "text", text }));
languageChoice(labels, tap);
document.getElementById("place").addEventListener("click", () => place.ask());
connection.open();

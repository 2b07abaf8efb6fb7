// One entry of the conversation as elements. Words are set as text, never as markup.

import { htmlLanguage } from "./labels.js";

/** What Anpi said in one go: a bubble or card per message. `keep(buttons)` makes what stays when others are current. */
export function theirs(body, city, keep) {
  const entry = make("div", "entry theirs");
  entry.lang = htmlLanguage(body.language);
  entry.append(make("span", "unseen", `${city}: `));
  for (const message of body.messages) {
    const bubble = message.kind === "card" ? card(message, body.mark) : said(message.text, body.mark);
    const kept = keep(message);
    if (kept !== null) bubble.append(kept);
    bubble.classList.toggle("asks", asks(message));
    entry.append(bubble);
  }
  return entry;
}

/** What the person said. */
export function own(words, you) {
  const entry = make("div", "entry own");
  const bubble = make("div", "bubble");
  bubble.append(make("p", "words", words));
  entry.append(you, bubble);
  return entry;
}

/** Of all messages together; what leads to the same telephone or page stands there once. */
export function buttonsOf(body) {
  const buttons = body.messages.flatMap((message) => (message.kind === "place" ? withPlace(message.buttons) : (message.buttons ?? [])));
  const addresses = buttons.map((button) => button.uri);
  return buttons.filter((button, at) => button.kind !== "link" || addresses.indexOf(button.uri) === at);
}

function asks(message) {
  return message.kind === "place" || (message.buttons ?? []).length > 0;
}

/** A call for help stays the first thing in reach, then the place, then the other answers. */
function withPlace(buttons) {
  const links = buttons.filter((button) => button.kind === "link");
  return [...links, { kind: "place" }, ...buttons.filter((button) => button.kind !== "link")];
}

/** A big button that opens an address; null for an address of another kind than a telephone or the web. */
export function link(button) {
  const isOwnPage = button.uri.startsWith(`${location.origin}/`);
  if (!isOwnPage && !/^(tel:[+0-9#*-]+|https:\/\/)/.test(button.uri)) return null;
  const element = make("a", `button ${button.style}`, button.label);
  element.href = button.uri;
  if (!isOwnPage && button.uri.startsWith("https:")) {
    element.target = "_blank";
    element.rel = "noopener noreferrer";
  }
  return element;
}

export function make(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}

function said(words, mark) {
  const bubble = make("div", "bubble");
  if (mark !== null) bubble.append(make("p", "mark", mark));
  bubble.append(make("p", "words", words));
  return bubble;
}

function card(message, mark) {
  const bubble = make("div", `bubble card ${message.tone}${message.level ? ` level-${message.level}` : ""}`);
  const header = make("div", "card-header");
  if (mark !== null && !message.header.includes(mark)) header.append(make("p", "mark", mark));
  header.append(make("p", "card-title", message.header));
  bubble.append(header);
  for (const run of runs(message.blocks)) bubble.append(...BLOCKS[run[0].kind](run));
  return bubble;
}

const BLOCKS = {
  paragraph: (run) => run.map((block) => make("p", block.strong ? "words strong" : "words", block.text)),
  bar: (run) => [list("bars", run, bar)],
  entry: (run) => [list("people", run, person)],
};

/** Blocks of one kind that follow each other make one list. */
function runs(blocks) {
  const found = [];
  for (const block of blocks) {
    if (found.at(-1)?.[0].kind === block.kind) found.at(-1).push(block);
    else found.push([block]);
  }
  return found;
}

function list(className, run, item) {
  const element = make("ul", className);
  element.append(...run.map(item));
  return element;
}

function bar(block) {
  const element = make("li", `bar ${block.style}`);
  const track = make("span", "track");
  const filled = make("span", "filled");
  filled.style.width = `${block.total > 0 ? Math.min(100, (100 * block.count) / block.total) : 0}%`;
  track.append(filled);
  element.append(make("span", "bar-label", block.label), make("span", "bar-count", ` ${block.count} / ${block.total}`), track);
  return element;
}

function person(block) {
  const element = make("li", `person ${block.style}`);
  element.append(make("span", "person-title", block.title));
  if (block.detail !== null) element.append(make("span", "person-detail", block.detail));
  const number = block.link === undefined ? null : link(block.link);
  if (number !== null) element.append(number);
  return element;
}

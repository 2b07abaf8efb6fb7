// The conversation so far: every numbered entry once, in order, and after them what is still on its way.

import { own, theirs } from "./message.js";

export class Conversation {
  seen = 0;
  #log = document.getElementById("log");
  #labels;
  #answers;
  #scroll;
  #waiting = new Map();
  #arrived = new Set();
  #caughtUpAt = 0;
  #language = null;
  #latestState = null;

  constructor(labels, answers, scroll) {
    this.#labels = labels;
    this.#answers = answers;
    this.#scroll = scroll;
  }

  /** Another account, or the same one from its beginning. What is on its way stays; what has arrived is the past's. */
  clear() {
    this.seen = 0;
    for (const id of this.#arrived) this.#waiting.delete(id);
    this.#arrived.clear();
    for (const entry of [...this.#log.children]) if (![...this.#waiting.values()].includes(entry)) entry.remove();
    this.#answers.clear();
  }

  /** Up to this number it is the past, which a screen reader must not read aloud. */
  past(newest) {
    this.#caughtUpAt = newest;
    this.#readAloud(this.seen >= newest);
  }

  add(entries) {
    for (const entry of entries) {
      if (entry.seq <= this.seen) continue;
      if (entry.own) this.#addOwn(entry);
      else this.#addTheirs(entry);
      this.seen = entry.seq;
    }
    if (this.seen >= this.#caughtUpAt) this.#readAloud(true);
  }

  /** Said on this page and not yet in the log. */
  put(frame) {
    const entry = this.#own(frame.kind === "place" ? null : (frame.text ?? frame.label));
    entry.append(this.#labels.element("p", "waiting"));
    entry.lastChild.className = "state";
    this.#waiting.set(frame.id, entry);
    this.#log.append(entry);
    this.#answers.clear();
    this.#scroll.added(entry, true);
  }

  accepted(id) {
    if (this.#waiting.has(id)) this.#arrived.add(id);
    this.#state(id, "arrived");
  }

  refused(id, flaw) {
    const entry = this.#waiting.get(id);
    if (entry === undefined) return;
    entry.classList.add("refused");
    this.#state(id, flaw === "too_long" ? "too_long" : "not_sent");
    this.#waiting.delete(id);
    this.#answers.restore();
  }

  #readAloud(isNews) {
    document.getElementById("scroller").setAttribute("aria-live", isNews ? "polite" : "off");
  }

  #addTheirs(entry) {
    const element = theirs(entry.body, this.#log.dataset.city, (message) => this.#answers.keep(message));
    this.#insert(element);
    this.#answers.current(entry.body, element);
    this.#drill(entry.body.mark !== null);
    this.#follow(entry.body.language);
    this.#scroll.added(element, false);
  }

  #addOwn(entry) {
    const waiting = this.#waiting.get(entry.id);
    if (waiting !== undefined) {
      this.#state(entry.id, "arrived");
      this.#waiting.delete(entry.id);
      this.#arrived.delete(entry.id);
      this.#insert(waiting);
      return;
    }
    const element = this.#own(entry.body.kind === "place" ? null : entry.body.text);
    this.#insert(element);
    this.#answers.clear();
    this.#scroll.added(element, false);
  }

  /** Before whatever is still on its way: the page shows the order of the numbers. */
  #insert(element) {
    const [next] = this.#waiting.values();
    if (next !== undefined) next.before(element);
    else if (this.#log.lastChild !== element) this.#log.append(element);
  }

  #own(words) {
    const you = this.#labels.element("span", "you");
    you.className = "unseen";
    const entry = own(words ?? "", you);
    if (words === null) entry.querySelector(".words").replaceWith(this.#placeSent());
    return entry;
  }

  #placeSent() {
    const words = this.#labels.element("p", "place_sent");
    words.className = "words pinned";
    return words;
  }

  /** Only the latest says that it has arrived: that is the one people look for. */
  #state(id, name) {
    const state = this.#waiting.get(id)?.querySelector(".state");
    if (!state) return;
    state.dataset.label = name;
    state.textContent = this.#labels.say(name);
    state.classList.toggle("arrived", name === "arrived");
    if (name !== "arrived" || state === this.#latestState) return;
    this.#latestState?.remove();
    this.#latestState = state;
  }

  #drill(isDrill) {
    document.getElementById("band").hidden = !isDrill;
  }

  /** The page speaks the language of the conversation, whenever that changes. */
  #follow(language) {
    if (language !== this.#language) this.#labels.choose(language);
    this.#language = language;
  }
}

// What the person did and the server has not yet acknowledged. It outlives the page: the browser keeps it.

import { readFrom, writeTo } from "./labels.js";

const PREFIX = "anpi.unsent.";

export class Unsent {
  #frames = new Map();

  constructor() {
    for (const key of keys()) {
      const kept = parsed(readFrom(localStorage, key));
      if (kept !== null) this.#frames.set(kept.frame.id, kept);
    }
  }

  /** The oldest first: the order in which it was said. */
  get frames() {
    return [...this.#frames.values()].sort((one, other) => one.at - other.at).map((kept) => kept.frame);
  }

  add(frame) {
    const last = Math.max(0, ...[...this.#frames.values()].map((kept) => kept.at));
    const kept = { frame, at: Math.max(Date.now(), last + 1) };
    this.#frames.set(frame.id, kept);
    writeTo(localStorage, PREFIX + frame.id, JSON.stringify(kept));
  }

  remove(id) {
    this.#frames.delete(id);
    writeTo(localStorage, PREFIX + id, null);
  }
}

/** A random id of version 4 (RFC 9562); `crypto.randomUUID` is missing on pages without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch (refused) {
    console.debug("nothing remembered", refused.name);
    return [];
  }
}

function parsed(text) {
  try {
    const kept = JSON.parse(text);
    return typeof kept?.frame?.id === "string" && typeof kept.at === "number" ? kept : null;
  } catch (broken) {
    console.debug("unreadable memory", broken.name);
    return null;
  }
}

// Secrets of this browser alone: a copy of its cookie is not enough to be taken for it.

import { readFrom, writeTo } from "./labels.js";

const KEY = "anpi.browser";
const WELL_FORMED = /^[A-Za-z0-9_-]{43}$/;
const MOST = 5;

/** Of this page: 256 random bits in URL-safe Base64. Each page has its own, so that one that was copied is soon old. */
export const secret = newSecret();

remember(secret);

/** Those of the latest pages, this one's first: a reload, or another tab, fetches what was linked in this browser. */
export function secrets() {
  return [secret, ...remembered().filter((each) => each !== secret)].slice(0, MOST);
}

function newSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function remembered() {
  return (readFrom(localStorage, KEY) ?? "").split(" ").filter((each) => WELL_FORMED.test(each));
}

function remember(added) {
  writeTo(localStorage, KEY, [added, ...remembered()].slice(0, MOST).join(" "));
}

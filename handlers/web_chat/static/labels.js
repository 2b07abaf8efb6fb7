// The page's own words, in the language chosen. The server wrote all languages into the page.

const REMEMBERED = "anpi.language";

export class Labels {
  #all = JSON.parse(document.getElementById("labels").textContent);
  #root = document.documentElement;

  constructor() {
    const remembered = readFrom(localStorage, REMEMBERED);
    if (remembered !== null && remembered in this.#all) this.choose(remembered);
  }

  get language() {
    return this.#root.dataset.language;
  }

  say(name) {
    return this.#all[this.language][name];
  }

  /** Makes every labelled element of the page speak the language, and remembers it. */
  choose(language) {
    if (!(language in this.#all)) return;
    this.#root.dataset.language = language;
    this.#root.lang = htmlLanguage(language);
    writeTo(localStorage, REMEMBERED, language);
    for (const element of document.querySelectorAll("[data-label]")) element.textContent = this.say(element.dataset.label);
    for (const element of document.querySelectorAll("[data-name]")) {
      element.setAttribute("aria-label", this.say(element.dataset.name));
    }
  }

  /** An element that keeps speaking the chosen language. */
  element(tag, name) {
    const element = document.createElement(tag);
    element.dataset.label = name;
    element.textContent = this.say(name);
    return element;
  }
}

/** Plain Japanese is Japanese to a screen reader. */
export function htmlLanguage(language) {
  return language === "en" ? "en" : "ja";
}

/** null where the browser keeps nothing (private windows): the page works without. */
export function readFrom(storage, key) {
  try {
    return storage.getItem(key);
  } catch (refused) {
    console.debug("nothing remembered", refused.name);
    return null;
  }
}

export function writeTo(storage, key, value) {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch (refused) {
    console.debug("not remembered", refused.name);
  }
}

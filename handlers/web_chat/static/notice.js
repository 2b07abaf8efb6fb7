// How the connection is, in one line under the header: said only when it matters.

const GRACE = 1_500;
const GOOD_NEWS = 4_000;

export class Notice {
  #box = document.getElementById("notice");
  #labels;
  #timer = null;
  #isDown = false;

  constructor(labels) {
    this.#labels = labels;
  }

  /** A connection that is back within a moment was never gone. */
  down() {
    if (this.#isDown) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show("offline", "warning"), navigator.onLine ? GRACE : 0);
    this.#isDown = true;
  }

  up() {
    const wasShown = this.#box.childElementCount > 0;
    this.#reset();
    if (!wasShown) return;
    this.#show("online", "good");
    this.#timer = setTimeout(() => this.#reset(), GOOD_NEWS);
  }

  elsewhere(goOn) {
    this.#reset();
    this.#show("elsewhere", "warning");
    const button = this.#labels.element("button", "continue_here");
    button.type = "button";
    button.className = "button";
    button.addEventListener("click", goOn);
    this.#box.append(button);
  }

  noAccount() {
    this.#reset();
    this.#show("no_cookies", "warning");
  }

  #reset() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#isDown = false;
    this.#box.replaceChildren();
  }

  #show(name, tone) {
    const line = this.#labels.element("p", name);
    line.className = tone;
    this.#box.replaceChildren(line);
  }
}

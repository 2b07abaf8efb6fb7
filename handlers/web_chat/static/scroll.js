// Keeps the newest message in sight, unless the person is reading further up.

const NEAR = 120;

export class Scroll {
  #scroller = document.getElementById("scroller");
  #down = document.getElementById("down");
  #newest = null;
  #following = true;

  constructor() {
    this.#scroller.addEventListener("scroll", () => this.#moved(), { passive: true });
    addEventListener("scroll", () => this.#moved(), { passive: true });
    this.#down.addEventListener("click", () => this.toNewest());
    new ResizeObserver(([signs]) => {
      document.documentElement.style.setProperty("--signs", `${signs.contentRect.height}px`);
    }).observe(document.getElementById("signs"));
    new ResizeObserver(() => this.#following && this.#show()).observe(this.#scroller);
  }

  /** There is a new entry; the person's own is always shown. */
  added(entry, isOwn) {
    this.#newest = entry;
    if (this.#following || isOwn) this.toNewest();
    else this.#down.hidden = false;
  }

  toNewest() {
    this.#following = true;
    this.#down.hidden = true;
    this.#show();
  }

  /** A long message is shown from its beginning, a short one with what came before it. */
  #show() {
    if (this.#newest === null) return;
    const isLong = this.#isPage || this.#newest.offsetHeight > this.#scroller.clientHeight;
    this.#newest.scrollIntoView({ block: isLong ? "start" : "end", behavior: "instant" });
  }

  #moved() {
    const box = this.#isPage ? document.scrollingElement : this.#scroller;
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    const newestTop = this.#newest?.getBoundingClientRect().top ?? 0;
    this.#following = isNear || newestTop < box.clientHeight;
    if (this.#following) this.#down.hidden = true;
  }

  /** On a small screen, or with large letters, the whole page scrolls and nothing stays in the way. */
  get #isPage() {
    return getComputedStyle(this.#scroller).overflowY === "visible";
  }
}

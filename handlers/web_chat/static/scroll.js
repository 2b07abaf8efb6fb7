// Keeps the newest message in sight, unless the person is reading further up.

const NEAR = 120;
/** 「ご無事ですか?」; not the title of a part further down, which follows a list. */
const HEART = ".strong:not(ul ~ *)";

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

  /** What fits is shown with what came before it. Of more, the question from its beginning, its heart in any case. */
  #show() {
    if (this.#newest === null) return;
    const question = [...this.#newest.querySelectorAll(".asks")].at(-1) ?? this.#newest;
    const height = this.#newest.getBoundingClientRect().bottom - question.getBoundingClientRect().top;
    if (!this.#isPage && height <= this.#scroller.clientHeight) {
      this.#newest.scrollIntoView({ block: "end", behavior: "instant" });
      return;
    }
    question.scrollIntoView({ block: "start", behavior: "instant" });
    if (!this.#isPage) question.querySelector(HEART)?.scrollIntoView({ block: "nearest", behavior: "instant" });
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

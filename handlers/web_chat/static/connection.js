// The socket to the server: opens it, notices when it is dead, opens it again and says what was seen already.

import { secret, secrets } from "./browser.js";

const PING_EVERY = 20_000;
const ANSWER_WITHIN = 10_000;
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 15_000;

const NO_ACCOUNT = 4401;
const ELSEWHERE = 4409;

const SAME = 200;
const ANOTHER = 204;

export class Connection {
  #socket = null;
  #pause = FIRST_PAUSE;
  #retry = null;
  #deadline = null;
  #askedForAccount = false;
  #seen;
  #on;

  /** `seen()` gives the highest number shown; `on` has up(frame), down(), frame(frame), elsewhere(), noAccount(), anew(). */
  constructor(seen, on) {
    this.#seen = seen;
    this.#on = on;
    setInterval(() => this.#ping(), PING_EVERY);
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.#lose());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    document.addEventListener("visibilitychange", () => document.hidden || this.#look());
  }

  /** Opens at once, unless it is open. */
  open() {
    clearTimeout(this.#retry);
    if (this.#socket !== null) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/chat/socket`);
    this.#socket = socket;
    socket.onopen = () => this.#say({ kind: "hello", seen: this.#seen(), browser: secret });
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.#socket === socket && this.#closed(event.code);
    this.#expectAnswer();
  }

  /** True where the frame went out; an answer is expected from then on. */
  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#say(frame);
    this.#expectAnswer();
    return true;
  }

  #say(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #hear(frame) {
    clearTimeout(this.#deadline);
    this.#deadline = null;
    if (frame.kind !== "welcome") {
      this.#on.frame(frame);
      return;
    }
    this.#pause = FIRST_PAUSE;
    this.#askedForAccount = false;
    this.#on.up(frame);
  }

  #ping() {
    this.send({ kind: "ping" });
  }

  /** The page is looked at again: a phone may have let the socket die while it slept. */
  #look() {
    if (this.#socket === null) this.open();
    else this.#ping();
  }

  #expectAnswer() {
    this.#deadline ??= setTimeout(() => this.#lose(), ANSWER_WITHIN);
  }

  /** Gives the socket up without waiting for its goodbye, which may never come. */
  #lose() {
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.close();
    this.#closed(1006);
  }

  async #closed(code) {
    this.#socket = null;
    clearTimeout(this.#deadline);
    this.#deadline = null;
    if (code === ELSEWHERE) {
      this.#on.elsewhere();
      return;
    }
    if (code === NO_ACCOUNT && (await this.#account())) return;
    this.#on.down();
    this.#again();
  }

  /** Tries again after a pause that grows, of a length nobody shares: a whole town comes back at the same time. */
  #again() {
    clearTimeout(this.#retry);
    const pause = navigator.onLine ? this.#pause : LONGEST_PAUSE;
    this.#retry = setTimeout(() => this.open(), pause * (0.5 + Math.random()));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  /** True where the matter is settled: there is an account now, or there will be none. */
  async #account() {
    if (this.#askedForAccount) {
      this.#on.noAccount();
      return true;
    }
    const status = await oneAtATime(askForAccount);
    if (status !== SAME && status !== ANOTHER) return false;
    this.#askedForAccount = true;
    if (status === ANOTHER) this.#on.anew();
    this.open();
    return true;
  }
}

/** The status of the answer, 0 where there was none. The secrets fetch what was linked by a code in this browser. */
async function askForAccount() {
  try {
    return (await fetch("/chat/account", { method: "POST", body: secrets().join(" ") })).status;
  } catch (unreachable) {
    console.debug("no account yet", unreachable.name);
    return 0;
  }
}

/** Two tabs share one cookie: the second asks when it has what the first was given. Pages without TLS have no locks. */
function oneAtATime(work) {
  return navigator.locks === undefined ? work() : navigator.locks.request("anpi.account", work);
}

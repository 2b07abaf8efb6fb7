// Brings what the person did to the server: one at a time, in order, until each is acknowledged.

export class Delivery {
  #unsent;
  #send;
  #on;
  #underWay = null;
  #wait = null;

  /** `send(frame)` gives false where there is no connection; `on` has accepted(id) and refused(id, flaw). */
  constructor(unsent, send, on) {
    this.#unsent = unsent;
    this.#send = send;
    this.#on = on;
  }

  put(frame) {
    this.#unsent.add(frame);
    this.#next();
  }

  /** A new connection: what was under way on the old one may have been lost, and is sent again under its id. */
  begin() {
    this.stop();
    this.#next();
  }

  stop() {
    clearTimeout(this.#wait);
    this.#wait = null;
    this.#underWay = null;
  }

  hear(frame) {
    if (frame.kind === "later") this.#later(frame);
    else if (frame.kind === "accepted") this.#done(frame.id, () => this.#on.accepted(frame.id));
    else if (frame.kind === "refused") this.#done(frame.id ?? this.#underWay, (id) => this.#on.refused(id, frame.flaw));
  }

  #later(frame) {
    clearTimeout(this.#wait);
    this.#wait = setTimeout(() => this.begin(), frame.after * 1000 * (0.75 + Math.random() / 2));
  }

  #done(id, tell) {
    this.#unsent.remove(id);
    if (this.#underWay === id) this.#underWay = null;
    tell(id);
    this.#next();
  }

  #next() {
    const [frame] = this.#unsent.frames;
    if (frame === undefined || this.#underWay !== null || this.#wait !== null) return;
    if (this.#send(frame)) this.#underWay = frame.id;
  }
}

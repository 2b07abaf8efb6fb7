// Sends where the person is, with the browser's permission; says plainly what to do where that does not work.

const PATIENCE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };
const PERMISSION_DENIED = 1;

export class Place {
  #labels;
  #hint = document.getElementById("hint");
  #send;
  #isLooking = false;

  constructor(labels, send) {
    this.#labels = labels;
    this.#send = send;
  }

  ask() {
    if (this.#isLooking) return;
    if (!navigator.geolocation) {
      this.#say("place_unknown");
      return;
    }
    this.#isLooking = true;
    this.#say("place_looking");
    navigator.geolocation.getCurrentPosition((position) => this.#found(position), (error) => this.#failed(error), PATIENCE);
  }

  clear() {
    if (!this.#isLooking) this.#hint.replaceChildren();
  }

  #found(position) {
    this.#isLooking = false;
    this.clear();
    this.#send(rounded(position.coords.latitude), rounded(position.coords.longitude));
  }

  #failed(error) {
    this.#isLooking = false;
    this.#say(error.code === PERMISSION_DENIED ? "place_refused" : "place_unknown");
    document.getElementById("words").focus();
  }

  #say(name) {
    this.#hint.replaceChildren(this.#labels.element("p", name));
  }
}

/** Six decimals are 11 centimetres. */
function rounded(degrees) {
  return Math.round(degrees * 1e6) / 1e6;
}

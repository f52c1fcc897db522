/** How long a remark is shown. */
const REMARK_MS = 5_000;

/** The button over the end of the rows that leads to the newest message. */
export class Pill {
  #button;
  #say;
  #remark = '';
  #unseen = 0;
  #needed = false;

  /** @param {HTMLButtonElement} button */
  constructor(button, say) {
    this.#button = button;
    this.#say = say;
  }

  /**
   * @param {number} unseen messages below what is in sight
   * @param {boolean} needed whether it is shown though there are none
   */
  show(unseen, needed) {
    this.#unseen = unseen;
    this.#needed = needed;
    this.#draw();
  }

  /** Shows a line in it for some seconds. */
  remark(line) {
    this.#remark = line;
    this.#draw();
    setTimeout(() => {
      this.#remark = '';
      this.#draw();
    }, REMARK_MS);
  }

  hide() {
    this.#remark = '';
    this.show(0, false);
  }

  #draw() {
    const count = this.#unseen;
    const latest = count > 0 ? this.#say('timeline.newMessages', { count }) : this.#say('timeline.latest');
    const text = [this.#remark, `${latest} ↓`].filter(Boolean).join(' · ');
    this.#button.hidden = !this.#remark && !this.#needed && count === 0;
    if (this.#button.textContent !== text) {
      this.#button.textContent = text;
    }
  }
}

/** Read marks are told at most this often. */
const EVERY_MS = 1_000;

/** Tells how far was read: at once, and then at most once a second. */
export class Reading {
  #mark;
  #after;
  #told = -1;
  #seen = -1;
  #resting = false;

  /**
   * @param {(n: number) => void} mark
   * @param {(act: () => void, ms: number) => void} [after]
   */
  constructor(mark, after = (act, ms) => setTimeout(act, ms)) {
    this.#mark = mark;
    this.#after = after;
  }

  /** The reader has seen everything up to `n`. */
  saw(n) {
    this.#seen = n;
    if (!this.#resting && this.#told !== n) {
      this.#resting = true;
      this.#told = n;
      this.#mark(n);
      this.#after(() => {
        this.#resting = false;
        this.saw(this.#seen);
      }, EVERY_MS);
    }
  }

  /** Tells at once what was not told yet: the reader leaves. */
  flush() {
    if (this.#told !== this.#seen) {
      this.#told = this.#seen;
      this.#mark(this.#seen);
    }
  }
}

/**
 * Where the unread run starts, once per visit: scrolling does not move the line. It belongs before the first message
 * of somebody else behind `after`; undefined while there is none.
 */
export class Divider {
  after;
  #passed = false;

  /**
   * Places it where an earlier visit ended.
   *
   * @param {number} mark how far was read; 0 where nothing is known, and then nothing is old
   * @param {boolean} unread whether others have written since
   */
  open(mark, unread) {
    if (mark > 0 && unread) {
      this.after = mark;
      this.#passed = false;
    }
  }

  /**
   * A message of somebody else has come.
   *
   * @param {number} n its position
   * @param {boolean} away whether nobody looks at the end
   */
  arrived(n, away) {
    if (away && (this.after === undefined || this.#passed)) {
      this.after = n - 1;
      this.#passed = false;
    }
  }

  /** The end has been in sight. */
  pass() {
    this.#passed = true;
  }

  clear() {
    this.after = undefined;
  }
}

/** This close to the end a reader is following, and is kept there. */
const NEAR_END_PX = 80;

/** The next page is fetched while this much is still to be scrolled. */
const FETCH_AHEAD_PX = 600;

/** A row that is shown at the top stands this far below it. */
const HEADROOM_PX = 48;

/** Less is not worth a write: in Safari each one ends a scroll that is still going on. */
const MOVED_PX = 0.5;

/** Where a reader is in the scrolled rows. */
export class Place {
  #scroller;
  #list;

  /** @param {HTMLElement} scroller @param {HTMLElement} list the rows in it */
  constructor(scroller, list) {
    this.#scroller = scroller;
    this.#list = list;
  }

  get atEnd() {
    return this.#below <= NEAR_END_PX;
  }

  get nearStart() {
    return this.#scroller.scrollTop <= FETCH_AHEAD_PX;
  }

  get nearEnd() {
    return this.#below <= FETCH_AHEAD_PX;
  }

  /** Whether the end is more than a screen away. */
  get farFromEnd() {
    return this.#below > this.#scroller.clientHeight;
  }

  get #below() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /**
   * The row that the reader's place is measured by: the first whole message in sight. Not the first of all, if there
   * is another: with an older one in front it may lose its author's name.
   *
   * @returns {HTMLElement | undefined}
   */
  anchor() {
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    const rows = this.#list.children;
    let at = this.#firstBelow(top);
    const fallback = rows[at];
    for (let begun = false; at < rows.length && rows[at].getBoundingClientRect().top < bottom; at++) {
      const isMessage = rows[at].classList.contains('message');
      if (isMessage && begun && rows[at].getBoundingClientRect().top >= top) {
        return rows[at];
      }
      begun ||= isMessage;
    }
    return fallback;
  }

  /** Remembers where a row stands; what it returns puts it there again. */
  hold(row) {
    const top = row?.getBoundingClientRect().top;
    return () => row?.isConnected && this.#move(row.getBoundingClientRect().top - top);
  }

  toEnd() {
    this.#below > 0 && this.#move(this.#below);
  }

  /** Shows a row near the top. */
  toTop(row) {
    this.#move(row.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - HEADROOM_PX);
  }

  toMiddle(row) {
    const [box, sight] = [row.getBoundingClientRect(), this.#scroller.getBoundingClientRect()];
    this.#move(box.top - sight.top - Math.max(0, (sight.height - box.height) / 2));
  }

  /** Scrolls as little as it takes to see a row. */
  reveal(row) {
    const [box, sight] = [row.getBoundingClientRect(), this.#scroller.getBoundingClientRect()];
    if (box.top < sight.top) {
      this.#move(box.top - sight.top);
    } else if (box.bottom > sight.bottom) {
      this.#move(Math.min(box.bottom - sight.bottom, box.top - sight.top));
    }
  }

  #move(px) {
    if (Math.abs(px) > MOVED_PX) {
      this.#scroller.scrollTop += px;
    }
  }

  /** The index of the first row that ends below a height of the window. */
  #firstBelow(height) {
    const rows = this.#list.children;
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      rows[middle].getBoundingClientRect().bottom <= height ? (low = middle + 1) : (high = middle);
    }
    return low;
  }
}

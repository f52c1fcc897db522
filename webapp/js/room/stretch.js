import { Timeline } from '../maru.js';

/** Entries remembered while a page is awaited; with more of them the page is asked for again. */
const REMEMBERED = 1_000;

/**
 * A stretch of the log without holes, as it reads now: the newest messages, or, while it is `detached`, some of before.
 * A detached stretch takes no live messages (they would leave a hole), but every change of its own.
 */
export class Stretch {
  detached = false;
  #timeline = new Timeline();
  #messages = [];
  #folded = 0;
  #asked = 0;
  #since = [];

  /** @returns {readonly import('../maru.js').Message[]} ascending by position, each once */
  get messages() {
    return (this.#messages ??= this.#timeline.messages);
  }

  get gaps() {
    return this.#timeline.gaps;
  }

  get hasOlder() {
    return this.#timeline.older;
  }

  /** Own texts that are not among the messages yet. */
  waiting(items, me) {
    if (items.length === 0) {
      return items;
    }
    this.#timeline.pend(items, me);
    return this.#timeline.pending;
  }

  /** Takes what the room tells: its first page, an entry or a gap. */
  take(object) {
    if (object.reason === 'epoch' || object.reason === 'future') {
      this.#folded = 0;
      this.detached = false;
    }
    this.#since.length > REMEMBERED || this.#since.push(object);
    if (!this.detached || object.type !== 'message') {
      this.#take(object);
    }
  }

  /** To be called before a page is asked for: what comes from now on may be missing in it. */
  expect(cursor) {
    this.#asked = cursor;
    this.#since = [];
  }

  /**
   * Takes the page that was asked for.
   *
   * @param {import('../maru.js').Page} page
   * @param {'older' | 'newer' | 'afresh'} how `afresh` lets go of everything else
   * @returns {boolean} false for a page that is too old to be brought up to date: ask again
   */
  put(page, how) {
    const since = this.#since;
    if (since.length > REMEMBERED) {
      return false;
    }
    if (how === 'afresh') {
      this.#renew(page);
    } else if ((how === 'older' || page.messages.length > 0) && !this.#take(page)) {
      return false;
    }
    this.#folded = Math.max(this.#folded, page.head);
    if (how !== 'older') {
      this.detached = Boolean(page.newer) || page.head < this.#asked;
      const unseen = ({ type, n }) => type === 'message' && n > page.head;
      this.detached || since.filter(unseen).forEach((message) => this.#take(message));
    }
    return true;
  }

  /** Lets the oldest messages go. */
  trimOldest(count) {
    this.#timeline.trim(count);
    this.#messages = undefined;
  }

  /**
   * Lets the newest messages go. Not while some page is ahead of the entries: which changes it has would be forgotten.
   *
   * @param {number} cursor the position up to which all entries were taken
   */
  trimNewest(count, cursor) {
    if (this.#folded <= cursor) {
      const messages = this.messages.slice(0, count);
      this.#renew({ type: 'page', messages, head: cursor, more: this.hasOlder });
      this.detached = true;
    }
  }

  /** Begins anew with a page, but keeps the gaps, and the changes that a page on its way may lack. */
  #renew(page) {
    const { gaps } = this.#timeline;
    this.#timeline = new Timeline();
    this.#take(page);
    gaps.forEach((first) => this.#take({ type: 'gap', first, reason: 'trimmed' }));
    this.#since.filter(({ type }) => type !== 'message').forEach((change) => this.#take(change));
  }

  #take(object) {
    this.#messages = undefined;
    return this.#timeline.take(object);
  }
}

import { Quotes } from './quotes.js';
import { Reactors } from './reactors.js';
import { Stretch } from './stretch.js';

/** Messages asked for at once, when joining and when scrolling. */
export const PAGE_MESSAGES = 50;

/** Beyond this many the farthest are let go; they can be fetched again. */
const KEPT_MESSAGES = 500;

/** Notes that stay among the messages, at most. */
const KEPT_NOTES = 20;

/**
 * What the page shows of a room: a stretch of its log, what waits in the outbox, and notes of its own.
 *
 * Events: `change` (anything shown may differ), `arrived` (detail: one message that is new to everybody), `reset`
 * (positions have lost their meaning), `read` (this reader has read on). One page is asked for at a
 * time; what is asked when the connection is lost is answered after the next.
 */
export class Feed extends EventTarget {
  /** The position to open at. */
  at;
  #room;
  #stretch = new Stretch();
  #quotes;
  #reactors = new Reactors();
  #notes = [];
  #noted = 0;
  #asking;
  #goal;
  #failed = false;

  /**
   * @param {import('../maru.js').MaruRoom} room
   * @param {{at?: number}} [options]
   */
  constructor(room, { at } = {}) {
    super();
    this.at = at;
    this.#room = room;
    this.#quotes = new Quotes((n) => room.history({ around: n, limit: 1 }), () => this.#changed());
    for (const type of ['page', 'message', 'update', 'gap']) {
      room.on(type, (object) => this.#take(object));
    }
    for (const type of ['pending', 'state', 'presence', 'name']) {
      room.on(type, () => this.#changed());
    }
    room.on('presence', () => room.members.forEach(({ id, name }) => this.#reactors.name(id, name)));
  }

  /** @returns {readonly import('../maru.js').Message[]} ascending by position, each once */
  get messages() {
    return this.#stretch.messages;
  }

  /** @returns {readonly import('../maru.js').Pending[]} */
  get pending() {
    return this.#stretch.waiting(this.#room.pending, this.me);
  }

  /** @returns {readonly number[]} positions before which something is missing, ascending */
  get gaps() {
    return this.#stretch.gaps;
  }

  /** @returns {readonly {key: string, n: number, text: string}[]} each belongs behind position `n` */
  get notes() {
    return this.#notes;
  }

  /** @returns {string | undefined} the author id of this member, once welcomed */
  get me() {
    return this.#room.me?.id;
  }

  get myName() {
    return this.#room.me?.name;
  }

  /** Whether the conversation is known at all. */
  get begun() {
    return this.#room.cursor !== undefined;
  }

  get hasOlder() {
    return this.#stretch.hasOlder;
  }

  /** Whether what is shown ends before the newest message. */
  get detached() {
    return this.#stretch.detached;
  }

  /** @returns {'older' | 'newer' | 'afresh' | undefined} what is being fetched */
  get loading() {
    return this.#asking?.how;
  }

  /** Whether the last fetch came to nothing; the next is left to a person. */
  get failed() {
    return this.#failed;
  }

  /** The position up to which this member has read; 0 where nothing is known. */
  get readMark() {
    return this.#room.reads.get(this.me) ?? 0;
  }

  /** The position up to which everything has come. */
  get newest() {
    return this.#room.cursor?.n ?? 0;
  }

  /** Everything up to a position has been read. */
  markRead(n) {
    this.#room.markRead(n);
    this.dispatchEvent(new CustomEvent('read'));
  }

  /** The message at `n`, for a quote; undefined until it was fetched, which a `change` tells, or when there is none. */
  message(n) {
    return this.#find(n) ?? this.#quotes.at(n);
  }

  /** Who has put which emoji on a message, as far as it is known. */
  reactors(n) {
    return this.#reactors.of(n);
  }

  /** Tries a failed text again. */
  retry(id) {
    // What comes of it is seen in `pending`.
    this.#room.retry(id).catch(() => {});
  }

  /** Forgets a failed text. */
  discard(id) {
    this.#room.discard(id);
  }

  /** Puts a quiet line behind the newest message; `replaces` the last one, and an empty one only takes that away. */
  note(text, { replaces = false } = {}) {
    const kept = replaces ? this.#notes.slice(0, -1) : this.#notes;
    const note = { key: `note ${++this.#noted}`, n: this.newest, text };
    this.#notes = (text ? [...kept, note] : kept).slice(-KEPT_NOTES);
    this.#changed();
  }

  /** Fetches the page before the oldest message here. */
  async loadOlder() {
    if (!this.#asking && this.hasOlder && this.messages.length > 0) {
      await this.#fetch('older', { before: this.messages[0].n });
    }
  }

  /** Fetches the page after the newest message here. */
  async loadNewer() {
    if (!this.#asking && this.detached && this.messages.length > 0) {
      await this.#fetch('newer', { after: this.messages.at(-1).n });
    }
  }

  /**
   * Sees to it that a message is here.
   *
   * @returns {Promise<number | undefined>} the position of the nearest there is; undefined when another goal has been
   *   set meanwhile, or nothing could be fetched
   */
  async jump(n) {
    if (this.#nearest(n) === undefined) {
      await this.#go({ around: n });
    }
    return this.#nearest(n);
  }

  /** Shows the newest messages again. */
  async follow() {
    if (this.detached) {
      await this.#go({});
    }
    this.#goal = undefined;
  }

  /**
   * Lets messages go when there are too many, at the end that is farther from the reader.
   *
   * @param {number} [near] a position the reader sees; without, the newest
   * @param {number} [count] how many are kept
   */
  trim(near = Infinity, count = KEPT_MESSAGES) {
    const { messages } = this;
    if (messages.length > count) {
      const oldest = near >= messages[messages.length >> 1].n;
      oldest ? this.#stretch.trimOldest(count) : this.#stretch.trimNewest(count, this.newest);
      // A page on its way to the end that is no more would leave a hole before it.
      if (this.messages.length < messages.length && this.loading === (oldest ? 'older' : 'newer')) {
        this.#asking = undefined;
      }
    }
  }

  #take(object) {
    const { type, reason } = object;
    this.#stretch.take(object);
    if (type === 'page') {
      this.#reactors.page(object.messages, object.head);
    } else {
      this.#reactors.take(object);
      this.#quotes.forget(object.of ?? 0);
    }
    type === 'message' && this.dispatchEvent(new CustomEvent('arrived', { detail: object }));
    if (reason === 'epoch' || reason === 'future') {
      this.#reset();
    }
    this.#changed();
  }

  /** Positions of before mean nothing any more: what is shown has to be read again. */
  #reset() {
    this.#reactors.clear();
    this.#quotes.forget();
    this.#notes = [];
    this.#asking = this.#goal = undefined;
    this.dispatchEvent(new CustomEvent('reset'));
    this.#fetch('afresh', {});
  }

  /** Fetches another stretch, as soon as nothing else is being fetched; the last goal counts. */
  async #go(range) {
    const goal = (this.#goal = {});
    while (this.#asking && this.#goal === goal) {
      await this.#asking.done;
    }
    if (this.#goal === goal) {
      await this.#fetch('afresh', range);
    }
  }

  #fetch(how, range) {
    const mine = (this.#asking = { how });
    mine.done = this.#ask(mine, { ...range, limit: PAGE_MESSAGES });
    this.#changed();
    return mine.done;
  }

  async #ask(mine, range) {
    try {
      for (let taken = false; !taken;) {
        this.#stretch.expect(this.newest);
        const page = await this.#room.history(range);
        if (this.#asking !== mine) {
          return;
        }
        taken = this.#stretch.put(page, mine.how);
        this.#reactors.page(page.messages, page.head);
      }
      this.#failed = false;
    } catch {
      // Refused, closed, or of an epoch that has gone.
      this.#failed = this.#asking === mine;
    } finally {
      if (this.#asking === mine) {
        this.#asking = undefined;
      }
      this.#changed();
    }
  }

  /** The loaded message nearest to a position, unless a nearer one may be elsewhere. */
  #nearest(n) {
    const { messages } = this;
    const [first, last] = [messages[0]?.n, messages.at(-1)?.n];
    if (messages.length === 0 || (n < first && this.hasOlder) || (n > last && this.detached)) {
      return undefined;
    }
    const far = (message) => Math.abs(message.n - n);
    return messages.reduce((best, message) => (far(message) < far(best) ? message : best)).n;
  }

  #find(n) {
    const { messages } = this;
    let [low, high] = [0, messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      messages[middle].n < n ? (low = middle + 1) : (high = middle);
    }
    return messages[low]?.n === n ? messages[low] : undefined;
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

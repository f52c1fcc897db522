import { Timeline } from '../maru.js';

/** Messages asked for at once, when joining and when scrolling back. */
export const PAGE_MESSAGES = 50;

/** Beyond this many the oldest are let go; they can be fetched again. */
const KEPT_MESSAGES = 500;

/**
 * What the page shows of a room: its timeline, what waits in the outbox, and the pages fetched on the way back.
 *
 * Events: `change` (anything shown may differ), `arrived` (detail: one message that is new to everybody).
 */
export class Feed extends EventTarget {
  #room;
  #timeline = new Timeline();
  #loading = null;

  /** @param {import('../maru.js').MaruRoom} room */
  constructor(room) {
    super();
    this.#room = room;
    for (const type of ['page', 'message', 'update', 'gap']) {
      room.on(type, (object) => this.#take(object));
    }
    for (const type of ['pending', 'state', 'presence', 'typing']) {
      room.on(type, () => this.#changed());
    }
    this.#changed();
  }

  /** @returns {readonly import('../maru.js').Message[]} ascending by position, each once */
  get messages() {
    return this.#timeline.messages;
  }

  /** @returns {readonly import('../maru.js').Pending[]} */
  get pending() {
    return this.#timeline.pending;
  }

  /** @returns {readonly number[]} positions before which something is missing, ascending */
  get gaps() {
    return this.#timeline.gaps;
  }

  /** @returns {string | undefined} the author id of this member, once welcomed */
  get me() {
    return this.#room.me?.id;
  }

  /** Whether the conversation is known at all. */
  get begun() {
    return this.#room.cursor !== undefined;
  }

  get hasOlder() {
    return this.#timeline.older;
  }

  get loadingOlder() {
    return this.#loading !== null;
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

  /** Fetches the page before the oldest message here, one at a time. */
  loadOlder() {
    if (this.#timeline.older && this.messages.length > 0) {
      this.#fetchBefore(this.messages[0].n);
    }
  }

  /** Lets the oldest messages go when there are too many; for a view that shows the newest. */
  trim() {
    if (this.messages.length > KEPT_MESSAGES) {
      this.#timeline.trim(KEPT_MESSAGES);
      this.#changed();
    }
  }

  #take(object) {
    this.#timeline.take(object);
    if (object.type === 'message') {
      this.dispatchEvent(new CustomEvent('arrived', { detail: object }));
    }
    if (object.reason === 'epoch' || object.reason === 'future') {
      // Positions of before mean nothing any more: what is shown has to be read again.
      this.#loading = null;
      this.#fetchBefore(object.head + 1);
    }
    this.#changed();
  }

  async #fetchBefore(before) {
    if (this.#loading) {
      return;
    }
    const mine = (this.#loading = {});
    this.#changed();
    try {
      while (!this.#timeline.take(await this.#room.history({ before, limit: PAGE_MESSAGES }))) {
        // Too much has changed since that page was read: the next one is fresh.
      }
    } catch {
      // Refused, or of an epoch that has gone: whoever scrolls asks again.
    } finally {
      if (this.#loading === mine) {
        this.#loading = null;
      }
      this.#changed();
    }
  }

  #changed() {
    this.#timeline.pend(this.#room.pending, this.me);
    this.dispatchEvent(new CustomEvent('change'));
  }
}

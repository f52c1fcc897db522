/** 96 random bits: no two messages of one author share an id by chance. */
const ID_BYTES = 12;

/**
 * What was written but is not known to be in the log. Items leave in the order they were written, one at a time,
 * and keep their id on every retry, so that the server stores each once. They outlive a reload of the page.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} text
 * @property {number} atMs when it was written, by the clock of this machine
 * @property {'queued' | 'stored' | 'failed'} state `stored`: acknowledged at `n`, its entry has yet to arrive
 * @property {string} [author] whom it was first sent as
 * @property {number} [n]
 * @property {string} [code] why the server refused it
 * @property {string} [reason] the same in words
 */
export class Outbox {
  #storage;
  #key;
  #items;
  #inFlight = null;

  /**
   * @param {{get(key: string): string | null, set(key: string, value: string): void}} storage lasts as long as the tab
   * @param {string} room
   */
  constructor(storage, room) {
    this.#storage = storage;
    this.#key = `maru.outbox.${room}`;
    this.#items = restore(storage.get(this.#key));
  }

  /** @returns {readonly Item[]} in the order they were written */
  get items() {
    return this.#items;
  }

  /** @returns {Item} */
  add(text) {
    const item = { id: randomId(), text, atMs: Date.now(), state: 'queued' };
    this.#items.push(item);
    this.#save();
    return item;
  }

  /**
   * Takes the item to send now, if it is anyone's turn.
   *
   * @param {string} author who is speaking; an item that was sent as somebody else would be a new message, so a
   *   person has to decide about it
   * @returns {Item | undefined}
   */
  take(author) {
    if (this.#inFlight !== null) {
      return undefined;
    }
    for (const item of this.#items.filter(({ state }) => state === 'queued')) {
      if (item.author !== undefined && item.author !== author) {
        this.#fail(item, 'otherAuthor', '');
        continue;
      }
      item.author = author;
      this.#inFlight = item.id;
      this.#save();
      return item;
    }
    return undefined;
  }

  /** The connection is gone: whatever was in flight goes first on the next one. */
  rewind() {
    this.#inFlight = null;
  }

  /** The item is in the log at `n`; it waits for its entry. */
  stored(id, n) {
    this.#settle(id);
    const item = this.#find(id);
    if (item) {
      Object.assign(item, { state: 'stored', n });
      this.#save();
    }
  }

  /** The entry is here, or nobody wants the item any more. */
  drop(id) {
    this.#settle(id);
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#save();
  }

  /** The server took the item out of flight without an answer that would last: it stays queued, and first. */
  postpone(id) {
    this.#settle(id);
  }

  /** The server refused the item for good. */
  failed(id, code, reason) {
    this.#settle(id);
    const item = this.#find(id);
    if (item) {
      this.#fail(item, code, reason);
    }
  }

  /** Queues a failed item again, behind what was written since. */
  retry(id) {
    const item = this.#find(id);
    if (item?.state === 'failed') {
      this.#items = this.#items.filter((other) => other !== item);
      const { text, atMs, author, code } = item;
      this.#items.push(
        code === 'otherAuthor'
          ? { id: randomId(), text, atMs, state: 'queued' }
          : { id, text, atMs, author, state: 'queued' },
      );
      this.#save();
    }
  }

  /** @returns {boolean} whether an item with this id is here */
  has(id) {
    return this.#find(id) !== undefined;
  }

  #find(id) {
    return this.#items.find((item) => item.id === id);
  }

  #settle(id) {
    if (this.#inFlight === id) {
      this.#inFlight = null;
    }
  }

  #fail(item, code, reason) {
    Object.assign(item, { state: 'failed', code, reason });
    this.#save();
  }

  #save() {
    // A stored item is safe in the log: after a reload it comes back from there.
    this.#storage.set(this.#key, JSON.stringify(this.#items.filter(({ state }) => state !== 'stored')));
  }
}

function restore(saved) {
  try {
    const items = JSON.parse(saved ?? '[]');
    const whole = ({ id, text }) => typeof id === 'string' && typeof text === 'string';
    return Array.isArray(items) ? items.filter(whole) : [];
  } catch {
    return [];
  }
}

/** `randomUUID` exists only on https and localhost; a room in the house network may have neither. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
}

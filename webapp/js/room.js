import { BAD_GUEST, decode, encode, hello, history, isEntry, publish } from './protocol.js';
import { delayMs } from './backoff.js';

/** Messages asked for at once, when joining and when scrolling back. */
const PAGE_MESSAGES = 50;

/** Beyond this many the oldest are let go; they can be fetched again. */
const KEPT_MESSAGES = 500;

/**
 * One member's view of one room: a cursor over its log, the messages fetched so far, and the outbox. After a loss of
 * the connection it resumes after its cursor; it drops what it has seen; it publishes what still waits.
 *
 * Events: `change` (anything shown may differ), `arrived` (detail: one message that is new to everybody),
 * `welcome` (detail: the server's welcome).
 *
 * @typedef {object} Message
 * @property {number} n
 * @property {string} id
 * @property {{id: string, name: string}} from
 * @property {string} at
 * @property {string} [text] absent when `deleted`
 * @property {boolean} [deleted]
 */
export class Room extends EventTarget {
  #connection;
  #outbox;
  #identity;
  #cursor = null;
  #welcome = null;
  #messages = [];
  #gaps = [];
  #older = { more: false, request: null };
  #requests = 0;
  #postponed = 0;
  #holdTimer = null;

  /**
   * @param {import('./connection.js').Connection} connection
   * @param {import('./outbox.js').Outbox} outbox
   * @param {import('./identity.js').Identity} identity takes over the guest secret when the server mints one
   */
  constructor(connection, outbox, identity) {
    super();
    this.#connection = connection;
    this.#outbox = outbox;
    this.#identity = identity;
    connection.addEventListener('frame', ({ detail }) => this.#receive(detail));
    connection.addEventListener('state', ({ detail: state }) => {
      state.phase === 'open' ? this.#join() : this.#leave(state);
    });
  }

  /** @returns {readonly Message[]} ascending by position, each once */
  get messages() {
    return this.#messages;
  }

  /** @returns {readonly import('./outbox.js').Item[]} */
  get pending() {
    return this.#outbox.items;
  }

  /** @returns {readonly number[]} positions before which something is missing, ascending */
  get gaps() {
    return this.#gaps;
  }

  /** @returns {{epoch: string, n: number} | null} the last position seen */
  get cursor() {
    return this.#cursor;
  }

  /** @returns {string | undefined} the author id of this member, once welcomed */
  get me() {
    return this.#welcome?.you.id;
  }

  /** @returns {boolean} whether the log holds messages older than those here */
  get hasOlder() {
    return this.#older.more;
  }

  get loadingOlder() {
    return this.#older.request !== null;
  }

  /** Publishes a text now or, while there is no connection, later. It shows among `pending` at once. */
  publish(text) {
    this.#outbox.add(text);
    this.#publishNext();
    this.#changed();
  }

  /** Tries a failed text again. */
  retry(id) {
    this.#outbox.retry(id);
    this.#publishNext();
    this.#changed();
  }

  /** Forgets a failed text. */
  discard(id) {
    this.#outbox.drop(id);
    this.#changed();
  }

  /** Fetches the page before the oldest message here, one request at a time. */
  loadOlder() {
    if (this.#older.more && this.#messages.length > 0) {
      this.#fetchBefore(this.#messages[0].n);
    }
  }

  /** Lets the oldest messages go when there are too many; for a view that shows the newest. */
  trim() {
    if (this.#messages.length > KEPT_MESSAGES) {
      this.#messages = this.#messages.slice(-KEPT_MESSAGES);
      this.#older.more = true;
      this.#changed();
    }
  }

  #join() {
    const { name, guest } = this.#identity;
    const from = this.#cursor ? { after: this.#cursor } : { history: PAGE_MESSAGES };
    this.#connection.send(encode(hello({ name, guest, ...from })));
  }

  #leave({ code }) {
    this.#release();
    this.#welcome = this.#welcome && { ...this.#welcome, joined: false };
    this.#older.request = null;
    this.#outbox.rewind();
    this.#changed();
    if (code === BAD_GUEST && this.#identity.guest !== undefined) {
      // The secret is worth nothing here: without one the server mints another.
      this.#identity.forgetGuest();
      this.#connection.retryNow();
    }
  }

  #receive(frame) {
    let objects;
    try {
      objects = decode(frame);
    } catch {
      // A server that cannot be understood is as good as gone; after a while it may speak better.
      this.#connection.giveUp();
      return;
    }
    objects.forEach((object) => this.#take(object));
    this.#changed();
  }

  #take(object) {
    switch (object.type) {
      case 'welcome': return this.#welcomed(object);
      case 'page': return this.#paged(object);
      case 'gap': return this.#missed(object);
      case 'ack': return this.#acked(object);
      case 'refused': return this.#refused(object);
      default: return isEntry(object) ? this.#entered(object) : undefined;
    }
  }

  #welcomed(welcome) {
    this.#welcome = { ...welcome, joined: true };
    if (welcome.guest !== undefined) {
      this.#identity.guest = welcome.guest;
    }
    this.#tell('welcome', welcome);
    this.#publishNext();
  }

  #paged({ id, messages, more }) {
    if (id === undefined) {
      // What is live begins behind the welcome's head; by the time the page was read the room may have grown.
      this.#moveTo({ epoch: this.#welcome.epoch, n: this.#welcome.head });
    } else if (id !== this.#older.request) {
      return;
    }
    this.#older = { more: more && messages.length > 0, request: null };
    messages.forEach((message) => this.#insert(message));
    this.#messages.sort((a, b) => a.n - b.n);
  }

  #entered(entry) {
    if (this.#cursor === null || entry.n <= this.#cursor.n) {
      return;
    }
    this.#cursor = { ...this.#cursor, n: entry.n };
    if (entry.type === 'message' && this.#insert(entry)) {
      this.#tell('arrived', entry);
    }
  }

  /** Keeps a message that is not here yet, and lets go of the pending text that it came from. */
  #insert(message) {
    if (this.#messages.some(({ n }) => n === message.n)) {
      return false;
    }
    this.#messages.push(message);
    this.#settle(message);
    return true;
  }

  #missed({ epoch, first, head }) {
    const trimmed = this.#cursor?.epoch === epoch && this.#cursor.n < first;
    this.#moveTo({ epoch, n: trimmed ? first - 1 : head });
    this.#welcome = { ...this.#welcome, epoch };
    this.#gaps = trimmed ? [...new Set([...this.#gaps, first])] : [head + 1];
    if (!trimmed) {
      // Positions of the old epoch mean nothing in the new one: what is shown has to be read again.
      this.#messages = [];
      this.#older.request = null;
      this.#fetchBefore(head + 1);
    }
  }

  #acked({ id, n }) {
    this.#postponed = 0;
    // An entry at or below the cursor has been here already, or is waiting in a page further back.
    if (this.#cursor && n <= this.#cursor.n) {
      this.#outbox.drop(id);
    } else {
      this.#outbox.stored(id, n);
    }
    this.#publishNext();
  }

  #refused({ id, code, text, outcome, retryAfterMs }) {
    if (id !== undefined && id === this.#older.request) {
      this.#older.request = null;
    } else if (outcome === 'unknown' || code === 'busy' || retryAfterMs !== undefined) {
      this.#outbox.postpone(id);
      this.#hold(retryAfterMs ?? delayMs(this.#postponed++));
    } else {
      this.#outbox.failed(id, code, text);
      this.#publishNext();
    }
  }

  /** The entry of a pending text is proof enough that it is stored, whether or not the ack is here. */
  #settle({ id, from }) {
    if (from?.id === this.me && this.#outbox.has(id)) {
      this.#outbox.drop(id);
      this.#publishNext();
    }
  }

  /** Jumps; texts stored at positions that were jumped over will not arrive as entries any more. */
  #moveTo(cursor) {
    this.#cursor = cursor;
    const passed = this.#outbox.items.filter(({ state, n }) => state === 'stored' && n <= cursor.n);
    passed.forEach(({ id }) => this.#outbox.drop(id));
  }

  #hold(ms) {
    this.#release();
    this.#holdTimer = setTimeout(() => {
      this.#release();
      this.#publishNext();
    }, ms);
  }

  #release() {
    clearTimeout(this.#holdTimer);
    this.#holdTimer = null;
  }

  #publishNext() {
    const ready = this.#welcome?.joined && this.#holdTimer === null;
    const item = ready ? this.#outbox.take(this.#welcome.you.id) : undefined;
    if (item) {
      this.#connection.send(encode(publish(item)));
    }
  }

  #fetchBefore(before) {
    if (this.#older.request === null) {
      const id = `h${++this.#requests}`;
      if (this.#connection.send(encode(history({ id, before, limit: PAGE_MESSAGES })))) {
        this.#older.request = id;
        this.#changed();
      }
    }
  }

  #changed() {
    this.#tell('change');
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

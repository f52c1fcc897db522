import { delayMs, nextAttempt } from './backoff.js';
import { SUBPROTOCOL, verdict } from './protocol.js';

/** A browser may try for minutes; by then a person has given up. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What a browser reports when a connection ends without a close frame. */
const NO_CLOSE_FRAME = 1006;

/**
 * Keeps one WebSocket to one address. It opens it, opens it again when the close code allows, and says how things
 * stand. It knows no message and no DOM.
 *
 * Events: `frame` (detail: the data of one frame) and `state` (detail: a {@link State}).
 *
 * @typedef {object} State
 * @property {'idle' | 'connecting' | 'open' | 'waiting' | 'closed'} phase `closed` is final until `retryNow`
 * @property {number} [code] the close code that led here
 * @property {string} [reason] the close reason that led here
 * @property {number} [retryAtMs] when `waiting` ends, by the clock of `Date.now`
 * @property {number} [unopened] how many attempts in a row ended without ever opening
 */
export class Connection extends EventTarget {
  #url;
  #dial;
  #random;
  #socket = null;
  #state = { phase: 'idle' };
  #timer;
  #attempt = -1;
  #openedAtMs = 0;
  #unopened = 0;

  /**
   * @param {URL | string} url
   * @param {{dial?: (url: URL | string) => WebSocket, random?: () => number}} [means]
   */
  constructor(url, { dial = (to) => new WebSocket(to, SUBPROTOCOL), random = Math.random } = {}) {
    super();
    this.#url = url;
    this.#dial = dial;
    this.#random = random;
  }

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /** Connects, and from then on comes back by itself. */
  start() {
    this.#connect();
  }

  /** Sends one frame. False means that no socket is open; nothing is queued here. */
  send(text) {
    if (this.#state.phase !== 'open') {
      return false;
    }
    this.#socket.send(text);
    return true;
  }

  /** Cuts a wait short, or tries once more after a final close. Does nothing while a socket is in use. */
  retryNow() {
    if (this.#state.phase === 'waiting' || this.#state.phase === 'closed') {
      this.#connect();
    }
  }

  /** Gives up a socket that seems open but is dead, without waiting for it to notice, and connects anew. */
  restart() {
    this.#abandon();
    this.#connect();
  }

  /** Gives up a socket whose peer makes no sense, and comes back after a wait. */
  giveUp() {
    this.#abandon();
    this.#closed(NO_CLOSE_FRAME, '');
  }

  /** Hangs up for good. */
  stop() {
    this.#abandon();
    this.#become({ phase: 'idle' });
  }

  #connect() {
    clearTimeout(this.#timer);
    const socket = this.#dial(this.#url);
    this.#socket = socket;
    this.#openedAtMs = 0;
    this.#timer = setTimeout(() => this.giveUp(), CONNECT_TIMEOUT_MS);
    // A socket that was given up may still speak: only the current one is heard.
    const whenCurrent = (act) => (event) => socket === this.#socket && act(event);
    socket.addEventListener('open', whenCurrent(() => this.#opened()));
    socket.addEventListener('message', whenCurrent(({ data }) => this.#tell('frame', data)));
    socket.addEventListener('close', whenCurrent(({ code, reason }) => this.#closed(code, reason)));
    this.#become({ phase: 'connecting', unopened: this.#unopened });
  }

  #opened() {
    clearTimeout(this.#timer);
    this.#openedAtMs = Date.now();
    this.#unopened = 0;
    this.#become({ phase: 'open' });
  }

  #closed(code, reason) {
    clearTimeout(this.#timer);
    this.#socket = null;
    if (verdict(code) === 'final') {
      this.#become({ phase: 'closed', code, reason });
      return;
    }
    const upMs = this.#openedAtMs === 0 ? 0 : Date.now() - this.#openedAtMs;
    this.#unopened += this.#openedAtMs === 0 ? 1 : 0;
    this.#attempt = nextAttempt(this.#attempt, upMs);
    const waitMs = delayMs(this.#attempt, this.#random);
    this.#timer = setTimeout(() => this.#connect(), waitMs);
    this.#become({ phase: 'waiting', code, reason, retryAtMs: Date.now() + waitMs, unopened: this.#unopened });
  }

  #abandon() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #become(state) {
    this.#state = state;
    this.#tell('state', state);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

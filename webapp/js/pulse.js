import { encode, ping } from './protocol.js';

/** Until the server's welcome names its own. */
const DEFAULT_HEARTBEAT_MS = 20_000;

/** A page that wakes up wants to know soon whether its socket outlived the sleep. */
const PROOF_MS = 5_000;

/**
 * Judges whether the connection is alive. Pings of the WebSocket protocol are invisible to JavaScript, so after a
 * heartbeat of silence it asks by itself, and after another one without any frame it declares the socket dead.
 * The verdict needs an unanswered question, never the clock alone: a hidden page has its timers held back.
 */
export class Pulse {
  #connection;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #asked = false;
  #timer;

  /** @param {import('./connection.js').Connection} connection */
  constructor(connection) {
    this.#connection = connection;
    connection.addEventListener('frame', () => this.#heard());
    connection.addEventListener('state', ({ detail }) => {
      clearTimeout(this.#timer);
      if (detail.phase === 'open') {
        this.#heard();
      }
    });
  }

  /** Takes over the heartbeat of the server, in milliseconds. */
  expect(heartbeatMs) {
    this.#heartbeatMs = heartbeatMs;
    this.#heard();
  }

  /** The network or the page came back: an open socket has 5 s to prove itself, a waiting one tries at once. */
  prove() {
    if (this.#connection.state.phase === 'open') {
      this.#ask(PROOF_MS);
    } else if (this.#connection.state.phase === 'waiting') {
      this.#connection.retryNow();
    }
  }

  #heard() {
    this.#asked = false;
    this.#arm(this.#heartbeatMs);
  }

  #arm(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#silent(), ms);
  }

  #silent() {
    if (this.#asked) {
      this.#connection.restart();
    } else {
      this.#ask(this.#heartbeatMs);
    }
  }

  #ask(answerWithinMs) {
    this.#asked = true;
    this.#connection.send(encode(ping()));
    this.#arm(answerWithinMs);
  }
}

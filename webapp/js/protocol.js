/**
 * The words of `maru.v1`: what a client may say, how a server frame is read, and what a close code means.
 * No state and no I/O, so that it runs the same in a browser and in Node.
 */

/** The subprotocol that this client offers. */
export const SUBPROTOCOL = 'maru.v1';

/** The close code for a guest secret that this server could not have made. */
export const BAD_GUEST = 4506;

/** Server objects that carry an `n` or none, but are not entries of the log. */
const NOT_ENTRIES = new Set([
  'welcome', 'page', 'caughtUp', 'gap', 'ack', 'refused', 'pong', 'presence', 'typing', 'read',
]);

/** Close codes outside 4000-4999 after which the same client may come back and resume. */
const COME_BACK = new Set([1001, 1005, 1006, 1011, 1012, 1013]);

/**
 * The first frame of every connection.
 *
 * @param {{name: string, guest?: string, after?: {epoch: string, n: number}, history?: number}} fields
 *   with `after` to resume, with `history` (a number of messages) to join for the first time
 */
export function hello(fields) {
  return { type: 'hello', ...fields };
}

/** @param {{id: string, text: string}} message `id` is made by the client and stays the same on every retry */
export function publish({ id, text }) {
  return { type: 'publish', id, text };
}

/** @param {{id: string, before: number, limit: number}} request the newest `limit` messages below position `before` */
export function history({ id, before, limit }) {
  return { type: 'history', id, before, limit };
}

/** Asks for a sign of life. */
export function ping() {
  return { type: 'ping' };
}

/** A command as the text of one frame. Absent fields (`undefined`) are left out. */
export function encode(command) {
  return JSON.stringify(command);
}

/**
 * Reads one server frame: an array of objects that each name their type.
 *
 * @param {unknown} frame
 * @returns {Array<{type: string}>}
 * @throws {SyntaxError} if the frame is anything else; nothing of it may be used then
 */
export function decode(frame) {
  const objects = typeof frame === 'string' ? JSON.parse(frame) : undefined;
  if (!Array.isArray(objects) || !objects.every((object) => typeof object?.type === 'string')) {
    throw new SyntaxError('a server frame is a JSON array of typed objects');
  }
  return objects;
}

/** Whether an object is an entry of the log. Kinds unknown to this client are entries too: they move the cursor. */
export function isEntry(object) {
  return Number.isSafeInteger(object.n) && !NOT_ENTRIES.has(object.type);
}

/**
 * What a close code asks of the client.
 *
 * @param {number} code
 * @returns {'resume' | 'final'}
 */
export function verdict(code) {
  return COME_BACK.has(code) || (code >= 4000 && code <= 4499) ? 'resume' : 'final';
}

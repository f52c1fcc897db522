import { MaruRoom } from '../../../../webapp/js/maru.js';
import { ScriptedServer } from './scripted-server.js';

const ME = 'g:me';

/** What a test waits for comes in milliseconds. */
const DEADLINE_MS = 10_000;

/** A store that outlives a reload. */
export class Store {
  kept = new Map();

  getItem(key) {
    return this.kept.get(key) ?? null;
  }

  setItem(key, value) {
    this.kept.set(key, value);
  }
}

/** A room against a scripted server. A reconnect takes five milliseconds. */
export async function play(t, options = {}) {
  const server = await ScriptedServer.start();
  // First the rooms: one that dials while the server stops would keep it from stopping.
  server.rooms = [];
  t.after(() => {
    server.rooms.forEach((room) => room.close());
    return server.stop();
  });
  return { server, room: open(server, options) };
}

/** A room, connected; once more with the same stores it is what a reload makes. */
export function open(server, options = {}) {
  const room = new MaruRoom({ url: server.url, name: '지수', history: 50, backoff: () => 5, ...options });
  server.rooms.push(room);
  return room.connect();
}

export function welcome(fields = {}) {
  return {
    type: 'welcome', room: 'test', you: { id: ME, name: '지수' }, epoch: 'e1', head: 0, m: 0, first: 1, read: 0,
    unread: 0, state: {}, resumed: false, durability: 'memory', heartbeatMs: 20_000,
    limits: { textCodePoints: 4_000 }, ...fields,
  };
}

export function message(n, fields = {}) {
  return {
    type: 'message', n, m: n, id: `c${n}`, from: { id: 'g:other', name: '민호' }, at: '2026-11-22T10:00:00.000Z',
    text: `text ${n}`, ...fields,
  };
}

/** The entry of one's own command. */
export function own(n, { id, text }) {
  return message(n, { id, text, from: { id: ME, name: '지수' } });
}

export function page(messages, fields = {}) {
  return { type: 'page', messages, head: messages.at(-1)?.n ?? 0, more: false, newer: false, ...fields };
}

/** Waits until it is so. */
export async function until(described) {
  for (const late = Date.now() + DEADLINE_MS; !described();) {
    if (Date.now() > late) {
      throw new Error(`never came true: ${described}`);
    }
    await new Promise((next) => setImmediate(next));
  }
}

/** Joins an empty room, up to the moment when the outbox may speak. */
export async function joined(server, fields = {}) {
  const peer = await server.connection();
  const hello = await peer.hears();
  peer.says(welcome(fields), page([]));
  return { peer, hello };
}

/** Collects the details of an event. */
export function record(room, type) {
  const details = [];
  room.on(type, (detail) => details.push(detail));
  return details;
}

export const positions = (messages) => messages.map(({ n }) => n);

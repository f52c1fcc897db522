import { Connection } from '../../../../webapp/js/connection.js';
import { Identity } from '../../../../webapp/js/identity.js';
import { Outbox } from '../../../../webapp/js/outbox.js';
import { Room } from '../../../../webapp/js/room.js';
import { ScriptedServer } from './scripted-server.js';

const ME = 'g:me';

/** A tab of a browser: storage that outlives a reload. */
export class Tab {
  #kept = new Map();

  get(key) {
    return this.#kept.get(key) ?? null;
  }

  set(key, value) {
    this.#kept.set(key, value);
  }
}

/** A room against a scripted server; the dice of the backoff always fall low: a reconnect takes half a second. */
export async function play(t, { tab = new Tab(), identity = somebody() } = {}) {
  const server = await ScriptedServer.start();
  const member = open(server, tab, identity);
  t.after(async () => {
    member.connection.stop();
    await server.stop();
  });
  return { server, tab, identity, ...member };
}

/** The identity of a fresh profile, or of one that holds a guest's secret. */
export function somebody(guest) {
  const identity = new Identity(new Tab());
  return Object.assign(identity, { name: '지수' }, guest && { guest });
}

/** Opens the room again in the same tab, as a reload does. */
export function open(server, tab, identity) {
  const connection = new Connection(server.url, { random: () => 0 });
  const outbox = new Outbox(tab, 'test');
  const room = new Room(connection, outbox, identity);
  connection.start();
  return { connection, room };
}

export function welcome(fields = {}) {
  return {
    type: 'welcome', room: 'test', you: { id: ME, name: '지수' }, epoch: 'e1', head: 0, m: 0, first: 1, state: {},
    resumed: false, durability: 'memory', heartbeatMs: 20_000, limits: { textCodePoints: 4_000 }, ...fields,
  };
}

export function message(n, fields = {}) {
  return {
    type: 'message', n, m: n, id: `c${n}`, from: { id: 'g:other', name: '민호' }, at: '2026-11-22T10:00:00.000Z',
    text: `text ${n}`, ...fields,
  };
}

/** The entry of one's own text. */
export function own(n, { id, text }) {
  return message(n, { id, text, from: { id: ME, name: '지수' } });
}

export function page(messages, fields = {}) {
  return { type: 'page', messages, head: messages.at(-1)?.n ?? 0, more: false, ...fields };
}

/** Waits until the room is as described, looking again after each change; a wait that is too long fails. */
export function until(room, described) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`never came true: ${described}`)), 5_000);
    const look = () => {
      if (described()) {
        clearTimeout(late);
        room.removeEventListener('change', look);
        resolve();
      }
    };
    room.addEventListener('change', look);
    look();
  });
}

/** Joins an empty room, up to the moment when the outbox may speak. */
export async function joined(server, fields = {}) {
  const peer = await server.connection();
  const hello = await peer.hears();
  peer.says(welcome(fields), page([]));
  return { peer, hello };
}

export const positions = (room) => room.messages.map(({ n }) => n);

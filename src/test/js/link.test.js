import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { delayMs } from '../../../webapp/js/client/link.js';
import { MaruRoom } from '../../../webapp/js/maru.js';
import { Store, joined, message, page, play, record, until, welcome } from './support/play.js';

test('the wait is random from 500 ms on, its spread doubles, and no wait is longer than 20 s', () => {
  const [lowest, highest] = [() => 0, () => 1];
  for (let attempt = 0; attempt < 5_000; attempt++) {
    assert.equal(delayMs(attempt, lowest), 500);
    assert.ok(delayMs(attempt, highest) <= 20_000);
  }
  assert.deepEqual([0, 1, 2, 3, 6].map((attempt) => delayMs(attempt, highest)), [1_000, 1_500, 2_500, 4_500, 20_000]);
  assert.notEqual(delayMs(3), delayMs(3));
});

for (const code of [1001, 1011, 1012, 1013, 4000, 4008, 4009, 4010, 4011, 4029, 4499]) {
  test(`after ${code} it comes back and resumes`, async (t) => {
    const { server, room } = await play(t);
    const { peer } = await joined(server);
    await room.ready();
    peer.closes(code, 'reason');
    assert.deepEqual((await (await server.connection()).hears()).after, { epoch: 'e1', n: 0 });
  });
}

for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 3000, 4500, 4501, 4503, 4504, 4505, 4506, 4999]) {
  test(`after ${code} it stays away until it is asked`, async (t) => {
    const { server, room } = await play(t);
    const { peer } = await joined(server);
    await room.ready();
    const states = record(room, 'state');
    const page = room.history();
    peer.closes(code, '안녕');
    await assert.rejects(page, { code: 'closed' });
    assert.deepEqual(states.map((told) => [told.state, told.previous, told.code, told.reason]),
      [['closed', 'open', code, '안녕']]);
    await assert.rejects(room.ready(), { code: 'closed' });
    room.connect();
    await (await server.connection()).hears();
  });
}

test('a close frame without a code and a cut without a close frame are both come back from', async (t) => {
  const { server, room } = await play(t);
  const states = record(room, 'state');
  (await server.connection()).cut();
  (await server.connection()).closesWithoutCode();
  await server.connection();
  await until(() => states.length > 3);
  assert.deepEqual(states.filter(({ code }) => code).map(({ code }) => code), [1006, 1005]);
});

test('the states are told in order, with the attempts that failed and the time of the next', async (t) => {
  const { server, room } = await play(t, { backoff: (attempt) => 5 + attempt });
  const states = record(room, 'state');
  const { peer } = await joined(server);
  await room.ready();
  peer.cut();
  (await server.connection()).cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true }));
  await room.ready();
  assert.deepEqual(states.map(({ state, attempt }) => [state, attempt]), [['open', 0], ['reconnecting', 1],
    ['reconnecting', 1], ['reconnecting', 2], ['reconnecting', 2], ['open', 2]]);
  assert.deepEqual(states.map(({ retryAt }) => typeof retryAt === 'number'), [false, true, false, true, false, false]);
  assert.equal(states.at(-1).resumed, true);
});

test('a connection that was up for five seconds makes the next loss the first', async (t) => {
  const attempts = [];
  let lateMs = 0;
  const { now } = Date;
  t.mock.method(Date, 'now', () => now() + lateMs);
  const { server, room } = await play(t, { backoff: (attempt) => attempts.push(attempt) && 5 });
  for (const upMs of [0, 4_000, 5_000, 0]) {
    const peer = await server.connection();
    await peer.hears();
    peer.says(welcome(), page([]));
    await room.ready();
    lateMs += upMs;
    peer.cut();
    await until(() => room.state !== 'open');
  }
  assert.deepEqual(attempts, [0, 1, 0, 1]);
});

test('connect cuts a wait short', async (t) => {
  const { server, room } = await play(t, { backoff: () => 60_000 });
  (await server.connection()).cut();
  await until(() => room.state === 'reconnecting');
  room.connect();
  await server.connection();
});

test('a refused handshake is a failed attempt', async (t) => {
  const { server, room } = await play(t);
  server.refuseNext = 2;
  (await server.connection()).cut();
  await joined(server);
  await room.ready();
});

test('a token that ends soon is renewed in the connection, and what goes wrong is told', async (t) => {
  const tokens = ['one', 'two'];
  const token = () => {
    if (tokens.length === 0) throw new Error('no token today');
    return tokens.shift();
  };
  const { server, room } = await play(t, { token });
  const errors = record(room, 'error');
  const { peer, hello } = await joined(server);
  assert.equal(hello.token, 'one');
  peer.says({ type: 'tokenExpiring', inMs: 60_000 });
  assert.deepEqual(await peer.hears(), { type: 'token', token: 'two' });
  peer.says({ type: 'tokenExpiring', inMs: 60_000 });
  await until(() => errors.length === 1);
  assert.equal(errors[0].message, 'no token today');
});

test('url and token are asked at every attempt, and a throw is a failed attempt', async (t) => {
  let asked = 0;
  const { server, room } = await play(t, {
    url: async () => `${server.url}?ticket=${asked}`, room: 'test', token: () => {
      if (++asked === 2) throw new Error('no token today');
      return `t${asked}`;
    },
  });
  const errors = record(room, 'error');
  const peer = await server.connection();
  assert.equal((await peer.hears()).token, 't1');
  peer.cut();
  const again = await server.connection();
  assert.match(again.path, /ticket=2$/);
  assert.equal((await again.hears()).token, 't3');
  assert.deepEqual(errors.map((error) => error.message), ['no token today']);
});

test('http becomes ws, and the subprotocol is maru.v1', async (t) => {
  const { server } = await play(t, { url: () => new URL(server.url.replace('ws', 'http')) });
  assert.equal((await server.connection()).protocol, 'maru.v1');
});

test('silence is asked about after one heartbeat and is death after two', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server, { heartbeatMs: 40 });
  await room.ready();
  assert.deepEqual(await peer.hears(), { type: 'ping' });
  await server.connection();
});

test('any frame is a sign of life, and the head is asked for at every heartbeat', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server, { heartbeatMs: 100 });
  await room.ready();
  const states = record(room, 'state');
  for (let n = 1; n <= 6; n++) {
    assert.deepEqual(await peer.hears(), { type: 'ping' });
    peer.says(message(n));
  }
  assert.deepEqual(states, []);
});

for (const [type, target] of [['online', 'window'], ['pageshow', 'window'], ['visibilitychange', 'document']]) {
  test(`at ${type} an open socket has to prove itself and a wait is cut short`, async (t) => {
    const browser = { window: new EventTarget(), document: Object.assign(new EventTarget(), { hidden: false }) };
    globalThis.addEventListener = browser.window.addEventListener.bind(browser.window);
    globalThis.document = browser.document;
    t.after(() => {
      delete globalThis.addEventListener;
      delete globalThis.document;
    });
    const { server, room } = await play(t, { backoff: () => 60_000, guest: new Store(), outbox: 'memory' });
    const { peer } = await joined(server);
    await room.ready();
    browser[target].dispatchEvent(new Event(type));
    assert.deepEqual(await peer.hears(), { type: 'ping' });
    peer.cut();
    await until(() => room.state === 'reconnecting');
    browser[target].dispatchEvent(new Event(type));
    const again = await server.connection();
    room.close();
    await again.gone;
    browser[target].dispatchEvent(new Event(type));
    assert.equal(room.state, 'closed');
  });
}

test('a socket that was given up is not heard any more', async (t) => {
  const sockets = [];
  class Watched extends WebSocket {
    constructor(...from) {
      super(...from);
      sockets.push(this);
    }
  }
  const { server, room } = await play(t, { WebSocket: Watched });
  const { peer } = await joined(server);
  await room.ready();
  const messages = record(room, 'message');
  peer.saysRaw('{');
  const again = await server.connection();
  peer.says(message(1));
  const late = sockets[0].readyState === WebSocket.CLOSED ? undefined : once(sockets[0], 'close');
  await again.hears();
  again.says(welcome({ resumed: true }));
  await room.ready();
  await late;
  assert.deepEqual(messages, []);
  assert.equal(room.state, 'open');
});

test('a signal closes the room', async (t) => {
  const control = new AbortController();
  const { server, room } = await play(t, { signal: control.signal });
  const { peer } = await joined(server);
  control.abort();
  await peer.gone;
  assert.equal(room.state, 'closed');
});

test('nothing is dialed before connect', async (t) => {
  const { server, room } = await play(t);
  const idle = new MaruRoom({ url: server.url });
  await server.connection();
  assert.deepEqual([idle.state, room.state], ['idle', 'connecting']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, own, page, play, positions, somebody, until, welcome } from './support/play.js';

test('the first hello offers maru.v1, gives the name and asks for history', async (t) => {
  const { server } = await play(t);
  const peer = await server.connection();
  assert.equal(peer.protocol, 'maru.v1');
  assert.deepEqual(await peer.hears(), { type: 'hello', name: '지수', history: 50 });
});

test('a guest secret from the welcome is kept and shown at the next hello', async (t) => {
  const { server, identity } = await play(t);
  const { peer } = await joined(server, { guest: 's3cret' });
  await untilIdentity(identity);
  peer.cut();
  const again = await server.connection();
  assert.equal((await again.hears()).guest, 's3cret');
});

test('a cut connection resumes after the last position seen, and what was missed follows in order', async (t) => {
  const { server, room } = await play(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 2 }), page([message(1), message(2)]), message(3));
  await until(room, () => room.cursor?.n === 3);
  peer.cut();
  const again = await server.connection();
  assert.deepEqual(await again.hears(), { type: 'hello', name: '지수', after: { epoch: 'e1', n: 3 } });
  again.says(welcome({ head: 5, resumed: true }), message(4), message(5), { type: 'caughtUp', n: 5 });
  await until(room, () => room.cursor.n === 5);
  assert.deepEqual(positions(room), [1, 2, 3, 4, 5]);
});

test('what the room said while the first page was read is neither lost nor doubled', async (t) => {
  const { server, room } = await play(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 1 }), page([message(1)], { head: 3 }), message(2), message(3));
  await until(room, () => room.cursor?.n === 3);
  assert.deepEqual(positions(room), [1, 2, 3]);
});

test('a guest secret that the server does not take is given back for a new one', async (t) => {
  const { server, identity } = await play(t, { identity: somebody('not mine') });
  const peer = await server.connection();
  assert.equal((await peer.hears()).guest, 'not mine');
  peer.closes(4506, 'badGuest');
  const again = await server.connection();
  assert.deepEqual(await again.hears(), { type: 'hello', name: '지수', history: 50 });
  assert.equal(identity.guest, undefined);
});

test('an entry seen before is dropped', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1), message(2), message(2), message(3), message(1));
  await until(room, () => room.messages.length > 0);
  assert.deepEqual(positions(room), [1, 2, 3]);
  assert.equal(room.cursor.n, 3);
});

test('an entry of an unknown kind moves the cursor and shows nothing', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1), { type: 'reaction', n: 2, of: 1, emoji: '👍' }, { type: 'nothing-with-n' });
  await until(room, () => room.cursor?.n === 2);
  assert.deepEqual(positions(room), [1]);
});

test('older pages go in front, each message once', async (t) => {
  const { server, room } = await play(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 9 }), page([message(8), message(9)], { more: true }));
  await until(room, () => room.hasOlder);
  room.loadOlder();
  room.loadOlder();
  const { id, ...asked } = await peer.hears();
  assert.deepEqual(asked, { type: 'history', before: 8, limit: 50 });
  peer.says(message(10), page([message(6), message(7), message(8)], { id, head: 10 }));
  await until(room, () => room.messages.length === 5);
  assert.deepEqual(positions(room), [6, 7, 8, 9, 10]);
  assert.equal(room.hasOlder, false);
  assert.equal(peer.unheard, 0);
});

test('a trimmed stretch is marked and reading goes on behind it', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1));
  await until(room, () => room.cursor?.n === 1);
  peer.says({ type: 'gap', epoch: 'e1', first: 100, head: 101, reason: 'trimmed' }, message(100), message(101));
  await until(room, () => room.cursor.n === 101);
  assert.deepEqual(positions(room), [1, 100, 101]);
  assert.deepEqual(room.gaps, [100]);
});

test('after a change of epoch the room is read again from its new head', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1), message(2));
  await until(room, () => room.cursor?.n === 2);
  peer.says({ type: 'gap', epoch: 'e2', first: 1, head: 1, reason: 'restored' });
  const { id, before } = await peer.hears();
  assert.equal(before, 2);
  peer.says(message(2, { text: 'live' }), page([message(1, { text: 'restored' })], { id, head: 2 }));
  await until(room, () => room.messages.length === 2);
  assert.deepEqual(room.messages.map(({ text }) => text), ['restored', 'live']);
  assert.deepEqual(room.cursor, { epoch: 'e2', n: 2 });
});

test('a frame that makes no sense costs the connection, not a message', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1));
  await until(room, () => room.cursor?.n === 1);
  peer.saysRaw('{"type":"message","n":2}');
  const again = await server.connection();
  assert.deepEqual((await again.hears()).after, { epoch: 'e1', n: 1 });
});

test('the oldest messages are let go beyond 500 and can be fetched again', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const many = Array.from({ length: 520 }, (_, i) => message(i + 1, { text: '.' }));
  for (let at = 0; at < many.length; at += 100) {
    peer.says(...many.slice(at, at + 100));
  }
  await until(room, () => room.cursor?.n === 520);
  room.trim();
  assert.equal(room.messages.length, 500);
  assert.equal(room.messages[0].n, 21);
  assert.ok(room.hasOlder);
});

test('one\'s own entry from another tab is a message like any other', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(own(1, { id: 'elsewhere', text: '다른 창' }));
  await until(room, () => room.messages.length === 1);
  assert.equal(room.messages[0].from.id, room.me);
});

async function untilIdentity(identity) {
  for (let i = 0; i < 500 && identity.guest === undefined; i++) {
    await new Promise((next) => setImmediate(next));
  }
  assert.equal(identity.guest, 's3cret');
}

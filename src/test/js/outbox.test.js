import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, open, own, page, play, until, welcome } from './support/play.js';

test('a text is pending until its entry is here, whichever of ack and entry comes first', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('ack first');
  const first = await peer.hears();
  peer.says({ type: 'ack', id: first.id, n: 1 });
  await until(room, () => room.pending[0]?.state === 'stored');
  peer.says(own(1, first));
  await until(room, () => room.pending.length === 0);
  room.publish('entry first');
  const second = await peer.hears();
  peer.says(own(2, second));
  await until(room, () => room.pending.length === 0);
  peer.says({ type: 'ack', id: second.id, n: 2 }, message(3));
  await until(room, () => room.messages.length === 3);
  assert.deepEqual(room.messages.map(({ text }) => text), ['ack first', 'entry first', 'text 3']);
});

test('one text is in flight at a time', async (t) => {
  const { server, room, connection } = await play(t);
  const { peer } = await joined(server);
  await until(room, () => room.cursor !== null);
  room.publish('하나');
  room.publish('둘');
  connection.send('{"type":"ping"}');
  const first = await peer.hears();
  assert.equal(first.text, '하나');
  assert.deepEqual(await peer.hears(), { type: 'ping' });
  peer.says({ type: 'ack', id: first.id, n: 1 });
  assert.equal((await peer.hears()).text, '둘');
});

test('what was in flight at a cut goes out again first, with the same id', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('하나');
  room.publish('둘');
  const first = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true }));
  assert.deepEqual(await again.hears(), first);
  again.says({ type: 'ack', id: first.id, n: 1, duplicate: true });
  assert.equal((await again.hears()).text, '둘');
});

test('texts written without a connection wait and leave in order', async (t) => {
  const { server, room } = await play(t);
  room.publish('하나');
  room.publish('둘');
  const { peer } = await joined(server);
  const first = await peer.hears();
  peer.says({ type: 'ack', id: first.id, n: 1 });
  assert.deepEqual([first.text, (await peer.hears()).text], ['하나', '둘']);
});

test('a reload keeps what was not acknowledged, under the same id', async (t) => {
  const { server, tab, identity, connection, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('살아남기');
  const first = await peer.hears();
  connection.stop();
  const reloaded = open(server, tab, identity);
  t.after(() => reloaded.connection.stop());
  const again = await server.connection();
  await again.hears();
  again.says(welcome(), page([]));
  assert.deepEqual(await again.hears(), first);
});

test('a duplicate of an entry further back than the page leaves nothing pending', async (t) => {
  const { server, tab, identity, connection, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('오래된 것');
  const { id } = await peer.hears();
  connection.stop();
  const reloaded = open(server, tab, identity);
  t.after(() => reloaded.connection.stop());
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ head: 90 }));
  await again.hears();
  again.says({ type: 'ack', id, n: 3, duplicate: true }, page([message(90)]));
  await until(reloaded.room, () => reloaded.room.messages.length === 1);
  assert.equal(reloaded.room.pending.length, 0);
});

test('a text refused for good is failed and does not hold up the next', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('bad');
  room.publish('good');
  const bad = await peer.hears();
  peer.says({ type: 'refused', id: bad.id, code: 'textTooLong', text: 'too long', outcome: 'notStored' });
  assert.equal((await peer.hears()).text, 'good');
  const { state, code, reason } = room.pending[0];
  assert.deepEqual({ state, code, reason }, { state: 'failed', code: 'textTooLong', reason: 'too long' });
});

test('a failed text goes out again when asked, and is gone when discarded', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('again');
  const { id } = await peer.hears();
  peer.says({ type: 'refused', id, code: 'storeFull', text: 'full', outcome: 'notStored' });
  await until(room, () => room.pending[0]?.state === 'failed');
  room.retry(id);
  assert.equal((await peer.hears()).id, id);
  peer.says({ type: 'refused', id, code: 'storeFull', text: 'full', outcome: 'notStored' });
  await until(room, () => room.pending[0]?.state === 'failed');
  room.discard(id);
  assert.equal(room.pending.length, 0);
});

test('an unknown outcome is tried again with the same id, and nothing overtakes it', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('하나');
  const first = await peer.hears();
  peer.says({ type: 'refused', id: first.id, code: 'store', text: 'timeout', outcome: 'unknown', retryAfterMs: 20 });
  room.publish('둘');
  assert.deepEqual(await peer.hears(), first);
});

test('a busy server is asked again with the same id', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('기다림');
  const first = await peer.hears();
  peer.says({ type: 'refused', id: first.id, code: 'busy', text: 'later', outcome: 'notStored' });
  assert.deepEqual(await peer.hears(), first);
  assert.equal(room.pending[0].state, 'queued');
});

test('a text sent as another guest waits for a decision and then gets an id of its own', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  room.publish('누구?');
  const { id } = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ you: { id: 'g:somebody-else', name: '지수' }, resumed: true }));
  await until(room, () => room.pending[0]?.state === 'failed');
  assert.equal(room.pending[0].code, 'otherAuthor');
  room.retry(id);
  assert.notEqual((await again.hears()).id, id);
});

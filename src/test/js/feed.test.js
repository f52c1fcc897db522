import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../../webapp/js/room/feed.js';
import { joined, message, own, page, play, positions, until, welcome } from './support/play.js';

test('older pages go in front, each message once, one request at a time', async (t) => {
  const { server, feed } = await shown(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 9 }), page([message(8), message(9)], { more: true }));
  await until(() => feed.hasOlder);
  feed.loadOlder();
  feed.loadOlder();
  assert.equal(feed.loading, 'older');
  const { id, ...asked } = await peer.hears();
  assert.deepEqual(asked, { type: 'history', before: 8, limit: 50 });
  peer.says(message(10), page([message(6), message(7), message(8)], { id, head: 10 }));
  await until(() => feed.messages.length === 5);
  assert.deepEqual(positions(feed.messages), [6, 7, 8, 9, 10]);
  assert.equal(feed.hasOlder, false);
  assert.equal(peer.unheard, 0);
});

test('after a change of epoch the room is read again from its new head, even while a page was awaited', async (t) => {
  const { server, feed } = await shown(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 2 }), page([message(1), message(2)], { more: true }));
  await until(() => feed.hasOlder);
  feed.loadOlder();
  await peer.hears();
  peer.says({ type: 'gap', epoch: 'e2', first: 1, head: 1, reason: 'epoch' });
  const { id, ...asked } = await peer.hears();
  assert.deepEqual(asked, { type: 'history', limit: 50 });
  peer.says(message(2, { text: 'live' }), page([message(1, { text: 'restored' })], { id, head: 1 }));
  await until(() => feed.messages.length === 2);
  assert.deepEqual(feed.messages.map(({ text }) => text), ['restored', 'live']);
  await until(() => !feed.loading);
});

test('a text is shown once, first as pending and then as its message', async (t) => {
  const { server, room, feed } = await shown(t);
  const { peer } = await joined(server);
  room.send('안녕');
  assert.deepEqual(feed.pending.map(({ text }) => text), ['안녕']);
  peer.says(own(1, await peer.hears()));
  await until(() => feed.messages.length === 1);
  assert.deepEqual([feed.pending, feed.messages[0].from.id], [[], feed.me]);
});

test('a refused text can be tried again or discarded', async (t) => {
  const { server, room, feed } = await shown(t);
  const { peer } = await joined(server);
  room.send('길다').catch(() => {});
  for (let tries = 0; tries < 2; tries++) {
    const { id } = await peer.hears();
    peer.says({ type: 'refused', id, code: 'textTooLong', text: 'no', outcome: 'notStored' });
    await until(() => feed.pending[0].state === 'failed');
    tries === 0 ? feed.retry(id) : feed.discard(id);
  }
  assert.deepEqual(feed.pending, []);
});

test('the oldest messages are let go beyond 500 and can be fetched again', async (t) => {
  const { server, feed } = await shown(t);
  const { peer } = await joined(server);
  const many = Array.from({ length: 520 }, (_, i) => message(i + 1, { text: '.' }));
  for (let at = 0; at < many.length; at += 100) {
    peer.says(...many.slice(at, at + 100));
  }
  await until(() => feed.messages.length === 520);
  feed.trim();
  assert.deepEqual([feed.messages.length, feed.messages[0].n, feed.hasOlder], [500, 21, true]);
});

test('a page on its way to an end that is let go meanwhile leaves no hole', async (t) => {
  const { server, feed } = await shown(t);
  const peer = await server.connection();
  await peer.hears();
  const run = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => message(first + i, { text: '.' }));
  peer.says(welcome({ head: 20 }), page(run(11, 20), { more: true }));
  await until(() => feed.hasOlder);
  feed.loadOlder();
  const older = await peer.hears();
  feed.trim(Infinity, 5);
  peer.says(page(run(1, 10), { id: older.id, head: 20 }));
  peer.says(message(21, { text: '.' }));
  await until(() => feed.messages.at(-1).n === 21);
  assert.deepEqual(positions(feed.messages), [16, 17, 18, 19, 20, 21]);
  feed.jump(6);
  const around = await peer.hears();
  peer.says(page(run(4, 9), { id: around.id, head: 21, more: true, newer: true }));
  await until(() => feed.detached && !feed.loading);
  feed.loadNewer();
  const newer = await peer.hears();
  feed.trim(4, 3);
  peer.says(page(run(10, 15), { id: newer.id, head: 21, more: true, newer: true }));
  peer.says(message(22, { text: '.' }));
  await until(() => feed.newest === 22);
  assert.deepEqual(positions(feed.messages), [4, 5, 6]);
});

test('edits, deletions and reactions are shown where they belong, and arrivals are told once', async (t) => {
  const { server, feed } = await shown(t);
  const arrived = [];
  feed.addEventListener('arrived', ({ detail }) => arrived.push(detail.n));
  const { peer } = await joined(server);
  const by = { from: { id: 'x', name: 'X' }, at: '2026-11-22T10:00:00.000Z' };
  peer.says(message(1), message(2), { type: 'edit', n: 3, m: 2, id: 'e', of: 1, text: '고침', ...by },
    { type: 'delete', n: 4, m: 2, id: 'd', of: 2, ...by },
    { type: 'reaction', n: 5, m: 2, id: 'r', of: 1, emoji: '👍', on: true, ...by });
  await until(() => feed.messages[0]?.reactions['👍'] === 1);
  assert.deepEqual(feed.messages.map(({ text, editedAt, deleted }) => [text, editedAt, deleted]),
    [['고침', by.at, undefined], [undefined, undefined, true]]);
  assert.deepEqual(arrived, [1, 2]);
});

async function shown(t) {
  const { server, room } = await play(t);
  return { server, room, feed: new Feed(room) };
}

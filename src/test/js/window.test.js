import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../../../webapp/js/room/feed.js';
import { message, page, play, positions, until, welcome } from './support/play.js';

test('scrolled up beyond 500, the newest are let go, and live messages are only counted', async (t) => {
  const { room, feed, arrived } = await far(t);
  assert.deepEqual([feed.messages.length, feed.messages[0].n, feed.messages.at(-1).n], [500, 451, 950]);
  assert.ok(feed.detached && feed.hasOlder);
  room.says(message(1001), reaction(1002, 900), message(1003));
  await until(() => arrived.length === 2);
  assert.equal(feed.messages.at(-1).n, 950);
  assert.deepEqual(feed.messages.find(({ n }) => n === 900).reactions, { '👍': 1 });
  feed.trim();
  assert.equal(feed.messages.length, 500);
});

test('back at the end the stretch takes live messages again, and none of meanwhile is lost', async (t) => {
  const { room, feed } = await far(t);
  room.says(message(1001));
  feed.loadNewer();
  feed.loadNewer();
  const first = await room.hears();
  assert.deepEqual([first.after, first.limit], [950, 50]);
  room.says(message(1002), page(range(951, 1000), { id: first.id, head: 1001, more: true, newer: true }));
  await until(() => !feed.loading);
  assert.ok(feed.detached);
  feed.loadNewer();
  const second = await room.hears();
  // One is in the page and comes live before it, one is too new for the page.
  room.says(message(1003), message(1004), page(range(1001, 1003), { id: second.id, head: 1003, more: true }));
  await until(() => !feed.detached);
  room.says(message(1005));
  await until(() => feed.messages.at(-1).n === 1005);
  assert.deepEqual(positions(feed.messages), positions(range(451, 1005)));
  assert.equal(room.unheard, 0);
});

test('a page of the end that is older than what was seen does not end the way', async (t) => {
  const { room, feed } = await far(t);
  room.says(message(1001));
  await until(() => feed.newest === 1001);
  feed.loadNewer();
  const { id } = await room.hears();
  room.says(page(range(951, 1000), { id, head: 1000, more: true }));
  await until(() => !feed.loading);
  assert.ok(feed.detached);
});

test('a change of a message that was let go and comes back on its way is not forgotten', async (t) => {
  const { room, feed } = await far(t);
  feed.loadNewer();
  const { id } = await room.hears();
  room.says(reaction(1001, 960), page(range(951, 1000), { id, head: 1000, more: true }));
  await until(() => !feed.detached);
  assert.deepEqual(feed.messages.find(({ n }) => n === 960).reactions, { '👍': 1 });
});

test('a jump to what is here asks nothing; one far away shows what is around, and the way back is the newest page',
  async (t) => {
    const { room, feed } = await far(t);
    assert.equal(await feed.jump(700), 700);
    const there = feed.jump(20);
    const { id, ...asked } = await room.hears();
    assert.deepEqual(asked, { type: 'history', around: 20, limit: 50 });
    room.says(message(1001), page(range(1, 45).filter(({ n }) => n !== 20), { id, head: 1001, newer: true }));
    assert.equal(await there, 19);
    assert.deepEqual([feed.messages.length, feed.hasOlder, feed.detached], [44, false, true]);
    const back = feed.follow();
    const newest = await room.hears();
    room.says(message(1002), page(range(952, 1001), { id: newest.id, head: 1001, more: true }));
    await back;
    assert.deepEqual(positions(feed.messages), positions(range(952, 1002)));
    assert.equal(feed.detached, false);
  });

test('the last goal counts, and waits for the page that is on its way', async (t) => {
  const { room, feed } = await far(t);
  feed.loadOlder();
  const older = await room.hears();
  const first = feed.jump(20);
  const second = feed.jump(300);
  assert.equal(room.unheard, 0);
  room.says(page(range(401, 450), { id: older.id, head: 1000, more: true }));
  const { id, around } = await room.hears();
  assert.equal(around, 300);
  room.says(page(range(275, 324), { id, head: 1000, more: true, newer: true }));
  assert.deepEqual([await first, await second], [undefined, 300]);
});

test('a lost connection does not wedge it, a refusal is left to a person', async (t) => {
  const { server, room, feed } = await far(t);
  feed.loadOlder();
  await room.hears();
  room.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ head: 1000, resumed: true }));
  const { id, before } = await again.hears();
  assert.equal(before, 451);
  again.says({ type: 'refused', id, code: 'busy', text: 'no', outcome: 'unknown' });
  await until(() => !feed.loading);
  assert.ok(feed.failed);
  feed.loadOlder();
  const once = await again.hears();
  again.says(page(range(401, 450), { id: once.id, head: 1000, more: true }));
  await until(() => !feed.loading);
  assert.deepEqual([feed.failed, feed.messages[0].n], [false, 401]);
});

test('a quote is fetched once, one at a time; what is not there is asked for once', async (t) => {
  const { room, feed } = await far(t);
  assert.equal(feed.message(600).n, 600);
  assert.deepEqual([feed.message(5), feed.message(6), feed.message(5)], [undefined, undefined, undefined]);
  const first = await room.hears();
  assert.deepEqual([first.around, first.limit, room.unheard], [5, 1, 0]);
  room.says(page([message(5)], { id: first.id, head: 1000 }));
  const second = await room.hears();
  room.says(page([message(4)], { id: second.id, head: 1000 }));
  await until(() => feed.message(5));
  await new Promise((next) => setImmediate(next));
  assert.deepEqual([feed.message(6), room.unheard], [undefined, 0]);
});

/** A reader of 1,000 messages who has scrolled up until 451 to 950 are kept. */
async function far(t) {
  const { server, room } = await play(t);
  const feed = new Feed(room);
  const arrived = [];
  feed.addEventListener('arrived', ({ detail }) => arrived.push(detail.n));
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 1000 }), page(range(951, 1000), { more: true }));
  await until(() => feed.hasOlder);
  for (let first = 901; first >= 451; first -= 50) {
    feed.loadOlder();
    const { id } = await peer.hears();
    peer.says(page(range(first, first + 49), { id, head: 1000, more: true }));
    await until(() => !feed.loading);
    feed.trim(first);
  }
  return { server, room: peer, feed, arrived };
}

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => message(first + index, { text: '.' }));
}

function reaction(n, of) {
  const from = { id: 'g:other', name: '민호' };
  const by = { from, at: '2026-11-22T10:00:00.000Z' };
  return { type: 'reaction', n, m: 1000, id: `r${n}`, of, emoji: '👍', on: true, ...by };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MaruError } from '../../../webapp/js/maru.js';
import { Store, joined, message, open, own, page, play, record, until, welcome } from './support/play.js';

const refused = (id, fields) =>
  ({ type: 'refused', id, code: 'textTooLong', text: 'no', outcome: 'notStored', ...fields });

test('a text is pending until its entry is here, whichever of ack and entry comes first', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const stored = room.send('ack first');
  const first = await peer.hears();
  peer.says({ type: 'ack', id: first.id, n: 1 });
  assert.deepEqual(await stored, { n: 1, duplicate: false });
  assert.equal(room.pending[0].state, 'stored');
  peer.says(own(1, first));
  await until(() => room.pending.length === 0);
  const seen = room.send('entry first');
  const second = await peer.hears();
  peer.says(own(2, second));
  assert.deepEqual(await seen, { n: 2, duplicate: false });
  assert.equal(room.pending.length, 0);
  peer.says({ type: 'ack', id: second.id, n: 2 }, message(3));
  await until(() => room.cursor.n === 3);
});

test('one command is in flight at a time, texts, edits, deletions and reactions alike', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  await room.ready();
  const all = [room.send({ text: '답', replyTo: 3 }), room.edit(3, '고침'), room.remove(2, '광고'), room.react(1, '👍'),
    room.react(1, '👍', false), room.set('topic', '마루'), room.rename('마루')];
  const heard = [await peer.hears()];
  assert.deepEqual(await peer.hears(), { type: 'name', name: '마루' });
  for (let n = 1; n <= 6; n++) {
    const { id, type } = heard.at(-1);
    assert.equal(room.pending.find((item) => item.id === id).type, type);
    peer.says({ type: 'ack', id, n });
    if (n < 6) heard.push(await peer.hears());
  }
  await Promise.all(all);
  assert.deepEqual(heard.map(({ id, ...said }) => said), [
    { type: 'publish', text: '답', replyTo: 3 }, { type: 'edit', of: 3, text: '고침' },
    { type: 'delete', of: 2, reason: '광고' }, { type: 'react', of: 1, emoji: '👍', on: true },
    { type: 'react', of: 1, emoji: '👍', on: false }, { type: 'set', key: 'topic', value: '마루' },
  ]);
});

test('an ack that was lost with its connection: the same id again, and one settlement', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  let settled = 0;
  const one = room.send('하나').finally(() => settled++);
  const two = room.send('둘');
  const first = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true }));
  assert.deepEqual(await again.hears(), first);
  again.says({ type: 'ack', id: first.id, n: 1, duplicate: true }, own(1, first));
  assert.deepEqual(await one, { n: 1, duplicate: true });
  const second = await again.hears();
  assert.equal(second.text, '둘');
  again.says({ type: 'ack', id: second.id, n: 2 }, { type: 'ack', id: first.id, n: 1, duplicate: true });
  await two;
  assert.equal(settled, 1);
});

test('an own entry in the backlog settles what its lost ack left open', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const stored = room.send('하나');
  const first = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true, head: 1 }), own(1, first));
  assert.equal((await stored).n, 1);
  assert.deepEqual(room.pending, []);
});

test('commands keep their order through failures of every kind', async (t) => {
  const { server, room } = await play(t);
  const texts = Array.from({ length: 12 }, (_, i) => `${i}`);
  const sent = Promise.all(texts.map((text) => room.send(text)));
  const log = [];
  for (let round = 0, peer; log.length < texts.length; round++) {
    if (!peer) {
      peer = await server.connection();
      await peer.hears();
      peer.says(welcome({ resumed: round > 0, head: log.length }), ...(round > 0 ? [] : [page([])]));
    }
    const { id, text } = await peer.hears();
    if (round % 5 === 1) {
      peer.says(refused(id, { code: 'busy', outcome: 'unknown', retryAfterMs: 1 }));
      continue;
    }
    const known = log.find((entry) => entry.id === id);
    known ?? log.push({ id, text });
    if (round % 5 === 3) {
      peer.cut();
      peer = undefined;
    } else {
      peer.says({ type: 'ack', id, n: log.findIndex((entry) => entry.id === id) + 1, duplicate: Boolean(known) });
    }
    if (log.length === texts.length && !peer) {
      peer = await server.connection();
      await peer.hears();
      peer.says(welcome({ resumed: true }));
      peer.says({ type: 'ack', id: (await peer.hears()).id, n: log.length, duplicate: true });
    }
  }
  assert.deepEqual((await sent).map(({ n }) => n), texts.map((_, i) => i + 1));
  assert.deepEqual(log.map(({ text }) => text), texts);
});

test('a reload keeps what was not acknowledged, in order and under the same ids', async (t) => {
  const outbox = new Store();
  const { server, room } = await play(t, { outbox });
  const { peer } = await joined(server);
  room.send('살아남기');
  room.react(7, '🎉');
  const first = await peer.hears();
  const ids = room.pending.map(({ id }) => id);
  room.close();
  const reloaded = open(server, { outbox });
  assert.deepEqual(reloaded.pending.map(({ id }) => id), ids);
  const { peer: again } = await joined(server);
  assert.deepEqual(await again.hears(), first);
  again.says({ type: 'ack', id: first.id, n: 1 });
  assert.deepEqual(await again.hears(), { type: 'react', id: ids[1], of: 7, emoji: '🎉', on: true });
});

test('outboxes of two rooms in one store do not meet', async (t) => {
  const outbox = new Store();
  const { server, room } = await play(t, { outbox });
  room.send('여기');
  const other = open(server, { outbox, url: `${server.url}-other` });
  const named = open(server, { outbox, url: () => server.url, room: 'named' });
  const nameless = open(server, { outbox, url: () => server.url });
  nameless.send('어디?');
  assert.deepEqual([room, other, named].map(({ pending }) => pending.length), [1, 0, 0]);
  assert.equal(outbox.kept.size, 1);
});

test('a store that makes no sense or throws costs nothing but the reload', async (t) => {
  const warnings = [];
  const mad = { getItem: () => '{"a":1}', setItem: () => { throw new Error('full'); } };
  const { server, room } = await play(t, { outbox: mad, guest: mad, log: (level) => warnings.push(level) });
  const { peer } = await joined(server);
  const sent = room.send('그래도');
  peer.says({ type: 'ack', id: (await peer.hears()).id, n: 1 });
  assert.equal((await sent).n, 1);
  assert.ok(warnings.includes('warn'));
});

test('a duplicate of an entry further back than the page leaves nothing pending', async (t) => {
  const outbox = new Store();
  const { server, room } = await play(t, { outbox });
  const { peer } = await joined(server);
  room.send('오래된 것');
  const { id } = await peer.hears();
  room.close();
  const reloaded = open(server, { outbox });
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ head: 90 }));
  await again.hears();
  again.says({ type: 'ack', id, n: 3, duplicate: true }, page([message(90)]));
  await until(() => reloaded.cursor?.n === 90);
  assert.deepEqual(reloaded.pending, []);
});

test('a definite refusal rejects, keeps the text for a decision and does not hold up the next', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const errors = record(room, 'error');
  const bad = room.send('bad');
  const good = room.send('good');
  const { id } = await peer.hears();
  peer.says(refused(id));
  await assert.rejects(bad, (error) => error instanceof MaruError && error.code === 'textTooLong'
    && error.outcome === 'notStored' && error.id === id && error.message === 'no');
  const next = await peer.hears();
  assert.equal(next.text, 'good');
  const { state, code, why } = room.pending[0];
  assert.deepEqual({ state, code, why }, { state: 'failed', code: 'textTooLong', why: 'no' });
  assert.equal(errors[0].id, id);
  peer.says({ type: 'ack', id: next.id, n: 1 });
  await good;
});

test('a refused reaction is told and leaves nothing behind', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const reacted = room.react(1, '👍');
  peer.says(refused((await peer.hears()).id, { code: 'noTarget' }));
  await assert.rejects(reacted, { code: 'noTarget' });
  assert.deepEqual(room.pending, []);
});

test('a failed text goes out again when asked, behind what was said since, and is gone when discarded', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const first = room.send('again');
  const { id } = await peer.hears();
  peer.says(refused(id, { code: 'storeFull' }));
  await assert.rejects(first, { code: 'storeFull' });
  const since = room.send('since');
  const retried = room.retry(id);
  const next = await peer.hears();
  assert.equal(next.text, 'since');
  peer.says({ type: 'ack', id: next.id, n: 1 });
  await since;
  const { id: anotherId, ...again } = await peer.hears();
  assert.deepEqual(again, { type: 'publish', text: 'again' });
  peer.says(refused(anotherId, { code: 'storeFull' }));
  await assert.rejects(retried, { code: 'storeFull' });
  room.discard(anotherId);
  assert.deepEqual(room.pending.map(({ text }) => text), ['since']);
});

test('what is discarded rejects, and may be stored all the same', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const sent = room.send('아차');
  const { id } = await peer.hears();
  room.discard(id);
  await assert.rejects(sent, { code: 'discarded', outcome: 'unknown' });
  assert.deepEqual(room.pending, []);
});

test('an unknown outcome and a busy server are asked again with the same id, and nothing overtakes', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const sent = room.send('하나');
  const first = await peer.hears();
  room.send('둘');
  const later = [{ code: 'unknown', outcome: 'unknown', retryAfterMs: 20 }, { code: 'stopped', outcome: 'unknown' },
    { code: 'busy', outcome: 'unknown' }, { code: 'notAllowed', retryAfterMs: 0 }];
  for (const fields of later) {
    peer.says(refused(first.id, fields));
    assert.deepEqual(await peer.hears(), first, fields.code);
    assert.equal(room.pending[0].state, 'queued');
  }
  peer.says({ type: 'ack', id: first.id, n: 1, duplicate: true });
  assert.equal((await sent).duplicate, true);
});

test('a text sent as another guest waits for a decision and then gets an id of its own', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const sent = room.send('누구?');
  const { id } = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ you: { id: 'g:somebody-else', name: '지수' }, resumed: true }));
  await assert.rejects(sent, { code: 'otherAuthor', outcome: 'unknown' });
  assert.equal(room.pending[0].code, 'otherAuthor');
  room.retry(id);
  const fresh = await again.hears();
  assert.notEqual(fresh.id, id);
  assert.equal(fresh.text, '누구?');
});

test('what was written while somebody was known to speak is not said by somebody else', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  await room.ready();
  peer.cut();
  await until(() => room.state === 'reconnecting');
  const sent = room.send('내 말');
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ you: { id: 'g:somebody-else', name: '지수' }, resumed: true }));
  await assert.rejects(sent, { code: 'otherAuthor' });
});

test('a full outbox says so and loses nothing', async (t) => {
  const { room } = await play(t);
  Array.from({ length: 1_000 }, (_, i) => room.send(`${i}`));
  await assert.rejects(room.send('too many'), { code: 'outboxFull' });
  assert.equal(room.pending.length, 1_000);
});

test('ids are 128 random bits in printable ASCII', async (t) => {
  const { room } = await play(t);
  Array.from({ length: 500 }, () => room.send('.'));
  const ids = room.pending.map(({ id }) => id);
  assert.equal(new Set(ids).size, 500);
  ids.forEach((id) => assert.match(id, /^\d{1,10}(-\d{1,10}){3}$/));
});

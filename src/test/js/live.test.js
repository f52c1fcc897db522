import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, message, page, play, until, welcome } from './support/play.js';

test('presence is everybody, then steps; a step without names is a count', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: id }));
  peer.says({ type: 'presence', version: 5, count: 2, members: [a, b] });
  await until(() => room.members.length === 2);
  peer.says({ type: 'presence', version: 6, count: 2, joined: [c, { id: 'a', name: 'A' }], left: ['b'] });
  await until(() => room.members.some(({ id }) => id === 'c'));
  assert.deepEqual(room.members.map(({ id, name }) => [id, name]), [['c', 'c'], ['a', 'A']]);
  peer.says({ type: 'presence', version: 7, count: 4_000 });
  await until(() => room.memberCount === 4_000);
});

test('typists are the others, and typing is told at most every three seconds', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  await room.ready();
  [true, true, true, false, false, true].forEach((on) => room.typing(on));
  for (const on of [true, false, true]) {
    assert.deepEqual(await peer.hears(), { type: 'typing', on });
  }
  peer.says({ type: 'typing', members: [{ id: 'g:me', name: '지수' }, { id: 'x', name: 'X' }] });
  await until(() => room.typists.length > 0);
  assert.deepEqual(room.typists.map(({ id }) => id), ['x']);
  assert.equal(peer.unheard, 0);
});

test('unread counts messages behind the own marker, wherever it was set', async (t) => {
  const { server, room } = await play(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 10, m: 8, read: 4, unread: 5 }), page([message(10, { m: 8 })]));
  await until(() => room.cursor);
  assert.equal(room.unread, 5);
  peer.says(message(11, { m: 9 }), { type: 'edit', n: 12, m: 9, of: 11, text: '.', id: 'e', from: { id: 'x' } },
    message(13, { m: 10 }));
  await until(() => room.cursor.n === 13);
  assert.equal(room.unread, 7);
  room.markRead(11);
  room.markRead(11);
  assert.equal(room.unread, 1);
  assert.deepEqual(await peer.hears(), { type: 'read', n: 11 });
  peer.says({ type: 'read', member: 'x', n: 12 }, { type: 'read', member: 'g:me', n: 13 });
  await until(() => room.unread === 0);
  assert.deepEqual([...room.reads], [['g:me', 13], ['x', 12]]);
  assert.equal(peer.unheard, 0);
});

test('a marker set while there was no connection is told when there is one', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1));
  await until(() => room.cursor?.n === 1);
  peer.cut();
  await until(() => room.state !== 'open');
  room.markRead(1);
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true, head: 1, m: 1, unread: 1 }));
  assert.deepEqual(await again.hears(), { type: 'read', n: 1 });
  assert.equal(room.unread, 0);
});

test('a new name is told, and taken at the next hello', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  await room.ready();
  room.rename('마루');
  assert.deepEqual(await peer.hears(), { type: 'name', name: '마루' });
  peer.says({ type: 'name', name: '마루' });
  await until(() => room.me.name === '마루');
  peer.cut();
  assert.equal((await (await server.connection()).hears()).name, '마루');
});

test('new rights are told, and one is known by them', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server, { you: { id: 'g:me', name: '지수', rights: 'rw' } });
  await room.ready();
  const told = [];
  room.on('rights', ({ rights }) => told.push(rights));
  peer.says({ type: 'rights', rights: 'r' });
  await until(() => told.length === 1);
  assert.deepEqual(told, ['r']);
  assert.deepEqual(room.me, { id: 'g:me', name: '지수', rights: 'r' });
});

test('the state of the room is kept up to date', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server, { state: { topic: '가' } });
  peer.says({ type: 'state', n: 1, m: 0, id: 's', from: { id: 'x' }, key: 'topic', value: '나' });
  await until(() => room.cursor?.n === 1);
  assert.equal(room.info.state.topic, '나');
});

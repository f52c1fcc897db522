import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store, joined, message, open, own, page, play, positions, record, until, welcome } from './support/play.js';

test('the first hello gives the name and asks for history, and its page is told', async (t) => {
  const { server, room } = await play(t);
  const pages = record(room, 'page');
  const peer = await server.connection();
  assert.deepEqual(await peer.hears(), { type: 'hello', name: '지수', history: 50 });
  peer.says(welcome({ head: 2, m: 2 }), page([message(1), message(2)]));
  await until(() => pages.length > 0);
  assert.deepEqual(positions(pages[0].messages), [1, 2]);
  assert.deepEqual(room.cursor, { epoch: 'e1', n: 2 });
  assert.deepEqual([room.me, room.info.room], [{ id: 'g:me', name: '지수' }, 'test']);
});

test('without history only what is live comes, and with a position what came after it', async (t) => {
  const { server, room } = await play(t, { history: undefined });
  const peer = await server.connection();
  assert.deepEqual(await peer.hears(), { type: 'hello', name: '지수' });
  peer.says(welcome({ head: 7 }), message(8));
  await until(() => room.cursor?.n === 8);
  const { server: other } = await play(t, { after: { epoch: 'e1', n: 7 } });
  assert.deepEqual((await (await other.connection()).hears()).after, { epoch: 'e1', n: 7 });
});

test('a cut connection resumes after the last position seen: each entry once, in order', async (t) => {
  const { server, room } = await play(t);
  const messages = record(room, 'message');
  const caught = record(room, 'caughtUp');
  const { peer } = await joined(server);
  peer.says(message(1), message(2));
  await until(() => room.cursor?.n === 2);
  peer.cut();
  const again = await server.connection();
  assert.deepEqual(await again.hears(), { type: 'hello', name: '지수', after: { epoch: 'e1', n: 2 } });
  again.says(welcome({ head: 4, resumed: true }), message(2), message(3), message(4), { type: 'caughtUp', n: 4 },
    message(4));
  await until(() => caught.length === 1);
  assert.deepEqual(positions(messages), [1, 2, 3, 4]);
});

test('what the room said while the first page was read is neither lost nor doubled', async (t) => {
  const { server, room } = await play(t);
  const messages = record(room, 'message');
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 1 }), page([message(1)], { head: 3 }), message(2), message(3));
  await until(() => room.cursor?.n === 3);
  assert.deepEqual(positions(messages), [2, 3]);
});

test('a cut before the first page asks for it again', async (t) => {
  const { server } = await play(t);
  const peer = await server.connection();
  await peer.hears();
  peer.says(welcome({ head: 9 }));
  peer.cut();
  assert.deepEqual(await (await server.connection()).hears(), { type: 'hello', name: '지수', history: 50 });
});

test('entries of unknown kinds move the cursor, objects of unknown types do not', async (t) => {
  const { server, room } = await play(t);
  const updates = record(room, 'update');
  const { peer } = await joined(server);
  peer.says({ type: 'invented', n: 1, m: 0, id: 'x', from: { id: 'g:x' } }, { type: 'toString' }, message(2),
    { type: 'edit', n: 3, m: 1, id: 'e', from: { id: 'g:other' }, of: 2, text: '고침' });
  await until(() => room.cursor?.n === 3);
  assert.deepEqual(updates.map(({ type }) => type), ['invented', 'edit']);
});

test('a hole without a gap is not read over: the room resumes before it', async (t) => {
  const { server, room } = await play(t);
  const messages = record(room, 'message');
  const { peer } = await joined(server);
  peer.says(message(1), message(3));
  const again = await server.connection();
  assert.deepEqual((await again.hears()).after, { epoch: 'e1', n: 1 });
  again.says(welcome({ resumed: true, head: 3 }), message(2), message(3));
  await until(() => room.cursor.n === 3);
  assert.deepEqual(positions(messages), [1, 2, 3]);
});

test('a silent gap is found by the head in a pong: five seconds later the room resumes', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server, { heartbeatMs: 50 });
  await peer.hears();
  const beganMs = Date.now();
  let again;
  server.connection().then((next) => (again = next));
  while (!again) {
    peer.says({ type: 'pong', head: 1, m: 1 });
    await Promise.race([peer.hears(), peer.gone]);
  }
  assert.ok(Date.now() - beganMs >= 4_900);
  assert.deepEqual((await again.hears()).after, { epoch: 'e1', n: 0 });
  again.says(welcome({ resumed: true, head: 1 }), message(1));
  await until(() => room.cursor.n === 1);
});

test('a head that is followed by its entries, and one behind damage, are no silent gaps', async (t) => {
  const { server, room } = await play(t);
  const late = await play(t);
  const [{ peer }, { peer: damaged }] = [await joined(server), await joined(late.server)];
  damaged.says({ type: 'gap', epoch: 'e1', first: 1, head: 9, reason: 'damaged' }, { type: 'pong', head: 9, m: 9 });
  peer.says({ type: 'pong', head: 1, m: 1 }, message(1));
  await until(() => room.cursor?.n === 1);
  const states = [record(room, 'state'), record(late.room, 'state')];
  await new Promise((later) => setTimeout(later, 5_200));
  assert.deepEqual(states, [[], []]);
});

test('a trimmed stretch is told, and reading goes on behind it', async (t) => {
  const { server, room } = await play(t);
  const gaps = record(room, 'gap');
  const { peer } = await joined(server);
  peer.says(message(1), { type: 'gap', epoch: 'e1', first: 100, head: 101, reason: 'trimmed' }, message(100));
  await until(() => room.cursor?.n === 100);
  assert.deepEqual(gaps.map(({ first, reason }) => [first, reason]), [[100, 'trimmed']]);
});

for (const [epoch, reason] of [['e2', 'epoch'], ['e1', 'future']]) {
  test(`after a gap "${reason}" the room goes on live, and pages of before are given up`, async (t) => {
    const { server, room } = await play(t);
    const { peer } = await joined(server);
    peer.says(message(1), message(2));
    await until(() => room.cursor?.n === 2);
    const old = room.history();
    peer.says({ type: 'gap', epoch, first: 1, head: 1, reason }, message(2));
    await assert.rejects(old, { code: 'gap' });
    await until(() => room.cursor.n === 2);
    assert.deepEqual(room.cursor, { epoch, n: 2 });
  });
}

test('a frame that makes no sense costs the connection, not a message', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  peer.says(message(1));
  await until(() => room.cursor?.n === 1);
  let last = peer;
  for (const frame of ['{"type":"message","n":2}', '{', '[null]', '7']) {
    last.saysRaw(frame);
    last = await server.connection();
    assert.deepEqual((await last.hears()).after, { epoch: 'e1', n: 1 }, frame);
  }
});

test('history asks around a position and is answered by its own page', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  await room.ready();
  const [older, around] = [room.history({ before: 8, limit: 2 }), room.history({ around: 5 })];
  const [first, second] = [await peer.hears(), await peer.hears()];
  assert.deepEqual({ ...first, id: 0 }, { type: 'history', id: 0, before: 8, limit: 2 });
  assert.deepEqual({ ...second, id: 0 }, { type: 'history', id: 0, around: 5 });
  peer.says(page([message(5)], { id: second.id }), page([message(6), message(7)], { id: first.id, more: true }));
  assert.deepEqual(positions((await older).messages), [6, 7]);
  assert.deepEqual(positions((await around).messages), [5]);
});

test('a page whose connection was lost is asked for again; a refused one rejects', async (t) => {
  const { server, room } = await play(t);
  const asked = room.history({ limit: 1 });
  const { peer } = await joined(server);
  const ask = await peer.hears();
  peer.cut();
  const again = await server.connection();
  await again.hears();
  again.says(welcome({ resumed: true }));
  assert.deepEqual(await again.hears(), ask);
  again.says({ type: 'refused', id: ask.id, code: 'unreadable', text: 'later', outcome: 'notStored' });
  await assert.rejects(asked, { code: 'unreadable' });
});

test('a refusal that belongs to nothing is an error event', async (t) => {
  const { server, room } = await play(t);
  const errors = record(room, 'error');
  const { peer } = await joined(server);
  peer.says({ type: 'refused', code: 'badField', text: 'The name.', outcome: 'notStored' });
  await until(() => errors.length === 1);
  assert.deepEqual([errors[0].code, errors[0].message], ['badField', 'The name.']);
});

test('a guest secret is kept per host and shown again; another tab\'s stays', async (t) => {
  const guest = new Store();
  const { server, room } = await play(t, { guest });
  const { peer, hello } = await joined(server, { guest: 'mine' });
  assert.equal(hello.guest, undefined);
  await room.ready();
  assert.deepEqual([...guest.kept], [[`maru.guest.127.0.0.1:${server.port}`, 'mine']]);
  guest.setItem(`maru.guest.127.0.0.1:${server.port}`, 'other tab');
  peer.cut();
  assert.equal((await (await server.connection()).hears()).guest, 'mine');
  room.close();
  open(server, { guest });
  assert.equal((await (await server.connection()).hears()).guest, 'other tab');
});

test('a guest secret that the server does not take is given back for a new one', async (t) => {
  const guest = { getItem: () => 'not mine', setItem() {} };
  const { server } = await play(t, { guest });
  const peer = await server.connection();
  assert.equal((await peer.hears()).guest, 'not mine');
  const kept = new Store();
  guest.getItem = (key) => kept.getItem(key);
  peer.closes(4506, 'badGuest');
  assert.deepEqual(await (await server.connection()).hears(), { type: 'hello', name: '지수', history: 50 });
});

test('a room is iterated by its live messages until it is closed', async (t) => {
  const { server, room } = await play(t);
  const texts = [];
  const done = (async () => {
    for await (const { text } of room) {
      texts.push(text);
      if (texts.length === 3) room.close();
    }
  })();
  const { peer } = await joined(server);
  peer.says(message(1), message(2), own(3, { id: 'elsewhere', text: '다른 창' }));
  await done;
  assert.deepEqual(texts, ['text 1', 'text 2', '다른 창']);
});

test('a loop that is too slow is told so instead of missing messages', async (t) => {
  const { server, room } = await play(t);
  const loop = room[Symbol.asyncIterator]();
  const first = loop.next();
  const { peer } = await joined(server);
  for (let n = 1; n <= 1_201; n += 100) {
    peer.says(...Array.from({ length: 100 }, (_, i) => message(n + i, { text: '.' })));
  }
  await first;
  await until(() => room.cursor.n === 1_300);
  await assert.rejects(loop.next(), { code: 'overrun' });
});

test('a listener is told no more once it is off', async (t) => {
  const { server, room } = await play(t);
  const control = new AbortController();
  const [heard, byReturn, bySignal] = [record(room, 'message'), [], []];
  const off = room.on('message', (detail) => byReturn.push(detail));
  room.on('message', (detail) => bySignal.push(detail), { signal: control.signal });
  const { peer } = await joined(server);
  peer.says(message(1));
  await until(() => heard.length === 1);
  off();
  control.abort();
  peer.says(message(2));
  await until(() => heard.length === 2);
  assert.deepEqual([byReturn.length, bySignal.length], [1, 1]);
});

test('what time alone mends in a moment is waited for; a mute of ten minutes is a failure', async (t) => {
  const { server, room } = await play(t);
  const { peer } = await joined(server);
  const refuse = async (fields) => {
    const { id } = await peer.hears();
    peer.says({ type: 'refused', id, text: 'no', outcome: 'notStored', ...fields });
  };
  const sent = room.send('안녕');
  await refuse({ code: 'slowMode', retryAfterMs: 1 });
  await Promise.all([refuse({ code: 'muted', retryAfterMs: 600_000 }), assert.rejects(sent, { code: 'muted' })]);
});

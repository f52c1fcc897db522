import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Timeline } from '../../../webapp/js/maru.js';
import { page, play, record, until, welcome } from './support/play.js';

// The frames that the server's tests read as well: what one side writes, the other understands.
const folder = new URL('../resources/frames/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')).sort() : [];
const frames = files.map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, folder), 'utf8')) }))
  .filter(({ wire }) => wire === 'maru.v1');

/** How an application has the client say a frame. A hello and a token are made by the room itself. */
const saying = {
  publish: (room, { text, replyTo }) => room.send(replyTo === undefined ? text : { text, replyTo }),
  edit: (room, { of, text }) => room.edit(of, text),
  delete: (room, { of, reason }) => room.remove(of, reason),
  react: (room, { of, emoji, on }) => room.react(of, emoji, on),
  set: (room, { key, value }) => room.set(key, value),
  moderate: (room, order) => room.moderate(order),
  history: (room, { before, after, around, limit }) => room.history({ before, after, around, limit }),
  typing: (room, { on }) => {
    if (!on) room.typing(true);
    room.typing(on);
  },
  read: (room, { n }) => room.markRead(n),
  name: (room, { name }) => room.rename(name),
};

for (const { file, frame } of frames.filter(({ from }) => from === 'client')) {
  const { id, type, ...fields } = frame;
  if (type === 'hello') {
    test(`${file}: the client says this hello`, async (t) => {
      const { name, guest, token, after, history } = fields;
      const store = { getItem: () => guest ?? null, setItem() {} };
      const { server } = await play(t, { name, guest: store, token, after, history });
      assert.deepEqual(await (await server.connection()).hears(), frame);
    });
  } else if (type in saying) {
    test(`${file}: the client says this ${type}`, async (t) => {
      const { server, room } = await play(t, { history: undefined });
      const peer = await server.connection();
      await peer.hears();
      peer.says(welcome());
      await room.ready();
      saying[type](room, fields)?.catch(() => {});
      let said = await peer.hears();
      if (type === 'typing' && !fields.on) said = await peer.hears();
      assert.deepEqual({ ...said, id }, { ...frame, id });
      assert.equal(typeof said.id, typeof id);
    });
  }
}

for (const { file, frame } of frames.filter(({ from }) => from === 'server')) {
  test(`${file}: the client understands it`, async (t) => {
    const warnings = [];
    const { server, room } = await play(t, { history: undefined, log: (...said) => warnings.push(said) });
    const timeline = new Timeline();
    for (const type of ['page', 'message', 'update', 'gap']) room.on(type, (object) => timeline.take(object));
    const peer = await server.connection();
    await peer.hears();
    const objects = [frame].flat();
    const n = objects.find(({ type, n: at }) => at && !['ack', 'caughtUp', 'read'].includes(type))?.n;
    const states = record(room, 'state');
    peer.says(welcome({ head: n ? n - 1 : 0 }), ...(objects[0]?.type === 'page' ? [page([])] : []));
    await room.ready();
    peer.says(...objects);
    peer.says({ type: 'name', name: '끝' });
    await until(() => room.me.name === '끝' || states.length > 1);
    assert.deepEqual(warnings, []);
    assert.ok(states.every(({ state }) => state === 'open'));
  });
}

test('every golden frame of a client can be said', () => {
  const types = frames.filter(({ from }) => from === 'client').map(({ frame }) => frame.type);
  assert.deepEqual(types.filter((type) => !(type in saying) && !['hello', 'ping', 'token'].includes(type)), []);
});

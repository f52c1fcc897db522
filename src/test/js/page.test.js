import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follows, format, parse } from '../../../webapp/js/page/address.js';
import { candidates } from '../../../webapp/js/page/candidates.js';
import { bodyOf, disturbs } from '../../../webapp/js/page/news.js';
import { Rooms, merge } from '../../../webapp/js/page/rooms.js';
import { SETTINGS, Settings } from '../../../webapp/js/page/settings.js';
import { titleOf } from '../../../webapp/js/page/tab.js';
import { Storage } from '../../../webapp/js/storage.js';

const store = (kept = {}) => new Storage(() => ({
  getItem: (key) => kept[key] ?? null, setItem: (key, value) => (kept[key] = value),
}));

test('an address names a room, composed, and perhaps a position', () => {
  const asked = new URLSearchParams({ room: ' 한국 '.normalize('NFD'), at: '42', lang: 'en' });
  assert.deepEqual(parse(`?${asked}`), { room: '한국', problem: undefined, at: 42, lang: 'en' });
  assert.equal(parse('').room, '');
  assert.equal(parse('?room=a%2Fb').problem, 'roomLetters');
  for (const at of ['0', '-1', '1.5', 'x', '1e99', '']) {
    assert.equal(parse(`?room=a&at=${at}`).at, undefined, at);
  }
});

test('what is formatted is parsed to the same place, and the language stays', () => {
  const places = [{ room: '한국', at: 7 }, { room: 'a.b-c_d', at: undefined }, { room: 'हिन्दी', at: 2 ** 53 - 1 }];
  for (const place of places) {
    const { room, at, lang } = parse(format(place, '?lang=ko&room=old&at=3'));
    assert.deepEqual({ room, at, lang }, { ...place, lang: 'ko' });
  }
  assert.equal(format({}, '?room=old&at=3'), './');
  assert.equal(format({}, '?room=old&lang=en'), '?lang=en');
});

test('only a plain click on a link to this page is followed without the browser', () => {
  const location = new URL('https://chat.example/app/?room=a');
  const click = { button: 0 };
  const link = (href, more = {}) => ({ href: new URL(href, location).href, hasAttribute: () => false, ...more });
  assert.ok(follows(click, link('?room=b&at=3'), location));
  assert.ok(follows(click, link('./'), location));
  assert.ok(follows(click, link('index.html?room=b'), location));
  assert.equal(follows(click, undefined, location), false);
  assert.equal(follows(click, link('examples/embed.html'), location), false);
  assert.equal(follows(click, link('https://other.example/app/?room=b'), location), false);
  assert.equal(follows(click, link('?room=b', { target: '_blank' }), location), false);
  assert.equal(follows(click, link('#page'), location), false);
  for (const held of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey', 'defaultPrevented']) {
    assert.equal(follows({ ...click, [held]: true }, link('?room=b'), location), false, held);
  }
  assert.equal(follows({ button: 1 }, link('?room=b'), location), false);
});

test('what the server says of rooms is put to the rooms that are known, whatever it leaves out', () => {
  const known = ['한국', 'Café', '부산'].map((room) => ({ room, unread: 2, members: [] }));
  const members = [{ id: 'g:1', name: '지수' }];
  const asked = ['한국', 'Café', '부산'];
  const merged = merge(known, asked, [
    { room: '한국', unread: 5, online: 1, members }, { room: 'café', online: 3, members }, { room: '부산', error: {} },
  ]);
  assert.deepEqual(merged, [
    { room: '한국', unread: 5, online: 1, members }, { room: 'Café', unread: 2, online: 3, members }, known[2],
  ]);
  assert.deepEqual(merge(known, [], []), known);
  assert.deepEqual(merge(known, ['제주'], [{ room: '제주', unread: 9 }]), known);
});

test('a room entered while the answer for the others is still coming stays known', async (context) => {
  let finish;
  const body = new Promise((done) => (finish = () => done({ rooms: [{ room: 'kept', unread: 3 }] })));
  const asked = context.mock.method(globalThis, 'fetch', () => new Promise(() => {}));
  asked.mock.mockImplementationOnce(() => ({ ok: true, json: () => body }));
  context.mock.timers.enable({ apis: ['setInterval'] });
  Object.assign(globalThis, { document: new EventTarget(), addEventListener: () => {}, location: { host: 'here' } });
  context.after(() => ['document', 'addEventListener', 'location'].forEach((name) => delete globalThis[name]));
  const rooms = new Rooms(store({ 'maru.recent': '["kept"]' }), () => true);
  const refreshed = rooms.refresh();
  await Promise.resolve();
  rooms.remember('entered');
  finish();
  await refreshed;
  assert.deepEqual(rooms.list.map(({ room, unread }) => [room, unread]), [['entered', 0], ['kept', 3]]);
});

test('a room is found by the beginning of any of its words, and a new one is offered last', () => {
  const starts = (name, typed) => name.startsWith(typed);
  const rooms = ['한국', '서울-한강', 'b'];
  assert.deepEqual(candidates(rooms, ' 한', starts).map(({ room, fresh }) => [room, fresh]),
    [['한국', false], ['서울-한강', false], ['한', true]]);
  assert.deepEqual(candidates(rooms, '한국', starts), [{ room: '한국', fresh: false }]);
  assert.equal(candidates(rooms, '', starts).length, 3);
  assert.deepEqual(candidates(rooms, 'a b', starts), []);
});

test('the title counts what is unread, up to where counting helps', () => {
  assert.equal(titleOf('한국', 0), '한국 · Maru');
  assert.equal(titleOf('한국', 3), '(3) 한국 · Maru');
  assert.equal(titleOf('한국', 100), '(99+) 한국 · Maru');
  assert.equal(titleOf('', 3), 'Maru');
});

test('somebody who looks at the end of a room is not disturbed, nor by more than was wished for', () => {
  const said = { message: {}, mention: false, following: true };
  const called = { ...said, mention: true };
  assert.equal(disturbs(called, 'mentions', false), true);
  assert.equal(disturbs(called, 'mentions', true), false);
  assert.equal(disturbs({ ...called, following: false }, 'mentions', true), true);
  assert.equal(disturbs(said, 'mentions', false), false);
  assert.equal(disturbs(said, 'all', false), true);
  assert.equal(disturbs(called, 'none', false), false);
  assert.equal(disturbs({ ...called, message: undefined }, 'all', false), false);
});

test('a notification quotes at most 120 letters, and splits none', () => {
  assert.equal(bodyOf({ from: { name: '지수' }, text: '안녕' }), '지수: 안녕');
  const long = bodyOf({ from: { name: '지' }, text: '👍'.repeat(200) });
  assert.equal([...long].length, 120);
  assert.ok(long.endsWith('👍…'));
});

test('settings have defaults, take only their choices, and say what has changed', () => {
  const kept = { 'maru.theme': 'pink', 'maru.sound': 'on' };
  const settings = new Settings(store(kept));
  const heard = [];
  settings.addEventListener('change', ({ detail }) => heard.push(detail));
  assert.equal(settings.get('theme'), 'auto');
  assert.equal(settings.get('sound'), 'on');
  assert.equal(settings.get('notify'), 'none');
  settings.set('theme', 'dark');
  settings.set('theme', 'blue');
  assert.equal(settings.get('theme'), 'dark');
  assert.equal(kept['maru.theme'], 'dark');
  assert.deepEqual(heard, ['theme']);
  assert.ok(SETTINGS.every((name) => settings.choices(name).includes(settings.get(name))));
});

test('a store that refuses keeps for as long as the page, and a list that cannot be read is empty', () => {
  const refusing = new Storage(() => {
    throw new Error('denied');
  });
  refusing.setList('rooms', ['a', 'b']);
  assert.deepEqual(refusing.list('rooms'), ['a', 'b']);
  for (const broken of ['{', '{}', 'null', '[1, {}]']) {
    assert.deepEqual(store({ rooms: broken }).list('rooms'), [], broken);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reactors } from '../../../webapp/js/room/reactors.js';

test('a page names authors, live reactions add and take away, and names are known from anywhere', () => {
  const reactors = new Reactors();
  reactors.page([{ n: 1, from: { id: 'a', name: '민호' }, reactedBy: { '👍': ['a', 'b'] } }], 5);
  assert.deepEqual(reactors.of(1), { '👍': [{ id: 'a', name: '민호' }, { id: 'b', name: undefined }] });
  reactors.name('b', '지수');
  assert.equal(reactors.of(1)['👍'][1].name, '지수');
  reactors.take(reaction(6, 'a', false));
  reactors.take(reaction(7, 'c', true, '🎉'));
  assert.deepEqual(reactors.of(1), { '👍': [{ id: 'b', name: '지수' }], '🎉': [{ id: 'c', name: 'C' }] });
});

test('the same is the same object until it changes', () => {
  const reactors = new Reactors();
  assert.equal(reactors.of(1), reactors.of(2));
  reactors.page([{ n: 1, from: { id: 'a' }, reactedBy: { '👍': ['a'] } }], 5);
  const before = reactors.of(1);
  assert.equal(reactors.of(1), before);
  reactors.take(reaction(6, 'c', true));
  assert.notEqual(reactors.of(1), before);
});

test('what the page holds already is not applied, what came before the page but is newer is', () => {
  const reactors = new Reactors();
  reactors.take(reaction(4, 'a', false));
  reactors.take(reaction(6, 'c', true));
  reactors.page([{ n: 1, from: { id: 'a' }, reactedBy: { '👍': ['a'] } }], 5);
  assert.deepEqual(reactors.of(1)['👍'].map(({ id }) => id), ['a', 'c']);
});

test('a deletion takes all of them away, and a page without names is nobody', () => {
  const reactors = new Reactors();
  reactors.take({ type: 'message', n: 1, from: { id: 'a', name: 'A' } });
  reactors.take(reaction(2, 'c', true));
  assert.equal(reactors.of(1)['👍'].length, 1);
  reactors.take({ type: 'delete', n: 3, of: 1, from: { id: 'a', name: 'A' } });
  assert.deepEqual(reactors.of(1), {});
  reactors.page([{ n: 9, from: { id: 'a' }, reactions: { '👍': 2 } }], 9);
  assert.deepEqual(reactors.of(9), {});
});

function reaction(n, id, on, emoji = '👍') {
  return { type: 'reaction', n, of: 1, emoji, on, from: { id, name: id.toUpperCase() } };
}

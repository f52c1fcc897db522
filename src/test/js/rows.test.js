import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Divider } from '../../../webapp/js/room/divider.js';
import { rowsOf, same } from '../../../webapp/js/room/rows.js';

const clock = { day: (at) => at.slice(0, 10), dayName: (day) => day };

test('a group ends with another author, another name, five minutes, another day, or something between', () => {
  const from = (id, name = id) => ({ from: { id, name } });
  const feed = feedOf([
    at(1, '10:00:00'), at(2, '10:05:00'), at(3, '10:10:01'), at(4, '10:10:02', from('b')),
    at(5, '10:10:03', from('b', 'B')), at(6, '10:10:04', from('b', 'B')), at(7, '10:10:05', from('b', 'B')),
  ], { notes: [{ key: 'note 1', n: 5, text: 'came' }] });
  assert.deepEqual(kinds(rowsOf(feed, clock)),
    ['day', '1 first', '2', '3 first', '4 first', '5 first', 'note', '6 first', '7']);
});

test('a day begins with its name, and a gap stands before the first message behind it', () => {
  const feed = feedOf([at(1, '23:59:59'), { ...at(4, '00:00:01'), at: '2026-11-23T00:00:01.000Z' }], { gaps: [3] });
  assert.deepEqual(kinds(rowsOf(feed, clock)), ['day', '1 first', 'gap', 'day', '4 first']);
});

test('the divider stands before the first unread message of somebody else', () => {
  const own = at(2, '10:00:01', { from: { id: 'me' } });
  const feed = feedOf([at(1, '10:00:00'), own, at(3, '10:00:02'), at(4, '10:00:03')]);
  assert.deepEqual(kinds(rowsOf(feed, clock, 1)), ['day', '1 first', '2 first', 'divider', '3 first', '4']);
  assert.deepEqual(kinds(rowsOf(feed, clock, 4)), ['day', '1 first', '2 first', '3 first', '4']);
});

test('the divider, gaps and notes are not shown where the rows do not reach', () => {
  const notes = [{ key: 'note 1', n: 3, text: 'old' }, { key: 'note 2', n: 30, text: 'new' }];
  const messages = [at(10, '10:00:00'), at(11, '10:00:01')];
  const feed = feedOf(messages, { gaps: [5, 20], notes, hasOlder: true, detached: true });
  assert.deepEqual(kinds(rowsOf(feed, clock, 4)), ['day', '10 first', '11']);
  assert.deepEqual(kinds(rowsOf({ ...feed, hasOlder: false, detached: false }, clock, 4)),
    ['note', 'gap', 'day', 'divider', '10 first', '11', 'gap', 'note']);
});

test('what waits stands at the end with the key that it keeps, but not in a detached stretch', () => {
  const pending = [{ id: 'x', text: 'hi', at: Date.parse('2026-11-22T10:00:02.000Z'), state: 'queued' }];
  const feed = feedOf([at(1, '10:00:00')], { pending });
  const last = rowsOf(feed, clock).at(-1);
  assert.deepEqual([last.key, last.state, last.mine], ['id x', 'queued', true]);
  const seen = rowsOf(feedOf([at(1, '10:00:00'), at(2, '10:00:03', { id: 'x', from: { id: 'me' } })]), clock).at(-1);
  assert.equal(seen.key, last.key);
  assert.equal(rowsOf({ ...feed, detached: true }, clock).at(-1).n, 1);
});

test('a row is the same with a copy of its message, and differs with its text, its place or its reactions', () => {
  const [, row] = rowsOf(feedOf([at(1, '10:00:00')]), clock);
  assert.ok(same(row, { ...row, message: { ...row.message } }));
  assert.ok(!same(row, { ...row, message: { ...row.message, text: 'x' } }));
  assert.ok(!same(row, { ...row, message: { ...row.message, editedAt: 'later' } }));
  assert.ok(!same(row, { ...row, endsMinute: !row.endsMinute }));
  assert.ok(!same(row, { ...row, reactors: {} }));
});

test('the divider is placed once; scrolling does not move it, and it is placed anew only after it was passed', () => {
  const divider = new Divider();
  divider.open(0, true);
  assert.equal(divider.after, undefined);
  divider.open(7, false);
  assert.equal(divider.after, undefined);
  divider.open(7, true);
  divider.arrived(12, true);
  assert.equal(divider.after, 7);
  divider.pass();
  divider.arrived(13, false);
  assert.equal(divider.after, 7);
  divider.arrived(14, true);
  divider.arrived(15, true);
  assert.equal(divider.after, 13);
  divider.clear();
  assert.equal(divider.after, undefined);
  divider.arrived(20, true);
  assert.equal(divider.after, 19);
});

function at(n, time, fields = {}) {
  return { n, id: `c${n}`, from: { id: 'a', name: 'a' }, at: `2026-11-22T${time}.000Z`, text: `text ${n}`, ...fields };
}

const nobody = {};

function feedOf(messages, fields = {}) {
  return {
    messages, pending: [], gaps: [], notes: [], me: 'me', hasOlder: false, detached: false,
    reactors: () => nobody, message: () => undefined, ...fields,
  };
}

function kinds(rows) {
  return rows.map((row) => (row.kind === 'message' ? row.n + (row.startsGroup ? ' first' : '') : row.kind));
}

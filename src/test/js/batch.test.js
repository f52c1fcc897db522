import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Batch } from '../../../webapp/js/room/batch.js';
import { Reading } from '../../../webapp/js/room/reading.js';

test('one line is told at once, up to three that follow it are told together, more are a number', () => {
  const { told, batch, later } = batching();
  batch.put('1');
  assert.deepEqual(told.splice(0), ['1']);
  ['2', '3', '4'].forEach((line) => batch.put(line));
  assert.deepEqual(told, []);
  later();
  assert.deepEqual(told.splice(0), ['2', '3', '4']);
  ['5', '6', '7', '8'].forEach((line) => batch.put(line));
  later();
  assert.deepEqual(told.splice(0), ['4 new']);
});

test('after two silent seconds the next line is told at once again', () => {
  const { told, batch, later } = batching();
  batch.put('1');
  later();
  batch.put('2');
  assert.deepEqual(told, ['1', '2']);
});

test('a read mark is told at once, then at most once a second, and the newest is not lost', () => {
  const [marks, timers] = [[], []];
  const reading = new Reading((n) => marks.push(n), (act) => timers.push(act));
  [1, 2, 3].forEach((n) => reading.saw(n));
  assert.deepEqual(marks, [1]);
  timers.shift()();
  assert.deepEqual(marks, [1, 3]);
  timers.shift()();
  assert.deepEqual([marks, timers.length], [[1, 3], 0]);
});

test('who leaves has read what was in sight, once', () => {
  const [marks, timers] = [[], []];
  const reading = new Reading((n) => marks.push(n), (act) => timers.push(act));
  reading.flush();
  [1, 2].forEach((n) => reading.saw(n));
  reading.flush();
  reading.flush();
  timers.shift()();
  assert.deepEqual([marks, timers.length], [[1, 2], 0]);
});

function batching() {
  const [told, timers] = [[], []];
  const batch = new Batch((line) => told.push(line), (count) => `${count} new`, (act) => timers.push(act));
  return { told, batch, later: () => timers.shift()() };
}

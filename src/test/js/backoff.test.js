import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOOD_AFTER_MS, MAX_DELAY_MS, MIN_DELAY_MS, delayMs, nextAttempt } from '../../../webapp/js/backoff.js';

const [lowest, highest] = [() => 0, () => 1 - Number.EPSILON];

test('no wait is shorter than the shortest, even with the lowest dice', () => {
  for (let attempt = 0; attempt < 40; attempt++) {
    assert.equal(delayMs(attempt, lowest), MIN_DELAY_MS);
  }
});

test('the spread doubles with each attempt', () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => delayMs(attempt, highest)), [1_000, 1_500, 2_500, 4_500]);
});

test('no wait is longer than the longest, however many attempts failed', () => {
  for (const attempt of [6, 10, 100, 5_000]) {
    assert.equal(delayMs(attempt, highest), MAX_DELAY_MS);
  }
});

test('two clients cut at the same moment come back at different moments', () => {
  assert.notEqual(delayMs(3, () => 0.25), delayMs(3, () => 0.75));
});

test('a connection that lived five seconds makes the next loss the first', () => {
  assert.equal(nextAttempt(7, GOOD_AFTER_MS), 0);
  assert.equal(nextAttempt(7, GOOD_AFTER_MS - 1), 8);
  assert.equal(nextAttempt(-1, 0), 0);
});

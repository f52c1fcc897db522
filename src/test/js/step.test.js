import assert from 'node:assert/strict';
import { test } from 'node:test';
import { step } from '../../../webapp/js/room/step.js';

/** Presses a key at one of three buttons and tells which has the focus then. */
function press(key, at, fields = {}) {
  let focus = at;
  const buttons = [0, 1, 2].map((index) => ({ focus: () => (focus = index) }));
  const event = { key, target: buttons[at], preventDefault() {}, stopPropagation() {}, ...fields };
  return [step(event, buttons, 'ArrowUp', 'ArrowDown'), focus];
}

test('arrows step among buttons and around the ends, Home and End go to them', () => {
  assert.deepEqual(press('ArrowDown', 0), [true, 1]);
  assert.deepEqual(press('ArrowDown', 2), [true, 0]);
  assert.deepEqual(press('ArrowUp', 0), [true, 2]);
  assert.deepEqual(press('Home', 2), [true, 0]);
  assert.deepEqual(press('End', 0), [true, 2]);
});

test('other keys, other targets and keys of an input method are left alone', () => {
  assert.deepEqual(press('ArrowLeft', 1), [false, 1]);
  assert.deepEqual(press('ArrowDown', 1, { target: {} }), [false, 1]);
  assert.deepEqual(press('ArrowDown', 1, { isComposing: true }), [false, 1]);
  assert.deepEqual(press('ArrowDown', 1, { keyCode: 229 }), [false, 1]);
});

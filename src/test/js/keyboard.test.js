import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearKeyboard } from '../../../webapp/js/room/keyboard.js';

const SETTLED_MS = 100;

/** A phone of 800 px whose keyboard lies over the page, as iOS does it. */
function phone(context) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.innerHeight = 800;
  context.after(() => delete globalThis.innerHeight);
  const written = [];
  const view = Object.assign(new EventTarget(), { height: 800, offsetTop: 0, scale: 1 });
  const life = new AbortController();
  clearKeyboard({ style: { setProperty: (name, value) => written.push(`${name} ${value}`) } }, life.signal, view);
  const become = (change) => {
    Object.assign(view, change);
    view.dispatchEvent(new Event('resize'));
  };
  return { written, life, become };
}

test('the keyboard is cleared once it has settled, and written only when it changes', (context) => {
  const { written, become } = phone(context);
  for (const height of [700, 600, 500]) {
    become({ height });
    context.mock.timers.tick(SETTLED_MS - 1);
  }
  assert.deepEqual(written, []);
  context.mock.timers.tick(1);
  assert.deepEqual(written, ['--keyboard 300px']);
  become({ offsetTop: 0 });
  context.mock.timers.tick(SETTLED_MS);
  become({ height: 800 });
  context.mock.timers.tick(SETTLED_MS);
  assert.deepEqual(written, ['--keyboard 300px', '--keyboard 0px']);
});

test('a reader who zooms in has no keyboard, and a visit that ended moves nothing', (context) => {
  const { written, life, become } = phone(context);
  become({ height: 200, scale: 4 });
  context.mock.timers.tick(SETTLED_MS);
  life.abort();
  become({ height: 500, scale: 1 });
  context.mock.timers.tick(SETTLED_MS);
  assert.deepEqual(written, []);
});

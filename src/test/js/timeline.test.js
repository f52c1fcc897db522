import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../../../webapp/js/maru.js';
import { message, page, positions } from './support/play.js';

const SEEDS = 3_000;

const change = (type, n, of, fields = {}) =>
  ({ type, n, m: 1, id: `x${n}`, from: { id: 'g:other' }, at: `at ${n}`, of, ...fields });
const edit = (n, of, text) => change('edit', n, of, { text });
const reaction = (n, of, emoji, on, by = 'a') => change('reaction', n, of, { emoji, on, from: { id: by } });

function timeline(...objects) {
  const made = new Timeline();
  objects.forEach((object) => made.take(object));
  return made;
}

test('messages are in the order of the log, each once', () => {
  const made = timeline(message(5), message(6), page([message(3), message(5)], { head: 6 }), message(6));
  assert.deepEqual(positions(made.messages), [3, 5, 6]);
});

test('an edit changes the text, and a deletion wins over any edit, whichever comes first', () => {
  for (const changes of [[edit(2, 1, '고침'), change('delete', 3, 1)], [change('delete', 2, 1), edit(3, 1, '고침')]]) {
    const made = timeline(message(1), changes[0]);
    const [first] = made.messages;
    if (changes[0].type === 'edit') assert.deepEqual([first.text, first.editedAt], ['고침', 'at 2']);
    made.take(changes[1]);
    const { text, editedAt, reactions, deleted, from } = made.messages[0];
    assert.deepEqual({ text, editedAt, reactions, deleted, from },
      { text: undefined, editedAt: undefined, reactions: undefined, deleted: true, from: { id: 'g:other' } });
  }
});

test('reactions count authors, and one that goes takes its count along', () => {
  const made = timeline(message(1), reaction(2, 1, '👍', true, 'a'), reaction(3, 1, '👍', true, 'b'),
    reaction(4, 1, '🎉', true, 'a'), reaction(5, 1, '🎉', false, 'a'));
  assert.deepEqual(made.messages[0].reactions, { '👍': 2 });
});

test('what a page has counted already is not counted again', () => {
  const seen = [reaction(2, 1, '👍', true, 'a'), reaction(3, 1, '👍', true, 'b')];
  const folded = page([message(1, { reactions: { '👍': 2 } })], { head: 3 });
  assert.deepEqual(timeline(folded, ...seen).messages[0].reactions, { '👍': 2 });
  assert.deepEqual(timeline(...seen, folded).messages[0].reactions, { '👍': 2 });
});

test('a change that overtakes the page of its message is not lost', () => {
  const made = timeline(edit(9, 1, '고침'), page([message(1)], { head: 8 }));
  assert.equal(made.messages[0].text, '고침');
});

test('what a moderator hides is erased, from whatever page it comes; what is said later stays', () => {
  const other = { from: { id: 'g:b', name: '하나' } };
  const hide = change('moderation', 4, undefined, { act: 'ban', member: 'g:other', hide: true });
  const made = timeline(message(2), message(3, other), hide, message(5), page([message(1)], { head: 3 }));
  assert.deepEqual(made.messages.map(({ n, deleted, text }) => [n, deleted ?? text]),
    [[1, true], [2, true], [3, 'text 3'], [5, 'text 5']]);
  assert.equal(made.messages[0].from.name, undefined);
});

test('entries without a body change nothing', () => {
  const erased = { deleted: true };
  const made = timeline(message(1), change('edit', 2, 1, erased), change('reaction', 3, 1, erased));
  assert.deepEqual(made.messages[0], { ...message(1), reactions: {} });
});

test('unknown kinds only move the cursor', () => {
  const made = timeline(message(1), change('invented', 2, 1, { text: 'no', emoji: '👍', on: true }));
  assert.equal(made.cursor, 2);
  assert.deepEqual(made.messages, [{ ...message(1), reactions: {} }]);
});

test('a text that waits stands until its own message is here', () => {
  const made = new Timeline();
  const items = [{ id: 'a', type: 'publish' }, { id: 'b', type: 'publish' }, { id: 'c', type: 'edit' }];
  made.pend(items, 'g:me');
  assert.deepEqual(made.pending.map(({ id }) => id), ['a', 'b']);
  made.take(message(1, { id: 'b', from: { id: 'g:else', name: 'else' } }));
  made.take(message(2, { id: 'a', from: { id: 'g:me', name: 'me' } }));
  assert.deepEqual(made.pending.map(({ id }) => id), ['b']);
});

test('whether there are older ones is known from the oldest page, and after trimming', () => {
  const made = timeline(page([message(8), message(9)], { more: true }));
  assert.equal(made.older, true);
  made.take(page([message(9)], { more: true, head: 9 }));
  made.take(page([message(7)], { more: false, head: 9 }));
  assert.equal(made.older, false);
  made.trim(2);
  assert.deepEqual([positions(made.messages), made.older], [[8, 9], true]);
  made.take(page([], { more: true, head: 9 }));
  assert.equal(made.older, false);
});

test('a trimmed stretch is marked once; a new epoch begins anew', () => {
  const gap = { type: 'gap', epoch: 'e1', first: 100, head: 101, reason: 'trimmed' };
  const made = timeline(message(1), gap, gap, message(100));
  assert.deepEqual([positions(made.messages), made.gaps, made.cursor], [[1, 100], [100], 100]);
  made.take({ type: 'gap', epoch: 'e2', first: 1, head: 4, reason: 'epoch' });
  assert.deepEqual([made.messages, made.gaps, made.cursor, made.older], [[], [5], 4, false]);
  made.take(page([message(3)], { head: 4 }));
  made.take(edit(6, 3, '새'));
  assert.equal(made.messages[0].text, '새');
});

test('a page older than the changes that are kept is not taken', () => {
  const made = timeline(message(1));
  for (let n = 2; n <= 1_202; n++) made.take(edit(n, n % 2 ? 1 : 5_000, `${n}`));
  assert.equal(made.take(page([message(1)], { head: 100 })), false);
  assert.equal(made.messages[0].text, '1201');
  assert.equal(made.take(page([message(1, { text: '1101' })], { head: 1_101 })), true);
  assert.equal(made.messages[0].text, '1201');
});

test(`${SEEDS} random schedules of pages and live entries read the same as the log`, (t) => {
  const base = Number(process.env.MARU_SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`seeds ${base} to ${base + SEEDS - 1}; MARU_SEED=${base} repeats them`);
  let overtaken = 0;
  for (let seed = base; seed < base + SEEDS; seed++) {
    const random = dice(seed);
    const log = randomLog(random, 5 + Math.floor(random() * 40));
    const begin = Math.floor(random() * log.length);
    const made = new Timeline();
    const asked = new Set();
    for (let n = begin + 1; n <= log.length + 1; n++) {
      while (random() < 0.3) {
        // A page is read after the room was joined, but may come before or after entries that are newer than it.
        const head = Math.max(1, begin, Math.min(log.length, n + Math.floor(random() * 7) - 4));
        const from = Math.floor(random() * head);
        const messages = [...fold(log, head).values()].slice(from, from + 5);
        overtaken += head < n - 1 ? 1 : 0;
        messages.forEach((each) => asked.add(each.n));
        made.take(page(messages, { head }));
      }
      if (n <= log.length) made.take(log[n - 1]);
      if (n <= log.length && random() < 0.1) made.take(log[n - 1]);
      if (n <= log.length && log[n - 1].type === 'message') asked.add(n);
    }
    const wanted = [...fold(log, log.length).values()].filter(({ n }) => asked.has(n));
    assert.deepEqual(made.messages.map(tidy), wanted.map(tidy), `seed ${seed}`);
  }
  assert.ok(overtaken > SEEDS, 'enough pages came later than entries after their head');
});

const tidy = ({ reactions = {}, ...rest }) => ({ ...rest, reactions });

/** A log in which everything refers to a message before it; a mark is put on only where it is off. */
function randomLog(random, length) {
  const log = [];
  const marks = new Set();
  for (let n = 1; n <= length; n++) {
    const messages = log.filter(({ type }) => type === 'message');
    const of = messages[Math.floor(random() * messages.length)]?.n;
    const which = of === undefined ? 0 : random();
    const mark = `${of} ${random() < 0.5 ? '👍' : '🎉'} ${random() < 0.5 ? 'a' : 'b'}`;
    const [, emoji, by] = mark.split(' ');
    if (which < 0.4) log.push(message(n));
    else if (which < 0.6) log.push(edit(n, of, `edit ${n}`));
    else if (which < 0.7) log.push(change('delete', n, of));
    else if (which < 0.75) log.push(change('invented', n, of, { text: 'no' }));
    else {
      log.push(reaction(n, of, emoji, !marks.delete(mark), by));
      if (log.at(-1).on) marks.add(mark);
    }
  }
  return log;
}

/** How the messages up to `head` read at `head`, written as simply as it can be said. */
function fold(log, head) {
  const messages = new Map();
  for (const { type, n, at, of, text, emoji, on } of log.slice(0, head)) {
    const target = messages.get(of);
    if (type === 'message') messages.set(n, { ...log[n - 1] });
    else if (target.deleted) continue;
    else if (type === 'edit') Object.assign(target, { text, editedAt: at });
    else if (type === 'delete') {
      messages.set(of, { ...target, from: { id: target.from.id }, deleted: true });
      ['text', 'editedAt', 'reactions'].forEach((field) => delete messages.get(of)[field]);
    } else if (type === 'reaction') {
      target.reactions = { ...target.reactions, [emoji]: (target.reactions?.[emoji] ?? 0) + (on ? 1 : -1) };
      if (target.reactions[emoji] === 0) delete target.reactions[emoji];
    }
  }
  return messages;
}

/** A small generator of our own: the same seed gives the same schedule on every machine. */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

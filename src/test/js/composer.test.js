import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../../../webapp/js/room/drafts.js';
import { measure } from '../../../webapp/js/room/limit.js';
import { candidates, mentionAt } from '../../../webapp/js/room/mentions.js';
import { TypingSignal, typingLine } from '../../../webapp/js/room/typing.js';
import { Storage } from '../../../webapp/js/storage.js';
import { speaker } from '../../../webapp/js/words.js';

const KEY = 'maru.draft.한국';
const hers = { n: 7, from: { id: 'g:2', name: '지수' }, text: '점심\n먹을까요?' };
const mine = { n: 9, from: { id: 'g:1', name: '민호' }, text: '네' };

function tab() {
  return new Storage(() => {
    throw new Error('refused');
  });
}

test('a mention is a bare @ before the caret, at the start or after a space', () => {
  for (const [text, start, typed] of [
    ['@', 0, ''], ['@김ㅊ', 0, '김ㅊ'], ['안녕 @김', 3, '김'], ['안녕\n@김', 3, '김'], ['@a @b', 3, 'b'],
  ]) {
    assert.deepEqual(mentionAt(text, text.length), { start, typed }, text);
  }
  for (const text of ['', 'a@b', '@김 ', '@@', '김']) {
    assert.equal(mentionAt(text, text.length), undefined, text);
  }
  assert.deepEqual(mentionAt('@김철수', 2), { start: 0, typed: '김' });
});

test('names that begin so come before names that contain it, each once, and at most eight', () => {
  const people = ['이김', '김철수', '김 초롱', 'Kim', '김철수'].map((name, id) => ({ id: `g:${id}`, name }));
  assert.deepEqual(candidates(people, '김'), ['김철수', '김 초롱', '이김']);
  assert.deepEqual(candidates(people, '김ㅊ'), ['김철수', '김 초롱']);
  assert.deepEqual(candidates(people, 'ㄱㅊㄹ'), ['김 초롱']);
  assert.deepEqual(candidates(people, 'kI'), ['Kim']);
  assert.deepEqual(candidates(people, '철수'), ['김철수']);
  assert.deepEqual(candidates([{ id: 'g:1', name: '새이름' }, { id: 'g:1', name: '옛이름' }], ''), ['새이름']);
  assert.equal(candidates(Array.from({ length: 20 }, (_, id) => ({ id, name: `a${id}` })), 'a').length, 8);
});

test('a draft and its reply survive a reload, and an empty one leaves nothing behind', () => {
  const storage = tab();
  const draft = new Draft(storage, '한국');
  draft.write('쓰던 글');
  draft.replyTo(hers);
  const again = new Draft(storage, '한국');
  assert.equal(again.text, '쓰던 글');
  assert.deepEqual(again.reply, { n: 7, name: '지수', quote: '점심 먹을까요?' });
  assert.equal(new Draft(storage, '다른방').text, '');
  assert.deepEqual(again.take('쓰던 글'), { send: { text: '쓰던 글', replyTo: 7 } });
  assert.equal(again.text, '');
  assert.equal(storage.get(KEY), null);
});

test('a correction keeps the draft under it, survives a reload, and gives the draft back', () => {
  const storage = tab();
  const draft = new Draft(storage, '한국');
  draft.write('쓰던 글');
  draft.replyTo(hers);
  draft.correct(mine);
  assert.equal(draft.text, '네');
  assert.equal(draft.reply, undefined);
  draft.write('네!');
  const again = new Draft(storage, '한국');
  assert.equal(again.text, '네!');
  assert.deepEqual(again.take('네!'), { edit: { n: 9, text: '네!' } });
  assert.equal(again.text, '쓰던 글');
  assert.equal(again.reply.n, 7);
  assert.deepEqual(again.take('쓰던 글'), { send: { text: '쓰던 글', replyTo: 7 } });
});

test('a correction of nothing changed is given up, and one to nothing stays', () => {
  const draft = new Draft(tab(), '한국');
  draft.correct(mine);
  assert.deepEqual(draft.take(''), {});
  assert.equal(draft.edit.n, 9);
  assert.deepEqual(draft.take('네'), {});
  assert.equal(draft.edit, undefined);
});

test('the correction is given up before the reply', () => {
  const draft = new Draft(tab(), '한국');
  draft.replyTo(hers);
  draft.correct(mine);
  assert.equal(draft.cancel(), true);
  assert.equal(draft.reply.n, 7);
  assert.equal(draft.cancel(), true);
  assert.equal(draft.cancel(), false);
});

test('what is gone is neither corrected nor replied to, and no text is lost by it', () => {
  const draft = new Draft(tab(), '한국');
  draft.write('쓰던 글');
  draft.replyTo(hers);
  draft.gone(8);
  assert.equal(draft.reply.n, 7);
  draft.gone(7);
  assert.equal(draft.reply, undefined);
  draft.correct(mine);
  draft.write('네!');
  draft.gone(9);
  assert.deepEqual(draft.take('네!'), {});
  assert.equal(draft.text, '네!');
  draft.cancel();
  assert.equal(draft.text, '쓰던 글');
});

test('in another epoch positions mean other messages: a reply is let go, a correction cannot be sent', () => {
  const storage = tab();
  const draft = new Draft(storage, '한국');
  draft.enter('a');
  draft.replyTo(hers);
  draft.correct(mine);
  draft.enter('a');
  assert.equal(draft.edit.gone, undefined);
  const again = new Draft(storage, '한국');
  again.enter('b');
  assert.equal(again.edit.gone, true);
  again.cancel();
  assert.equal(again.reply, undefined);
});

test('something kept that cannot be read is no draft', () => {
  for (const kept of ['글', '[]', '{"text":1', 'null', '3']) {
    const storage = tab();
    storage.set(KEY, kept);
    assert.equal(new Draft(storage, '한국').text, '', kept);
  }
});

test('the limit counts code points, and what is too much as a reader counts it', () => {
  assert.deepEqual(measure('가'.repeat(79), 100), { left: 21, over: 0, near: false, step: '' });
  assert.equal(measure('가'.repeat(80), 100).near, true);
  assert.equal(measure('👍'.repeat(100), 100).over, 0);
  const family = '👨‍👩‍👧‍👦';
  assert.equal([...family].length, 7);
  const { left, over } = measure('가'.repeat(100) + family, 100);
  assert.deepEqual({ left, over }, { left: -7, over: 1 });
  assert.equal(measure('가'.repeat(9_000), Infinity).near, false);
});

test('what is left is told again seldom: once in a hundred characters, at the end once in ten', () => {
  const steps = (from, to) => new Set(Array.from({ length: to - from }, (_, index) =>
    measure('a'.repeat(from + index), 4_000).step)).size;
  assert.equal(steps(0, 3_200), 1);
  assert.equal(steps(3_200, 3_900), 7);
  assert.equal(steps(3_900, 4_000), 10);
  assert.equal(steps(4_001, 4_031), 3);
  assert.equal(steps(4_000, 4_002), 2);
});

test('the typing line names up to three, with the particle of the last, and then says many', () => {
  const say = speaker({
    'composer.typing': '{names|이/가} 입력 중…', 'composer.typingMany': '여러 명이 입력 중…',
  }, 'ko');
  const line = (...names) => typingLine(names, say).map(({ text, name }) => text ?? name).join('');
  assert.equal(line(), '');
  assert.equal(line('지수'), '지수가 입력 중…');
  assert.equal(line('지수', '민준'), '지수, 민준이 입력 중…');
  assert.equal(line('가', '나', '다', '라'), '여러 명이 입력 중…');
  assert.deepEqual(typingLine(['지수', '민준'], say).filter(({ name }) => name).map(({ name }) => name), ['지수', '민준']);
});

test('who does not touch a key for ten seconds has stopped typing', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const told = [];
  const signal = new TypingSignal((on) => told.push(on));
  signal.wrote(true);
  context.mock.timers.tick(9_999);
  signal.wrote(true);
  context.mock.timers.tick(9_999);
  assert.deepEqual(told, [true, true]);
  context.mock.timers.tick(1);
  assert.deepEqual(told, [true, true, false]);
  signal.wrote(true);
  signal.stop();
  context.mock.timers.tick(20_000);
  assert.deepEqual(told, [true, true, false, true, false]);
});

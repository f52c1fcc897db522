import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { initial, toneOf } from '../../../webapp/js/room/face.js';
import { nameProblem } from '../../../webapp/js/room/names.js';
import { farewell, gapWords, phaseOf, welcomeBack } from '../../../webapp/js/room/phase.js';
import { Comings } from '../../../webapp/js/room/comings.js';
import { roster } from '../../../webapp/js/room/roster.js';
import { knows, speaker } from '../../../webapp/js/words.js';

const words = JSON.parse(readFileSync(new URL('../../../webapp/words/ko.json', import.meta.url), 'utf8'));
const say = speaker(words, 'ko');
const person = (name) => ({ id: `g:${name}`, name });
const people = (...names) => names.map(person);
const GRACE_MS = 5_000;

test('oneself stands first, then everybody by name, each identity once', () => {
  const me = person('하나');
  const members = [...people('민호', '가람', '하나', '민호'), { id: 'g:2', name: '가람' }];
  const { shown, others } = roster({ members, me, count: 4, named: true, language: 'ko' });
  assert.deepEqual(shown.map(({ name }) => name), ['하나', '가람', '가람', '민호']);
  assert.equal(others, 0);
});

test('a hundred are named, the rest is a number; and where nobody is named one sees at least oneself', () => {
  const members = people(...Array.from({ length: 120 }, (_, i) => String(i)));
  const many = roster({ members, me: members[3], count: 130, named: true, language: 'en' });
  assert.equal(many.shown.length, 100);
  assert.equal(many.others, 30);
  const crowd = roster({ members, me: members[3], count: 2431, named: false, language: 'en' });
  assert.deepEqual(crowd, { shown: [members[3]], others: 2430 });
});

test('those who come together are told in one line', () => {
  const comings = new Comings();
  assert.equal(comings.take(people('지수'), 0), false);
  assert.equal(comings.take(people('지수', '민호'), 1), true);
  assert.equal(comings.line(say), '민호가 들어왔습니다.');
  comings.take(people('지수', '민호', '가람', '나래', '다온'), 2);
  assert.equal(comings.line(say), '민호 외 3명이 들어왔습니다.');
});

test('somebody who is back within five seconds has never been away', () => {
  const comings = new Comings();
  comings.take(people('지수', '민호'), 0);
  assert.equal(comings.take(people('지수'), 1_000), false);
  assert.equal(comings.dueIn(2_000), GRACE_MS - 1_000);
  assert.equal(comings.settle(1_000 + GRACE_MS - 1), false);
  assert.equal(comings.take(people('지수', '민호'), 1_000 + GRACE_MS - 1), false);
  assert.equal(comings.settle(60_000), false);
  assert.equal(comings.dueIn(0), Infinity);
});

test('who stays away has left; who came and left in the same line was no news', () => {
  const comings = new Comings();
  comings.take(people('지수', '민호'), 0);
  comings.take(people('지수', '나래'), 0);
  assert.equal(comings.settle(GRACE_MS), true);
  assert.equal(comings.line(say), '나래가 들어왔습니다. 민호가 나갔습니다.');
  comings.take(people('지수'), GRACE_MS);
  comings.settle(3 * GRACE_MS);
  assert.equal(comings.line(say), '민호가 나갔습니다.');
});

test('a new line begins where something was said, where much time has gone, and after a lost connection', () => {
  const comings = new Comings();
  comings.take([], 0);
  comings.take(people('가'), 1);
  comings.cut();
  comings.take(people('가', '나'), 2);
  assert.equal(comings.line(say), '나가 들어왔습니다.');
  comings.take(people('가', '나', '다'), 20 * 60_000);
  assert.equal(comings.line(say), '다가 들어왔습니다.');
  comings.restart();
  assert.equal(comings.take(people('라'), 20 * 60_000 + 1), false);
});

test('in a room of more than fifty nobody is told', () => {
  const comings = new Comings();
  comings.take([], 0);
  assert.equal(comings.take(people(...Array.from({ length: 51 }, (_, i) => String(i))), 1), false);
});

test('waiting and dialing are two things to a person', () => {
  assert.equal(phaseOf({ state: 'reconnecting', retryAt: 5 }), 'waiting');
  assert.equal(phaseOf({ state: 'reconnecting' }), 'connecting');
  assert.equal(phaseOf({ state: 'open' }), 'open');
});

test('a final closing is said in words, known code or not, and offers what can help', () => {
  const has = (key) => knows(say, key);
  assert.deepEqual(farewell(4503, has), { key: 'closed.4503', action: 'connect' });
  assert.deepEqual(farewell(4504, has), { key: 'closed.4504', action: undefined });
  assert.deepEqual(farewell(4505, has), { key: 'closed.4505', action: 'rename' });
  assert.deepEqual(farewell(4599, has), { key: 'closed.refused', action: 'connect' });
  assert.deepEqual(farewell(3000, has), { key: 'closed.ended', action: 'connect' });
  const codes = readFileSync(new URL('../../main/java/chat/maru/endpoint/CloseCode.java', import.meta.url), 'utf8');
  const final = [...codes.matchAll(/\((\d{4}), "/g)].map(([, code]) => Number(code)).filter((code) => code >= 4500);
  assert.ok(final.length > 3);
  for (const code of final) {
    assert.ok(has(`closed.${code}`), `words for ${code}`);
  }
});

test('being back is worth a word when it was missed, and every gap has words', () => {
  assert.equal(welcomeBack(0, false), undefined);
  assert.equal(welcomeBack(0, true), 'status.back');
  assert.equal(welcomeBack(3, false), 'status.caughtUp');
  for (const reason of ['trimmed', 'epoch', 'future', 'damaged']) {
    assert.ok(knows(say, gapWords(reason)), reason);
  }
});

test('a face is the same for an identity whatever its name, and its letter is one that a person sees', () => {
  const tones = new Set(Array.from({ length: 200 }, (_, i) => toneOf(`g:${i}`)));
  assert.deepEqual([...tones].sort(), [0, 1, 2, 3, 4, 5]);
  assert.equal(toneOf('g:dRKx7pfLmEeANXQZ'), toneOf('g:dRKx7pfLmEeANXQZ'));
  assert.equal(initial('jisu'), 'J');
  assert.equal(initial('한'.normalize('NFD')).normalize('NFC'), '한');
  assert.equal(initial('👩‍👩‍👧 가족'), '👩‍👩‍👧');
  assert.equal(initial(undefined), '?');
});

test('a name hides nothing', () => {
  for (const bad of ['a\u202eb', '\u200b', 'a\u0007', '\ue000', 'a\u2028b']) {
    assert.equal(nameProblem(bad), 'nameLetters', JSON.stringify(bad));
  }
  assert.equal(nameProblem('👩‍👩‍👧 가족'), undefined);
});

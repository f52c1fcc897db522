import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nameProblem, roomProblem, tidy } from '../../../webapp/js/names.js';
import { chooseLanguage, languages } from '../../../webapp/js/strings.js';

test('every language has the same words', () => {
  const kinds = (words) => Object.entries(words).map(([key, value]) => [key, value instanceof Object
    && typeof value !== 'function' ? kinds(value) : typeof value]);
  assert.deepEqual(kinds(languages.en), kinds(languages.ko));
});

test('every word that the page asks for exists', () => {
  const page = readFileSync(new URL('../../../webapp/index.html', import.meta.url), 'utf8');
  const asked = [...page.matchAll(/data-(?:word|hint|label)="(\w+)"/g)].map(([, key]) => key);
  assert.ok(asked.length > 5);
  assert.deepEqual(asked.filter((key) => typeof languages.ko[key] !== 'string'), []);
});

test('the address decides the language, then the reader, then English', () => {
  assert.equal(chooseLanguage('ko', ['en-US']), 'ko');
  assert.equal(chooseLanguage(null, ['fr-FR', 'ko-KR', 'en']), 'ko');
  assert.equal(chooseLanguage('tlh', ['fr']), 'en');
  assert.equal(chooseLanguage('toString', []), 'en');
});

test('a room name is composed, and the problem with a bad one is named', () => {
  assert.equal(tidy(' 한국 '.normalize('NFD')), '한국');
  for (const good of ['한국', 'a', '1', 'room-1_b.c', 'हिन्दी', '가'.repeat(64)]) {
    assert.equal(roomProblem(good), undefined, good);
  }
  for (const bad of ['.', '-a', '_a', 'a b', 'a/b', '%41', '한?', '👍']) {
    assert.equal(roomProblem(bad), 'roomLetters', bad);
  }
  assert.equal(roomProblem('가'.repeat(65)), 'roomLength');
});

test('a name is at most 40 code points', () => {
  assert.equal(nameProblem('👍'.repeat(40)), undefined);
  assert.equal(nameProblem('👍'.repeat(41)), 'nameLength');
});

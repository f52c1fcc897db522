import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { nameProblem, roomProblem, tidy } from '../../../webapp/js/room/names.js';
import { LANGUAGES, chooseLanguage, knows, speaker } from '../../../webapp/js/words.js';

const webapp = new URL('../../../webapp/', import.meta.url);
const catalogue = (language) => JSON.parse(readFileSync(new URL(`words/${language}.json`, webapp), 'utf8'));
const sources = ['index.html', ...readdirSync(new URL('js/', webapp), { recursive: true })
  .filter((file) => file.endsWith('.js') && !file.startsWith('vendor')).map((file) => `js/${file}`)]
  .map((file) => readFileSync(new URL(file, webapp), 'utf8')).join('\n');

test('every language has the same keys, and the same places in each text', () => {
  const places = (entry) => [...new Set(JSON.stringify(entry).match(/\{\w+/g) ?? [])].sort();
  const keys = (language) => Object.entries(catalogue(language)).map(([key, entry]) => [key, places(entry)]).sort();
  for (const language of LANGUAGES) {
    assert.deepEqual(keys(language), keys('ko'), language);
  }
});

test('every word that is asked for exists, and every word that exists is asked for', () => {
  const words = catalogue('ko');
  const asked = [...sources.matchAll(/(?:[sS]ay\(|data-(?:word|hint|label)=)['"]([\w.]+)['"]/g)].map(([, key]) => key);
  assert.ok(asked.length > 40);
  assert.deepEqual(asked.filter((key) => !(key in words)), []);
  // Asked for by a computed key: `closed.${code}`.
  const computed = [...sources.matchAll(/`([a-z.]+\.)\$\{/g)].map(([, group]) => group);
  const literal = new Set([...sources.matchAll(/['"]([\w.]+)['"]/g)].map(([, key]) => key));
  assert.deepEqual(Object.keys(words).filter((key) => !literal.has(key)
    && !computed.some((group) => key.startsWith(group))), []);
});

test('a particle follows the sound of the word before it', () => {
  const say = speaker({ came: '{name|이/가} 왔습니다', to: '{name|으로/로}' }, 'ko');
  assert.equal(say('came', { name: '민준' }), '민준이 왔습니다');
  assert.equal(say('came', { name: '지수' }), '지수가 왔습니다');
  assert.equal(say('came', { name: 'Ann' }), 'Ann가 왔습니다');
  assert.equal(say('to', { name: '서울' }), '서울로');
  assert.equal(say('to', { name: '부산' }), '부산으로');
});

test('a count chooses the plural, a place takes its value, and a missing key is shown as it is', () => {
  const say = speaker({ news: { one: '1 message', other: '{count} messages' }, x: '{a}{a}{b}' }, 'en');
  assert.equal(say('news', { count: 1 }), '1 message');
  assert.equal(say('news', { count: 2 }), '2 messages');
  assert.equal(say('x', { a: '{b}' }), '{b}{b}');
  assert.equal(say('none'), 'none');
  assert.equal(knows(say, 'none'), false);
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

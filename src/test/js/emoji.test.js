import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { emojiCalled, findEmoji, readEmoji } from '../../../webapp/js/text/emoji-list.js';
import { isLarge } from '../../../webapp/js/text/emoji.js';

const LIST_BYTES_MAX = 14_336;

const EMOJI_CODE_POINTS_MAX = 16;

const file = readFileSync(new URL('../../../webapp/emoji/emoji.json', import.meta.url), 'utf8');
const groups = readEmoji(JSON.parse(file), 'ko');
const all = groups.flatMap(({ emoji }) => emoji);

test('the list is small, each emoji stands once, and the server takes each', () => {
  assert.ok(gzipSync(file, { level: 9 }).length <= LIST_BYTES_MAX);
  assert.equal(new Set(all.map(({ emoji }) => emoji)).size, all.length);
  for (const { emoji } of all) {
    assert.ok([...emoji].length <= EMOJI_CODE_POINTS_MAX && !/[\p{L}\s<&]/u.test(emoji), emoji);
    assert.ok(isLarge(emoji), `${emoji} is one picture`);
  }
});

test('each emoji has a name in both languages, and every group a title', () => {
  const words = (language) => JSON.parse(readFileSync(
    new URL(`../../../webapp/words/${language}.json`, import.meta.url), 'utf8'));
  for (const language of ['ko', 'en']) {
    for (const { key, emoji } of readEmoji(JSON.parse(file), language)) {
      assert.ok(words(language)[`emoji.group.${key}`], key);
      emoji.forEach((entry) => assert.match(entry.name, language === 'ko' ? /^[가-힣][가-힣 ]*$/ : /^[a-z][a-z -]*$/));
    }
  }
});

test('an emoji is found by a word of either language, by a part of one, and by itself', () => {
  const found = (typed) => findEmoji(all, typed).map(({ emoji }) => emoji);
  assert.equal(found('박수')[0], '👏');
  assert.equal(found('Clap')[0], '👏');
  assert.ok(found('하트').includes('🥰'));
  assert.deepEqual(found('🎉'), ['🎉']);
  assert.equal(found('박수'.normalize('NFD'))[0], '👏');
  assert.deepEqual(found('없는말'), []);
});

test('a word that begins like what is typed comes before one that has it inside', () => {
  const list = [{ emoji: '1', words: 'wildcat' }, { emoji: '2', words: 'dog,cat' }];
  assert.deepEqual(findEmoji(list, 'cat').map(({ emoji }) => emoji), ['2', '1']);
});

test('an emoji is called by any of its words, whole, in either language', () => {
  assert.equal(emojiCalled(all, 'tears_of_joy'), '😂');
  assert.equal(emojiCalled(all, '폭소'.normalize('NFD')), '😂');
  assert.equal(emojiCalled(all, 'LOL'), emojiCalled(all, 'lol'));
  for (const word of ['tears_of', '폭', 'smil', '30', '']) {
    assert.equal(emojiCalled(all, word), undefined, word);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choseong, disassemble, startsWithJamo } from '../../../webapp/js/text/hangul.js';

test('Hangul comes apart into the keys that were typed, and all else stays', () => {
  for (const [text, keys] of [
    ['김', 'ㄱㅣㅁ'], ['닭', 'ㄷㅏㄹㄱ'], ['값과', 'ㄱㅏㅂㅅㄱㅗㅏ'], ['의', 'ㅇㅡㅣ'], ['꽃', 'ㄲㅗㅊ'], ['있', 'ㅇㅣㅆ'],
    ['ㄳ', 'ㄱㅅ'], ['ㅄ', 'ㅂㅅ'], ['ㅀ', 'ㄹㅎ'], ['ㅘ', 'ㅗㅏ'], ['ㅢ', 'ㅡㅣ'], ['ㅞ', 'ㅜㅔ'], ['ㄲ', 'ㄲ'],
    ['가', 'ㄱㅏ'], ['힣', 'ㅎㅣㅎ'], ['min지!', 'minㅈㅣ!'], ['👍🏽', '👍🏽'], ['', ''],
  ]) {
    assert.equal(disassemble(text), keys, text);
    assert.equal(disassemble(text.normalize('NFD')), keys, text);
  }
});

test('every syllable comes apart into two to five keys, and no two into the same', () => {
  const all = Array.from({ length: 11_172 }, (_, index) => disassemble(String.fromCharCode(0xac00 + index)));
  assert.ok(all.every((keys) => /^[ㄱ-ㅎ][ㅏ-ㅣ]{1,2}[ㄱ-ㅎ]{0,2}$/.test(keys)));
  assert.equal(new Set(all).size, 11_172);
});

test('the initials of a name are its consonants', () => {
  assert.equal(choseong('김철수'), 'ㄱㅊㅅ');
  assert.equal(choseong('min지'), 'minㅈ');
});

test('a word begins with what has been typed of it, were it half a syllable or its initials', () => {
  for (const [word, typed, begins] of [
    ['김철수', '', true], ['김철수', 'ㄱ', true], ['김철수', '기', true], ['김철수', '김ㅊ', true], ['김철수', '김처', true],
    ['김철수', '김철', true], ['김철수', '철수', false], ['김철수', '김철수야', false], ['김철수', '김ㅅ', false],
    ['김철수', 'ㄱㅊㅅ', true], ['김철수', 'ㅊ', false], ['강산', 'ㄳ', true], ['김철수', 'ㄱㅊㅅㅂ', false],
    ['닭', '달', true], ['달', '닭', false], ['값', '갑', true], ['과', '고', true], ['고', '과', false],
    ['min지', 'MIN', true], ['min지', 'minㅈ', true], ['Ann', 'an', true], ['Ann', 'nn', false],
    ['김철수'.normalize('NFD'), '김ㅊ', true], ['김철수', '기'.normalize('NFD'), true],
  ]) {
    assert.equal(startsWithJamo(word, typed), begins, `${word} ${typed}`);
  }
});

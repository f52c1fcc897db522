/** The jamo of a syllable as they are typed on a Korean keyboard; a compound one is two keys. In Unicode's order. */
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ');
const FINALS = ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ');

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

/** The compound jamo that stand alone: ㄳ, not yet or no longer part of a syllable. */
const ALONE = new Map([
  ...[...'ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ'].map((jamo, index) => [jamo, FINALS.filter(({ length }) => length > 1)[index]]),
  ...[...'ㅘㅙㅚㅝㅞㅟㅢ'].map((jamo, index) => [jamo, VOWELS.filter(({ length }) => length > 1)[index]]),
]);

/**
 * Takes Hangul apart into the jamo that its writer typed, in their order: 값과 is ㄱㅏㅂㅅㄱㅗㅏ. What is not Hangul
 * stays as it is.
 *
 * @param {string} text composed or not
 */
export function disassemble(text) {
  return mapped(text, (initial, vowel, final) => INITIALS[initial] + VOWELS[vowel] + FINALS[final]);
}

/** The initials of Hangul, 김철수 is ㄱㅊㅅ; what is not Hangul stays as it is. */
export function choseong(text) {
  return mapped(text, (initial) => INITIALS[initial]);
}

/**
 * Whether a word begins with what has been typed of it so far, were it half a syllable (김ㅊ, 기), or with its
 * initials (ㄱㅊㅅ). The case of letters does not count.
 *
 * @param {string} word
 * @param {string} typed
 */
export function startsWithJamo(word, typed) {
  const keys = disassemble(folded(typed));
  const initials = /^[ㄱ-ㅎ]+$/.test(keys) && choseong(folded(word)).startsWith(keys);
  return initials || disassemble(folded(word)).startsWith(keys);
}

/** For comparing: composed, and without case. */
export const folded = (text) => text.normalize('NFC').toLowerCase();

function mapped(text, syllable) {
  return [...text.normalize('NFC')].map((character) => {
    const code = character.charCodeAt(0);
    if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) {
      return ALONE.get(character) ?? character;
    }
    const pair = Math.floor((code - FIRST_SYLLABLE) / FINALS.length);
    const final = (code - FIRST_SYLLABLE) % FINALS.length;
    return syllable(Math.floor(pair / VOWELS.length), pair % VOWELS.length, final);
  }).join('');
}

/** How many emoji alone in a message are still shown large. */
const LARGE_MAX = 3;

/** Beyond this length a message is not looked at: not even three flags of regions are as long. */
const LARGE_CHARS_MAX = 64;

/** What a grapheme that is shown as a picture begins with. A digit, `#` or ™ alone is a character, not a picture. */
const PICTURE = new RegExp(String.raw`^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F`
  + String.raw`|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3)`, 'u');

const LONE_INDICATOR = /^\p{Regional_Indicator}$/u;

/** Whether a text is one to three emoji and nothing else, which is shown large. Pure. */
export function isLarge(text) {
  if (text.length > LARGE_CHARS_MAX) {
    return false;
  }
  const graphemes = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return graphemes.length > 0 && graphemes.length <= LARGE_MAX
    && graphemes.every((segment) => PICTURE.test(segment) && !LONE_INDICATOR.test(segment));
}

/**
 * @typedef {{emoji: string, name: string, words: string}} Emoji `name` is the first of its words in one language;
 *   `words` are all of them in every language, in small letters
 */

/**
 * Reads the list in `emoji/emoji.json`: an entry is `😀|활짝 웃음,기쁨|grin,happy`, the words in Korean and in English.
 *
 * @param {{groups: Array<{key: string, emoji: string[]}>}} list
 * @param {string} language
 * @returns {Array<{key: string, emoji: Emoji[]}>}
 */
export function readEmoji({ groups }, language) {
  return groups.map(({ key, emoji }) => ({
    key,
    emoji: emoji.map((entry) => {
      const [picture, korean, english] = entry.split('|');
      const [name] = (language === 'ko' ? korean : english).split(',');
      return { emoji: picture, name, words: `${korean},${english}` };
    }),
  }));
}

/**
 * The emoji that match what is typed: those with a word that begins like it come before those that have it inside.
 * Pure.
 *
 * @param {Emoji[]} all
 * @param {string} typed
 */
export function findEmoji(all, typed) {
  const wanted = typed.normalize('NFC').trim().toLowerCase();
  const begins = ({ emoji, words }) => emoji === wanted || `,${words}`.includes(`,${wanted}`);
  const found = all.filter((entry) => entry.emoji === wanted || entry.words.includes(wanted));
  return [...found.filter(begins), ...found.filter((entry) => !begins(entry))];
}

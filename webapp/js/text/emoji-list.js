const LIST = new URL('../../emoji/emoji.json', import.meta.url);

/**
 * @typedef {{emoji: string, name: string, words: string}} Emoji `name` is the first of its words in one language;
 *   `words` are all of them in every language, in small letters
 */

/** Fetches the list and reads it, as {@link readEmoji} does. Fails when it cannot be fetched. */
export async function fetchEmoji(language) {
  return readEmoji(await (await fetch(LIST)).json(), language);
}

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
 * The emoji that is called exactly so, as in `:tears_of_joy:` or `:하트:`. Pure.
 *
 * @param {Emoji[]} all
 * @param {string} word
 * @returns {string | undefined}
 */
export function emojiCalled(all, word) {
  const wanted = `,${word.normalize('NFC').toLowerCase().replaceAll('_', ' ')},`;
  return all.find(({ words }) => `,${words},`.includes(wanted))?.emoji;
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

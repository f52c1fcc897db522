import { emojiCalled, readEmoji } from '../text/emoji-list.js';

const LIST = new URL('../../emoji/emoji.json', import.meta.url);

let all;

/**
 * Looks up what `:하트:` stands for. The list is fetched once.
 *
 * @param {string} word between the colons
 * @returns {Promise<string | undefined>} also undefined when the list cannot be fetched
 */
export async function emojiOf(word) {
  try {
    all ??= readEmoji(await (await fetch(LIST)).json(), 'en').flatMap(({ emoji }) => emoji);
    return emojiCalled(all, word);
  } catch {
    return undefined;
  }
}

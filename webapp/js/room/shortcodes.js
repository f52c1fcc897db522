import { emojiCalled, fetchEmoji } from '../text/emoji-list.js';

let all;

/**
 * Looks up what `:하트:` stands for. The list is fetched once.
 *
 * @param {string} word between the colons
 * @returns {Promise<string | undefined>} also undefined when the list cannot be fetched
 */
export async function emojiOf(word) {
  try {
    all ??= (await fetchEmoji('en')).flatMap(({ emoji }) => emoji);
    return emojiCalled(all, word);
  } catch {
    return undefined;
  }
}

/** So much of a message stands in a notification, in code points. */
const BODY_CODE_POINTS = 120;

/**
 * Whether a message is worth disturbing somebody who is not looking.
 *
 * @param {{message?: object, mention: boolean, following: boolean}} news of the element
 * @param {'none' | 'mentions' | 'all'} wish
 * @param {boolean} looking whether the page is seen
 */
export function disturbs({ message, mention, following }, wish, looking) {
  return Boolean(message) && !(looking && following) && (wish === 'all' || (wish === 'mentions' && mention));
}

/** @returns {string} what stands in a notification of a message */
export function bodyOf({ from, text = '' }) {
  const letters = [...`${from?.name ?? ''}: ${text}`];
  return letters.length > BODY_CODE_POINTS ? `${letters.slice(0, BODY_CODE_POINTS - 1).join('')}…` : letters.join('');
}

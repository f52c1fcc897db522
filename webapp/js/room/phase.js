/** From here on a close code says that something has to change before one may come back. */
const REFUSED_FROM = 4500;

const BAD_ROOM = 4504;
export const BAD_NAME = 4505;

/**
 * How a connection stands, as a person sees it: waiting and dialing are two things.
 *
 * @param {{state: string, retryAt?: number}} stands
 * @returns {'idle' | 'connecting' | 'open' | 'waiting' | 'closed'}
 */
export function phaseOf({ state, retryAt }) {
  return state !== 'reconnecting' ? state : retryAt ? 'waiting' : 'connecting';
}

/**
 * What is said where a room does not come back by itself, and the one thing that can be done about it.
 *
 * @param {number} code of the closing
 * @param {(key: string) => boolean} has whether there are words for a key
 * @returns {{key: string, action?: 'connect' | 'rename'}}
 */
export function farewell(code, has) {
  const own = `closed.${code}`;
  const key = has(own) ? own : code >= REFUSED_FROM ? 'closed.refused' : 'closed.ended';
  const action = code === BAD_NAME ? 'rename' : code === BAD_ROOM ? undefined : 'connect';
  return { key, action };
}

/**
 * What is said when a room is back.
 *
 * @param {number} missed messages that came meanwhile
 * @param {boolean} worried whether the loss had been shown
 * @returns {string | undefined} a key; undefined when there is nothing worth a word
 */
export function welcomeBack(missed, worried) {
  return missed > 0 ? 'status.caughtUp' : worried ? 'status.back' : undefined;
}

/** @param {string} reason of a gap @returns {string} the key of the words that say what is missing */
export function gapWords(reason) {
  return reason === 'epoch' || reason === 'future' ? 'status.gapReset' : `status.gap.${reason}`;
}

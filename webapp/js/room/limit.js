/** What is left of the limit is shown from this share of it on. */
const SHOWN_FROM = 0.8;

/** A screen reader is told again after so many characters: seldom while there is room, often where it ends. */
const FAR_CHARACTERS = 100;
const NEAR_CHARACTERS = 10;

/**
 * Compares a text with the limit of the server. Pure.
 *
 * @param {string} text tidied
 * @param {number} limit in code points, as the server counts
 * @returns {{left: number, over: number, near: boolean, step: string}} `over`: how many characters, as a reader
 *   counts them, are too many; `near`: worth showing; `step`: worth telling again when it differs
 */
export function measure(text, limit) {
  const points = [...text];
  const left = limit - points.length;
  const near = points.length >= limit * SHOWN_FROM;
  const over = left < 0 ? characters(points.slice(limit).join('')) : 0;
  const width = left > FAR_CHARACTERS ? FAR_CHARACTERS : NEAR_CHARACTERS;
  return { left, over, near, step: near ? `${over > 0} ${width} ${Math.ceil((over || left) / width)}` : '' };
}

/** One character of a reader may be many code points: a family of emoji, a letter with its marks. */
function characters(text) {
  return Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].length : [...text].length;
}

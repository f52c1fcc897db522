/** How many tones tell people apart; css/messages.css has as many. */
const TONES = 6;

const FNV_START = 2166136261;
const FNV_PRIME = 16777619;

/** Slow to make: once for all. */
const SEGMENTER = new Intl.Segmenter();

/** @returns {number} 0 to 5: the tone of a person, by identity, so that it outlives a change of name */
export function toneOf(id) {
  let hash = FNV_START;
  for (const letter of id ?? '') {
    hash = Math.imul(hash ^ letter.codePointAt(0), FNV_PRIME);
  }
  return (hash >>> 0) % TONES;
}

/** @returns {string} the first letter of a name, as a person would count letters */
export function initial(name) {
  const [first] = SEGMENTER.segment(name ?? '');
  return first?.segment.toUpperCase() ?? '?';
}

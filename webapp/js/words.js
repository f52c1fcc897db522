/** The languages that Maru speaks; each has a catalogue of the same keys in `words/`. */
export const LANGUAGES = ['ko', 'en'];

/** Hangul syllables stand in one block, 28 for each pair of initial and vowel: the first of them has no final. */
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** `{name}`, or `{name|이/가}` with the particle for a word that ends in a consonant, and for one that does not. */
const PLACE = /\{(\w+)(?:\|([^/}]*)\/([^}]*))?\}/g;

/**
 * Says what a key stands for in one language.
 *
 * @callback Say
 * @param {string} key such as `timeline.newMessages`
 * @param {Record<string, string | number>} [values] for the places in it; `count` also chooses the plural
 * @returns {string} the key itself when the catalogue does not have it
 */

/**
 * Chooses the language: the one asked for, else the first that the reader knows, else English.
 *
 * @param {string | null | undefined} asked
 * @param {readonly string[]} known for example `navigator.languages`
 */
export function chooseLanguage(asked, known) {
  const wanted = [asked ?? '', ...known].map((tag) => tag.split('-')[0].toLowerCase());
  return wanted.find((language) => LANGUAGES.includes(language)) ?? 'en';
}

/** A catalogue is fetched once, however many rooms are entered. */
const fetched = new Map();

/**
 * Fetches a catalogue.
 *
 * @param {string} language one of {@link LANGUAGES}
 * @returns {Promise<Say>}
 */
export function loadWords(language) {
  if (!fetched.has(language)) {
    fetched.set(language, fetchWords(language).catch((error) => {
      fetched.delete(language);
      throw error;
    }));
  }
  return fetched.get(language);
}

async function fetchWords(language) {
  const answer = await fetch(new URL(`../words/${language}.json`, import.meta.url));
  return speaker(await answer.json(), language);
}

/**
 * @param {Record<string, string | Record<string, string>>} catalogue a text, or texts by plural category
 * @param {string} language
 * @returns {Say}
 */
export function speaker(catalogue, language) {
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const entry = catalogue[key] ?? key;
    const text = typeof entry === 'string' ? entry : entry[plurals.select(Number(values.count))] ?? entry.other;
    return text.replace(PLACE, (place, name, closed, open) => {
      const word = String(values[name] ?? '');
      return closed === undefined ? word : word + particle(word, closed, open);
    });
  };
}

/** Whether a key is in the catalogue behind `say`. */
export const knows = (say, key) => say(key) !== key;

/** The particle for a word; 으로/로 takes the short form after ㄹ as well. Latin letters and digits count as open. */
function particle(word, closed, open) {
  const code = word.codePointAt(word.length - 1) ?? 0;
  const final = code >= HANGUL_FIRST && code <= HANGUL_LAST ? (code - HANGUL_FIRST) % FINALS : 0;
  return final > 0 && !(final === FINAL_RIEUL && closed.startsWith('으로')) ? closed : open;
}

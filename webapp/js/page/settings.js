/** What may be chosen, the default first. */
const CHOICES = {
  lang: ['auto', 'ko', 'en'],
  theme: ['auto', 'light', 'dark'],
  notify: ['none', 'mentions', 'all'],
  sound: ['off', 'on'],
  enter: ['auto', 'send', 'break'],
};

/** The names of what can be set. */
export const SETTINGS = Object.keys(CHOICES);

/**
 * What a reader has chosen, kept as `maru.<name>` for as long as the browser profile. A kept value that is none of the
 * choices counts as the default.
 */
export class Settings extends EventTarget {
  #storage;

  /** @param {import('../storage.js').Storage} storage */
  constructor(storage) {
    super();
    this.#storage = storage;
  }

  /** @returns {readonly string[]} */
  choices(name) {
    return CHOICES[name];
  }

  get(name) {
    const kept = this.#storage.get(`maru.${name}`);
    return CHOICES[name].includes(kept) ? kept : CHOICES[name][0];
  }

  /** Event: `change`, with the name as its detail. */
  set(name, value) {
    if (CHOICES[name].includes(value)) {
      this.#storage.set(`maru.${name}`, value);
      this.dispatchEvent(new CustomEvent('change', { detail: name }));
    }
  }
}

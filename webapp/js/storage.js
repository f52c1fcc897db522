/**
 * A string store that never throws. A browser may refuse storage (private windows, a full disk, a policy); then
 * what is kept lives as long as the page.
 */
export class Storage {
  #kept = new Map();
  #open;

  /** @param {() => globalThis.Storage} open for example `() => localStorage`: even naming it may throw */
  constructor(open) {
    this.#open = open;
  }

  /** @returns {string | null} */
  get(key) {
    try {
      return this.#open().getItem(key) ?? this.#kept.get(key) ?? null;
    } catch {
      return this.#kept.get(key) ?? null;
    }
  }

  set(key, value) {
    this.#kept.set(key, value);
    try {
      this.#open().setItem(key, value);
    } catch {
      // Kept in memory above: all that can be done.
    }
  }

  /** @returns {string[]} a list kept by {@link setList}; empty where there is none that can be read */
  list(key) {
    try {
      const kept = JSON.parse(this.get(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
    } catch {
      return [];
    }
  }

  setList(key, list) {
    this.set(key, JSON.stringify(list));
  }

  remove(key) {
    this.#kept.delete(key);
    try {
      this.#open().removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  }
}

/** Quoted messages remembered at most. */
const KEPT = 200;

/** Messages that are quoted but not in sight, fetched one at a time. */
export class Quotes {
  #fetch;
  #arrived;
  #known = new Map();
  #wanted = new Set();
  #fetching;

  /**
   * @param {(n: number) => Promise<import('../maru.js').Page>} fetch
   * @param {() => void} arrived one more is known
   */
  constructor(fetch, arrived) {
    this.#fetch = fetch;
    this.#arrived = arrived;
  }

  /** The message at `n`; undefined while it is fetched, and when there is none. */
  at(n) {
    if (!this.#known.has(n) && !this.#wanted.has(n)) {
      this.#wanted.add(n);
      this.#wanted.size > KEPT && this.#wanted.delete(this.#wanted.values().next().value);
      this.#fetching ??= this.#next();
    }
    return this.#known.get(n);
  }

  /** It has changed, or, without a position, all of them have. */
  forget(n) {
    this.#known.delete(n);
    if (n === undefined) {
      this.#known.clear();
      this.#wanted.clear();
    }
  }

  async #next() {
    for (let n; (n = this.#wanted.values().next().value) !== undefined;) {
      const found = await this.#fetch(n).then(({ messages }) => messages.find((message) => message.n === n), () => {});
      if (this.#wanted.delete(n)) {
        this.#known.set(n, found);
        this.#known.size > KEPT && this.#known.delete(this.#known.keys().next().value);
        this.#arrived();
      }
    }
    this.#fetching = undefined;
  }
}

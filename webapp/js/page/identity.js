/** Who speaks on this page, by name. It is only a label; what makes a guest the same author again the client keeps. */
export class Identity {
  #storage;
  #name;

  /** @param {import('../storage.js').Storage} storage lasts as long as the browser profile */
  constructor(storage) {
    this.#storage = storage;
    this.#name = storage.get('maru.name') ?? '';
  }

  /** @returns {string} empty until chosen */
  get name() {
    return this.#name;
  }

  set name(name) {
    this.#name = name;
    this.#storage.set('maru.name', name);
  }
}

/** Who speaks: a name, which is only a label, and the secret of a guest, which makes the author. */
export class Identity {
  #storage;

  /** @param {import('./storage.js').Storage} storage lasts as long as the browser profile */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @returns {string} empty until chosen */
  get name() {
    return this.#storage.get('maru.name') ?? '';
  }

  set name(name) {
    this.#storage.set('maru.name', name);
  }

  /** @returns {string | undefined} absent until the server has minted one */
  get guest() {
    return this.#storage.get('maru.guest') || undefined;
  }

  set guest(secret) {
    this.#storage.set('maru.guest', secret ?? '');
  }
}

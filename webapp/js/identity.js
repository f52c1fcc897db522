/**
 * Who speaks on this page: a name, which is only a label, and the secret of a guest, which makes the author. Both are
 * kept for the next visit, but what another tab keeps meanwhile does not change who speaks here.
 */
export class Identity {
  #storage;
  #name;
  #guest;

  /** @param {import('./storage.js').Storage} storage lasts as long as the browser profile */
  constructor(storage) {
    this.#storage = storage;
    this.#name = storage.get('maru.name') ?? '';
    this.#guest = storage.get('maru.guest') || undefined;
  }

  /** @returns {string} empty until chosen */
  get name() {
    return this.#name;
  }

  set name(name) {
    this.#name = name;
    this.#storage.set('maru.name', name);
  }

  /** @returns {string | undefined} absent until the server has minted one */
  get guest() {
    return this.#guest;
  }

  /** Takes over the secret that the server minted. Where another tab was first, its secret is the one to be kept. */
  set guest(secret) {
    this.#guest = secret;
    if (!this.#storage.get('maru.guest')) {
      this.#storage.set('maru.guest', secret);
    }
  }

  /** The server does not take the secret: the next hello goes without, and gets another. */
  forgetGuest() {
    if (this.#storage.get('maru.guest') === this.#guest) {
      this.#storage.set('maru.guest', '');
    }
    this.#guest = undefined;
  }
}

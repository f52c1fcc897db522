/** As much of a message as a strip of one line may show, in characters. */
const QUOTE_CHARACTERS = 120;

/**
 * What somebody is about to say in one room: a text, perhaps as a reply; or a correction, and under it the text that
 * was there before. It survives a reload, and going to another room and back.
 */
export class Draft {
  #storage;
  #key;
  #text = '';
  #reply;
  #edit;
  #epoch;

  /**
   * @param {import('../storage.js').Storage} storage
   * @param {string} room
   */
  constructor(storage, room) {
    this.#storage = storage;
    this.#key = `maru.draft.${room}`;
    try {
      const { text, reply, edit, epoch } = JSON.parse(storage.get(this.#key));
      this.#text = String(text ?? '');
      this.#reply = reply;
      this.#edit = edit;
      this.#epoch = epoch;
    } catch {
      // Nothing was kept, or nothing that can be read.
    }
  }

  /** What belongs into the box. */
  get text() {
    return this.#edit ? this.#edit.text : this.#text;
  }

  /** @returns {{n: number, name: string, quote: string} | undefined} what is replied to, unless something is edited */
  get reply() {
    return this.#edit ? undefined : this.#reply;
  }

  /** @returns {{n: number, quote: string, gone?: boolean} | undefined} `gone`: it has been deleted meanwhile */
  get edit() {
    return this.#edit;
  }

  /** Takes over what the box holds now. */
  write(text) {
    if (this.#edit) {
      this.#edit.text = text;
    } else {
      this.#text = text;
    }
    this.#save();
  }

  /** Makes the text a reply. A correction that was under way is given up. */
  replyTo({ n, from, text = '' }) {
    this.#edit = undefined;
    this.#reply = { n, name: from?.name ?? '', quote: quoted(text) };
    this.#save();
  }

  /** Begins to correct a message, from what it `was` to `text`; the draft and its reply wait. */
  correct({ n, text = '', was = text }) {
    this.#edit = { n, was, text, quote: quoted(text) };
    this.#save();
  }

  /** Gives up the correction, else the reply. @returns {boolean} whether there was any */
  cancel() {
    const any = Boolean(this.#edit ?? this.#reply);
    if (this.#edit) {
      this.#edit = undefined;
    } else {
      this.#reply = undefined;
    }
    this.#save();
    return any;
  }

  /**
   * Says it. A correction that changes nothing is given up; one of nothing, or of what is gone, stays.
   *
   * @param {string} text tidied
   * @returns {{send?: {text: string, replyTo?: number}, edit?: {n: number, text: string}}} what is to be done
   */
  take(text) {
    const edit = this.#edit;
    const reply = this.#reply;
    if (!text || edit?.gone) {
      return {};
    }
    if (edit) {
      this.cancel();
      return text === tidied(edit.was) ? {} : { edit: { n: edit.n, text } };
    }
    this.#text = '';
    this.#reply = undefined;
    this.#save();
    return { send: { text, ...(reply && { replyTo: reply.n }) } };
  }

  /** A message has been deleted: there is nothing to reply to or to correct any more. The texts stay. */
  gone(n) {
    if (this.#reply?.n === n) {
      this.#reply = undefined;
    }
    if (this.#edit?.n === n) {
      this.#edit.gone = true;
    }
    this.#save();
  }

  /** In another epoch a position means another message, or none. */
  enter(epoch) {
    if (this.#epoch !== undefined && this.#epoch !== epoch) {
      this.#reply = undefined;
      this.#edit &&= { ...this.#edit, gone: true };
    }
    this.#epoch = epoch;
    this.#save();
  }

  #save() {
    if (this.#text || this.#reply || this.#edit) {
      const kept = { text: this.#text, reply: this.#reply, edit: this.#edit, epoch: this.#epoch };
      this.#storage.set(this.#key, JSON.stringify(kept));
    } else {
      this.#storage.remove(this.#key);
    }
  }
}

/** As the server counts and keeps a text. */
export const tidied = (text) => text.normalize('NFC').trim();

const quoted = (text) => [...text.replace(/\s+/g, ' ')].slice(0, QUOTE_CHARACTERS).join('');

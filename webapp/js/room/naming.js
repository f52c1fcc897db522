import { html, nothing, render } from '../vendor/lit-html.js';
import { BAD_NAME } from './phase.js';

/** A rename without an answer for so long is left to the next connection. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Asks a person for a name, in a dialog: at the first word of somebody without one, or whenever it is to be another.
 * Reading needs no name.
 */
export class Naming {
  #place;
  #line;
  #room;
  #say;
  #chosen;
  #keep;
  #asked = false;
  #dialog;

  /**
   * @param {{place: HTMLElement, line: HTMLElement, room: import('../maru.js').MaruRoom,
   *   say: import('../words.js').Say, signal: AbortSignal, chosen?: string, keep: (name: string) => void}} parts
   *   `line`: where it is said that one is here as a guest; `chosen`: the name that there is already
   */
  constructor({ place, line, room, say, signal, chosen, keep }) {
    this.#place = place;
    this.#line = line;
    this.#room = room;
    this.#say = say;
    this.#chosen = chosen;
    this.#keep = keep;
    room.on('state', ({ state, code }) => {
      this.#drawLine();
      if (state === 'closed' && code === BAD_NAME) {
        this.open('nameRefused');
      }
    }, { signal });
    signal.addEventListener('abort', () => this.#dialog?.then((dialog) => dialog.close()));
  }

  /** Whether the next word has to wait for an answer. */
  get asks() {
    return !this.#chosen && !this.#asked;
  }

  /**
   * Opens the dialog, which is fetched when it is first needed.
   *
   * @param {string} [problem] what was wrong with the name that there is: the end of a key `name.…`
   * @returns {Promise<void>} settles when it is closed, with a name or without
   */
  async open(problem) {
    this.#asked = true;
    this.#dialog ??= import('./name-dialog.js').then(({ NameDialog }) =>
      new NameDialog({ place: this.#place, say: this.#say, take: (name) => this.take(name) }));
    await (await this.#dialog).open(this.#chosen, problem);
    this.#drawLine();
  }

  #drawLine() {
    // Who has logged in has a name.
    if (this.#room.me?.id[0] === 'u') this.#chosen ||= this.#room.me.name;
    const guest = !this.#chosen && this.#room.me;
    this.#line.hidden = !guest;
    render(guest ? html`<span dir="auto">${this.#say('people.guest', { name: guest.name })}</span>
      <button type="button" @click=${() => this.open()}>${this.#say('people.choose')}</button>` : nothing, this.#line);
  }

  /**
   * Takes a name, and asks the server while there is one to ask.
   *
   * @param {string} name
   * @returns {Promise<string | undefined>} the end of the key that says why it was refused
   */
  async take(name) {
    const before = this.#room.me?.name;
    const connected = this.#room.state === 'open';
    const refused = connected ? this.#refusal() : undefined;
    this.#room.rename(name);
    if (await refused) {
      // The client says hello by it the next time: it has to be one that the server takes.
      this.#room.rename(before);
      return 'nameRefused';
    }
    this.#chosen = name;
    this.#keep(name);
    this.#drawLine();
    if (this.#room.state === 'closed') {
      this.#room.connect();
    }
    return undefined;
  }

  /** Whether the server refuses the name; what it does not answer it has not refused. */
  #refusal() {
    const over = new AbortController();
    return new Promise((settle) => {
      this.#room.on('name', () => settle(false), over);
      this.#room.on('state', () => settle(false), over);
      this.#room.on('error', ({ code }) => code === 'badField' && settle(true), over);
      setTimeout(() => settle(false), ANSWER_WITHIN_MS);
    }).finally(() => over.abort());
  }
}

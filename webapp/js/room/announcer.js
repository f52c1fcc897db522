import { Batch } from './batch.js';

/** A told line leaves the live region after this time; it was heard or it was not. */
const KEEP_MS = 8_000;

/**
 * Tells a screen reader what happens. The conversation itself is no live region: readers would repeat it from the
 * start whenever a row moves.
 */
export class Announcer {
  #region;
  #say;
  #batch;

  /** @param {HTMLElement} region an `aria-live` region that nobody sees */
  constructor(region, say) {
    this.#region = region;
    this.#say = say;
    this.#batch = new Batch((line) => this.say(line), (count) => say('timeline.newMessages', { count }));
  }

  /** @param {import('../maru.js').Message} message by somebody else, just arrived */
  tell({ from, text }) {
    this.#batch.put(`${from?.name ?? this.#say('message.somebody')}: ${text ?? this.#say('message.deleted')}`);
  }

  /** Tells one line at once. */
  say(line) {
    const element = document.createElement('div');
    element.textContent = line;
    this.#region.append(element);
    setTimeout(() => element.remove(), KEEP_MS);
  }
}

/** More than this at once is told as a number: nobody can listen to a flood. */
const READ_OUT = 3;

/** Messages that arrive within this time are told together. */
const GATHER_MS = 1_000;

/** A told line leaves the live region after this time; it was heard or it was not. */
const KEEP_MS = 8_000;

/**
 * Tells a screen reader about new messages. The conversation itself is no live region: readers would repeat it from
 * the start whenever a row moves.
 */
export class Announcer {
  #region;
  #say;
  #waiting = [];

  /** @param {HTMLElement} region an `aria-live` region that nobody sees */
  constructor(region, say) {
    this.#region = region;
    this.#say = say;
  }

  /** @param {import('./maru.js').Message} message by somebody else */
  tell({ from, text }) {
    this.#waiting.push(`${from.name}: ${text ?? this.#say('message.deleted')}`);
    if (this.#waiting.length === 1) {
      setTimeout(() => this.#speak(), GATHER_MS);
    }
  }

  #speak() {
    const lines = this.#waiting.length > READ_OUT ? [this.#say('timeline.newMessages', { count: this.#waiting.length })] : this.#waiting;
    this.#waiting = [];
    for (const line of lines) {
      const element = document.createElement('div');
      element.textContent = line;
      this.#region.append(element);
      setTimeout(() => element.remove(), KEEP_MS);
    }
  }
}

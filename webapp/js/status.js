import { html, nothing, render } from './vendor/lit-html.js';

/** A connection that is back before this time was never worth a word. */
const PATIENCE_MS = 2_000;

/** How long the good news stays. */
const BACK_SHOWN_MS = 2_000;

/** From this many failures to even open on, the server's health is asked for. */
const ASK_HEALTH_AFTER = 3;

const SECOND_MS = 1_000;

/** Says how the connection stands: a dot at once, and a banner when it lasts. */
export class Status {
  #dot;
  #banner;
  #connection;
  #words;
  #askHealth;
  #patience = null;
  #ticker;
  #shown = false;
  #found = null;

  /**
   * @param {{dot: HTMLElement, banner: HTMLElement, connection: import('./connection.js').Connection, words: object,
   *   askHealth: () => Promise<string>}} parts
   */
  constructor({ dot, banner, connection, words, askHealth }) {
    this.#dot = dot;
    this.#banner = banner;
    this.#connection = connection;
    this.#words = words;
    this.#askHealth = askHealth;
    connection.addEventListener('state', () => this.#changed());
  }

  #changed() {
    const { phase, unopened } = this.#connection.state;
    this.#dot.dataset.phase = phase;
    this.#dot.textContent = this.#words[phase];
    clearInterval(this.#ticker);
    if (phase === 'open') {
      this.#recovered();
      return;
    }
    this.#patience ??= setTimeout(() => this.#show(), PATIENCE_MS);
    if (phase === 'closed') {
      this.#show();
    } else if (phase === 'waiting') {
      this.#ticker = setInterval(() => this.#draw(), SECOND_MS);
      if (unopened >= ASK_HEALTH_AFTER) {
        this.#diagnose();
      }
    }
    this.#draw();
  }

  #recovered() {
    clearTimeout(this.#patience);
    this.#patience = null;
    this.#found = null;
    if (this.#shown) {
      this.#shown = false;
      render(html`<p class="good">${this.#words.back}</p>`, this.#banner);
      setTimeout(() => this.#shown || render(nothing, this.#banner), BACK_SHOWN_MS);
    }
  }

  async #diagnose() {
    const found = await this.#askHealth();
    if (this.#connection.state.phase !== 'open') {
      this.#found = found;
      this.#draw();
    }
  }

  #show() {
    this.#shown = true;
    this.#draw();
  }

  #draw() {
    if (!this.#shown) {
      return;
    }
    const { phase, code, reason, retryAtMs } = this.#connection.state;
    if (phase === 'closed') {
      const why = this.#words.hungUp[code] ?? `${this.#words.ended} ${reason} (${code})`;
      render(html`<p class="bad"><span dir="auto">${why}</span>
        ${this.#button()} <a href="./">${this.#words.lobby}</a></p>`, this.#banner);
      return;
    }
    const seconds = Math.max(0, Math.ceil((retryAtMs - Date.now()) / SECOND_MS));
    // The countdown is for the eye; a screen reader would read every second of it.
    render(html`<p><span>${this.#words[this.#found ?? 'lost']}</span>
      ${phase === 'waiting'
        ? html`<span aria-hidden="true">${this.#words.backIn(seconds)}</span> ${this.#button()}`
        : html`<span>${this.#words.connectingLong}</span>`}</p>`, this.#banner);
  }

  #button() {
    return html`<button type="button" @click=${() => this.#connection.retryNow()}>${this.#words.connectNow}</button>`;
  }
}

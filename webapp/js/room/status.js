import { html, nothing, render } from '../vendor/lit-html.js';
import { knows } from '../words.js';

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
  #room;
  #stands = { state: 'idle' };
  #failures = 0;
  #say;
  #askHealth;
  #patience = null;
  #ticker;
  #shown = false;
  #found = null;

  /**
   * @param {{dot: HTMLElement, banner: HTMLElement, room: import('../maru.js').MaruRoom, say: import('../words.js').Say,
   *   askHealth: () => Promise<string>}} parts
   */
  constructor({ dot, banner, room, say, askHealth }) {
    this.#dot = dot;
    this.#banner = banner;
    this.#room = room;
    this.#say = say;
    this.#askHealth = askHealth;
    room.on('state', (stands) => this.#changed(stands));
  }

  #changed(stands) {
    this.#stands = stands;
    const phase = this.#phase();
    this.#dot.dataset.phase = phase;
    this.#dot.textContent = this.#say(`status.${phase}`);
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
      if (++this.#failures >= ASK_HEALTH_AFTER) {
        this.#diagnose();
      }
    }
    this.#draw();
  }

  /** To a person, waiting and dialing are two things. */
  #phase() {
    const { state, retryAt } = this.#stands;
    return state !== 'reconnecting' ? state : retryAt ? 'waiting' : 'connecting';
  }

  #recovered() {
    clearTimeout(this.#patience);
    this.#patience = null;
    this.#found = null;
    this.#failures = 0;
    if (this.#shown) {
      this.#shown = false;
      render(html`<p class="good">${this.#say('status.back')}</p>`, this.#banner);
      setTimeout(() => this.#shown || render(nothing, this.#banner), BACK_SHOWN_MS);
    }
  }

  async #diagnose() {
    const found = await this.#askHealth();
    if (this.#stands.state !== 'open') {
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
    const { code, reason, retryAt } = this.#stands;
    const phase = this.#phase();
    if (phase === 'closed') {
      const why = knows(this.#say, `closed.${code}`) ? this.#say(`closed.${code}`)
        : `${this.#say('status.ended')} ${reason} (${code})`;
      render(html`<p class="bad"><span dir="auto">${why}</span>
        ${this.#button()}</p>`, this.#banner);
      return;
    }
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / SECOND_MS));
    // The countdown is for the eye; a screen reader would read every second of it.
    render(html`<p><span>${this.#say(`status.${this.#found ?? 'lost'}`)}</span>
      ${phase === 'waiting'
        ? html`<span aria-hidden="true">${this.#say('status.backIn', { count: seconds })}</span> ${this.#button()}`
        : html`<span>${this.#say('status.connectingLong')}</span>`}</p>`, this.#banner);
  }

  #button() {
    return html`<button type="button" @click=${() => this.#room.connect()}>${this.#say('status.connectNow')}</button>`;
  }
}

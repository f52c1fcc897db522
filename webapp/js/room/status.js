import { html, nothing, render } from '../vendor/lit-html.js';
import { farewell, gapWords, phaseOf, welcomeBack } from './phase.js';
import { knows } from '../words.js';

/** A loss shorter than this is not worth a word. */
const PATIENCE_MS = 2_000;

/** How long the good news stays, and how long a notice that has to be read. */
const BACK_SHOWN_MS = 2_000;
const NOTICE_SHOWN_MS = 7_000;

/** From this many failures to even open on, the server's health is asked for. */
const ASK_HEALTH_AFTER = 3;

const SECOND_MS = 1_000;

/** Says how the connection stands: a dot at once, and a banner when it lasts. */
export class Status {
  #parts;
  #stands = { state: 'idle' };
  #failures = 0;
  #found;
  #patience;
  #ticker;
  #fading;
  #shown = false;
  /** Messages since the connection is back, until all that was missed is here. */
  #missed;

  /**
   * @param {{dot: HTMLElement, banner: HTMLElement, room: import('../maru.js').MaruRoom,
   *   say: import('../words.js').Say, signal: AbortSignal, askHealth: () => Promise<string>, rename: () => void}} parts
   */
  constructor(parts) {
    const { room, say, signal } = this.#parts = parts;
    room.on('state', (stands) => this.#changed(stands), { signal });
    room.on('message', () => this.#missed >= 0 && this.#missed++, { signal });
    room.on('caughtUp', () => this.#caughtUp(), { signal });
    room.on('gap', ({ reason }) => this.notice(say(gapWords(reason)), reason !== 'damaged'), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.#patience);
      clearInterval(this.#ticker);
    });
  }

  /** Says something in the banner: for a while, or until the connection changes. */
  notice(text, fades = true) {
    this.#write(html`<p>${text}</p>`, fades && NOTICE_SHOWN_MS);
  }

  #changed(stands) {
    this.#stands = stands;
    const { dot, say } = this.#parts;
    const phase = phaseOf(stands);
    dot.dataset.phase = phase;
    dot.textContent = say(`status.${phase}`);
    clearInterval(this.#ticker);
    if (phase === 'open') {
      this.#recovered(stands.resumed);
      return;
    }
    this.#patience ??= setTimeout(() => this.#show(), PATIENCE_MS);
    if (phase === 'closed') {
      this.#show();
    } else if (phase === 'waiting') {
      this.#ticker = setInterval(() => this.#draw(), SECOND_MS);
      if (knows(say, `status.${stands.code}`)) {
        this.#found = stands.code;
      } else if (++this.#failures >= ASK_HEALTH_AFTER) {
        this.#diagnose();
      }
    }
    this.#draw();
  }

  #recovered(resumed) {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#found = undefined;
    this.#failures = 0;
    this.#missed = resumed ? 0 : undefined;
    if (this.#shown) {
      this.#back(welcomeBack(0, true));
    }
  }

  #caughtUp() {
    const key = welcomeBack(this.#missed ?? 0, false);
    if (key) {
      this.#back(key, this.#missed);
    }
    this.#missed = undefined;
  }

  #back(key, count) {
    this.#shown = false;
    this.#write(html`<p class="good">${this.#parts.say(key, { count })}</p>`, BACK_SHOWN_MS);
  }

  async #diagnose() {
    const found = await this.#parts.askHealth();
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
    const { say } = this.#parts;
    const { code, retryAt } = this.#stands;
    const phase = phaseOf(this.#stands);
    if (phase === 'closed') {
      const { key, action } = farewell(code, (key) => knows(say, key));
      this.#write(html`<p class="bad"><span>${say(key, { code })}</span> ${this.#button(action)}</p>`);
      return;
    }
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / SECOND_MS));
    // The countdown is for the eye; a screen reader would read every second of it.
    this.#write(html`<p><span>${say(`status.${this.#found ?? 'lost'}`)}</span>
      ${phase === 'waiting'
        ? html`<span aria-hidden="true">${say('status.backIn', { count: seconds })}</span>
          ${this.#button('connect')}`
        : html`<span>${say('status.connectingLong')}</span>`}</p>`);
  }

  #button(action) {
    const { room, say, rename } = this.#parts;
    const [key, act] = action === 'rename' ? ['people.rename', rename] : ['status.connectNow', () => room.connect()];
    return action ? html`<button type="button" @click=${act}>${say(key)}</button>` : nothing;
  }

  #write(content, fadesAfterMs) {
    clearTimeout(this.#fading);
    render(content, this.#parts.banner);
    if (fadesAfterMs) {
      this.#fading = setTimeout(() => render(nothing, this.#parts.banner), fadesAfterMs);
    }
  }
}

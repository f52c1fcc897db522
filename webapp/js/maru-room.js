import { Storage } from './storage.js';
import { frame } from './room/frame.js';
import { roomProblem, tidy } from './room/names.js';
import { Visit } from './room/visit.js';
import { render } from './vendor/lit-html.js';
import { chooseLanguage, loadWords } from './words.js';

/**
 * `<maru-room room="한국">`: one chat room, whole, in its own shadow root. A page embeds it with
 *
 *     <script type="module" src="https://chat.example/js/maru-room.js"></script>
 *     <maru-room room="한국" name="지수" lang="ko"></maru-room>
 *
 * Attributes: `room` (its name; another one leaves the room and enters that), `name` (of the guest; asked for when
 * absent), `lang` (`ko` or `en`; else the browser's), `at` (a position to open at), `server` (the address of Maru;
 * else the one that this script came from). All colours and sizes are custom properties; see `css/tokens.css`.
 *
 * Events, with their details: `maru-welcome` {room}, `maru-state` {state, code}, `maru-news` {unread, message?,
 * mention}, `maru-named` {name}. A page on another origin than the server needs the setting `maru.origins`.
 */
export class MaruRoomElement extends HTMLElement {
  static observedAttributes = ['room'];
  #visit;
  #profile = new Storage(() => localStorage);
  #tab = new Storage(() => sessionStorage);

  connectedCallback() {
    this.#enter();
  }

  attributeChangedCallback() {
    this.#enter();
  }

  disconnectedCallback() {
    this.#leave();
  }

  /** The visit that is on, for the page around; undefined until the words are there. */
  get visit() {
    return this.#visit;
  }

  async #enter() {
    this.#leave();
    const room = tidy(this.getAttribute('room') ?? '');
    if (!this.isConnected || !room || roomProblem(room)) {
      return;
    }
    const language = chooseLanguage(this.getAttribute('lang'), navigator.languages);
    const say = await loadWords(language);
    if (!this.isConnected || tidy(this.getAttribute('room') ?? '') !== room || this.#visit) {
      return;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    render(frame(say), root);
    this.#visit = new Visit({
      root,
      name: room,
      server: new URL(this.getAttribute('server') ?? '..', this.hasAttribute('server') ? document.baseURI : import.meta.url),
      nickname: this.getAttribute('name') ?? this.#profile.get('maru.name') ?? undefined,
      at: Number(this.getAttribute('at')) || undefined,
      say,
      language,
      profile: this.#profile,
      tab: this.#tab,
      tell: (type, detail) => this.dispatchEvent(new CustomEvent(`maru-${type}`, { detail, bubbles: true })),
    });
  }

  #leave() {
    this.#visit?.end();
    this.#visit = undefined;
  }
}

customElements.define('maru-room', MaruRoomElement);

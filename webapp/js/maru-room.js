import { Storage } from './storage.js';
import { frame, sheets } from './room/frame.js';
import { roomProblem, tidy } from './room/names.js';
import { Visit } from './room/visit.js';
import { render } from './vendor/lit-html.js';
import { chooseLanguage, loadWords } from './words.js';

/** A style sheet that has not come within this time is done without. */
const STYLES_WITHIN_MS = 4_000;

/** Said where the words themselves could not be fetched. */
const NO_WORDS = '대화방을 불러오지 못했습니다. 새로 고쳐 주세요. · The chat could not be loaded. Please reload the page.';

/**
 * `<maru-room room="한국">`: one chat room, whole, in its own shadow root. A page embeds it with
 *
 *     <script type="module" src="https://chat.example/js/maru-room.js"></script>
 *     <maru-room room="한국" name="지수" lang="ko"></maru-room>
 *
 * Attributes: `room` (its name; another one leaves the room and enters that), `name` (of the guest; without it the one
 * that was chosen here before, or one to be chosen), `lang` (`ko` or `en`; else the browser's), `at` (a position to
 * show; set again, it goes there), `server` (the address of Maru, with a slash at its end; else the one that this
 * script came from), `token` (who one is, signed by somebody whom the server trusts; a property `token`, a function,
 * goes before it: it is asked at every attempt and before a token ends). It is as large as the page makes it
 * (`block-size`), 30 rem high by default. Its colours are custom properties, listed at the top of `css/tokens.css`; its
 * parts are `room`, `header` and `composer`; and its slots `start` and `end` lie in the header.
 *
 * Events, with their details: `maru-welcome` {room}, `maru-state` {state, code}, `maru-news` {unread, mention,
 * message?, following}, `maru-named` {name}. They bubble. Any number of elements may be on one page. A page on another
 * origin than the server needs the setting `maru.origins`.
 */
export class MaruRoomElement extends HTMLElement {
  static observedAttributes = ['room', 'name', 'lang', 'at', 'server'];
  #visit;
  #open = '';
  #leaving;
  #changed = new Set();
  #profile = new Storage(() => localStorage);
  #tab = new Storage(() => sessionStorage);

  connectedCallback() {
    this.attributeChangedCallback('room');
  }

  /** Attributes that are set together are looked at together, and an element that is only moved stays in its room. */
  attributeChangedCallback(name) {
    this.#changed.add(name);
    if (this.#changed.size === 1) {
      queueMicrotask(() => this.#update());
    }
  }

  disconnectedCallback() {
    this.attributeChangedCallback('room');
  }

  /** The visit that is on; undefined while there is none. */
  get visit() {
    return this.#visit;
  }

  /** Puts the cursor into the box to write in. The element never takes the focus by itself. */
  focus() {
    this.#visit?.focus();
  }

  #update() {
    const changed = [...this.#changed];
    this.#changed.clear();
    const room = tidy(this.getAttribute('room') ?? '');
    const wanted = this.isConnected && room && !roomProblem(room)
      ? JSON.stringify([room, this.getAttribute('lang'), this.getAttribute('server')]) : '';
    if (wanted !== this.#open) {
      this.#open = wanted;
      this.#leaving?.abort();
      this.#visit = undefined;
      if (wanted) {
        this.#leaving = new AbortController();
        this.#enter(room, this.#leaving.signal);
      }
      return;
    }
    if (changed.includes('at') && this.#at()) {
      this.#visit?.jump(this.#at());
    }
    if (changed.includes('name') && this.hasAttribute('name')) {
      this.#visit?.rename(this.getAttribute('name'));
    }
  }

  #at() {
    return Number(this.getAttribute('at')) || undefined;
  }

  async #enter(room, signal) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const language = chooseLanguage(this.getAttribute('lang'), navigator.languages);
    let say;
    try {
      [say] = await Promise.all([loadWords(language), dressed(root)]);
    } catch {
      root.append(Object.assign(document.createElement('p'), { id: 'room', textContent: NO_WORDS }));
      return;
    }
    if (signal.aborted) {
      return;
    }
    // Each visit gets places of its own, so that nothing of the last room is left in them.
    const place = document.createDocumentFragment();
    render(frame(say), place);
    root.querySelector('#room')?.remove();
    root.append(place);
    root.querySelector('#room').lang = language;
    this.#visit = new Visit({
      root,
      signal,
      name: room,
      server: this.hasAttribute('server') ? new URL(this.getAttribute('server'), document.baseURI)
        : new URL('..', import.meta.url),
      given: this.getAttribute('name') ?? undefined,
      at: this.#at(),
      token: () => this.token?.() ?? this.getAttribute('token'),
      say,
      language,
      profile: this.#profile,
      tab: this.#tab,
      tell: (type, detail) => this.dispatchEvent(new CustomEvent(`maru-${type}`, { detail, bubbles: true })),
    });
  }
}

/** Puts the style sheets into a shadow root, once; settles when nothing would be shown without its style. */
async function dressed(root) {
  if (!root.querySelector('link')) {
    render(sheets(), root);
  }
  const loaded = [...root.querySelectorAll('link')].map((link) => link.sheet ?? new Promise((settle) => {
    link.onload = link.onerror = settle;
  }));
  await Promise.race([Promise.all(loaded), new Promise((settle) => setTimeout(settle, STYLES_WITHIN_MS))]);
}

customElements.define('maru-room', MaruRoomElement);

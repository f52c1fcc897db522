import { format } from './address.js';
import { bodyOf, disturbs, titleOf } from './news.js';

/** Another tab of this browser that sees the room has so long to say so. */
const AFTER_MS = 200;

/** All tabs have heard of a message within this time. */
const HELD_MS = 2_000;

/** Of a flood only what it comes to is counted out: a title and a badge are slow to set. */
const COUNT_EVERY_MS = 100;

/** Tells of news while nobody looks: in the title, on the icon, and, if that was asked for, by the system. */
export class Notices {
  #settings;
  #icon;
  #room = '';
  #unread = 0;
  #due;
  #policy;

  /**
   * @param {{settings: import('./settings.js').Settings, icon: HTMLLinkElement, open: (url: string) => void}} parts
   *   `open`: goes where a notification says
   */
  constructor({ settings, icon, open }) {
    this.#settings = settings;
    this.#icon = icon;
    settings.addEventListener('change', ({ detail }) => detail === 'notify' && this.#allow());
    navigator.serviceWorker?.addEventListener('message', ({ data }) => data?.open && open(data.open));
    if (this.problem === undefined && settings.get('notify') !== 'none') {
      this.#register();
    }
  }

  /** The end of the key that says why nothing comes; undefined when it does, or is not wished for. */
  get problem() {
    if (this.#settings.get('notify') === 'none') {
      return undefined;
    }
    const able = 'Notification' in globalThis && navigator.serviceWorker;
    return !able ? 'unable' : Notification.permission === 'granted' ? undefined : 'denied';
  }

  /** @param {string} room the open one; empty in the lobby */
  show(room) {
    this.#room = room;
    this.#unread = 0;
    this.#draw();
  }

  /** Shows how many messages are unread. */
  count(unread) {
    this.#unread = unread;
    this.#due ??= setTimeout(() => this.#draw(), COUNT_EVERY_MS);
  }

  #draw() {
    clearTimeout(this.#due);
    this.#due = undefined;
    const unread = this.#unread;
    document.title = titleOf(this.#room, unread);
    const icon = unread > 0 ? 'favicon-news.svg' : 'favicon.svg';
    if (this.#icon.getAttribute('href') !== icon) {
      this.#icon.setAttribute('href', icon);
    }
    const badge = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    badge?.catch(() => {});
  }

  /** @param {{unread: number, message?: object, mention: boolean, following: boolean}} news of the room */
  async take(news) {
    this.count(news.unread);
    const looking = !document.hidden && document.hasFocus();
    const { message } = news;
    const wish = this.#settings.get('notify');
    if (!message || !navigator.locks || wish === 'none' && this.#settings.get('sound') === 'off') {
      return;
    }
    // Whoever has the lock decides for all tabs: first the one that is looked at, which says nothing.
    await (looking ? undefined : new Promise((settle) => setTimeout(settle, AFTER_MS)));
    await navigator.locks.request(`maru ${this.#room} ${message.n}`, { ifAvailable: true }, async (lock) => {
      if (lock && disturbs(news, wish === 'none' ? 'mentions' : wish, looking)) {
        this.#disturb(message, wish !== 'none');
      }
      await (lock && new Promise((settle) => setTimeout(settle, HELD_MS)));
    });
  }

  async #disturb(message, shows) {
    if (this.#settings.get('sound') === 'on') {
      (await import('./sound.js')).chime();
    }
    if (!shows || this.problem) {
      return;
    }
    const room = this.#room;
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.showNotification(room, {
      body: bodyOf(message),
      icon: 'favicon.svg',
      tag: `maru ${room}`,
      renotify: true,
      data: { url: new URL(format({ room, at: message.n }, location.search), location.href).href },
    });
  }

  /** Called by the click that chose it: a browser asks its question only then. */
  async #allow() {
    if (this.#settings.get('notify') === 'none' || !('Notification' in globalThis)) {
      return;
    }
    if (Notification.permission === 'granted' || await Notification.requestPermission() === 'granted') {
      await this.#register();
    }
    this.#settings.dispatchEvent(new CustomEvent('change', { detail: 'problem' }));
  }

  async #register() {
    // The address of a worker is code to a browser that demands trusted types: one policy, for this one address.
    this.#policy ??= globalThis.trustedTypes?.createPolicy('maru-worker', { createScriptURL: () => 'sw.js' });
    await navigator.serviceWorker?.register(this.#policy?.createScriptURL('') ?? 'sw.js').catch(() => {});
  }
}

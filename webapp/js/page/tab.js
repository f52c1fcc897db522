import { titleOf } from './news.js';

/** What a browser shows of the page while another is in front: title, icon, and a number on an installed one. */
export class Tab {
  #icon;
  #room = '';

  /** @param {HTMLLinkElement} icon */
  constructor(icon) {
    this.#icon = icon;
  }

  /** @param {string} room the open one; empty in the lobby */
  show(room) {
    this.#room = room;
    this.count(0);
  }

  /** Shows how many messages are unread. */
  count(unread) {
    document.title = titleOf(this.#room, unread);
    const icon = unread > 0 ? 'favicon-news.svg' : 'favicon.svg';
    if (this.#icon.getAttribute('href') !== icon) {
      this.#icon.setAttribute('href', icon);
    }
    const badge = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    badge?.catch(() => {});
  }
}

/** More unread messages than this are not counted out. */
const COUNTED = 99;

/** Of a flood only what it comes to is counted out: a title and a badge are slow to set. */
const COUNT_EVERY_MS = 100;

/** What a browser shows of the page while another is in front: title, icon, and a number on an installed one. */
export class Tab {
  #icon;
  #room = '';
  #unread = 0;
  #due;

  /** @param {HTMLLinkElement} icon */
  constructor(icon) {
    this.#icon = icon;
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
}

/** @returns {number | string} how many messages are unread, as it is shown where there is little room */
export const counted = (unread) => (unread > COUNTED ? `${COUNTED}+` : unread);

/** @returns {string} the title of the page; without a room: of the lobby */
export function titleOf(room, unread) {
  const count = unread > 0 ? `(${counted(unread)}) ` : '';
  return room ? `${count}${room} · Maru` : 'Maru';
}

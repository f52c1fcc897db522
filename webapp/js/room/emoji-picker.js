import { html, nothing, render } from '../vendor/lit-html.js';
import { fetchEmoji, findEmoji } from '../text/emoji-list.js';
import { putBeside } from './beside.js';

const RECENT = 'maru.emoji';
const RECENT_MAX = 16;

/** A press on the button that opened it closes it first; the click of that press does not open it again. */
const SAME_PRESS_MS = 100;

/** A list of emoji to choose from, fetched when it is first opened. */
export class EmojiPicker {
  #box = document.createElement('div');
  #say;
  #language;
  #storage;
  #groups;
  #failed = false;
  #typed = '';
  #anchor;
  #chosen;
  #closedAt = -Infinity;

  /**
   * @param {{root: HTMLElement, say: import('../words.js').Say, language: string,
   *   storage: import('../storage.js').Storage}} parts
   */
  constructor({ root, say, language, storage }) {
    this.#say = say;
    this.#language = language;
    this.#storage = storage;
    this.#box.className = 'picker';
    this.#box.popover = 'auto';
    this.#box.setAttribute('role', 'dialog');
    this.#box.setAttribute('aria-label', say('emoji.open'));
    this.#box.addEventListener('keydown', (event) => this.#pressed(event));
    this.#box.addEventListener('beforetoggle', ({ newState }) => {
      this.#closedAt = newState === 'closed' ? performance.now() : -Infinity;
    });
    this.#box.addEventListener('toggle', ({ newState }) => newState === 'closed' && this.#back());
    root.append(this.#box);
  }

  /**
   * Opens beside its anchor, or closes when it was open there.
   *
   * @param {HTMLElement} anchor
   * @param {(emoji: string) => void} chosen told of the one that is chosen, when this is closed again
   */
  async open(anchor, chosen) {
    if (anchor === this.#anchor && performance.now() - this.#closedAt < SAME_PRESS_MS) {
      return;
    }
    const at = anchor.getBoundingClientRect();
    this.#anchor = anchor;
    this.#chosen = chosen;
    this.#typed = '';
    this.#draw();
    this.#box.showPopover();
    this.#box.querySelector('input').focus();
    putBeside(this.#box, at);
    await this.#load();
    this.#draw();
    putBeside(this.#box, at);
  }

  /** Inside a shadow root the browser does not find the way back to the anchor. The focus may have gone elsewhere. */
  #back() {
    const { activeElement } = this.#box.getRootNode();
    if (!activeElement || this.#box.contains(activeElement)) {
      this.#anchor.focus();
    }
  }

  async #load() {
    try {
      this.#groups ??= await fetchEmoji(this.#language);
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
  }

  #draw() {
    const search = this.#say('emoji.search');
    const shown = this.#shown();
    render(html`
      <input type="search" aria-label=${search} placeholder=${search} autocomplete="off" .value=${this.#typed}
        @input=${({ target }) => this.#search(target.value)}>
      <div class="groups" @click=${({ target }) => this.#choose(target.closest('button'))}>${shown.map(group)}</div>
      <p role="status">${this.#news(shown)}</p>`, this.#box);
    this.#enterAt(this.#box.querySelector('.groups button'));
  }

  /** One cell is the stop for the Tab key. */
  #enterAt(cell) {
    this.#box.querySelectorAll('.groups [tabindex="0"]').forEach((other) => other.setAttribute('tabindex', '-1'));
    cell?.setAttribute('tabindex', '0');
  }

  #shown() {
    if (!this.#groups) {
      return [];
    }
    const all = this.#groups.flatMap(({ emoji }) => emoji);
    if (this.#typed.trim()) {
      const emoji = findEmoji(all, this.#typed);
      return emoji.length > 0 ? [{ title: this.#say('emoji.found'), emoji }] : [];
    }
    const recent = this.#recent().map((emoji) => all.find((entry) => entry.emoji === emoji)).filter(Boolean);
    const groups = this.#groups.map(({ key, emoji }) => ({ title: this.#say(`emoji.group.${key}`), emoji }));
    return recent.length > 0 ? [{ title: this.#say('emoji.recent'), emoji: recent }, ...groups] : groups;
  }

  #news(shown) {
    if (this.#failed) {
      return this.#say('emoji.failed');
    }
    return this.#groups && shown.length === 0 ? this.#say('emoji.none') : nothing;
  }

  /** What an input method has not finished is searched for as well: a jamo at a time. */
  #search(typed) {
    this.#typed = typed;
    this.#draw();
    this.#box.querySelector('.groups').scrollTop = 0;
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    const cells = [...this.#box.querySelectorAll('.groups button')];
    const at = cells.indexOf(event.target);
    if (at >= 0) {
      const to = { ArrowLeft: cells[at - 1], ArrowRight: cells[at + 1], Home: cells[0], End: cells.at(-1),
        ArrowUp: beyond(cells.slice(0, at).reverse(), event.target) ?? this.#box.querySelector('input'),
        ArrowDown: beyond(cells.slice(at + 1), event.target) }[event.key];
      this.#go(event, to);
    } else if (event.key === 'ArrowDown') {
      this.#go(event, cells[0]);
    } else if (event.key === 'Enter' && this.#typed.trim()) {
      event.preventDefault();
      this.#choose(cells[0]);
    }
  }

  #go(event, to) {
    if (to) {
      event.preventDefault();
      to.dataset.emoji && this.#enterAt(to);
      to.focus();
    }
  }

  #choose(cell) {
    const emoji = cell?.dataset.emoji;
    if (emoji) {
      this.#storage.set(RECENT, JSON.stringify([...new Set([emoji, ...this.#recent()])].slice(0, RECENT_MAX)));
      this.#box.hidePopover();
      this.#closedAt = -Infinity;
      this.#chosen(emoji);
    }
  }

  #recent() {
    try {
      const kept = JSON.parse(this.#storage.get(RECENT));
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }
}

function group({ title, emoji }) {
  return html`<div class="group" role="group" aria-label=${title}><h3 aria-hidden="true">${title}</h3>
    ${emoji.map(({ emoji: picture, name }) => html`<button type="button" tabindex="-1" title=${name} aria-label=${name}
      data-emoji=${picture}>${picture}</button>`)}</div>`;
}

/** The nearest cell of the next line: cells of groups do not stand in common columns. */
function beyond(cells, from) {
  const { top, left } = from.getBoundingClientRect();
  let line;
  let nearest;
  for (const cell of cells) {
    const box = cell.getBoundingClientRect();
    if (box.top !== top && (line ??= box.top) === box.top) {
      const far = Math.abs(box.left - left);
      nearest = !nearest || far < nearest.far ? { cell, far } : nearest;
    } else if (line !== undefined) {
      break;
    }
  }
  return nearest?.cell;
}

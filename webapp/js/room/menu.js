import { html, nothing, render } from '../vendor/lit-html.js';
import { icon } from './icons.js';
import { plus } from './marks.js';
import { putBeside } from './beside.js';
import { step } from './step.js';

const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

/** All that can be done with one message: beside it, or from the bottom on a small window. */
export class Menu {
  #dialog = document.createElement('dialog');
  #parts;
  #beside = false;

  /**
   * @param {{root: HTMLElement, say: import('../words.js').Say, feed: import('./feed.js').Feed,
   *   act: import('./acts.js').Acts, room: import('../maru.js').MaruRoom, server: URL}} parts
   */
  constructor({ root, say, feed, act, room, server }) {
    this.#parts = { say, feed, act, room, server };
    this.#dialog.className = 'menu';
    this.#dialog.setAttribute('aria-label', say('message.actions'));
    // A press beside it is one on the dialog itself: what is in it covers it. The long press that has opened it ends
    // as a click beside it, too, but began elsewhere.
    this.#dialog.addEventListener('pointerdown', ({ target }) => (this.#beside = target === this.#dialog));
    this.#dialog.addEventListener('click', ({ target }) => {
      target === this.#dialog && this.#beside && this.#dialog.close();
    });
    this.#dialog.addEventListener('keydown', (event) => {
      const buttons = (where) => [...this.#dialog.querySelectorAll(`${where} button`)];
      step(event, buttons('.items'), 'ArrowUp', 'ArrowDown');
      step(event, buttons('.quick'), 'ArrowLeft', 'ArrowRight');
    });
    root.append(this.#dialog);
  }

  /** @param {import('../maru.js').Message | undefined} message @param {HTMLElement} anchor */
  open(message, anchor) {
    if (message && !message.deleted && !this.#dialog.open) {
      const box = anchor.getBoundingClientRect();
      this.#beside = false;
      this.#draw(this.#items(message, anchor));
      this.#dialog.showModal();
      putBeside(this.#dialog, box);
    }
  }

  #draw(content) {
    render(html`<div class="inside">${content}</div>`, this.#dialog);
  }

  #items(message, anchor) {
    const { say, feed, act, room } = this.#parts;
    const moderates = room.me?.rights?.includes('m');
    const mine = message.from?.id === feed.me;
    const react = (emoji) => act.react(message, emoji, true);
    return html`
      <div class="quick" role="group" aria-label=${say('message.react')}>
        ${QUICK.map((emoji) => html`<button type="button" aria-label=${say('message.like', { emoji })}
          @click=${this.#closing(() => react(emoji))}>${emoji}</button>`)}
        <button type="button" aria-label=${say('emoji.open')} aria-haspopup="dialog"
          @click=${this.#closing(() => act.pickEmoji(anchor, react))}>${plus()}</button>
      </div>
      <div class="items">
        ${this.#item('reply', say('message.reply'), () => act.reply(message))}
        ${mine ? this.#item('edit', say('message.edit'), () => act.edit(message)) : nothing}
        ${this.#item('copy', say('message.copy'), () => act.copy(message.text))}
        ${this.#item('link', say('message.copyLink'), () => act.copy(this.#address(message)))}
        ${moderates && !mine ? this.#item('edit', say('desk.open'), () => act.moderate(message.from)) : nothing}
        ${mine || moderates ? html`<button type="button" class="danger"
          @click=${() => this.#confirm(message)}>${icon('remove')} ${say('message.remove')}</button>` : nothing}
      </div>`;
  }

  /** Opens this room at this message, on the page of the server itself. */
  #address({ n }) {
    const { room, server } = this.#parts;
    return new URL(`?room=${encodeURIComponent(room.info.room)}&at=${n}`, server).href;
  }

  #item(drawn, label, pressed) {
    return html`<button type="button" @click=${this.#closing(pressed)}>${icon(drawn)} ${label}</button>`;
  }

  /** What is deleted is erased for good, so it is asked for twice. */
  #confirm(message) {
    const { say, act } = this.#parts;
    this.#draw(html`<p>${say('message.removeAsk')}</p>
      <div class="items">
        <button type="button" class="danger" @click=${this.#closing(() => act.remove(message))}>${icon('remove')}
          ${say('message.remove')}</button>
        <button type="button" @click=${() => this.#dialog.close()}>${say('message.keep')}</button>
      </div>`);
    this.#dialog.querySelector('.danger').focus();
  }

  /** The focus goes back to where it was first, so that what is done may take it elsewhere. */
  #closing(act) {
    return () => {
      this.#dialog.close();
      act();
    };
  }
}

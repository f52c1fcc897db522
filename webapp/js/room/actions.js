import { html, nothing, render } from '../vendor/lit-html.js';
import { icon } from './icons.js';
import { step } from './step.js';

const QUICK = '👍';

/** A finger that rests this long asks what can be done with a message. */
const LONG_PRESS_MS = 500;

/** A finger that has moved this far scrolls. */
const MOVED_PX = 10;

/**
 * What can be done with a message: a toolbar at the row under the pointer or with the focus, and a menu with all of it.
 * There is one toolbar, which moves: rows are many. A row with a message has a place for it, `.tools[data-n]`.
 */
export class Actions {
  #root;
  #say;
  #feed;
  #act;
  #place;
  #menu;
  #bar = document.createElement('div');
  #n;
  #press;

  /**
   * @param {{root: ShadowRoot, say: import('../words.js').Say, feed: import('./feed.js').Feed,
   *   act: import('./acts.js').Acts, room: import('../maru.js').MaruRoom, server: URL}} parts
   */
  constructor({ root, say, feed, act, room, server }) {
    this.#root = root;
    this.#say = say;
    this.#feed = feed;
    this.#act = act;
    this.#place = { room, server };
    this.#bar.className = 'toolbar';
    this.#bar.setAttribute('role', 'toolbar');
    this.#bar.setAttribute('aria-label', say('message.actions'));
    this.#listen(root.getElementById('rows'));
    feed.addEventListener('change', () => this.#n && this.#draw());
  }

  /** Takes over what has happened before this was there: a finger that presses, a pointer over a row, the focus. */
  begin(pressed) {
    const rows = this.#root.getElementById('rows');
    pressed && touch(pressed) ? this.#pressed(pressed)
      : this.#show(placeIn(rows.querySelector('li.message:hover') ?? this.#root.activeElement));
  }

  #listen(rows) {
    rows.addEventListener('pointerover', (event) => touch(event) || this.#busy() || this.#show(placeIn(event.target)));
    rows.addEventListener('pointerleave', () => this.#busy() || this.#show(placeIn(this.#root.activeElement)));
    rows.addEventListener('focusin', ({ target }) => this.#show(placeIn(target)));
    rows.addEventListener('focusout', ({ relatedTarget }) => rows.contains(relatedTarget) || this.#leave(rows));
    rows.addEventListener('pointerdown', (event) => touch(event) && this.#pressed(event));
    rows.addEventListener('pointermove', (event) => this.#press && this.#moved(event));
    rows.addEventListener('pointerup', () => this.#released());
    rows.addEventListener('pointercancel', () => this.#released());
    rows.addEventListener('contextmenu', (event) => touch(event) && event.preventDefault());
    this.#bar.addEventListener('keydown', (event) =>
      step(event, [...this.#bar.querySelectorAll('button')], 'ArrowLeft', 'ArrowRight'));
  }

  /** Whoever is at the toolbar by keyboard, or in something that it has opened, keeps it. */
  #busy() {
    return this.#bar.querySelector(':focus-visible') !== null
      || this.#root.querySelector('#popups :is(:popover-open, [open])') !== null;
  }

  #leave(rows) {
    if (!rows.matches(':hover') && !this.#busy()) {
      this.#show(null);
    }
  }

  #show(place) {
    this.#n = place ? Number(place.dataset.n) : undefined;
    if (place && this.#bar.parentNode !== place) {
      place.append(this.#bar);
    }
    this.#draw();
  }

  #draw() {
    const message = this.#n && this.#feed.message(this.#n);
    this.#bar.hidden = !message || message.deleted === true;
    render(message ? this.#buttons(message) : nothing, this.#bar);
  }

  #buttons(message) {
    const act = this.#act;
    const say = this.#say;
    const react = (emoji) => act.react(message, emoji, true);
    const mine = message.from?.id === this.#feed.me;
    const button = (label, content, pressed, popup = nothing) => html`<button type="button" tabindex="-1"
      aria-label=${label} title=${label} aria-haspopup=${popup}
      @click=${({ currentTarget }) => pressed(currentTarget)}>${content}</button>`;
    return html`${button(say('message.like', { emoji: QUICK }), QUICK, () => react(QUICK))}
      ${button(say('message.react'), icon('smile'), (at) => act.pickEmoji(at, react), 'dialog')}
      ${button(say('message.reply'), icon('reply'), () => act.reply(message))}
      ${mine ? button(say('message.edit'), icon('edit'), () => act.edit(message)) : nothing}
      ${button(say('message.more'), icon('more'), (at) => this.#open(message, at), 'dialog')}`;
  }

  /** Fetched when it is first asked for. */
  async #open(message, at) {
    const parts = { ...this.#place, root: this.#root.getElementById('popups'), say: this.#say, feed: this.#feed,
      act: this.#act };
    this.#menu ??= import('./menu.js').then(({ Menu }) => new Menu(parts));
    (await this.#menu).open(message, at);
  }

  #pressed(event) {
    const place = placeIn(event.target);
    this.#released();
    if (place && event.isPrimary) {
      const { clientX: x, clientY: y } = event;
      const open = () => this.#open(this.#feed.message(Number(place.dataset.n)), place);
      this.#press = { x, y, timer: setTimeout(open, LONG_PRESS_MS) };
    }
  }

  #moved({ clientX, clientY }) {
    if (Math.hypot(clientX - this.#press.x, clientY - this.#press.y) > MOVED_PX) {
      this.#released();
    }
  }

  #released() {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
  }
}

const touch = ({ pointerType }) => pointerType === 'touch';

/** The place for the toolbar in the row that an element is in, if it has one. */
function placeIn(element) {
  return element?.closest?.('li.message')?.querySelector('.tools') ?? null;
}

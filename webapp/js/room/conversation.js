import { html, render } from '../vendor/lit-html.js';
import { Clock } from './clock.js';
import { Divider } from './divider.js';
import { bottomEdge, topEdge } from './edges.js';
import { PAGE_MESSAGES } from './feed.js';
import { RowList } from './list.js';
import { messageRow } from './message.js';
import { Pill } from './pill.js';
import { Place } from './place.js';
import { Reading } from './reading.js';
import { Rove } from './rove.js';
import { rowsOf } from './rows.js';

/** How often a page that nobody sees is brought up to date. */
const HIDDEN_DRAW_MS = 1_000;

/** Who follows a flood is shown only the newest when this many rows are still to be drawn. */
const BEHIND_ROWS = 200;

/** How long the row that was jumped to is marked. */
const FLASH_MS = 2_000;

/** Shows a room's conversation, keeps the reader's place in it, and knows what was read. */
export class Conversation {
  #root;
  #feed;
  #say;
  #clock;
  #tell;
  #top;
  #bottom;
  #pill;
  #place;
  #list;
  #rove;
  #reading;
  #divider = new Divider();
  #ended = new AbortController();
  #midnight;
  #following = true;
  #opened = false;
  #unseen = 0;
  #self = '';
  #scheduled = false;
  #behind = 0;

  /**
   * @param {{root: ShadowRoot, feed: import('./feed.js').Feed, say: import('../words.js').Say, language: string,
   *   act?: object, leave?: () => void, tell?: (line: string) => void}} parts `act`: what rows can do; `leave`: where
   *   the focus goes from the rows; `tell`: reads a line out
   */
  constructor({ root, feed, say, language, act = feed, leave = () => {}, tell = () => {} }) {
    const find = (id) => root.getElementById(id);
    this.#root = root;
    this.#feed = feed;
    this.#say = say;
    this.#clock = new Clock(language, say);
    this.#tell = tell;
    [this.#top, this.#bottom] = ['top', 'bottom'].map(find);
    this.#pill = new Pill(find('pill'), say);
    this.#place = new Place(find('log'), find('rows'));
    const context = () => ({ say, clock: this.#clock, feed, act, me: feed.me });
    this.#list = new RowList(find('rows'), (row) => this.#content(row, context), (node, row) => this.#drawn(node, row));
    this.#rove = new Rove(find('rows'), {
      leave, start: () => feed.loadOlder(), reveal: (row) => this.#place.reveal(row),
      end: async () => {
        await this.#toLatest();
        this.#rove.focusLast();
      },
    }, this.#ended.signal);
    this.#reading = new Reading((n) => feed.markRead(n));
    this.#listen(find('log'), find('rows'), find('pill'));
  }

  /** Something was sent: the newest messages are shown, and all that was unread is done with. */
  follow() {
    this.#divider.clear();
    return this.#toLatest();
  }

  /** Takes the line away where the unread run starts. */
  settle() {
    this.#divider.clear();
    this.#schedule();
  }

  /** Moves the focus into the rows. */
  focus() {
    this.#rove.focus();
  }

  /** Shows the message at a position, or the nearest there is, and marks it for a moment. */
  async jumpTo(n) {
    const found = await this.#feed.jump(n);
    if (found !== undefined) {
      this.#following = false;
      this.#opened = true;
      do {
        this.#draw();
      } while (this.#behind > 0);
      const row = this.#list.nodes.find((node) => this.#list.row(node).n === found);
      this.#place.toMiddle(row);
      this.#scrolled();
      this.#flash(row);
    }
    if (found !== n && !this.#ended.signal.aborted) {
      const line = this.#say('timeline.notThere');
      this.#pill.remark(line);
      this.#tell(line);
    }
  }

  /** Stops; the elements may be filled by another. */
  end() {
    this.#ended.abort();
    this.#reading.flush();
    clearTimeout(this.#midnight);
    this.#list.clear();
    this.#pill.hide();
  }

  #listen(scroller, list, pill) {
    const { signal } = this.#ended;
    this.#feed.addEventListener('change', () => this.#schedule(), { signal });
    this.#feed.addEventListener('arrived', ({ detail }) => this.#arrived(detail), { signal });
    this.#feed.addEventListener('reset', () => this.#reset(), { signal });
    pill.addEventListener('click', () => this.#toLatest(), { signal });
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal });
    document.addEventListener('visibilitychange', () => this.#turned(), { signal });
    this.#root.addEventListener('keydown', ({ key, defaultPrevented }) => {
      key === 'Escape' && !defaultPrevented && this.settle();
    }, { signal });
    // The keyboard of a phone, a growing composer, a wider window: the end stays in sight.
    const observer = new ResizeObserver(() => this.followed && this.#place.toEnd());
    observer.observe(scroller);
    observer.observe(list);
    signal.addEventListener('abort', () => observer.disconnect());
    this.#awaitMidnight();
  }

  /** Whether the reader is at the newest message. */
  get followed() {
    return this.#following && !this.#feed.detached;
  }

  #arrived({ n, from }) {
    if (from?.id !== this.#feed.me) {
      this.#unseen += this.followed ? 0 : 1;
      this.#divider.arrived(n, document.hidden || !this.followed);
    }
  }

  #reset() {
    this.#divider.clear();
    this.#following = true;
    this.#unseen = 0;
  }

  /** Who leaves at the end has read everything. */
  #turned() {
    if (document.hidden && this.followed) {
      this.#divider.clear();
    }
    this.#reading.flush();
    this.#draw();
  }

  #awaitMidnight() {
    this.#midnight = setTimeout(() => {
      this.#schedule();
      this.#awaitMidnight();
    }, this.#clock.untilMidnightMs());
  }

  async #toLatest() {
    await this.#feed.follow();
    this.#following = true;
    this.#draw();
  }

  #scrolled() {
    this.#following = this.#place.atEnd && !this.#feed.detached;
    this.#fetchAhead();
    this.#see();
    this.#drawPill();
  }

  #fetchAhead() {
    this.#place.nearStart && this.#feed.loadOlder();
    this.#place.nearEnd && this.#feed.loadNewer();
  }

  /** What is in sight has been read, when the newest message is. */
  #see() {
    this.#unseen = this.followed ? 0 : this.#unseen;
    if (this.followed && this.#opened && this.#behind === 0 && !document.hidden) {
      this.#divider.pass();
      this.#reading.saw(this.#feed.newest);
    }
  }

  /** A hidden page gets no animation frames, but its old messages have to be let go all the same. */
  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      const draw = () => this.#draw();
      document.hidden ? setTimeout(draw, HIDDEN_DRAW_MS) : requestAnimationFrame(draw);
    }
  }

  #draw() {
    this.#scheduled = false;
    if (this.#ended.signal.aborted) {
      return;
    }
    if (!this.#opened && this.#feed.begun) {
      this.#open();
    }
    const followed = this.followed;
    const anchor = followed ? undefined : this.#place.anchor();
    const restore = this.#place.hold(anchor);
    this.#feed.trim(this.#list.row(anchor)?.n, followed && this.#behind > BEHIND_ROWS ? PAGE_MESSAGES : undefined);
    this.#drawRows(followed, anchor);
    render(topEdge(this.#feed, this.#say), this.#top);
    render(bottomEdge(this.#feed, this.#say), this.#bottom);
    followed ? this.#place.toEnd() : restore();
    this.#drawPill();
    this.#see();
    if (this.#opened && !document.hidden && !this.#feed.failed) {
      this.#fetchAhead();
    }
  }

  /** Begins at the position asked for, where the unread run starts, or at the end. */
  #open() {
    const { at, readMark, messages, me } = this.#feed;
    const unread = messages.filter(({ n, from }) => n > readMark && from?.id !== me).length;
    this.#opened = true;
    this.#divider.open(readMark, unread > 0);
    this.#drawRows(false);
    const line = this.#list.node('divider');
    if (at) {
      this.jumpTo(at);
    } else if (line) {
      this.#place.toTop(line);
      this.#following = this.#place.atEnd;
      this.#unseen = this.#following ? 0 : unread;
    }
  }

  #drawRows(followed, near) {
    const focused = this.#rove.hasFocus;
    const self = `${this.#feed.me} ${this.#feed.myName}`;
    this.#behind = this.#list.draw(rowsOf(this.#feed, this.#clock, this.#divider.after), self !== this.#self);
    this.#behind > 0 && this.#schedule();
    this.#self = self;
    this.#rove.settle(followed, focused, near);
  }

  #content(row, context) {
    switch (row.kind) {
      case 'day': return html`<h2><time datetime=${row.day}>${row.name}</time></h2>`;
      case 'gap': return html`<p>${this.#say('timeline.gap')}</p>`;
      case 'note': return html`<p dir="auto">${row.text}</p>`;
      case 'divider': return html`<p>${this.#say('timeline.unread')}</p>`;
      default: return messageRow(row, context());
    }
  }

  #drawn(node, { kind, mine, message }) {
    if (kind === 'message') {
      const { from, at, text } = message;
      const name = mine ? this.#say('timeline.me') : from.name ?? this.#say('message.somebody');
      const words = text ?? this.#say('message.deleted');
      node.setAttribute('aria-label', this.#say('timeline.row', { name, time: this.#clock.time(at), text: words }));
      this.#rove.tame(node);
    }
  }

  #drawPill() {
    this.#pill.show(this.#unseen, this.#feed.detached || this.#place.farFromEnd);
  }

  #flash(row) {
    row.classList.add('flash');
    setTimeout(() => row.classList.remove('flash'), FLASH_MS);
    // Whoever is writing goes on writing.
    if (!this.#root.activeElement?.value) {
      this.#rove.focus(row);
    }
  }
}

import { html, nothing, render } from '../vendor/lit-html.js';
import { Clock } from './clock.js';
import { rowsOf } from './rows.js';
import { knows } from '../words.js';

/** This close to the end a reader is following, and is kept there. */
const NEAR_END_PX = 80;

/** Older messages are fetched while this much is still to be scrolled. */
const FETCH_AHEAD_PX = 600;

/** How often a page that nobody sees is brought up to date. */
const HIDDEN_DRAW_MS = 1_000;

/** How many tones tell authors apart; css/messages.css has as many. */
const TONES = 6;

/** Shows a room's conversation and keeps the reader's place in it. */
export class Conversation {
  #feed;
  #say;
  #clock;
  #scroller;
  #top;
  #list;
  #pill;
  #nodes = new Map();
  #following = true;
  #unseen = 0;
  #scheduled = false;

  /** @param {{root: ShadowRoot, feed: import('./feed.js').Feed, say: import('../words.js').Say, language: string}} parts */
  constructor({ root, feed, say, language }) {
    this.#feed = feed;
    this.#say = say;
    this.#clock = new Clock(language, say);
    this.#scroller = root.querySelector('#log');
    this.#top = root.querySelector('#top');
    this.#list = root.querySelector('#rows');
    this.#pill = root.querySelector('#pill');
    feed.addEventListener('change', () => this.#schedule());
    feed.addEventListener('arrived', ({ detail }) => this.#arrived(detail));
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#pill.addEventListener('click', () => this.follow());
    document.addEventListener('visibilitychange', () => this.#draw());
    // The keyboard of a phone, a growing composer, a wider window: the end stays in sight.
    const observer = new ResizeObserver(() => this.#following && this.#toEnd());
    observer.observe(this.#scroller);
    observer.observe(this.#list);
  }

  /** Goes to the newest message and stays with it. */
  follow() {
    this.#following = true;
    this.#unseen = 0;
    this.#schedule();
  }

  #arrived(message) {
    if (message.from?.id !== this.#feed.me && !this.#following) {
      this.#unseen++;
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#following = scrollHeight - scrollTop - clientHeight <= NEAR_END_PX;
    if (this.#following && this.#unseen > 0) {
      this.follow();
    }
    if (scrollTop < FETCH_AHEAD_PX) {
      this.#feed.loadOlder();
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
    if (this.#following) {
      this.#feed.trim();
    }
    const place = this.#following ? null : this.#readingPlace();
    this.#drawRows(rowsOf(this.#feed, this.#clock));
    render(this.#edge(), this.#top);
    this.#pill.hidden = this.#unseen === 0;
    this.#pill.textContent = `${this.#say('timeline.newMessages', { count: this.#unseen })} ↓`;
    if (this.#following) {
      this.#toEnd();
    } else if (place) {
      this.#scroller.scrollTop += place.node.getBoundingClientRect().top - place.top;
    }
  }

  /** Rows keep their element while they live, so that a selection, a focus or a reader's place survives. */
  #drawRows(rows) {
    const wanted = new Set(rows.map(({ key }) => key));
    for (const [key, node] of this.#nodes) {
      if (!wanted.has(key)) {
        node.remove();
        this.#nodes.delete(key);
      }
    }
    let next = this.#list.firstElementChild;
    for (const row of rows) {
      const node = this.#nodes.get(row.key) ?? document.createElement('li');
      this.#nodes.set(row.key, node);
      if (node === next) {
        next = node.nextElementSibling;
      } else {
        this.#list.insertBefore(node, next);
      }
      node.className = row.look;
      render(this.#content(row), node);
    }
  }

  #content(row) {
    switch (row.kind) {
      case 'day': return html`<h2><time datetime=${row.day}>${this.#clock.dayName(row.day)}</time></h2>`;
      case 'gap': return html`<p>${this.#say('timeline.gap')}</p>`;
      default: return this.#message(row);
    }
  }

  #message({ message, startsGroup, endsMinute, mine, state, code, reason }) {
    const { from, at, text, deleted, edited, reactions = {}, id } = message;
    return html`
      ${startsGroup && !mine ? author(from.id, from.name ?? this.#say('message.somebody')) : nothing}
      <div class="line">
        <p class="text" dir="auto">${deleted ? this.#say('message.deleted') : text}</p>
        ${edited ? html`<span class="when">${this.#say('message.edited')}</span>` : nothing}
        ${state === 'queued' ? html`<span class="when slow">${this.#say('message.sending')}</span>` : nothing}
        ${(state === 'seen' || state === 'stored') && endsMinute ? this.#when(at) : nothing}
      </div>
      ${marks(Object.entries(reactions))}
      ${state === 'failed' ? this.#failure(id, knows(this.#say, `refused.${code}`) ? this.#say(`refused.${code}`) : reason) : nothing}`;
  }

  #when(at) {
    return html`<time class="when" datetime=${at} title=${this.#clock.full(at)}>${this.#clock.time(at)}</time>`;
  }

  #failure(id, reason) {
    return html`<p class="failed" role="alert">${this.#say('message.failed')} <span dir="auto">${reason}</span>
      <button type="button" @click=${() => this.#feed.retry(id)}>${this.#say('message.again')}</button>
      <button type="button" @click=${() => this.#feed.discard(id)}>${this.#say('message.discard')}</button></p>`;
  }

  #edge() {
    if (this.#feed.loadingOlder) {
      return html`${this.#say('timeline.loading')}`;
    }
    if (this.#feed.hasOlder) {
      return html`<button type="button" @click=${() => this.#feed.loadOlder()}>${this.#say('timeline.older')}</button>`;
    }
    if (!this.#feed.begun) {
      return nothing;
    }
    const silent = this.#feed.messages.length + this.#feed.pending.length === 0;
    return html`${silent ? this.#say('timeline.empty') : this.#say('timeline.beginning')}`;
  }

  /** The first row in sight and where it stands. */
  #readingPlace() {
    const { top } = this.#scroller.getBoundingClientRect();
    for (const node of this.#list.children) {
      const box = node.getBoundingClientRect();
      if (box.bottom > top) {
        return { node, top: box.top };
      }
    }
    return null;
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}

function author(id, name) {
  return html`<span class="face tone-${toneOf(id)}" aria-hidden="true">${initial(name)}</span>
    <p class="name"><bdi>${name}</bdi></p>`;
}

function marks(reactions) {
  return reactions.length === 0 ? nothing : html`<ul class="marks">
    ${reactions.map(([emoji, count]) => html`<li>${emoji} ${count}</li>`)}</ul>`;
}

function toneOf(author) {
  let sum = 0;
  for (const char of author) {
    sum = (sum * 31 + char.codePointAt(0)) % 9973;
  }
  return sum % TONES;
}

/** The first character as a person sees it: a flag or a family of emoji is one. */
function initial(name) {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toUpperCase() ?? '';
}

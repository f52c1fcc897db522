import { html, nothing, render } from '../vendor/lit-html.js';
import { initial, toneOf } from './face.js';
import { Comings, roster } from './roster.js';

/** The list of the people in a room, opened by the button that counts them. */
export class People {
  #panel;
  #toggle;
  #room;
  #say;
  #language;
  #act;
  #named = true;
  #comings = new Comings();
  #noted = false;
  #timer;

  /**
   * @param {{panel: HTMLElement, toggle: HTMLElement, room: import('../maru.js').MaruRoom,
   *   say: import('../words.js').Say, language: string, signal: AbortSignal,
   *   act: {mention: (member: object) => void, rename: () => void,
   *     note: (text: string, replaces: boolean) => void}}} parts
   */
  constructor({ panel, toggle, room, say, language, signal, act }) {
    this.#panel = panel;
    this.#toggle = toggle;
    this.#room = room;
    this.#say = say;
    this.#language = language;
    this.#act = act;
    toggle.addEventListener('click', () => this.#open(panel.hidden));
    panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.isComposing) {
        this.#open(false);
      }
    });
    room.on('presence', (presence) => this.#took(presence));
    room.on('name', () => this.#draw());
    room.on('message', () => this.#cut());
    room.on('state', ({ state }) => state !== 'open' && this.#comings.restart());
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    this.#draw();
  }

  #open(open) {
    this.#panel.hidden = !open;
    this.#toggle.setAttribute('aria-expanded', String(open));
    this.#draw();
    (open ? this.#panel.querySelector('button') ?? this.#panel : this.#toggle).focus();
  }

  #took({ members, joined, left }) {
    this.#named = Boolean(members || joined || left);
    this.#draw();
    if (this.#named) {
      const me = this.#room.me?.id;
      this.#retell(this.#comings.take(this.#room.members.filter(({ id }) => id !== me), Date.now()));
    } else {
      this.#comings.restart();
    }
  }

  #cut() {
    this.#comings.cut();
    this.#noted = false;
  }

  #retell(changed) {
    if (changed) {
      this.#act.note(this.#comings.line(this.#say), this.#noted);
      this.#noted = true;
    }
    const now = Date.now();
    const dueMs = this.#comings.dueIn(now);
    clearTimeout(this.#timer);
    if (dueMs < Infinity) {
      this.#timer = setTimeout(() => this.#retell(this.#comings.settle(Date.now())), Math.max(0, dueMs));
    }
  }

  #draw() {
    const { members, me, memberCount: count } = this.#room;
    this.#toggle.textContent = this.#say('people.present', { count: Math.max(count, me ? 1 : 0) });
    if (this.#panel.hidden) {
      return;
    }
    const { shown, others } = roster({ members, me, count, named: this.#named, language: this.#language });
    const say = this.#say;
    render(html`
      <header>
        <h2>${say('people.label')}</h2>
        <button type="button" class="close" aria-label=${say('people.close')}
          @click=${() => this.#open(false)}>×</button>
      </header>
      <ul>
        ${shown.map((member) => this.#row(member, member.id === me?.id))}
      </ul>
      ${this.#named ? nothing : html`<p>${say('people.tooMany')}</p>`}
      ${others > 0 ? html`<p>${say('people.others', { count: others })}</p>` : nothing}`, this.#panel);
  }

  #row(member, mine) {
    const face = html`<span class="face tone-${toneOf(member.id)}" aria-hidden="true">${initial(member.name)}</span>`;
    return mine
      ? html`<li class="person">${face}<span><bdi>${member.name}</bdi> <small>${this.#say('people.me')}</small></span>
          <button type="button" @click=${() => this.#act.rename()}>${this.#say('people.rename')}</button></li>`
      : html`<li><button type="button" class="person" title=${this.#say('people.mention', { name: member.name })}
          @click=${() => this.#act.mention(member)}>${face}<bdi>${member.name}</bdi></button></li>`;
  }
}

import { Comings } from './comings.js';

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
   *   act: {acts: import('./acts.js').Acts, rename: () => void,
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
    room.on('rights', () => this.#draw());
    room.on('message', () => this.#cut());
    room.on('state', ({ state }) => state !== 'open' && this.#comings.restart());
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    this.#draw();
  }

  async #open(open) {
    this.#panel.hidden = !open;
    this.#toggle.setAttribute('aria-expanded', String(open));
    await this.#draw();
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

  async #draw() {
    const { members, me, memberCount: count } = this.#room;
    this.#toggle.textContent = this.#say('people.present', { count: Math.max(count, me ? 1 : 0) });
    if (this.#panel.hidden) {
      return;
    }
    // Fetched when somebody first looks.
    const { drawPeople } = await import('./people-list.js');
    const presence = { members, me, count, named: this.#named, language: this.#language };
    drawPeople(this.#panel, presence, this.#say, { ...this.#act, close: () => this.#open(false) });
  }
}

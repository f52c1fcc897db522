import { html, render } from '../vendor/lit-html.js';
import { nameProblem, roomProblem, tidy } from '../room/names.js';

/** How many rooms the lobby remembers. */
const RECENT_ROOMS = 6;

/** The form at the door: which room, under which name. */
export class Lobby {
  #root;
  #identity;
  #storage;
  #say;
  #enter;

  /**
   * @param {{root: HTMLElement, identity: import('./identity.js').Identity, storage: import('../storage.js').Storage,
   *   say: import('../words.js').Say, enter: (room: string) => void}} parts
   */
  constructor({ root, identity, storage, say, enter }) {
    this.#root = root;
    this.#identity = identity;
    this.#storage = storage;
    this.#say = say;
    this.#enter = enter;
    root.querySelector('form').addEventListener('submit', (event) => this.#submit(event));
    root.addEventListener('input', ({ target }) => this.#complainAbout(target.id.replace('lobby-', ''), undefined));
  }

  /** Opens the door, with the room of the address already filled in. */
  show(room) {
    this.#root.hidden = false;
    this.#field('room').value = room;
    this.#field('name').value = this.#identity.name;
    this.#field(room ? 'name' : 'room').focus();
    this.#complainAbout('room', room && roomProblem(tidy(room)));
    const recent = this.#recent();
    render(recent.map((name) => html`<a href=${`?room=${encodeURIComponent(name)}`}><bdi>${name}</bdi></a>`),
      this.#root.querySelector('#recent'));
    this.#root.querySelector('#recents').hidden = recent.length === 0;
  }

  hide() {
    this.#root.hidden = true;
  }

  /** Remembers a room that was entered. */
  remember(room) {
    const rooms = [room, ...this.#recent().filter((other) => other !== room)].slice(0, RECENT_ROOMS);
    this.#storage.set('maru.recent', JSON.stringify(rooms));
  }

  #submit(event) {
    event.preventDefault();
    const room = tidy(this.#field('room').value);
    const name = tidy(this.#field('name').value);
    const refused = this.#complainAbout('room', roomProblem(room)) || this.#complainAbout('name', nameProblem(name));
    if (!refused && room && name) {
      this.#identity.name = name;
      this.#enter(room);
    }
  }

  #complainAbout(field, problem) {
    const said = this.#root.querySelector(`#${field}-problem`);
    said.hidden = !problem;
    said.textContent = problem ? this.#say(`name.${problem}`) : '';
    this.#field(field).setAttribute('aria-invalid', String(Boolean(problem)));
    if (problem) {
      this.#field(field).focus();
    }
    return Boolean(problem);
  }

  #field(name) {
    return this.#root.querySelector(`#lobby-${name}`);
  }

  #recent() {
    try {
      const rooms = JSON.parse(this.#storage.get('maru.recent') ?? '[]');
      return Array.isArray(rooms) ? rooms.filter((room) => typeof room === 'string') : [];
    } catch {
      return [];
    }
  }
}

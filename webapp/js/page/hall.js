import { html, nothing, render } from '../vendor/lit-html.js';
import { format } from './address.js';
import { counted } from './tab.js';
import { initial, toneOf } from '../room/face.js';
import { roomProblem, tidy } from '../room/names.js';

/** So many faces of a room are shown; more is a number. */
const FACES = 4;

/** The rooms that one knows, and the way into another: the lobby, and a rail beside the room on a wide screen. */
export class Hall {
  #root;
  #rooms;
  #say;
  #enter;
  #settings;
  #keys;
  #current = '';
  #problem;

  /**
   * @param {{root: HTMLElement, rooms: import('./rooms.js').Rooms, say: import('../words.js').Say,
   *   enter: (room: string) => void, settings: () => void, keys: () => void}} parts
   */
  constructor({ root, rooms, say, enter, settings, keys }) {
    this.#root = root;
    this.#rooms = rooms;
    this.#say = say;
    this.#enter = enter;
    this.#settings = settings;
    this.#keys = keys;
    rooms.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  /**
   * @param {string} room that is open; empty in the lobby
   * @param {{typed?: string, problem?: string}} [asked] what the address asked for and cannot be had
   */
  show(room, { typed, problem } = {}) {
    this.#current = room;
    this.#problem = problem;
    this.#draw();
    if (typed !== undefined) {
      this.#field().value = typed;
    }
    // On glass it would open the keyboard over the list.
    if (!room && !matchMedia('(pointer: coarse)').matches) {
      this.#field().focus();
    }
  }

  #field() {
    return this.#root.querySelector('#hall-room');
  }

  #submit(event) {
    event.preventDefault();
    const room = tidy(this.#field().value);
    this.#problem = room ? roomProblem(room) : 'roomEmpty';
    this.#draw();
    if (this.#problem) {
      this.#field().focus();
    } else {
      this.#field().value = '';
      this.#enter(room);
    }
  }

  #input() {
    this.#problem = undefined;
    this.#draw();
  }

  #draw() {
    const say = this.#say;
    const { list } = this.#rooms;
    render(html`
      <header>
        <a class="brand" href=${format({}, location.search)}>
          <img src="favicon.svg" alt="" width="40" height="40"> <strong>Maru</strong> <span lang="ko">마루</span>
        </a>
        <p class="tagline">${say('tagline')}</p>
      </header>
      <form novalidate @submit=${(event) => this.#submit(event)}>
        <label for="hall-room">${say('lobby.room')}</label>
        <div class="field">
          <input id="hall-room" name="room" dir="auto" autocomplete="off" autocapitalize="off" enterkeyhint="go"
            placeholder=${say('lobby.roomExample')} aria-describedby="hall-problem"
            aria-invalid=${String(Boolean(this.#problem))} @input=${() => this.#input()}>
          <button class="primary">${say('lobby.enter')}</button>
        </div>
        <p id="hall-problem" class="problem" role="alert">${this.#problem ? say(`name.${this.#problem}`) : nothing}</p>
      </form>
      ${list.length > 0 ? html`<h2>${say('lobby.recent')}</h2>
        <ul class="rooms">${list.map((known) => this.#row(known))}</ul>` : nothing}
      <footer>
        <button type="button" aria-haspopup="dialog" @click=${this.#settings}>${say('settings.title')}</button>
        <button type="button" aria-haspopup="dialog" @click=${this.#keys}>${say('keys.title')}</button>
      </footer>`, this.#root);
  }

  #row({ room, unread, online, members }) {
    const say = this.#say;
    const here = members.slice(0, FACES);
    return html`<li>
      <a href=${format({ room }, location.search)} aria-current=${room === this.#current ? 'page' : nothing}>
        <bdi class="title">${room}</bdi>
        ${here.length > 0 ? html`<span class="faces" aria-hidden="true">${here.map(({ id, name }) =>
          html`<span class="face tone-${toneOf(id)}">${initial(name)}</span>`)}</span>` : nothing}
        ${online > 0 ? html`<small title=${members.map(({ name }) => name).join(', ')}>${
          say('people.present', { count: online })}</small>` : nothing}
        ${unread > 0 ? html`<span class="unread"><span class="unseen">${say('lobby.unread', { count: unread })}</span>
          <span aria-hidden="true">${counted(unread)}</span></span>` : nothing}
      </a>
      <button type="button" class="forget" aria-label=${say('lobby.forget', { room })}
        title=${say('lobby.forget', { room })} @click=${() => this.#rooms.forget(room)}>×</button>
    </li>`;
  }
}

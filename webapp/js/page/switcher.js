import { html, nothing, render } from '../vendor/lit-html.js';
import { candidates } from './candidates.js';
import { startsWithJamo } from '../text/hangul.js';

/** A dialog that goes to another room by a few letters of its name. */
export class Switcher {
  #place;
  #rooms;
  #say;
  #enter;
  #active = 0;

  /**
   * @param {{place: HTMLElement, rooms: import('./rooms.js').Rooms, say: import('../words.js').Say,
   *   enter: (room: string) => void}} parts
   */
  constructor({ place, rooms, say, enter }) {
    this.#place = place;
    this.#rooms = rooms;
    this.#say = say;
    this.#enter = enter;
  }

  open() {
    this.#active = 0;
    this.#draw('');
    const dialog = this.#place.querySelector('dialog');
    if (!dialog.open) {
      dialog.showModal();
    }
  }

  #draw(typed) {
    const say = this.#say;
    const options = this.#options(typed);
    render(html`
      <dialog class="sheet switcher" aria-label=${say('keys.rooms')} @close=${() => render(nothing, this.#place)}
        @click=${({ target }) => target.localName === 'dialog' && target.close()}>
        <form @submit=${(event) => this.#submit(event)}>
          <input role="combobox" aria-expanded="true" aria-controls="switcher-rooms" aria-autocomplete="list" dir="auto"
            aria-label=${say('lobby.room')} placeholder=${say('lobby.room')} autocomplete="off" enterkeyhint="go"
            aria-activedescendant=${options[this.#active] ? `switcher-${this.#active}` : nothing}
            @input=${({ target }) => this.#typed(target.value)} @keydown=${(event) => this.#key(event, options.length)}>
        </form>
        <ul id="switcher-rooms" role="listbox" aria-label=${say('lobby.recent')}>
          ${options.map(({ room, fresh }, index) => html`
            <li id="switcher-${index}" role="option" aria-selected=${String(index === this.#active)}
              @click=${() => this.#go(room)}>
              <bdi>${room}</bdi> ${fresh ? html`<small>${say('lobby.fresh')}</small>` : nothing}
            </li>`)}
        </ul>
      </dialog>`, this.#place);
    this.#place.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #options(typed) {
    return candidates(this.#rooms.list.map(({ room }) => room), typed, startsWithJamo);
  }

  #value() {
    return this.#place.querySelector('input').value;
  }

  #typed(value) {
    this.#active = 0;
    this.#draw(value);
  }

  #key(event, count) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count > 0 && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.#active = (this.#active + step + count) % count;
      this.#draw(this.#value());
    }
  }

  #submit(event) {
    event.preventDefault();
    const chosen = this.#options(this.#value())[this.#active];
    if (chosen) {
      this.#go(chosen.room);
    }
  }

  #go(room) {
    this.#place.querySelector('dialog').close();
    this.#enter(room);
  }
}

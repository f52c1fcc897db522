import { html, render } from '../vendor/lit-html.js';
import { candidates, mentionAt } from './mentions.js';

/** The list of people under a mention that is being written. The keys stay with the box; the list only follows. */
export class Suggestions {
  #box;
  #list;
  #people;
  #insert;
  #settle;
  #names = [];
  #active = 0;
  /** The mention that is on, and the one that was closed by hand, as the positions of their `@`. */
  #start;
  #closed;

  /**
   * @param {{box: HTMLTextAreaElement, list: HTMLElement, people: () => Iterable<{id: string, name: string}>,
   *   insert: (text: string, start: number) => void, settle: () => void, signal: AbortSignal}} parts `insert`
   *   replaces from `start` to the caret; `settle` ends a composition that is under way
   */
  constructor({ box, list, people, insert, settle, signal }) {
    this.#box = box;
    this.#list = list;
    this.#people = people;
    this.#insert = insert;
    this.#settle = settle;
    for (const type of ['keyup', 'click', 'focus']) {
      box.addEventListener(type, () => this.follow(), { signal });
    }
    box.addEventListener('blur', () => this.#show([]), { signal });
    // The box keeps the focus, and the page its keyboard.
    list.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    list.addEventListener('click', ({ target }) => {
      const option = target.closest('[role=option]');
      option && this.choose(this.#names[Number(option.dataset.index)]);
    }, { signal });
    this.#show([]);
  }

  get open() {
    return this.#names.length > 0;
  }

  /** Looks at what is before the caret, also while a syllable is being composed. */
  follow() {
    const mention = this.#mention();
    if (mention?.start !== this.#start) {
      this.#active = 0;
      this.#closed = undefined;
    }
    this.#start = mention?.start;
    this.#show(mention && mention.start !== this.#closed ? candidates(this.#people(), mention.typed) : []);
  }

  /** @param {1 | -1} by one down or up, around the ends */
  move(by) {
    this.#active = (this.#active + by + this.#names.length) % this.#names.length;
    this.#show(this.#names);
  }

  /** Closes the list until another mention is begun. */
  close() {
    this.#closed = this.#start;
    this.#show([]);
  }

  /** Writes the name out. */
  choose(name = this.#names[this.#active]) {
    this.#settle();
    const mention = this.#mention();
    mention && this.#insert(`@${name} `, mention.start);
    this.follow();
  }

  #mention() {
    const { value, selectionStart, selectionEnd } = this.#box;
    return selectionStart === selectionEnd ? mentionAt(value, selectionEnd) : undefined;
  }

  #show(names) {
    this.#names = names;
    this.#active = Math.min(this.#active, Math.max(0, names.length - 1));
    render(names.map((name, index) => html`
      <div id="suggestion-${index}" role="option" data-index=${index} aria-selected=${index === this.#active}
        >@<bdi>${name}</bdi></div>`), this.#list);
    this.#list.hidden = !this.open;
    // An explicit role has no place on a textarea, and a textbox has no aria-expanded.
    if (this.open) {
      this.#box.setAttribute('aria-activedescendant', `suggestion-${this.#active}`);
    } else {
      this.#box.removeAttribute('aria-activedescendant');
    }
  }
}

import { html, nothing, render } from '../vendor/lit-html.js';
import { nameProblem, tidy } from './names.js';

/** The question for a name. */
export class NameDialog {
  #place;
  #say;
  #take;
  #dialog;
  #answered = () => {};

  /**
   * @param {{place: HTMLElement, say: import('../words.js').Say,
   *   take: (name: string) => Promise<string | undefined>}} parts `take` answers with what is wrong with the name
   */
  constructor({ place, say, take }) {
    this.#place = place.appendChild(document.createElement('div'));
    this.#say = say;
    this.#take = take;
  }

  /** @returns {Promise<void>} settles when it is closed, with a name or without */
  open(chosen, problem) {
    this.#draw(problem);
    this.#dialog = this.#place.querySelector('dialog');
    if (!this.#dialog.open) {
      this.#dialog.showModal();
      this.#field().value = chosen ?? '';
      this.#field().select();
    }
    return new Promise((settle) => {
      const before = this.#answered;
      this.#answered = () => [before, settle].forEach((answer) => answer());
    });
  }

  close() {
    this.#dialog?.close();
  }

  #field() {
    return this.#place.querySelector('input');
  }

  #draw(problem) {
    const say = this.#say;
    render(html`
      <dialog class="ask" aria-labelledby="naming-title" @close=${() => this.#closed()}>
        <form @submit=${(event) => this.#submit(event)}>
          <h2 id="naming-title">${say('people.naming')}</h2>
          <label for="naming-name">${say('people.name')}</label>
          <input id="naming-name" name="nickname" autocomplete="nickname" dir="auto" required enterkeyhint="done"
            placeholder=${say('people.nameExample')} aria-describedby="naming-problem"
            aria-invalid=${String(Boolean(problem))} @input=${() => this.#draw()}>
          <p id="naming-problem" class="problem" role="alert">${problem ? say(`name.${problem}`) : nothing}</p>
          <p class="buttons">
            <button type="button" @click=${() => this.#dialog.close()}>${say('people.later')}</button>
            <button class="primary">${say('people.take')}</button>
          </p>
        </form>
      </dialog>`, this.#place);
  }

  #closed() {
    const answered = this.#answered;
    this.#answered = () => {};
    answered();
  }

  async #submit(event) {
    event.preventDefault();
    const name = tidy(this.#field().value);
    const problem = name ? nameProblem(name) ?? await this.#take(name) : 'nameEmpty';
    if (problem) {
      this.#draw(problem);
      this.#field().focus();
    } else {
      this.#dialog.close();
    }
  }
}

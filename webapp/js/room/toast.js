/** A line is shown as long as it takes to read it. */
const SHOWN_MS = 4_000;

/** Says in one line that something was done or could not be, and goes away. */
export class Toast {
  #line = document.createElement('p');
  #timer;

  /** @param {HTMLElement} root where it stands */
  constructor(root) {
    // A screen reader only tells what changes in a region that was there before.
    this.#line.className = 'toast';
    this.#line.setAttribute('role', 'status');
    root.append(this.#line);
  }

  /** @param {string} text */
  show(text) {
    this.#line.textContent = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#line.textContent = ''), SHOWN_MS);
  }
}

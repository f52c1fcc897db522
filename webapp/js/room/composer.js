/** The room left is shown from this share of the limit on. */
const SHOW_LIMIT_FROM = 0.8;

/**
 * The box to write in. It is never disabled: what is written without a connection waits in the outbox. Its value is
 * never set while a person types, except to nothing after sending: anything else breaks input methods.
 */
export class Composer {
  #form;
  #box;
  #storage;
  #draftKey;
  #say;
  #send;
  #typing;
  #shift = false;
  #limit = Infinity;

  /**
   * @param {{form: HTMLFormElement, storage: import('../storage.js').Storage, room: string, say: import('../words.js').Say,
   *   send: (text: string) => void, typing: (on: boolean) => void}} parts
   */
  constructor({ form, storage, room, say, send, typing }) {
    this.#form = form;
    this.#box = form.querySelector('textarea');
    this.#storage = storage;
    this.#draftKey = `maru.draft.${room}`;
    this.#say = say;
    this.#send = send;
    this.#typing = typing;
    this.#box.value = storage.get(this.#draftKey) ?? '';
    this.#listen();
    this.#changed();
  }

  /** Takes over the limit of the server, in code points. */
  limitTo(codePoints) {
    this.#limit = codePoints;
    this.#changed();
  }

  focus() {
    this.#box.focus();
  }

  #listen() {
    this.#box.addEventListener('keydown', (event) => {
      this.#shift = event.shiftKey;
      // While a syllable is being composed the key belongs to the input method. Safari says so only by 229.
      const composing = event.isComposing || event.keyCode === 229;
      if (!composing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#submit();
      }
    });
    // Fired only when Enter would really break the line, which is after the input method is done with it: one Enter
    // sends Korean, and the Enter that picks a Japanese or Chinese candidate does not send.
    this.#box.addEventListener('beforeinput', (event) => {
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
      if (breaks && !event.isComposing && !this.#shift && this.#enterSends()) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.#box.addEventListener('input', () => {
      this.#changed();
      this.#typing(this.#text() !== '');
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** On glass there is no Shift to hold: Enter breaks the line there and the button sends. */
  #enterSends() {
    return !matchMedia('(pointer: coarse)').matches;
  }

  #submit() {
    const text = this.#text();
    if (text && this.#over() <= 0) {
      this.#send(text);
      this.#box.value = '';
      this.#changed();
    }
    this.#box.focus();
  }

  #text() {
    return this.#box.value.normalize('NFC').trim();
  }

  #over() {
    return [...this.#text()].length - this.#limit;
  }

  #changed() {
    this.#storage.set(this.#draftKey, this.#box.value);
    const over = this.#over();
    const left = this.#form.querySelector('#left');
    left.textContent = over > 0 ? this.#say('composer.tooLong', { count: over }) : String(-over);
    left.hidden = !(over > this.#limit * (SHOW_LIMIT_FROM - 1));
    left.classList.toggle('over', over > 0);
    this.#form.querySelector('#send').disabled = over > 0 || !this.#text();
    if (!CSS.supports('field-sizing', 'content')) {
      this.#box.style.setProperty('height', 'auto');
      this.#box.style.setProperty('height', `${this.#box.scrollHeight}px`);
    }
  }
}

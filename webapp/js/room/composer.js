import { render } from '../vendor/lit-html.js';
import { about } from './about.js';
import { insertAt, replaceEnd } from './caret.js';
import { Draft, tidied } from './drafts.js';
import { refuseFiles } from './files.js';
import { measure } from './limit.js';
import { TypingSignal } from './typing.js';

/** An emoji by its name, just written out: `:하트:`. */
const SHORTCODE = /(?<=^|\s):([\p{L}\p{N}_]+):$/u;

/**
 * The box to write in. It is never disabled: what is written without a connection waits in the outbox. Its value is
 * never set while a person types, except to nothing after sending: anything else breaks input methods.
 */
export class Composer {
  #form;
  #box;
  #say;
  #parts;
  #draft;
  #suggestions;
  #signal;
  #life = new AbortController();
  #shift = false;
  #composing = false;
  #limit = Infinity;
  #step = '';
  #told = '';

  /**
   * @param {{form: HTMLFormElement, storage: import('../storage.js').Storage, room: string,
   *   say: import('../words.js').Say, send: (message: {text: string, replyTo?: number}) => void,
   *   edit: (n: number, text: string) => void, typing: (on: boolean) => void,
   *   people: () => Iterable<{id: string, name: string}>,
   *   lastMine: () => import('../maru.js').Message | undefined,
   *   enter?: () => string | null, pickEmoji?: (anchor: HTMLElement, chosen: (emoji: string) => void) => void}} parts
   *   `held`: whether nothing may be said now; `people` without this member; `enter`: what the key does by the
   *   reader's choice, `send` or `break`
   */
  constructor(parts) {
    const { form, storage, room, say, typing } = parts;
    this.#form = form;
    this.#box = form.querySelector('textarea');
    this.#say = say;
    this.#parts = parts;
    this.#draft = new Draft(storage, room);
    this.#signal = new TypingSignal(typing);
    this.#listen();
    this.#show();
    this.#tell('');
  }

  /** Takes over the limit of the server, in code points. */
  limitTo(codePoints) {
    this.#limit = codePoints;
    this.#changed();
  }

  /** In another epoch nothing can be replied to or corrected that was chosen before. */
  enter(epoch) {
    this.#draft.enter(epoch);
    this.#about();
  }

  /** A message has been deleted. */
  gone(n) {
    this.#draft.gone(n);
    this.#about();
  }

  /** Makes what is written a reply to a message. */
  reply(message) {
    const editing = this.#draft.edit;
    this.#draft.replyTo(message);
    editing ? this.#show() : this.#about();
    this.focus();
  }

  /** Puts a message of one's own into the box, to be corrected. */
  edit(message) {
    this.#draft.correct(message);
    this.#show();
    this.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
  }

  /** A correction was refused. It comes back, unless something else is being written by now. */
  refused(n, text) {
    if (!this.#box.value && !this.#composing) {
      this.#draft.correct({ n, text, was: '' });
      this.#show();
    }
    this.notify(this.#say('composer.editFailed'));
  }

  /** Writes something where the caret is: an emoji, a name. */
  insert(text) {
    insertAt(this.#box, text, this.#box.selectionStart, this.#box.selectionEnd);
  }

  focus() {
    this.#box.focus();
  }

  /** Shows a line over the box until the next key. */
  notify(words) {
    this.#tell(words, true);
  }

  /** Lets go of the form, which the next room uses. */
  end() {
    this.#signal.stop();
    this.#life.abort();
  }

  #listen() {
    const { signal } = this.#life;
    const hear = (target, type, act) => target.addEventListener(type, act, { signal });
    hear(this.#box, 'compositionstart', () => (this.#composing = true));
    hear(this.#box, 'compositionend', () => (this.#composing = false));
    hear(this.#box, 'keydown', (event) => {
      this.#shift = event.shiftKey;
      // While a syllable is being composed the key belongs to the input method. Safari says so only by 229.
      if (!event.isComposing && event.keyCode !== 229 && this.#shortcut(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    // Fired only when Enter would really break the line, which is after the input method is done with it: one Enter
    // sends Korean, and the Enter that picks a Japanese or Chinese candidate does not send.
    hear(this.#box, 'beforeinput', (event) => {
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
      if (breaks && !event.isComposing && !this.#shift && (this.#suggestions?.open || this.#enterSends())) {
        event.preventDefault();
        this.#suggestions?.open ? this.#suggestions.choose() : this.#submit();
      }
    });
    hear(this.#box, 'input', () => this.#written());
    hear(this.#box, 'focus', () => (this.#box.enterKeyHint = this.#enterSends() ? 'send' : 'enter'));
    hear(this.#box, 'blur', () => this.#signal.stop());
    // The box keeps the focus, unless it has to lose it so that the input method finishes its syllable.
    hear(this.#part('send'), 'mousedown', (event) => this.#composing || event.preventDefault());
    hear(this.#form, 'submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    const emoji = this.#part('emoji');
    emoji.hidden = !this.#parts.pickEmoji;
    hear(emoji, 'click', () => this.#parts.pickEmoji(emoji, (chosen) => this.insert(chosen)));
    const refuse = () => this.notify(this.#say('composer.noFiles'));
    refuseFiles({ box: this.#box, around: this.#form.getRootNode(), signal, refuse });
  }

  /** @returns {boolean} whether the key meant something here */
  #shortcut({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const list = this.#suggestions;
    const command = ctrlKey || metaKey;
    const plain = !command && !altKey && !shiftKey;
    const listed = plain && list?.open;
    if (key === 'Enter' && command) {
      this.#submit();
    } else if (listed && (key === 'ArrowDown' || key === 'ArrowUp')) {
      list.move(key === 'ArrowDown' ? 1 : -1);
    } else if (listed && key === 'Tab') {
      list.choose();
    } else if (listed && key === 'Escape') {
      list.close();
    } else if (plain && key === 'Escape') {
      return this.#cancel();
    } else if (plain && key === 'ArrowUp' && this.#box.value === '' && !this.#draft.edit) {
      const last = this.#parts.lastMine();
      last && this.edit(last);
      return Boolean(last);
    } else {
      return false;
    }
    return true;
  }

  /** On glass there is no Shift to hold: Enter breaks the line there and the button sends, unless chosen otherwise. */
  #enterSends() {
    return (this.#parts.enter?.() ?? (matchMedia('(pointer: coarse)').matches ? 'break' : 'send')) === 'send';
  }

  #submit() {
    const text = this.#text();
    if (measure(text, this.#limit).over === 0 && !this.#parts.held?.(this.#draft.edit)) {
      const { send, edit } = this.#draft.take(text);
      send && this.#parts.send(send);
      edit && this.#parts.edit(edit.n, edit.text);
      if (text && !this.#draft.edit) {
        this.#signal.stop();
        this.#show();
      } else if (this.#draft.edit) {
        this.#about(true);
      }
    }
    this.focus();
  }

  #cancel() {
    const editing = this.#draft.edit;
    const any = this.#draft.cancel();
    editing ? this.#show() : this.#about();
    this.focus();
    return any;
  }

  #text() {
    return tidied(this.#box.value);
  }

  #written() {
    this.#draft.write(this.#box.value);
    this.#changed();
    this.#about();
    this.#suggest();
    this.#shortcode();
    this.#signal.wrote(Boolean(this.#text()) && !this.#draft.edit);
  }

  async #shortcode() {
    const before = this.#box.value.slice(0, this.#box.selectionEnd);
    const code = this.#composing ? null : SHORTCODE.exec(before);
    const emoji = code && await (await import('./shortcodes.js')).emojiOf(code[1]);
    // Nothing may be changed under an input method.
    emoji && !this.#composing && replaceEnd(this.#box, before, code.index, emoji);
  }

  /** The list of people is fetched at the first `@`. */
  async #suggest() {
    if (!this.#suggestions && this.#box.value.includes('@')) {
      const { Suggestions } = await import('./suggestions.js');
      const { signal } = this.#life;
      this.#suggestions ??= signal.aborted ? undefined : new Suggestions({
        box: this.#box, list: this.#part('suggestions'), people: this.#parts.people, signal,
        insert: (text, start) => insertAt(this.#box, text, start, this.#box.selectionEnd),
        settle: () => this.#settle(),
      });
    }
    this.#suggestions?.follow();
  }

  /** An input method that still composes is done when the box loses the focus; else it would write once more. */
  #settle() {
    if (this.#composing) {
      this.#box.blur();
      this.#box.focus();
    }
  }

  /** Shows the draft: after something that the person has done, never while they type. */
  #show() {
    this.#box.value = this.#draft.text;
    this.#changed();
    this.#about();
  }

  #changed() {
    const text = this.#text();
    const { left, over, near, step } = measure(text, this.#limit);
    const shown = this.#part('left');
    const words = over ? this.#say('composer.tooLong', { count: over }) : this.#say('composer.left', { count: left });
    shown.textContent = over ? words : String(left);
    shown.hidden = !near;
    shown.classList.toggle('over', over > 0);
    if (step !== this.#step || !this.#part('notice').matches('.unseen')) {
      this.#step = step;
      this.#tell(near ? words : '');
    }
    this.#part('send').disabled = over > 0 || (!text && !this.#draft.edit);
    if (!CSS.supports('field-sizing', 'content')) {
      this.#box.style.setProperty('height', 'auto');
      this.#box.style.setProperty('height', `${this.#box.scrollHeight}px`);
    }
  }

  #about(empty = false) {
    const { words, view } = about(this.#draft, { say: this.#say, empty, cancel: () => this.#cancel() });
    const strip = this.#part('about');
    strip.hidden = !view;
    render(view, strip);
    if (words !== this.#told) {
      this.#told = words;
      this.#tell(words);
    }
  }

  /** Tells a screen reader; and everybody, when `seen`. */
  #tell(words, seen = false) {
    const notice = this.#part('notice');
    notice.textContent = words;
    notice.classList.toggle('unseen', !seen);
  }

  #part(id) {
    return this.#form.querySelector(`#${id}`);
  }
}

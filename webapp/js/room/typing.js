/** Whoever has not touched a key for so long is not typing any more. */
const IDLE_MS = 10_000;

/** More names than this are many. */
const NAMED_MAX = 3;

/** Tells the others that this member is typing. The client leaves out what would repeat itself too soon. */
export class TypingSignal {
  #say;
  #idle;

  /** @param {(on: boolean) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {boolean} any whether there is something now that may be sent */
  wrote(any) {
    clearTimeout(this.#idle);
    this.#say(any);
    if (any) {
      this.#idle = setTimeout(() => this.#say(false), IDLE_MS);
    }
  }

  /** Sent, left, or given up. */
  stop() {
    this.wrote(false);
  }
}

/**
 * The line that names who is typing. It lives by the news of the server, which ends what it began: within 6 s, or
 * when the author speaks. An unchanged list is not told again, so silence does not end it.
 */
export class TypingLine {
  #node;
  #say;
  #typists = [];

  /** @param {{node: HTMLElement, say: import('../words.js').Say}} parts */
  constructor({ node, say }) {
    this.#node = node;
    this.#say = say;
    this.show([]);
  }

  /** @param {readonly {id: string, name: string}[]} typists without this member */
  show(typists) {
    this.#typists = typists;
    this.#node.replaceChildren(...typingLine(typists.map(({ name }) => name), this.#say).map(({ text, name }) => {
      const part = document.createElement(name === undefined ? 'span' : 'bdi');
      part.textContent = text ?? name;
      return part;
    }));
  }

  /** Who has just spoken has stopped; the news of it may be a second behind. */
  spoke(id) {
    if (this.#typists.some((typist) => typist.id === id)) {
      this.show(this.#typists.filter((typist) => typist.id !== id));
    }
  }
}

/**
 * The line as its parts, so that names of any direction stay apart from the words around them. Pure.
 *
 * @param {readonly string[]} names
 * @param {import('../words.js').Say} say
 * @returns {Array<{text?: string, name?: string}>}
 */
export function typingLine(names, say) {
  if (names.length === 0) {
    return [];
  }
  if (names.length > NAMED_MAX) {
    return [{ text: say('composer.typingMany') }];
  }
  const all = names.join(', ');
  const line = say('composer.typing', { names: all });
  const start = line.indexOf(all);
  const list = names.flatMap((name, index) => (index > 0 ? [{ text: ', ' }, { name }] : [{ name }]));
  return [{ text: line.slice(0, start) }, ...list, { text: line.slice(start + all.length) }];
}

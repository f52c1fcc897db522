import { knows } from '../words.js';

/** Names that can be mentioned, at most; the oldest are forgotten first. */
const KEPT_NAMES = 1_000;

/** What a person can do to a message, with one way to say that it could not be done. */
export class Acts {
  #parts;
  #picker;
  #known = new Set();
  #names = [];

  /**
   * @param {{room: import('../maru.js').MaruRoom, feed: import('./feed.js').Feed, say: import('../words.js').Say,
   *   picker: () => Promise<import('./emoji-picker.js').EmojiPicker>, toast: import('./toast.js').Toast,
   *   server: URL,
   *   conversation: () => import('./conversation.js').Conversation,
   *   composer: () => import('./composer.js').Composer}} parts the last two are made after this
   */
  constructor(parts) {
    this.#parts = parts;
    const { room } = parts;
    room.on('state', () => room.me && this.#learn([room.me]));
    room.on('presence', () => this.#learn(room.members));
    room.on('page', ({ messages }) => this.#learn(messages.map(({ from }) => from)));
    room.on('message', ({ from }) => this.#learn([from]));
  }

  /** Who has been seen here: the same array until somebody new is. */
  get names() {
    return this.#names;
  }

  get myName() {
    return this.#parts.room.me?.name;
  }

  reply(message) {
    this.#parts.composer().reply(message);
  }

  edit(message) {
    this.#parts.composer().edit(message);
  }

  /** Takes a text that was refused back into the box, with what it answers. */
  rewrite({ id, text, replyTo }) {
    const { feed, composer } = this.#parts;
    const answered = replyTo && feed.message(replyTo);
    this.discard(id);
    answered && composer().reply(answered);
    composer().insert(text);
  }

  mention({ name }) {
    this.#parts.composer().insert(`@${name} `);
  }

  remove({ n }) {
    this.#try(this.#parts.room.remove(n));
  }

  react({ n }, emoji, on) {
    this.#try(this.#parts.room.react(n, emoji, on));
  }

  /** @param {HTMLElement} anchor @param {(emoji: string) => void} chosen */
  async pickEmoji(anchor, chosen) {
    const { say, toast, picker } = this.#parts;
    try {
      this.#picker ??= picker();
      await (await this.#picker).open(anchor, chosen);
    } catch {
      this.#picker = undefined;
      toast.show(say('emoji.failed'));
    }
  }

  jump(n) {
    this.#parts.conversation().jumpTo(n);
  }

  retry(id) {
    this.#parts.feed.retry(id);
  }

  discard(id) {
    this.#parts.feed.discard(id);
  }

  /** An address that opens this room at this message, on the page of the server itself. */
  copyLink({ n }) {
    const { room, server } = this.#parts;
    return this.copy(new URL(`?room=${encodeURIComponent(room.info.room)}&at=${n}`, server).href);
  }

  async copy(text) {
    const { say, toast } = this.#parts;
    try {
      await navigator.clipboard.writeText(text);
      toast.show(say('message.copied'));
    } catch {
      // Not allowed, or a page without https, which has no clipboard.
      toast.show(say('message.notCopied'));
    }
  }

  async #try(done) {
    const { say, toast } = this.#parts;
    try {
      await done;
    } catch ({ code, message }) {
      const why = knows(say, `refused.${code}`) ? say(`refused.${code}`) : message;
      toast.show(say('message.refused', { why }));
    }
  }

  #learn(people) {
    const fresh = people.map((person) => person?.name).filter((name) => name && !this.#known.has(name));
    if (fresh.length > 0) {
      this.#known = new Set([...this.#known, ...fresh].slice(-KEPT_NAMES));
      this.#names = [...this.#known];
    }
  }
}

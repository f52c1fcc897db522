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
   *   popups: HTMLElement, server: URL,
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
    const answered = replyTo && this.#parts.feed.message(replyTo);
    this.discard(id);
    answered && this.reply(answered);
    this.insert(text);
  }

  /** Writes into the box. */
  insert(text) {
    this.#parts.composer().insert(text);
  }

  remove({ n }) {
    this.attempt(this.#parts.room.remove(n));
  }

  react({ n }, emoji, on) {
    this.attempt(this.#parts.room.react(n, emoji, on));
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

  async copy(text) {
    const { say, toast } = this.#parts;
    // Not allowed, or a page without https, which has no clipboard.
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    toast.show(say(done ? 'message.copied' : 'message.notCopied'));
  }

  /** Somebody, or the room; fetched when a moderator first asks for it. */
  async moderate(person) {
    const { openDesk } = await import('./desk.js');
    openDesk(this.#parts, this, person);
  }

  /** Says why something was refused. @returns {Promise<boolean>} whether it was done */
  async attempt(done) {
    const { say, toast } = this.#parts;
    try {
      await done;
      return true;
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

import { MaruRoom } from '../maru.js';
import { Acts } from './acts.js';
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Feed, PAGE_MESSAGES } from './feed.js';
import { askHealth } from './health.js';
import { clearKeyboard } from './keyboard.js';
import { Naming } from './naming.js';
import { People } from './people.js';
import { Status } from './status.js';
import { Toast } from './toast.js';
import { TypingLine } from './typing.js';
import { mentions } from '../text/markup.js';

/**
 * One visit to one room: the client, what it shows and the views, wired together and started. It ends with its signal:
 * then the socket is closed, and nothing of it listens any more.
 */
export class Visit {
  #hall;
  #room;
  #feed;
  #act;
  #conversation;
  #composer;
  #naming;
  #restraint;

  /**
   * @param {{root: ShadowRoot, signal: AbortSignal, name: string, server: URL, given?: string, at?: number,
   *   token?: () => string | undefined | Promise<string | undefined>,
   *   say: import('../words.js').Say, language: string, profile: import('../storage.js').Storage,
   *   tab: import('../storage.js').Storage, tell: (type: string, detail: object) => void}} hall
   *   `given`: the guest's name as the page around gives it
   */
  constructor(hall) {
    const { name, server, given, at, token, profile, signal } = this.#hall = hall;
    // Before the room, which closes by the same signal: what was read last is still to be told.
    signal.addEventListener('abort', () => this.#end());
    const chosen = given || profile.get('maru.name') || undefined;
    this.#room = new MaruRoom({
      url: new URL(`chat/${encodeURIComponent(name)}`, server), name: chosen, history: PAGE_MESSAGES, signal, token,
    });
    this.#feed = new Feed(this.#room, { at });
    this.#furnish(chosen);
    this.#compose();
    this.#report();
    hall.root.addEventListener('keydown', (event) => event.key === 'Escape' && event.shiftKey && this.#readAll(),
      { signal });
    this.#find('title').textContent = name;
    this.#room.connect();
  }

  /** The parts that a keyboard walks through, in order. */
  get regions() {
    return ['header', '#people:not([hidden])', '#log', '#composer']
      .map((part) => this.#hall.root.querySelector(part)).filter(Boolean);
  }

  focus() {
    this.#composer.focus();
  }

  /** Shows the message at a position. */
  jump(n) {
    this.#conversation.jumpTo(n);
  }

  /** Takes the name that the page around gives. */
  rename(name) {
    this.#naming.take(name);
  }

  /** All of it counts as read, wherever the reader is. */
  #readAll() {
    this.#room.cursor && this.#room.markRead(this.#room.cursor.n);
    this.#conversation.settle();
  }

  #find(id) {
    return this.#hall.root.getElementById(id);
  }

  /** What is seen of the room, but for the box to write in. */
  #furnish(chosen) {
    const { root, signal, server, say, language, profile, tell } = this.#hall;
    const [room, feed, popups] = [this.#room, this.#feed, this.#find('popups')];
    // Many a visit never opens it.
    const picker = () => import('./emoji-picker.js')
      .then(({ EmojiPicker }) => new EmojiPicker({ root: popups, say, language, storage: profile }));
    const act = this.#act = new Acts({
      room, feed, say, picker, server, popups, toast: new Toast(popups),
      conversation: () => this.#conversation, composer: () => this.#composer,
    });
    this.#offer({ root, say, feed, act, room, server });
    const announcer = new Announcer(this.#find('announcer'), say);
    room.on('message', (message) => message.from?.id !== room.me?.id && announcer.tell(message), { signal });
    this.#conversation = new Conversation({
      root, feed, say, language, act, leave: () => this.focus(), tell: (line) => announcer.say(line),
    });
    const naming = this.#naming = new Naming({
      place: popups, line: this.#find('guest'), room, say, signal, chosen,
      keep: (name) => {
        profile.set('maru.name', name);
        tell('named', { name });
      },
    });
    new Status({
      dot: this.#find('dot'), banner: this.#find('banner'), room, say, signal,
      askHealth: () => askHealth(new URL('health/ready', server)),
      rename: () => naming.open(),
    });
    new People({
      panel: this.#find('people'), toggle: this.#find('present'), room, say, language, signal,
      act: {
        acts: act,
        rename: () => naming.open(),
        note: (text, replaces) => feed.note(text, { replaces }),
      },
    });
  }

  /** What can be done with a message is fetched when a pointer or the focus first comes to one. */
  #offer(parts) {
    const rows = this.#find('rows');
    const life = { signal: this.#hall.signal };
    let pressed;
    const fetched = async () => {
      const { Actions } = await import('./actions.js');
      life.signal.aborted || new Actions(parts).begin(pressed);
    };
    let fetching;
    for (const type of ['pointerover', 'focusin']) {
      rows.addEventListener(type, () => (fetching ??= fetched()), life);
    }
    // A finger that rests there already is not asked to come again. An event that is over has forgotten its target.
    rows.addEventListener('pointerdown', ({ target, pointerType, isPrimary, clientX, clientY }) => {
      pressed = { target, pointerType, isPrimary, clientX, clientY };
    }, life);
    for (const type of ['pointerup', 'pointercancel']) {
      rows.addEventListener(type, () => (pressed = undefined), life);
    }
  }

  #compose() {
    const { root, name, say, profile, tab, signal } = this.#hall;
    const [room, feed, form] = [this.#room, this.#feed, this.#find('composer')];
    const composer = this.#composer = new Composer({
      form, storage: tab, room: name, say,
      enter: () => profile.get('maru.enter'),
      send: (message) => this.#send(message),
      edit: (n, text) => room.edit(n, text).catch(() => composer.refused(n, text)),
      people: () => [...room.members, ...feed.messages.map(({ from }) => from)]
        .filter((person) => person?.name && person.id !== room.me?.id),
      // While something is on its way the last message is not the last one that its writer sees.
      lastMine: () => feed.pending.some(({ state }) => state !== 'failed') ? undefined
        : feed.messages.findLast(({ from, deleted }) => from?.id === room.me?.id && !deleted),
      typing: (on) => room.typing(on),
      held: (corrects) => this.#restraint?.holds(corrects),
      pickEmoji: (anchor, chosen) => this.#act.pickEmoji(anchor, chosen),
    });
    const typing = new TypingLine({ node: this.#find('typing'), say });
    clearKeyboard(root.host, signal);
    room.on('typing', () => typing.show(room.typists), { signal });
    room.on('message', ({ from }) => typing.spoke(from?.id), { signal });
    const restrain = async (entry) => {
      const { Restraint } = await import('./restraint.js');
      this.#restraint ??= new Restraint({ form, room, feed, say, signal });
      this.#restraint.took(entry);
    };
    room.on('update', (entry) => entry.of ? entry.type === 'delete' && composer.gone(entry.of) : restrain(entry),
      { signal });
    form.addEventListener('focusin', restrain, { once: true, signal });
    room.on('page', ({ messages }) => messages.forEach(({ n, deleted }) => deleted && composer.gone(n)), { signal });
    room.on('gap', ({ epoch }) => composer.enter(epoch), { signal });
    room.on('state', ({ state }) => {
      if (state === 'open') {
        composer.limitTo(room.info.limits.textCodePoints);
        composer.enter(room.info.epoch);
      } else {
        typing.show([]);
      }
    }, { signal });
    const held = tab.get(this.#heldKey);
    if (held) {
      composer.insert(held);
      tab.remove(this.#heldKey);
    }
  }

  /** Tells the page around. */
  #report() {
    const { signal, tell } = this.#hall;
    const room = this.#room;
    room.on('state', ({ state, code }) => {
      if (state === 'open') {
        this.#find('title').textContent = room.info.room;
        tell('welcome', { room: room.info.room });
        this.#news(undefined, false);
      }
      tell('state', { state, code });
    }, { signal });
    room.on('message', (message) => message.from?.id !== room.me?.id && this.#news(message), { signal });
    room.on('read', ({ member }) => member === room.me?.id && this.#news(), { signal });
    this.#feed.addEventListener('read', () => this.#news(), { signal });
  }

  get #heldKey() {
    return `maru.held.${this.#hall.name}`;
  }

  async #send(message) {
    if (this.#naming.asks) {
      // The box is empty by now: whoever closes the page at the question finds the text again.
      const { tab } = this.#hall;
      tab.set(this.#heldKey, message.text);
      await this.#naming.open();
      tab.remove(this.#heldKey);
      this.focus();
    }
    this.#conversation.follow();
    // A refusal is seen at the text itself.
    this.#room.send(message).catch(() => {});
  }

  /** What is in sight counts as read, though the mark may still wait for its turn. */
  #news(message, seen = this.#conversation.followed && !document.hidden) {
    const { me } = this.#room;
    const unread = seen ? 0 : this.#room.unread;
    const mention = Boolean(me && message?.text && mentions(message.text, me.name));
    this.#hall.tell('news', { unread, message, mention, following: this.#conversation.followed });
  }

  #end() {
    this.#conversation.end();
    this.#composer.end();
  }
}

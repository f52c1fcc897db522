import { MaruRoom } from '../maru.js';
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Feed, PAGE_MESSAGES } from './feed.js';
import { askHealth } from './health.js';
import { Naming } from './naming.js';
import { People } from './people.js';
import { Status } from './status.js';

/** Whether a text calls somebody by name. */
const mentions = (text, name) => Boolean(name && text?.includes(`@${name}`));

/**
 * One visit to one room: the client, what it shows and the views, wired together and started. It ends with its signal:
 * then the socket is closed, and nothing of it listens any more.
 */
export class Visit {
  #room;
  #feed;
  #root;
  #conversation;
  #composer;
  #naming;
  #tell;

  /**
   * @param {{root: ShadowRoot, signal: AbortSignal, name: string, server: URL, given?: string, at?: number,
   *   say: import('../words.js').Say, language: string, profile: import('../storage.js').Storage,
   *   tab: import('../storage.js').Storage, tell: (type: string, detail: object) => void}} hall
   *   `given`: the guest's name as the page around gives it
   */
  constructor({ root, signal, name, server, given, at, say, language, profile, tab, tell }) {
    const find = (id) => root.getElementById(id);
    const chosen = given ?? profile.get('maru.name') ?? undefined;
    this.#root = root;
    this.#tell = tell;
    const room = this.#room = new MaruRoom({
      url: new URL(`chat/${encodeURIComponent(name)}`, server), name: chosen || undefined, history: PAGE_MESSAGES, signal,
    });
    const feed = this.#feed = new Feed(room, { at });
    const naming = this.#naming = new Naming({
      place: find('popups'), line: find('guest'), room, say, signal, chosen,
      keep: (name) => {
        profile.set('maru.name', name);
        tell('named', { name });
      },
    });
    const conversation = this.#conversation = new Conversation({ root, feed, say, language, signal });
    const composer = this.#composer = new Composer({
      form: find('composer'), storage: tab, room: name, say,
      send: (message) => this.#send(message, tab, `maru.draft.${name}`),
      typing: (on) => room.typing(on),
    });
    const announcer = new Announcer(find('announcer'), say);
    new Status({
      dot: find('dot'), banner: find('banner'), room, say, signal,
      askHealth: () => askHealth(new URL('health/ready', server)),
      rename: () => naming.open(),
    });
    new People({
      panel: find('people'), toggle: find('present'), room, say, language, signal,
      act: {
        mention: (member) => composer.insert?.(`@${member.name} `),
        rename: () => naming.open(),
        note: (text, options) => feed.note?.(text, options),
      },
    });
    room.on('message', (message) => message.from?.id !== room.me?.id && announcer.tell(message), { signal });
    room.on('typing', () => (find('typing').textContent = typingLine(room.typists, say)), { signal });
    room.on('state', ({ state, code }) => {
      if (state === 'open') {
        find('title').textContent = room.info.room;
        composer.limitTo(room.info.limits.textCodePoints);
        tell('welcome', { room: room.info.room });
        this.#news();
      } else {
        find('typing').textContent = '';
      }
      tell('state', { state, code });
    }, { signal });
    room.on('message', (message) => message.from?.id !== room.me?.id && this.#news(message), { signal });
    room.on('read', ({ member }) => member === room.me?.id && this.#news(), { signal });
    find('title').textContent = name;
    room.connect();
  }

  /** The room as the client sees it. */
  get room() {
    return this.#room;
  }

  /** The parts that a keyboard walks through, in order. */
  get regions() {
    return ['header', '#people:not([hidden])', '#log', '#composer'].map((part) => this.#root.querySelector(part))
      .filter(Boolean);
  }

  focus() {
    this.#composer.focus();
  }

  /** Shows the message at a position. */
  jump(n) {
    this.#conversation.jumpTo?.(n);
  }

  /** Takes the name that the page around gives. */
  rename(name) {
    this.#naming.take(name);
  }

  async #send(message, tab, draft) {
    if (this.#naming.asks) {
      // The box has been emptied: whoever closes the tab now finds the text again.
      await undefined;
      tab.set(draft, message.text ?? message);
      await this.#naming.open();
      tab.set(draft, '');
      this.focus();
    }
    this.#conversation.follow();
    // A refusal is seen at the text itself.
    this.#room.send(message).catch(() => {});
  }

  #news(message) {
    const { unread, me } = this.#room;
    const following = this.#conversation.following ?? true;
    this.#tell('news', { unread, message, mention: mentions(message?.text, me?.name), following });
  }
}

function typingLine(typists, say) {
  const names = typists.map(({ name }) => name).join(', ');
  return typists.length === 0 ? '' : typists.length > 3 ? say('people.typingMany') : say('people.typing', { names });
}

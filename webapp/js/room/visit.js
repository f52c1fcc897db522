import { MaruRoom } from '../maru.js';
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Feed, PAGE_MESSAGES } from './feed.js';
import { askHealth } from './health.js';
import { clearKeyboard } from './keyboard.js';
import { Status } from './status.js';
import { TypingLine } from './typing.js';

/** One visit to one room: the client, what it shows and the views, wired together and started; ended by `end()`. */
export class Visit {
  #room;
  #composer;
  #life = new AbortController();

  /**
   * @param {{root: ShadowRoot, name: string, server: URL, nickname?: string, at?: number,
   *   say: import('../words.js').Say, language: string, profile: import('../storage.js').Storage,
   *   tab: import('../storage.js').Storage, tell: (type: string, detail: object) => void}} hall
   */
  constructor({ root, name, server, nickname, say, language, profile, tab, tell }) {
    const find = (id) => root.getElementById(id);
    const room = this.#room = new MaruRoom({
      url: new URL(`chat/${encodeURIComponent(name)}`, server), name: nickname, history: PAGE_MESSAGES,
    });
    const feed = new Feed(room);
    const conversation = new Conversation({ root, feed, say, language });
    const announcer = new Announcer(find('announcer'), say);
    const composer = this.#composer = new Composer({
      form: find('composer'), storage: tab, room: name, say,
      enter: () => profile.get('maru.enter'),
      send: (message) => {
        conversation.follow();
        // A refusal is seen at the text itself.
        room.send(message).catch(() => {});
      },
      edit: (n, text) => room.edit(n, text).catch(() => composer.notify(say('composer.editFailed'))),
      people: () => [...room.members, ...feed.messages.map(({ from }) => from)]
        .filter((person) => person?.name && person.id !== room.me?.id),
      // While something is on its way the last message is not the last one that its writer sees.
      lastMine: () => feed.pending.some(({ state }) => state !== 'failed') ? undefined
        : feed.messages.findLast(({ from, deleted }) => from?.id === room.me?.id && !deleted),
      typing: (on) => room.typing(on),
    });
    const typing = new TypingLine({ node: find('typing'), say });
    clearKeyboard(root.host, this.#life.signal);
    new Status({
      dot: find('dot'), banner: find('banner'), room, say,
      askHealth: () => askHealth(new URL('health/ready', server)),
    });
    room.on('message', (message) => message.from?.id !== room.me?.id && announcer.tell(message));
    room.on('presence', () => (find('present').textContent = say('people.present', { count: room.memberCount })));
    room.on('typing', () => typing.show(room.typists));
    room.on('message', ({ from }) => typing.spoke(from?.id));
    room.on('update', ({ type, of }) => type === 'delete' && composer.gone(of));
    room.on('page', ({ messages }) => messages.forEach(({ n, deleted }) => deleted && composer.gone(n)));
    room.on('gap', ({ epoch }) => composer.enter(epoch));
    room.on('state', ({ state, code }) => {
      if (state === 'open') {
        find('title').textContent = room.info.room;
        composer.limitTo(room.info.limits.textCodePoints);
        composer.enter(room.info.epoch);
        tell('welcome', { room: room.info.room });
      } else {
        typing.show([]);
      }
      tell('state', { state, code });
    });
    find('title').textContent = name;
    room.connect();
    composer.focus();
  }

  /** Leaves the room. */
  end() {
    this.#composer.end();
    this.#life.abort();
    this.#room.close();
  }
}

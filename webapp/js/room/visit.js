import { MaruRoom } from '../maru.js';
import { Actions } from './actions.js';
import { Acts } from './acts.js';
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Feed, PAGE_MESSAGES } from './feed.js';
import { askHealth } from './health.js';
import { Status } from './status.js';
import { Toast } from './toast.js';

/** One visit to one room: the client, what it shows and the views, wired together and started; ended by `end()`. */
export class Visit {
  #room;
  #conversation;

  /**
   * @param {{root: ShadowRoot, name: string, server: URL, nickname?: string, at?: number,
   *   say: import('../words.js').Say, language: string, profile: import('../storage.js').Storage,
   *   tab: import('../storage.js').Storage, tell: (type: string, detail: object) => void}} hall
   */
  constructor({ root, name, server, nickname, at, say, language, profile, tab, tell }) {
    const find = (id) => root.getElementById(id);
    const room = this.#room = new MaruRoom({
      url: new URL(`chat/${encodeURIComponent(name)}`, server), name: nickname, history: PAGE_MESSAGES,
    });
    const feed = new Feed(room, { at });
    const popups = find('popups');
    // Many a visit never opens it.
    const picker = () => import('./emoji-picker.js')
      .then(({ EmojiPicker }) => new EmojiPicker({ root: popups, say, language, storage: profile }));
    const act = new Acts({
      room, feed, say, picker, server, toast: new Toast(popups),
      conversation: () => conversation, composer: () => composer,
    });
    new Actions({ root, say, feed, act });
    const announcer = new Announcer(find('announcer'), say);
    const conversation = this.#conversation = new Conversation({
      root, feed, say, language, act, leave: () => composer.focus(), tell: (line) => announcer.say(line),
    });
    const composer = new Composer({
      form: find('composer'), storage: tab, room: name, say,
      send: (text) => {
        conversation.follow();
        // A refusal is seen at the text itself.
        room.send(text).catch(() => {});
      },
      typing: (on) => room.typing(on),
    });
    new Status({
      dot: find('dot'), banner: find('banner'), room, say,
      askHealth: () => askHealth(new URL('health/ready', server)),
    });
    room.on('message', (message) => message.from?.id !== room.me?.id && announcer.tell(message));
    room.on('presence', () => (find('present').textContent = say('people.present', { count: room.memberCount })));
    room.on('typing', () => (find('typing').textContent = typingLine(room.typists, say)));
    room.on('state', ({ state, code }) => {
      if (state === 'open') {
        find('title').textContent = room.info.room;
        composer.limitTo(room.info.limits.textCodePoints);
        tell('welcome', { room: room.info.room });
      } else {
        find('typing').textContent = '';
      }
      tell('state', { state, code });
    });
    find('title').textContent = name;
    room.connect();
    composer.focus();
  }

  /** Leaves the room. */
  end() {
    this.#conversation.end();
    this.#room.close();
  }
}

function typingLine(typists, say) {
  const names = typists.map(({ name }) => name).join(', ');
  return typists.length === 0 ? '' : typists.length > 3 ? say('people.typingMany') : say('people.typing', { names });
}

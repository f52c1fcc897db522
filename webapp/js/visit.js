import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Feed, PAGE_MESSAGES } from './feed.js';
import { askHealth } from './health.js';
import { MaruRoom } from './maru.js';
import { Status } from './status.js';

const find = (selector) => document.querySelector(selector);

/**
 * One visit to one room: the client, what it shows and the views, wired together and started. It lasts as long as
 * the page.
 *
 * @param {string} name of the room, as typed
 * @param {{identity: import('./identity.js').Identity, tab: import('./storage.js').Storage, words: object,
 *   language: string, welcomed: (room: string) => void}} hall
 */
export function visit(name, { identity, tab, words, language, welcomed }) {
  const room = new MaruRoom({
    url: `chat/${encodeURIComponent(name)}`, name: identity.name, history: PAGE_MESSAGES,
  });
  const feed = new Feed(room);
  const conversation = new Conversation({ root: find('#room'), feed, words, language });
  const announcer = new Announcer(find('#announcer'), words);
  const composer = new Composer({
    form: find('#composer'), storage: tab, room: name, words,
    send: (text) => {
      conversation.follow();
      // A refusal is seen at the text itself.
      room.send(text).catch(() => {});
    },
    typing: (on) => room.typing(on),
  });
  new Status({
    dot: find('#dot'), banner: find('#banner'), room, words,
    askHealth: () => askHealth(new URL('health/ready', document.baseURI)),
  });
  room.on('message', (message) => message.from?.id !== room.me?.id && announcer.tell(message));
  room.on('presence', () => (find('#present').textContent = words.present(room.memberCount)));
  room.on('typing', () => (find('#typing').textContent = typingLine(room.typists, words)));
  room.on('state', ({ state }) => {
    if (state === 'open') {
      entitle(room.info.room);
      composer.limitTo(room.info.limits.textCodePoints);
      welcomed(room.info.room);
    } else {
      find('#typing').textContent = '';
    }
  });
  entitle(name);
  find('#room').hidden = false;
  room.connect();
  composer.focus();
}

function typingLine(typists, words) {
  return typists.length === 0 ? '' : words.typing(typists.map(({ name }) => name));
}

function entitle(room) {
  find('#title').textContent = room;
  document.title = `${room} · Maru`;
}

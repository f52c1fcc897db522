import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { askHealth } from './health.js';
import { Outbox } from './outbox.js';
import { Pulse } from './pulse.js';
import { Room } from './room.js';
import { Status } from './status.js';
import { Timeline } from './timeline.js';

const find = (selector) => document.querySelector(selector);

/**
 * One visit to one room: its connection, its state and its views, wired together and started. It lasts as long as
 * the page.
 *
 * @param {string} name of the room, as typed
 * @param {{identity: import('./identity.js').Identity, tab: import('./storage.js').Storage, words: object,
 *   language: string, welcomed: (room: string) => void}} hall
 */
export function visit(name, { identity, tab, words, language, welcomed }) {
  const connection = new Connection(socketUrl(name));
  const pulse = new Pulse(connection);
  const room = new Room(connection, new Outbox(tab, name), identity);
  const timeline = new Timeline({ root: find('#room'), room, words, language });
  const announcer = new Announcer(find('#announcer'), words);
  const composer = new Composer({
    form: find('#composer'), storage: tab, room: name, words,
    send: (text) => {
      timeline.follow();
      room.publish(text);
    },
  });
  new Status({
    dot: find('#dot'), banner: find('#banner'), connection, words,
    askHealth: () => askHealth(new URL('health/ready', document.baseURI)),
  });
  room.addEventListener('arrived', ({ detail }) => detail.from?.id !== room.me && announcer.tell(detail));
  room.addEventListener('welcome', ({ detail }) => {
    entitle(detail.room);
    pulse.expect(detail.heartbeatMs);
    composer.limitTo(detail.limits.textCodePoints);
    welcomed(detail.room);
  });
  ['online', 'pageshow'].forEach((event) => addEventListener(event, () => pulse.prove()));
  document.addEventListener('visibilitychange', () => document.hidden || pulse.prove());
  entitle(name);
  find('#room').hidden = false;
  connection.start();
  composer.focus();
}

/** Relative to the page, so that it works under any context path and behind any proxy. */
function socketUrl(room) {
  const url = new URL(`chat/${encodeURIComponent(room)}`, document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}

function entitle(room) {
  find('#title').textContent = room;
  document.title = `${room} · Maru`;
}

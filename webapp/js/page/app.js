import '../maru-room.js';
import { roomProblem, tidy } from '../room/names.js';
import { Storage } from '../storage.js';
import { chooseLanguage, loadWords } from '../words.js';
import { Identity } from './identity.js';
import { Lobby } from './lobby.js';

// The composition root of the page: it reads the address and shows either the lobby or a room.
const address = () => new URLSearchParams(location.search);
const language = chooseLanguage(address().get('lang'), navigator.languages);
const say = await loadWords(language);
const profile = new Storage(() => localStorage);
const identity = new Identity(profile);
const element = document.querySelector('maru-room');
document.documentElement.lang = language;
for (const [name, write] of [
  ['word', (place, text) => (place.textContent = text)],
  ['hint', (place, text) => (place.placeholder = text)],
  ['label', (place, text) => place.setAttribute('aria-label', text)],
]) {
  document.querySelectorAll(`[data-${name}]`).forEach((place) => write(place, say(place.dataset[name])));
}
const lobby = new Lobby({ root: document.querySelector('#lobby'), identity, storage: profile, say, enter });
element.addEventListener('maru-welcome', ({ detail }) => lobby.remember(detail.room));
addEventListener('popstate', show);
show();

/** From the lobby into a room: the address follows, so that reload, back and a shared link work. */
function enter(name) {
  const to = address();
  to.set('room', name);
  history.pushState(null, '', `?${to}`);
  show();
}

function show() {
  const room = tidy(address().get('room') ?? '');
  const open = room !== '' && !roomProblem(room);
  element.hidden = !open;
  element.setAttribute('lang', language);
  element.setAttribute('room', open ? room : '');
  document.title = open ? `${room} · Maru` : 'Maru';
  if (open) {
    lobby.hide();
  } else {
    lobby.show(room);
  }
}

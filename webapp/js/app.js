import { Identity } from './identity.js';
import { Lobby } from './lobby.js';
import { roomProblem, tidy } from './names.js';
import { Storage } from './storage.js';
import { chooseLanguage, translate } from './strings.js';
import { visit } from './visit.js';

// The composition root: it reads the address and opens either the lobby or a room.
const address = new URLSearchParams(location.search);
const language = chooseLanguage(address.get('lang'), navigator.languages);
const words = translate(document, language);
const profile = new Storage(() => localStorage);
const tab = new Storage(() => sessionStorage);
const identity = new Identity(profile);
const root = document.querySelector('#lobby');
const lobby = new Lobby({ root, identity, storage: profile, words, enter });
const room = tidy(address.get('room') ?? '');

if (room && !roomProblem(room) && identity.name) {
  open(room);
} else {
  lobby.show(room);
}
addEventListener('popstate', () => location.reload());

/** From the lobby into a room: the address follows, so that reload, back and a shared link work. */
function enter(name) {
  address.set('room', name);
  history.pushState(null, '', `?${address}`);
  open(name);
}

function open(name) {
  visit(name, { identity, tab, words, language, welcomed: (shown) => lobby.remember(shown) });
}

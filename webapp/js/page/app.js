import '../maru-room.js';
import { follows, format, parse } from './address.js';
import { language, profile, settings, words } from './early.js';
import { Hall } from './hall.js';
import { Rooms } from './rooms.js';
import { listen } from './shortcuts.js';
import { Tab } from './tab.js';

// The composition root of the page: the address decides what is shown, and everything else changes the address.
const place = () => parse(location.search);
const root = document.documentElement;
const find = (id) => document.getElementById(id);
const element = document.querySelector('maru-room');
const say = await words.catch(() => {
  find('failed').hidden = false;
  throw new Error('The words could not be fetched.');
});
root.lang = language;
for (const node of document.querySelectorAll('[data-word]')) {
  node.textContent = say(node.dataset.word);
}
for (const node of document.querySelectorAll('[data-label]')) {
  node.setAttribute('aria-label', say(node.dataset.label));
}

const hall = find('hall');
const rooms = new Rooms(profile, () => hall.checkVisibility?.() ?? true);
const tab = new Tab(document.querySelector('link[rel="icon"]'));
const dialogs = find('dialogs');
// What most visits never need is fetched when it is first asked for.
let noticing;
const notices = () => noticing ??= import('./notices.js')
  .then(({ Notices }) => new Notices({ settings, open: go }));
const wantsNotices = () => settings.get('notify') !== 'none' || settings.get('sound') === 'on';
const openSettings = async () => {
  const found = await notices();
  const { showSettings } = await import('./dialogs.js');
  showSettings(dialogs, say, { settings, problem: () => found.problem });
};
const openKeys = async () => (await import('./dialogs.js')).showKeys(dialogs, say);
const openSwitcher = async () => {
  const { Switcher } = await import('./switcher.js');
  new Switcher({ place: dialogs, rooms, say, enter }).open();
};
const enter = (room) => go(format({ room }, location.search));
const view = new Hall({ root: hall, rooms, say, enter, settings: openSettings, keys: openKeys });
let current = '';
let wantsFocus = false;

settings.addEventListener('change', ({ detail }) => {
  if (detail === 'lang') {
    // A language named by the address would win over the one that has just been chosen. Drafts survive a reload.
    const asked = new URLSearchParams(location.search);
    asked.delete('lang');
    location.assign(`?${asked}`);
  } else if (detail === 'theme') {
    root.dataset.theme = settings.get('theme');
  } else if (detail === 'problem') {
    openSettings();
  }
});
find('skip').addEventListener('click', (event) => {
  event.preventDefault();
  (element.hidden ? hall.querySelector('input') : element).focus();
});
find('settings').addEventListener('click', openSettings);
element.addEventListener('maru-welcome', ({ detail }) => {
  current = detail.room;
  rooms.remember(current);
  view.show(current);
  tab.show(current);
});
element.addEventListener('maru-state', () => {
  if (wantsFocus && !matchMedia('(pointer: coarse)').matches) {
    queueMicrotask(() => element.focus());
  }
  wantsFocus = false;
});
element.addEventListener('maru-news', ({ detail }) => {
  rooms.tell(current, detail.unread);
  tab.count(detail.unread);
  wantsNotices() && notices().then((found) => found.take(detail, current));
});
document.addEventListener('click', (event) => {
  const link = event.composedPath().find((node) => node.localName === 'a' && node.href);
  if (follows(event, link, location)) {
    event.preventDefault();
    go(link.href);
  }
});
listen({
  rooms: openSwitcher,
  help: openKeys,
  walk,
  regions: () => [hall, ...element.visit?.regions ?? []],
});
addEventListener('popstate', show);
wantsNotices() && notices();
show();

/** Goes to an address of this page without loading it again. */
function go(url) {
  history.pushState(null, '', url);
  show();
}

/** To the next room of the list, or the one before. */
function walk(step) {
  const names = rooms.list.map(({ room }) => room);
  if (names.length > 0) {
    const at = names.indexOf(current);
    enter(names[(at < 0 && step < 0 ? 0 : at) + step] ?? names.at(step < 0 ? -1 : 0));
  }
}

function show() {
  const { room, at, problem } = place();
  const open = room !== '' && !problem;
  // The same room under its own spelling is not another room.
  const stays = open && !element.hidden && element.getAttribute('room') === room;
  document.body.dataset.view = open ? 'room' : 'lobby';
  element.hidden = !open;
  element.lang = language;
  element.toggleAttribute('at', Boolean(at));
  if (at) {
    element.setAttribute('at', at);
  }
  element.setAttribute('room', open ? room : '');
  if (!stays) {
    current = open ? room : '';
    wantsFocus = open && !at;
    view.show(current, open ? {} : { typed: room, problem });
    tab.show(current);
    rooms.refresh();
  }
}

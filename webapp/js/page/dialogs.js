import { html, nothing, render } from '../vendor/lit-html.js';
import { SETTINGS } from './settings.js';

/** The keys that the page understands, in the order in which they are shown; `Mod` is ⌘ on a Mac. */
const KEYS = {
  send: 'Enter', newline: 'Shift+Enter', editLast: '↑', cancel: 'Esc', rooms: 'Mod+K', walk: 'Alt+↑ Alt+↓',
  latest: 'End', readAll: 'Shift+Esc', regions: 'F6', help: '?',
};

const MOD = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Shows a dialog of the page until it is closed; one at a time. */
function show(place, title, content, say) {
  render(html`
    <dialog class="sheet" aria-labelledby="dialog-title" @close=${() => render(nothing, place)}
      @click=${({ target }) => target.localName === 'dialog' && target.close()}>
      <form method="dialog">
        <header>
          <h2 id="dialog-title">${title}</h2>
          <button class="close" aria-label=${say('settings.close')}>×</button>
        </header>
        ${content}
      </form>
    </dialog>`, place);
  const dialog = place.querySelector('dialog');
  if (!dialog.open) {
    dialog.showModal();
  }
}

/** @param {HTMLElement} place @param {import('../words.js').Say} say */
export function showKeys(place, say) {
  show(place, say('keys.title'), html`<dl class="keys">${Object.entries(KEYS).map(([name, keys]) => html`
    <div><dt>${say(`keys.${name}`)}</dt>
    <dd>${keys.split(' ').map((chord) => html`<kbd>${chord.replace('Mod', MOD)}</kbd> `)}</dd></div>`)}</dl>`, say);
}

/**
 * @param {HTMLElement} place
 * @param {import('../words.js').Say} say
 * @param {{settings: import('./settings.js').Settings, problem?: () => string | undefined}} parts `problem`: the end of
 *   the key that says why notifications do not come
 */
export function showSettings(place, say, { settings, problem }) {
  const field = (name) => html`<label for="setting-${name}">${say(`settings.${name}`)}</label>
    <select id="setting-${name}" @change=${({ target }) => settings.set(name, target.value)}>
      ${settings.choices(name).map((choice) => html`<option value=${choice}
        ?selected=${choice === settings.get(name)}>${say(`settings.${name}.${choice}`)}</option>`)}
    </select>`;
  show(place, say('settings.title'), html`<div class="settings">${SETTINGS.map(field)}</div>
    ${problem() ? html`<p class="problem">${say(`notice.${problem()}`)}</p>` : nothing}`, say);
}

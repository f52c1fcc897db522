/** In `css/`; tokens first. */
const SHEETS = ['tokens', 'base', 'room', 'messages', 'text', 'composer', 'people', 'popups'];

/** @returns {string[]} the addresses of the style sheets that a room wears */
export function sheetAddresses() {
  return SHEETS.map((name) => new URL(`../../css/${name}.css`, import.meta.url).href);
}

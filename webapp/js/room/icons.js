import { html } from '../vendor/lit-html.js';

/** Drawn on 20 by 20 in strokes of the colour around. */
const PATHS = {
  smile: 'M10 2.8a7.2 7.2 0 1 0 0 14.4a7.2 7.2 0 1 0 0-14.4M7.5 7.9v.6M12.5 7.9v.6M6.8 11.6a3.8 3.8 0 0 0 6.4 0',
  reply: 'M8 4.5 3.5 9 8 13.5M3.5 9h8a5 5 0 0 1 5 5v1.5',
  edit: 'M3.5 16.5l.8-3.6 8.6-8.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3l-8.6 8.6zM11.5 5.7l2.8 2.8',
  remove: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1',
  more: 'M4 10a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0m5.4 0a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0'
    + 'm5.4 0a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0',
};

/** @param {keyof PATHS} name */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <path d=${PATHS[name]}></path></svg>`;
}

import { roomProblem, tidy } from '../room/names.js';

/**
 * What the address of the page asks for.
 *
 * @param {string} search such as `?room=한국&at=42`
 * @returns {{room: string, at?: number, problem?: string, lang: string | null}} `room` is empty for the lobby; one with
 *   a `problem` is shown there
 */
export function parse(search) {
  const asked = new URLSearchParams(search);
  const room = tidy(asked.get('room') ?? '');
  const at = Number(asked.get('at'));
  return {
    room,
    problem: room ? roomProblem(room) : undefined,
    at: Number.isSafeInteger(at) && at > 0 ? at : undefined,
    lang: asked.get('lang'),
  };
}

/**
 * @param {{room?: string, at?: number}} place without a room: the lobby
 * @param {string} search of the page as it is: what else it asks for (`lang`) stays
 * @returns {string} a relative address
 */
export function format({ room, at }, search = '') {
  const asked = new URLSearchParams(search);
  asked.delete('at');
  asked.delete('room');
  if (room) {
    asked.set('room', room);
  }
  if (at) {
    asked.set('at', at);
  }
  return asked.size ? `?${asked}` : './';
}

/**
 * Whether a click on a link is one that the page follows by itself; all else is the browser's: another tab, a download,
 * another site.
 *
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement | undefined} link
 * @param {Location} location
 */
export function follows(event, link, location) {
  if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.hasAttribute('download')
    || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return false;
  }
  const page = (url) => url.origin + url.pathname.replace(/index\.html$/, '');
  const to = new URL(link.href, location.href);
  return page(to) === page(new URL(location.href)) && !to.hash;
}

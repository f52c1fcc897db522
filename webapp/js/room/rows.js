/** A pause longer than this begins a new group of the same author. */
const GROUP_MS = 5 * 60_000;

const MINUTE_MS = 60_000;

/**
 * Lays a conversation out as rows: days, gaps and messages in the order of the log, and at the end what still
 * waits in the outbox. Pure. A message has the same key before and after it is stored, so that its row stays the same.
 *
 * @param {import('./feed.js').Feed} feed
 * @param {import('./clock.js').Clock} clock
 * @returns {Array<{key: string, kind: 'day' | 'gap' | 'message', look: string}>}
 */
export function rowsOf(feed, clock) {
  const items = [...feed.messages.map((message) => stored(message, feed.me)), ...feed.pending.map(waiting)];
  const gaps = [...feed.gaps];
  const rows = [];
  let day = '';
  let previous = null;
  items.forEach((item, index) => {
    while (gaps.length > 0 && gaps[0] <= item.n) {
      rows.push(gapRow(gaps.shift()));
      previous = null;
    }
    const itsDay = clock.day(item.message.at);
    if (itsDay > day) {
      day = itsDay;
      rows.push({ key: `day ${day}`, kind: 'day', look: 'day', day });
      previous = null;
    }
    const startsGroup = !together(previous, item, GROUP_MS);
    const endsMinute = !sameMinute(item, items[index + 1]);
    rows.push({ ...item, kind: 'message', startsGroup, endsMinute, look: look(item, startsGroup) });
    previous = item;
  });
  return [...rows, ...gaps.map(gapRow)];
}

function stored(message, me) {
  const mine = message.from?.id === me;
  return { key: mine ? `id ${message.id}` : `n ${message.n}`, n: message.n, message, mine, state: 'seen' };
}

function waiting({ id, text, at, state, code, why }) {
  const message = { id, text, at: new Date(at).toISOString() };
  return { key: `id ${id}`, n: Infinity, message, mine: true, state, code, reason: why };
}

function gapRow(n) {
  return { key: `gap ${n}`, kind: 'gap', look: 'gap' };
}

function together(earlier, later, withinMs) {
  return earlier !== null && later !== undefined && earlier.mine === later.mine
    && (earlier.mine || sameFace(earlier.message.from, later.message.from))
    && new Date(later.message.at) - new Date(earlier.message.at) <= withinMs;
}

/** A deleted message has lost its author's name, but not whose it was. */
function sameFace(one, other) {
  return one.id === other.id && (one.name === other.name || other.name === undefined);
}

function sameMinute(earlier, later) {
  return together(earlier, later, MINUTE_MS) && earlier.state === later.state
    && new Date(earlier.message.at).getMinutes() === new Date(later.message.at).getMinutes();
}

function look({ mine, state, message }, startsGroup) {
  return ['message', mine ? 'mine' : 'theirs', state, startsGroup && 'first', message.deleted && 'deleted']
    .filter(Boolean).join(' ');
}

/** A pause longer than this begins a new group of the same author. */
const GROUP_MS = 5 * 60_000;

const MINUTE_MS = 60_000;

/** What is read from the time of a message, by message; and the message made of a waiting text. */
const times = new WeakMap();
const drafts = new WeakMap();

/**
 * Lays a conversation out as rows: days, gaps, notes and messages in the order of the log, the line where the unread
 * run starts, and at the end what still waits in the outbox. Pure. A message has the same key before and after it is
 * stored, so that its row stays the same.
 *
 * @param {import('./feed.js').Feed} feed
 * @param {import('./clock.js').Clock} clock
 * @param {number} [unreadAfter] see {@link import('./divider.js').Divider}
 * @returns {Array<{key: string, kind: 'day' | 'gap' | 'note' | 'divider' | 'message', look: string}>}
 */
export function rowsOf(feed, clock, unreadAfter) {
  const messages = feed.messages.map((message) => stored(message, feed));
  const items = feed.detached ? messages : [...messages, ...feed.pending.map(waiting)];
  const between = marks(feed, messages);
  const divided = firstUnread(feed, messages, unreadAfter);
  const rows = [];
  let day = '';
  let previous;
  items.forEach((item, index) => {
    const before = rows.length;
    while (between.length > 0 && between[0].n <= item.n) {
      rows.push(between.shift().row);
    }
    const itsDay = time(item.message, clock).day;
    if (itsDay > day) {
      day = itsDay;
      rows.push({ key: `day ${day}`, kind: 'day', look: 'day', day, name: clock.dayName(day) });
    }
    if (item.n === divided) {
      rows.push({ key: 'divider', kind: 'divider', look: 'divider' });
    }
    const startsGroup = rows.length > before || !together(previous, item, GROUP_MS);
    const endsMinute = !sameMinute(item, items[index + 1]);
    rows.push({ ...item, kind: 'message', startsGroup, endsMinute, look: look(item, startsGroup) });
    previous = item;
  });
  return [...rows, ...between.map(({ row }) => row)];
}

/** Whether two rows look the same. A message may have been copied without having changed. */
export function same(one, other) {
  return alike(one, other, (key, a, b) => a === b || (key === 'message' && alike(a, b, Object.is)));
}

function alike(one, other, equal) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length
    && keys.every((key) => one[key] === other[key] || equal(key, one[key], other[key]));
}

function stored(message, feed) {
  const { n, replyTo } = message;
  const mine = message.from?.id === feed.me;
  return {
    key: mine ? `id ${message.id}` : `n ${n}`, n, message, mine, state: 'seen',
    quoted: replyTo ? feed.message(replyTo) : undefined, reactors: feed.reactors(n),
  };
}

function waiting(item) {
  const { id, text, replyTo, at, state, code, why } = item;
  const message = drafts.get(item) ?? { id, text, replyTo, at: new Date(at).toISOString() };
  drafts.set(item, message);
  return { key: `id ${id}`, n: Infinity, message, mine: true, state, code, reason: why };
}

/** Gaps and notes that belong between the messages here, with the position before which each stands. */
function marks({ gaps, notes, hasOlder, detached }, items) {
  const [first, last] = [items[0]?.n ?? 0, items.at(-1)?.n ?? 0];
  const all = [
    ...gaps.map((n) => ({ n, row: { key: `gap ${n}`, kind: 'gap', look: 'gap' } })),
    ...notes.map(({ key, n, text }) => ({ n: n + 1, row: { key, kind: 'note', look: 'note', text } })),
  ];
  return all.filter(({ n }) => (n > first || !hasOlder) && (n <= last || !detached)).sort((a, b) => a.n - b.n);
}

/** Only when the start of the run is here, and not in front of the rows. */
function firstUnread({ hasOlder }, items, after) {
  if (after === undefined || items.length === 0 || (hasOlder && items[0].n > after)) {
    return undefined;
  }
  return items.find(({ n, mine }) => n > after && !mine)?.n;
}

function together(earlier, later, withinMs) {
  return earlier !== undefined && later !== undefined && earlier.mine === later.mine
    && (earlier.mine || sameFace(earlier.message.from, later.message.from))
    && time(later.message).ms - time(earlier.message).ms <= withinMs;
}

/** A deleted message has lost its author's name, but not whose it was. */
function sameFace(one, other) {
  return one.id === other.id && (one.name === other.name || other.name === undefined);
}

function sameMinute(earlier, later) {
  return together(earlier, later, MINUTE_MS) && earlier.state === later.state
    && time(earlier.message).minute === time(later.message).minute;
}

function time(message, clock) {
  let known = times.get(message);
  if (!known) {
    const date = new Date(message.at);
    times.set(message, known = { ms: date.getTime(), minute: date.getMinutes() });
  }
  known.day ??= clock?.day(message.at);
  return known;
}

function look({ mine, state, message }, startsGroup) {
  return ['message', mine ? 'mine' : 'theirs', state, startsGroup && 'first', message.deleted && 'deleted']
    .filter(Boolean).join(' ');
}

import { delayMs } from './link.js';

const KEPT = 1_000;
const WAITED_MS = 100_000;

export const newId = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

export const keeper = (open, log) => (key, value) => {
  try {
    return value === undefined ? open()?.getItem(key) : open()?.setItem(key, value);
  } catch (error) {
    log('warn', 'storage', error);
  }
};

export class MaruError extends Error {
  name = 'MaruError';

  constructor(code, text = code, outcome = 'notStored', id) {
    super(text);
    Object.assign(this, { code, outcome, id });
  }
}

// One item in flight, under one id for good.
export function Outbox({ load, save, send, failed }) {
  let items = [];
  let postponed = 0;
  let author, open, flying, held;

  try {
    items = [...JSON.parse(load())];
  } catch {}

  function land(id) {
    if (flying === id) flying = undefined;
    return items.find((item) => item.id === id);
  }

  function drop(item) {
    items = items.filter((other) => other !== item);
  }

  function fail(item, code, why, outcome) {
    const error = new MaruError(code, why, outcome, item.id);
    Object.assign(item, { state: 'failed', code, why });
    item.reject?.(error);
    item.type === 'publish' || drop(item);
    failed(error);
  }

  function step() {
    let item;
    while (open && !flying && !held && (item = items.find(({ state }) => state === 'queued'))) {
      if ((item.author ??= author) === author) {
        flying = item.id;
      } else {
        fail(item, 'otherAuthor', undefined, 'unknown');
      }
    }
    save(JSON.stringify(items.filter(({ state }) => state !== 'stored')));
    if (item) {
      const { at, state, author: by, code, why, ...command } = item;
      send(command);
    }
  }

  const outbox = {
    get items() {
      return items;
    },
    add: (command) => new Promise((resolve, reject) => {
      if (items.length >= KEPT) throw new MaruError('outboxFull');
      items = [...items, { at: Date.now(), ...command, id: newId(), state: 'queued', author, resolve, reject }];
      step();
    }),
    open(me) {
      author = me;
      open = true;
      step();
    },
    shut() {
      clearTimeout(held);
      open = flying = held = undefined;
    },
    stored({ id, n, duplicate = false }, cursor) {
      const item = land(id);
      if (item) {
        postponed = 0;
        item.resolve?.({ n, duplicate });
        Object.assign(item, { state: 'stored', n });
        outbox.passed(cursor);
        step();
      }
    },
    entered(entry) {
      if (entry.from.id === author) outbox.stored(entry, entry.n);
    },
    passed: (cursor) => items.filter(({ state, n }) => state === 'stored' && n <= cursor).forEach(drop),
    refused({ id, code, text, outcome, retryAfterMs }) {
      const item = land(id);
      if (item && (outcome === 'unknown' || retryAfterMs < WAITED_MS)) {
        held = setTimeout(() => {
          held = undefined;
          step();
        }, retryAfterMs ?? delayMs(postponed++));
      } else if (item) {
        fail(item, code, text, outcome);
        step();
      }
      return item;
    },
    retry: (id) => outbox.add(outbox.discard(id)),
    discard(id) {
      const item = land(id);
      item?.reject?.(new MaruError('discarded', undefined, 'unknown', id));
      drop(item);
      step();
      return item;
    },
  };
  return outbox;
}

/** Messages whose reactors are known, at most. */
const KEPT_MESSAGES = 1_000;

/** Live reactions remembered for pages that were read before them. */
const KEPT_REACTIONS = 1_000;

/** Names remembered of people who may have gone. */
const KEPT_NAMES = 1_000;

const NOBODY = Object.freeze({});

/**
 * Who has put which emoji on which message, as far as it is known: pages name some of the authors
 * (`reactedBy`), and live reactions name theirs. Counts are not its business.
 */
export class Reactors {
  #records = new Map();
  #live = [];
  #names = new Map();

  /** @param {readonly import('../maru.js').Message[]} messages as they read at `head` */
  page(messages, head) {
    for (const { n, from, reactedBy = {} } of messages) {
      this.name(from?.id, from?.name);
      const ids = new Map(Object.entries(reactedBy).map(([emoji, authors]) => [emoji, new Set(authors)]));
      const record = { base: head, ids };
      put(this.#records, n, record, KEPT_MESSAGES);
      this.#live.forEach((entry) => entry.of === n && apply(record, entry));
    }
  }

  /** Takes a live entry of any type. */
  take(entry) {
    const { type, n, of, from } = entry;
    this.name(from?.id, from?.name);
    if (type === 'message') {
      put(this.#records, n, { base: n, ids: new Map() }, KEPT_MESSAGES);
    } else if (type === 'reaction' || type === 'delete') {
      this.#live.push(entry);
      this.#live.length > KEPT_REACTIONS && this.#live.shift();
      this.#records.has(of) && apply(this.#records.get(of), entry);
    }
  }

  /** Learns what somebody is called. */
  name(id, name) {
    if (id && name && this.#names.get(id) !== name) {
      put(this.#names, id, name, KEPT_NAMES);
      this.#records.forEach((record) => record.strangers?.has(id) && (record.view = undefined));
    }
  }

  /**
   * @param {number} n position of a message
   * @returns {Readonly<Record<string, readonly {id: string, name?: string}[]>>} the same object until it changes
   */
  of(n) {
    const record = this.#records.get(n);
    if (!record || record.ids.size === 0) {
      return NOBODY;
    }
    if (!record.view) {
      const known = ([emoji, ids]) => [emoji, [...ids].map((id) => ({ id, name: this.#names.get(id) }))];
      record.view = Object.fromEntries([...record.ids].map(known));
      record.strangers = new Set([...record.ids.values()].flatMap((ids) => [...ids]));
    }
    return record.view;
  }

  /** Positions have lost their meaning. */
  clear() {
    this.#records.clear();
    this.#live = [];
  }
}

function apply(record, { type, n, emoji, on, from }) {
  if (n <= record.base) {
    return;
  }
  record.view = undefined;
  if (type === 'delete') {
    record.ids.clear();
  } else if (on) {
    record.ids.set(emoji, (record.ids.get(emoji) ?? new Set()).add(from.id));
  } else {
    record.ids.get(emoji)?.delete(from.id);
    record.ids.get(emoji)?.size === 0 && record.ids.delete(emoji);
  }
}

/** Puts it last; the first goes when there are too many. */
function put(map, key, value, kept) {
  map.delete(key);
  map.set(key, value);
  if (map.size > kept) {
    map.delete(map.keys().next().value);
  }
}

/** So many rooms are known at most; the server answers for 50 at once. */
const KNOWN_ROOMS = 30;

const EVERY_MS = 30_000;

const ANSWER_WITHIN_MS = 10_000;

/**
 * @typedef {{room: string, unread: number, online?: number, members: {id: string, name: string}[]}} Known
 */

/**
 * Puts what the server says of rooms to the rooms that are known by now. What it does not say stays as it was.
 *
 * @param {readonly Known[]} known
 * @param {readonly string[]} asked the rooms asked for; the server may spell one as it was first spelled
 * @param {readonly {error?: object, unread?: number, online?: number, members?: object[]}[]} answers in their order
 * @returns {Known[]}
 */
export function merge(known, asked, answers) {
  const found = new Map(asked.map((room, index) => [room, answers[index]]));
  return known.map((one) => {
    const answer = found.get(one.room);
    return answer && !answer.error ? {
      room: one.room,
      unread: answer.unread ?? one.unread,
      online: answer.online ?? one.online,
      members: answer.members ?? one.members,
    } : one;
  });
}

/**
 * The rooms that this browser knows, in the order in which they came to be known, the newest first; and how they stand.
 * The order does not change by going from one to another: a list that moves under the hand is no list.
 *
 * Event: `change`.
 */
export class Rooms extends EventTarget {
  #storage;
  #wanted;
  #list;

  /**
   * @param {import('../storage.js').Storage} storage
   * @param {() => boolean} wanted whether somebody looks at them now
   */
  constructor(storage, wanted) {
    super();
    this.#storage = storage;
    this.#wanted = wanted;
    this.#list = storage.list('maru.recent').map(blank);
    setInterval(() => this.refresh(), EVERY_MS);
    document.addEventListener('visibilitychange', () => this.refresh());
    addEventListener('storage', ({ key }) => key === 'maru.recent' && this.#reread());
  }

  /** @returns {readonly Known[]} */
  get list() {
    return this.#list;
  }

  remember(room) {
    if (!this.#list.some((known) => known.room === room)) {
      this.#keep([blank(room), ...this.#list].slice(0, KNOWN_ROOMS));
    }
  }

  forget(room) {
    this.#keep(this.#list.filter((known) => known.room !== room));
  }

  /** Takes over what is known of the room that is open: it is newer than what was asked. */
  tell(room, unread) {
    this.#list = this.#list.map((known) => (known.room === room ? { ...known, unread } : known));
    this.#changed();
  }

  /** Asks the server, if anybody looks. Without an answer the list stays as it was. */
  async refresh() {
    if (document.hidden || this.#list.length === 0 || !this.#wanted()) {
      return;
    }
    const url = new URL('../../api/v1/rooms', import.meta.url);
    const asked = this.#list.map(({ room }) => room);
    asked.forEach((room) => url.searchParams.append('room', room));
    // The client keeps the secret of a guest under this name; by it the server knows what was read.
    const secret = this.#storage.get(`maru.guest.${location.host}`);
    try {
      const answer = await fetch(url, {
        headers: secret ? { Authorization: `Guest ${secret}` } : {},
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (answer.ok) {
        const { rooms } = await answer.json();
        // Only now: what has been entered or forgotten while the answer was on its way stays so.
        this.#list = merge(this.#list, asked, rooms);
        this.#changed();
      }
    } catch {
      // No network, or no such server: the next time.
    }
  }

  #keep(list) {
    this.#list = list;
    this.#storage.setList('maru.recent', list.map(({ room }) => room));
    this.#changed();
    this.refresh();
  }

  /** Another tab has entered or forgotten a room. */
  #reread() {
    const known = new Map(this.#list.map((one) => [one.room, one]));
    this.#list = this.#storage.list('maru.recent').map((room) => known.get(room) ?? blank(room));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

function blank(room) {
  return { room, unread: 0, members: [] };
}

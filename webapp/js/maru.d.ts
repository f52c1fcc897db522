/**
 * Maru's client for browsers and Node, without dependencies and without a build step: copy `maru.js` and `client/`.
 * The wire is `maru.v1`, as `docs/protocol.md` describes it.
 *
 * How it is made. `client/link.js` keeps one WebSocket, judges whether it lives and comes back. `client/outbox.js`
 * holds what was said until the log has it. `client/live.js` is who is here, who types and who has read how far.
 * `client/room.js` is a cursor over the log of one room, and puts these together. `client/timeline.js` is pure and
 * knows none of them. What there is to explain is here: all that `maru.js` loads has to fit in 6 KB, gzipped.
 *
 * Why it is so. A socket that was given up may still speak, so only the current one is heard. Not every WebSocket tells
 * a refused handshake as a close, so an error ends it, too. A frame that makes no sense, or leaves a hole, costs the
 * connection: the room resumes behind the last entry that was whole. A page reads as the log was at the welcome's head
 * or later, and what is live begins behind that head, so the cursor is the head. What is acknowledged stays in sight
 * until its entry has come. A connection is never judged by the clock alone: a hidden page has its timers held back. A
 * browser may refuse to store. A record of the timeline reads as it did at its `base`; changes after that are still to
 * be applied, and the message of a change may be in a page on its way. An item that was said as one author is never
 * sent as another: that would be a new message.
 */

export interface Member { readonly id: string; readonly name: string }

/** Oneself, with what one may do in this room: letters of `rwma`, for read, write, moderate and administer. */
export interface Self extends Member { readonly rights?: string }

/** What a moderator does to somebody; `docs/protocol.md` says what goes with which act. */
export interface Order {
  readonly act: 'mute' | 'unmute' | 'kick' | 'ban' | 'unban' | 'hide' | 'member';
  readonly member: string;
  readonly seconds?: number; readonly addresses?: string; readonly hide?: boolean; readonly rights?: string;
  readonly reason?: string;
}

/** The author of an entry; a deleted entry keeps the id and loses the name. */
export interface Author { readonly id: string; readonly name?: string }

/** A place in the log of a room. An epoch is opaque: it is equal to another, or it is not. */
export interface Position { readonly epoch: string; readonly n: number }

/** A step of the log. `n` counts all entries, `m` the messages among them; `id` is unique per author. */
export interface Entry {
  readonly type: string; readonly n: number; readonly m: number; readonly id: string; readonly from: Author;
  /** An instant such as `2026-11-22T10:00:00.000Z`. */
  readonly at: string;
  /** The body was erased: there is neither text nor name any more. */
  readonly deleted?: boolean;
}

export interface Message extends Entry {
  readonly text?: string; readonly replyTo?: number;
  /** In pages and in a {@link Timeline}: when the text was changed last. */
  readonly editedAt?: string;
  /** In pages and in a {@link Timeline}: how many authors have put each emoji on it. */
  readonly reactions?: Readonly<Record<string, number>>;
}

/** Any entry but a message: `edit`, `delete`, `reaction`, `state`, `moderation`, or a kind that is invented later. */
export interface Update extends Entry {
  readonly of?: number; readonly text?: string; readonly emoji?: string; readonly on?: boolean;
  readonly key?: string; readonly value?: string;
  readonly act?: Order['act']; readonly member?: string; readonly until?: string; readonly rights?: string;
  /** Every message of `member` before this is erased; a {@link Timeline} does it. */
  readonly hide?: boolean;
}

/** Messages in ascending order, each as it read at `head`. `more`: older ones exist; `newer`: newer ones do. */
export interface Page {
  readonly type: 'page'; readonly id?: string; readonly messages: readonly Message[]; readonly head: number;
  readonly more: boolean; readonly newer?: boolean;
}

/**
 * Entries that will not come. `trimmed`: reading goes on at `first`. `damaged`: it stops before `first`. `epoch` and
 * `future`: it goes on behind `head`, and no position from before means anything.
 */
export interface Gap {
  readonly type: 'gap'; readonly epoch: string; readonly first: number; readonly head: number;
  readonly reason: 'trimmed' | 'epoch' | 'future' | 'damaged';
}

/** The last welcome of the server, with the state of the room kept up to date. */
export interface Welcome {
  readonly room: string; readonly you: Self; readonly epoch: string; readonly head: number; readonly m: number;
  readonly first: number; readonly state: Readonly<Record<string, string>>; readonly resumed: boolean;
  readonly durability: 'disk' | 'os' | 'memory'; readonly heartbeatMs: number;
  readonly limits: {
    readonly textCodePoints: number; readonly textBytes: number; readonly nameCodePoints: number;
    readonly frameBytes: number; readonly history: number; readonly inFlight: number;
  };
}

/**
 * `idle` until {@link MaruRoom.connect}. `connecting` for the first time, `open` from the welcome on, `reconnecting`
 * while it waits or dials again, `closed` for good: by {@link MaruRoom.close} or by a code that says not to come back.
 * After that `connect` may be tried again.
 */
export type State = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed';

export interface StateChange {
  readonly state: State; readonly previous: State;
  /** Failures since a connection was last up for 5 s. */
  readonly attempt: number;
  /** The close code that led here; 1006 where there was none. */
  readonly code?: number; readonly reason?: string;
  /** While it waits: when it dials, by the clock of `Date.now`. */
  readonly retryAt?: number;
  /** When `open`: whether everything after the cursor follows. If not, a `gap` says what does not. */
  readonly resumed?: boolean;
}

/**
 * A command that is not known to be in the log. `queued`: it waits, or is on its way. `stored`: acknowledged at `n`,
 * its entry has yet to arrive. `failed` (texts only): refused for `code`, in words `why`; it stays until
 * {@link MaruRoom.retry} or {@link MaruRoom.discard}.
 */
export interface Pending {
  readonly id: string; readonly type: 'publish' | 'edit' | 'delete' | 'react' | 'set' | 'moderate';
  readonly state: 'queued' | 'stored' | 'failed';
  /** When it was said, in milliseconds, by the clock of this machine. */
  readonly at: number;
  readonly author?: string; readonly n?: number; readonly code?: string; readonly why?: string;
  readonly text?: string; readonly replyTo?: number; readonly of?: number; readonly reason?: string;
  readonly emoji?: string; readonly on?: boolean; readonly key?: string; readonly value?: string;
}

/** Where a command is in the log. `duplicate`: an earlier try with the same id had already been stored. */
export interface Receipt { readonly n: number; readonly duplicate: boolean }

/**
 * Why something was not done. `code` is one of the refusals of the protocol, or of the client's own: `discarded`,
 * `otherAuthor` (said as somebody else; sent now it would be a new message), `outboxFull` (1,000 items), `closed`,
 * `gap` (a page was asked for in an epoch that has gone), `overrun` (more than 1,000 messages wait for a slow loop).
 */
export class MaruError extends Error {
  constructor(code: string, text?: string, outcome?: 'notStored' | 'unknown', id?: string);
  readonly name: 'MaruError';
  readonly code: string;
  /** `notStored`: it is not in the log. `unknown`: it may be. */
  readonly outcome: 'notStored' | 'unknown';
  /** Of the command. */
  readonly id?: string;
}

/** What is needed of a `Storage`. It may throw. */
export interface Store { getItem(key: string): string | null; setItem(key: string, value: string): void }

export interface Options {
  /** `http` becomes `ws`; relative to the page. A function is asked at every attempt. */
  url: string | URL | (() => string | URL | Promise<string | URL>);
  /** Names the outbox in its store. Needed, to keep one, only when `url` is a function; the url otherwise. */
  room?: string;
  /** The label of a guest. */
  name?: string;
  /** A function is asked at every attempt, and for a newer one when the server says that this one ends soon. */
  token?: string | (() => string | undefined | Promise<string | undefined>);
  /** Keeps the secret that makes a guest the same author again, one per host. By default `localStorage`, if any. */
  guest?: Store;
  /** Begin with a page of so many messages, see the event `page`. By default none: only what is live. */
  history?: number;
  /** Begin after this position instead, as a bot does that has kept its {@link MaruRoom.cursor}. */
  after?: Position;
  /** Where what was said survives a reload: by default `session`, the tab. A store is for one tab at a time. */
  outbox?: 'memory' | 'session' | Store;
  /** For a Node without one. */
  WebSocket?: new (url: URL, protocol: string) => unknown;
  /** Milliseconds to wait before an attempt, counted from 0. By default at random between 500 and at most 20,000. */
  backoff?: (attempt: number) => number;
  /** Closes the room. One that has fired already is thrown. */
  signal?: AbortSignal;
  log?: (level: 'warn', what: string, error: unknown) => void;
}

export interface Events {
  state: StateChange;
  /** A message that was not here yet: live, or missed meanwhile. Each position comes once, in order. */
  message: Message;
  update: Update;
  /** The page that `history` asked for. */
  page: Page;
  /** {@link MaruRoom.pending} has changed. */
  pending: readonly Pending[];
  presence: { readonly count: number; readonly members?: readonly Member[] };
  typing: { readonly members: readonly Member[] };
  read: { readonly member: string; readonly n: number };
  /** The server has taken the name that {@link MaruRoom.rename} asked for. */
  name: { readonly name: string };
  /** What one may do here from now on: {@link MaruRoom.me} says the same. */
  rights: { readonly rights: string };
  gap: Gap;
  /** A newer token counts, for so long. */
  token: { readonly inMs: number };
  /** What was missed is here; what follows is live. */
  caughtUp: { readonly n: number };
  /** A refusal, also of what was said before a reload; or what the `url` or `token` function threw. */
  error: MaruError | Error;
}

/**
 * A member of one room. It reconnects by itself and resumes after its cursor, so that each entry arrives once and in
 * order, or a `gap` says what does not. Iterated it gives the messages from then on, until it is closed.
 *
 * What is said here is sent one by one, again with the same id until its outcome is known, and never dropped silently.
 * A promise settles when the log has it, or when it was definitely refused or discarded; not because a connection was
 * lost. Refused with `unknown`, or to wait for less than 100 s (`retryAfterMs`), it is only sent again.
 */
export class MaruRoom extends EventTarget implements AsyncIterable<Message> {
  constructor(options: Options);
  readonly state: State;
  readonly info: Welcome | undefined;
  readonly me: Self | undefined;
  /** Who is here: identities, not connections. In a large room only {@link memberCount} is kept up to date. */
  readonly members: readonly Member[];
  readonly memberCount: number;
  /** Who is typing, without oneself. */
  readonly typists: readonly Member[];
  /** How far each member has read. */
  readonly reads: ReadonlyMap<string, number>;
  /** The messages behind one's own read marker. */
  readonly unread: number;
  /** The last position seen. */
  readonly cursor: Position | undefined;
  readonly pending: readonly Pending[];

  /** Connects, or cuts a wait short. */
  connect(): this;
  /** Settles when the room is open, or closed for good. */
  ready(): Promise<void>;
  close(): void;
  send(message: string | { text: string; replyTo?: number }): Promise<Receipt>;
  edit(n: number, text: string): Promise<Receipt>;
  remove(n: number, reason?: string): Promise<Receipt>;
  react(n: number, emoji: string, on?: boolean): Promise<Receipt>;
  /** Sets a key of the room's state, as a moderator; without a value it is removed. */
  set(key: string, value?: string): Promise<Receipt>;
  /** Mutes, sends out, shuts out, hides or names somebody, as a moderator. */
  moderate(order: Order): Promise<Receipt>;
  /** Says a failed text again, behind what was said since. */
  retry(id: string): Promise<Receipt>;
  /** Forgets an item. It may be stored all the same, if it was on its way. */
  discard(id: string): void;
  /** To be called at every key: it is sent at most every 3 s. */
  typing(on?: boolean): void;
  markRead(n: number): void;
  /** The event `name` says that it was done. */
  rename(name: string): void;
  /** A page of messages; the newest when nothing is given. Asked again after a loss of the connection. */
  history(range?: { before?: number; after?: number; around?: number; limit?: number }): Promise<Page>;
  /** @returns the function that stops it */
  on<K extends keyof Events>(type: K, act: (detail: Events[K]) => void, options?: { signal?: AbortSignal }): () => void;
  addEventListener<K extends keyof Events>(
    type: K, act: (event: CustomEvent<Events[K]>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, act: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
  [Symbol.asyncIterator](): AsyncGenerator<Message, void, undefined>;
}

/**
 * The messages of a room as they read now, whatever order pages and live entries come in. Give it every `page`,
 * `message`, `update` and `gap`, and every answer of {@link MaruRoom.history}:
 *
 *     const timeline = new Timeline();
 *     for (const type of ['page', 'message', 'update', 'gap']) room.on(type, (object) => timeline.take(object));
 *     room.on('pending', (items) => timeline.pend(items, room.me?.id));
 *
 * A page says how its messages read at its head, so only later changes are applied to them; the last 1,000 changes are
 * kept for pages that are still on their way. A deletion wins over any edit. Entries of unknown kinds move the cursor.
 */
export class Timeline {
  /** The last position taken. */
  readonly cursor: number;
  /** Positions before which something is missing. */
  readonly gaps: readonly number[];
  /** Whether the log holds older messages than these. */
  readonly older: boolean;
  /** By position, each once; untouched ones stay the same object. */
  readonly messages: readonly Message[];
  /** Own texts that are not among the messages yet. */
  readonly pending: readonly Pending[];
  /** False for a page that is too old to be brought up to date: ask for it again. */
  take(object: Page | Message | Update | Gap): boolean;
  /** Takes over what waits in the outbox of the author `me`. */
  pend(items: readonly Pending[], me: string | undefined): void;
  /** Keeps only the newest messages. */
  trim(count: number): void;
}

import { Link, delayMs, socketUrl } from './link.js';
import { Live } from './live.js';
import { MaruError, Outbox, keeper, newId } from './outbox.js';

const KEPT = 1_000;
const SILENCE_MS = 5_000;
const TYPING_MS = 3_000;
const BAD_GUEST = 4506;

export class MaruRoom extends EventTarget {
  state = 'idle';
  members = [];
  memberCount = 0;
  typists = [];
  reads = new Map();
  unread = 0;
  #live = Live(this);
  #options;
  #link;
  #outbox;
  #guests;
  #keep;
  #guest;
  #silence;
  #asked = new Map();
  #typedAt = 0;
  #page;
  #waiting = [];

  constructor(options) {
    super();
    const { url, guest, signal, log = () => {}, outbox = 'session' } = options;
    const { room = typeof url === 'function' ? undefined : socketUrl(url) } = options;
    const store = () => room && (outbox === 'session' ? globalThis.sessionStorage : outbox.getItem && outbox);
    const kept = keeper(store, log);
    const hooks = {
      load: () => kept(`maru.outbox.${room}`),
      save: (items) => {
        kept(`maru.outbox.${room}`, items);
        this.#tell('pending', this.pending);
      },
      send: (command) => this.#say(command),
      failed: (error) => this.#tell('error', error),
      opened: (token, host) => this.#hello(token, host),
      frame: (data) => this.#receive(data),
      pardons: (code) => this.#pardons(code),
      became: (detail) => this.#became(detail),
    };
    this.#options = { WebSocket: globalThis.WebSocket, backoff: delayMs, ...options, log };
    this.#guests = keeper(() => guest ?? globalThis.localStorage, log);
    this.#outbox = Outbox(hooks);
    this.#link = Link(this.#options, hooks);
    this.cursor = options.after;
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => this.close());
  }

  get pending() { return this.#outbox.items; }

  connect() {
    if (!this.#page) {
      this.#page = new AbortController();
      const wake = () => globalThis.document?.hidden || this.#link.wake();
      const listen = (target, type) => target?.addEventListener?.(type, wake, this.#page);
      listen(globalThis, 'online');
      listen(globalThis, 'pageshow');
      listen(globalThis.document, 'visibilitychange');
    }
    this.#link.dial();
    return this;
  }

  async ready() {
    while (this.state !== 'open') {
      if (this.state === 'closed') throw new MaruError('closed');
      await this.#news();
    }
  }

  close() {
    if (this.state !== 'closed') this.#link.close();
  }

  send(message) {
    this.#typedAt = 0;
    return this.#outbox.add({ type: 'publish', ...(typeof message === 'string' ? { text: message } : message) });
  }

  edit(of, text) { return this.#outbox.add({ type: 'edit', of, text }); }
  remove(of, reason) { return this.#outbox.add({ type: 'delete', of, reason }); }
  react(of, emoji, on = true) { return this.#outbox.add({ type: 'react', of, emoji, on }); }
  set(key, value = '') { return this.#outbox.add({ type: 'set', key, value }); }
  moderate(order) { return this.#outbox.add({ ...order, type: 'moderate' }); }
  retry(id) { return this.#outbox.retry(id); }
  discard(id) { this.#outbox.discard(id); }

  typing(on = true) {
    const now = Date.now();
    if (on ? now - this.#typedAt >= TYPING_MS : this.#typedAt) {
      this.#typedAt = on ? now : 0;
      this.#say({ type: 'typing', on });
    }
  }

  markRead(n) {
    if (this.me && this.#live.read({ member: this.me.id, n })) this.#say({ type: 'read', n });
  }

  rename(name) {
    this.#options.name = name;
    this.#say({ type: 'name', name });
  }

  history(range) {
    return new Promise((resolve, reject) => {
      const ask = { ...range, type: 'history', id: newId() };
      this.#asked.set(ask.id, { ask, resolve, reject });
      this.#say(ask);
    });
  }

  on(type, act, options) {
    const hear = ({ detail }) => act(detail);
    this.addEventListener(type, hear, options);
    return () => this.removeEventListener(type, hear);
  }

  async* [Symbol.asyncIterator]() {
    const waiting = [];
    const off = this.on('message', (message) => waiting.length > KEPT || waiting.push(message));
    try {
      while (waiting.length > 0 || this.state !== 'closed') {
        if (waiting.length > KEPT) throw new MaruError('overrun');
        if (waiting.length > 0) yield waiting.shift();
        else await this.#news();
      }
    } finally {
      off();
    }
  }

  #hello(token, host) {
    const { name, history } = this.#options;
    this.#keep = (secret) => this.#guests(`maru.guest.${host}`, secret);
    this.#guest ??= this.#keep() || undefined;
    const from = this.cursor ? { after: this.cursor } : { history };
    this.#link.send({ type: 'hello', name, guest: this.#guest, token, ...from });
  }

  #pardons(code) {
    if (code !== BAD_GUEST || !this.#guest) return false;
    this.#keep('');
    this.#guest = undefined;
    return true;
  }

  #became(detail) {
    this.state = detail.state;
    if (this.state !== 'open') {
      clearTimeout(this.#silence);
      this.#silence = undefined;
      this.#outbox.shut();
    }
    if (this.state === 'closed') {
      this.#page?.abort();
      this.#page = undefined;
      this.#forsake('closed');
    }
    this.#tell('state', detail);
  }

  #receive(data) {
    try {
      for (const object of JSON.parse(data)) this.#take(object);
    } catch (error) {
      this.#options.log('warn', 'frame', error);
      this.#link.lost();
    }
  }

  #take(object) {
    const { type, head } = object;
    switch (type) {
      case 'welcome': return this.#welcomed(object);
      case 'page': return this.#paged(object);
      case 'gap': return this.#missed(object);
      case 'ack': return this.#outbox.stored(object, this.cursor?.n);
      case 'refused': return this.#refused(object);
      case 'pong': return head > this.cursor?.n && this.#suspect();
      case 'tokenExpiring': return this.#link.renew().catch((error) => this.#tell('error', error));
      default:
        if (object.from) return this.#entered(object);
        this.#live[type]?.(object);
        this.#tell(type, object);
    }
  }

  #welcomed(welcome) {
    const { you, guest, epoch, head, resumed, heartbeatMs } = welcome;
    const mark = resumed && this.reads.get(you.id);
    this.info = welcome;
    if (epoch !== this.cursor?.epoch) this.#live.void();
    this.#live.welcome(welcome);
    if (guest) {
      this.#guest = guest;
      this.#keep() || this.#keep(guest);
    }
    if (!this.#options.history) this.cursor ??= { epoch, n: head };
    this.#link.up(heartbeatMs, { resumed });
    this.markRead(mark);
    this.#asked.forEach(({ ask }) => this.#say(ask));
    this.#outbox.open(you.id);
  }

  #paged(page) {
    page.messages.forEach((message) => this.#outbox.entered(message));
    if (page.id) {
      this.#answer(page.id, 'resolve', page);
    } else {
      this.cursor ??= { epoch: this.info.epoch, n: this.info.head };
      this.#outbox.passed(this.cursor.n);
      this.#tell('page', page);
    }
  }

  #entered(entry) {
    const { type, n, key, value } = entry;
    const next = this.cursor?.n + 1;
    if (n > next) throw new MaruError('hole');
    if (n === next) {
      this.cursor = { epoch: this.info.epoch, n };
      this.#live.entry(entry);
      this.#outbox.entered(entry);
      this.#outbox.passed(n);
      if (type === 'state') this.info.state[key] = value;
      this.#tell(type === 'message' ? type : 'update', entry);
    }
  }

  #missed(gap) {
    const { epoch, first, head, reason } = gap;
    const lost = reason === 'epoch' || reason === 'future';
    if (epoch !== this.info.epoch) {
      this.info.epoch = epoch;
      this.#live.void();
    }
    if (reason === 'damaged') this.#silence = -1;
    this.cursor = { epoch, n: lost ? head : first - 1 };
    this.#outbox.passed(lost ? Infinity : first - 1);
    lost && this.#forsake('gap');
    this.#tell('gap', gap);
  }

  #refused(refusal) {
    const { id, code, text, outcome } = refusal;
    if (!this.#outbox.refused(refusal)) {
      const error = new MaruError(code, text, outcome, id);
      this.#answer(id, 'reject', error) || this.#tell('error', error);
    }
  }

  #answer(id, settle, value) {
    this.#asked.get(id)?.[settle](value);
    return this.#asked.delete(id);
  }

  #suspect() {
    const { n } = this.cursor;
    this.#silence ??= setTimeout(() => {
      this.#silence = undefined;
      if (this.cursor.n === n) this.#link.again();
    }, SILENCE_MS);
  }

  #forsake(code) {
    this.#asked.forEach(({ reject }) => reject(new MaruError(code)));
    this.#asked.clear();
  }

  #say(command) {
    if (this.state === 'open') this.#link.send(command);
  }

  #news() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    this.#waiting.splice(0).forEach((wake) => wake());
  }
}

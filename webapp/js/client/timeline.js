const KEPT = 1_000;

export class Timeline {
  cursor = 0;
  gaps = [];
  older = false;
  #records = new Map();
  #changes = new Map();
  #forgotten = 0;
  #pending = [];
  #me;

  get messages() {
    return [...this.#records.values()].map(({ view }) => view).sort((a, b) => a.n - b.n);
  }

  get pending() {
    const here = this.messages.filter(({ from }) => from?.id === this.#me).map(({ id }) => id);
    return this.#pending.filter(({ type, id }) => type === 'publish' && !here.includes(id));
  }

  pend(items, me) {
    this.#pending = items;
    this.#me = me;
  }

  take(object) {
    const { type, n, of, hide } = object;
    if (type === 'page') return this.#page(object);
    if (type === 'gap') this.#gap(object);
    else this.cursor = Math.max(this.cursor, n);
    if (type === 'message') {
      this.#put(object, n);
    } else if ((of || hide) && n > this.#forgotten && !this.#changes.has(n)) {
      this.#change(object);
    }
    return true;
  }

  trim(count) {
    for (const { n } of this.messages.slice(0, -count)) {
      this.#records.delete(n);
      this.older = true;
    }
  }

  #page({ messages, head, more }) {
    const oldest = Math.min(...this.#records.keys());
    if (head < this.#forgotten) return false;
    messages.forEach((message) => this.#put(message, head));
    if (!(messages[0]?.n > oldest)) this.older = more && messages.length > 0;
    return true;
  }

  #gap({ first, head, reason }) {
    if (reason === 'epoch' || reason === 'future') {
      this.#records.clear();
      this.#changes.clear();
      this.#forgotten = 0;
      this.older = false;
      this.gaps = [];
      first = head + 1;
    }
    this.cursor = first - 1;
    this.gaps = [...new Set([...this.gaps, first])];
  }

  #put(message, base) {
    const { n } = message;
    if (!(this.#records.get(n)?.base > base)) {
      const record = { view: { reactions: {}, ...message }, base };
      this.#records.set(n, record);
      this.#changes.forEach((change) => apply(record, change));
    }
  }

  #change(change) {
    this.#changes.set(change.n, change);
    this.#records.forEach((record) => apply(record, change));
    if (this.#changes.size > KEPT) {
      [this.#forgotten] = this.#changes.keys();
      this.#changes.delete(this.#forgotten);
    }
  }
}

function apply(record, { type, n, of, at, text, emoji, on, hide, member }) {
  const { view, base } = record;
  const hidden = hide && member === view.from?.id && n > view.n;
  if (n <= base || view.deleted || (of !== view.n && !hidden)) return;
  if (type === 'delete' || hidden) {
    const { text: erased, editedAt, reactions, ...rest } = view;
    record.view = { ...rest, from: { id: view.from?.id }, deleted: true };
  } else if (type === 'edit' && text) {
    record.view = { ...view, text, editedAt: at };
  } else if (type === 'reaction' && emoji) {
    const { [emoji]: count = 0, ...others } = view.reactions;
    const now = count + (on ? 1 : -1);
    record.view = { ...view, reactions: now > 0 ? { ...others, [emoji]: now } : others };
  }
}

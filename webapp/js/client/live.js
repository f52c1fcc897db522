const KEPT = 1_000;

function put(map, key, value) {
  map.set(key, value);
  if (map.size > KEPT) map.delete(map.keys().next().value);
}

export function Live(room) {
  const counts = new Map();
  let last;

  return {
    welcome({ you, head, m, read = 0, unread = 0 }) {
      room.me = you;
      room.typists = [];
      room.reads.set(you.id, read);
      room.unread = unread;
      put(counts, head, last = m);
    },
    entry({ n, m }) {
      last ??= m;
      room.unread += Math.max(0, m - last);
      put(counts, n, m);
      last = Math.max(last, m);
    },
    void() {
      room.reads.clear();
      room.unread = 0;
      last = undefined;
      counts.clear();
    },
    presence({ count, members, joined = [], left = [] }) {
      const gone = [...left, ...joined.map(({ id }) => id)];
      room.memberCount = count;
      room.members = members ?? [...room.members.filter(({ id }) => !gone.includes(id)), ...joined];
    },
    typing({ members }) {
      room.typists = members.filter(({ id }) => id !== room.me.id);
    },
    read({ member, n }) {
      const further = n > (room.reads.get(member) ?? 0);
      if (further) put(room.reads, member, n);
      if (further && member === room.me.id && counts.has(n)) room.unread = last - counts.get(n);
      return further;
    },
    name({ name }) {
      room.me = { ...room.me, name };
    },
    rights({ rights }) {
      room.me = { ...room.me, rights };
    },
  };
}

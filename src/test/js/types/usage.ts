// Compiled, never run: what an application writes has to have types, and what is wrong must not.
import { MaruError, MaruRoom, Timeline, type Message, type Position } from '../../../../webapp/js/maru.js';

const seen: Position = JSON.parse('{"epoch":"k3f","n":41}');
const room = new MaruRoom({
  url: async () => new URL('wss://chat.example/chat/lobby'), room: 'lobby', name: '지수',
  token: () => Promise.resolve('t'), guest: localStorage, history: 50, after: seen, outbox: 'session',
  WebSocket, backoff: (attempt) => 500 * attempt, signal: new AbortController().signal,
  log: (level, what, error) => console.warn(level, what, error),
});
const timeline = new Timeline();
for (const type of ['page', 'message', 'update', 'gap'] as const) {
  room.on(type, (object) => timeline.take(object));
}
room.on('pending', (items) => timeline.pend(items, room.me?.id));
const off: () => void = room.on('state', ({ state, retryAt }) => console.log(state, retryAt ?? 0));
room.addEventListener('message', ({ detail }) => console.log(detail.text?.length), { once: true });
room.on('error', (error) => error instanceof MaruError && console.log(error.code, error.outcome));

export async function use(): Promise<number> {
  await room.connect().ready();
  const { n, duplicate }: { n: number; duplicate: boolean } = await room.send('안녕');
  await room.send({ text: '답', replyTo: n });
  await room.edit(n, '안녕하세요');
  await room.react(n, '👍');
  await room.remove(n, 'spam');
  await room.set('topic', '마루');
  room.typing();
  room.markRead(n);
  room.rename('민호');
  const page = await room.history({ around: n, limit: 20 });
  timeline.take(page);
  for await (const message of room) {
    const said: Message = message;
    if (said.replyTo === n) break;
  }
  off();
  room.close();
  return duplicate ? room.unread : timeline.messages.length + room.members.length + (room.reads.get('g:x') ?? 0);
}

// @ts-expect-error there is no room without an address
new MaruRoom({ name: '지수' });
// @ts-expect-error a text is needed
room.send({ replyTo: 1 });
// @ts-expect-error the state is read, not written
room.state = 'open';
// @ts-expect-error no event has this name
room.on('nothing', () => {});
// @ts-expect-error a code has no such outcome
new MaruError('busy', '', 'stored');

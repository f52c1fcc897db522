import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Connection } from '../../../webapp/js/connection.js';
import { Pulse } from '../../../webapp/js/pulse.js';
import { ScriptedServer } from './support/scripted-server.js';

test('a close that says come back is followed by a new connection', async (t) => {
  const { server } = await dial(t);
  (await server.connection()).closes(4008, 'slow');
  await server.connection();
});

test('a final close is not followed by another attempt until a person asks', async (t) => {
  const { server, connection, reaches } = await dial(t);
  (await server.connection()).closes(4503, '손님은 들어올 수 없습니다');
  const { code, reason } = await reaches('closed');
  assert.deepEqual({ code, reason }, { code: 4503, reason: '손님은 들어올 수 없습니다' });
  connection.retryNow();
  await server.connection();
});

test('attempts that never opened are counted, and forgotten when one opens', async (t) => {
  const { server, connection, reaches } = await dial(t, { refuse: 2 });
  assert.equal((await reaches('waiting')).unopened, 1);
  connection.retryNow();
  assert.equal((await reaches('waiting')).unopened, 2);
  connection.retryNow();
  await reaches('open');
  (await server.connection()).cut();
  assert.equal((await reaches('waiting')).unopened, 0);
});

test('nothing is sent without an open socket', async (t) => {
  const { connection, reaches } = await dial(t);
  assert.equal(connection.send('{}'), false);
  await reaches('open');
  assert.equal(connection.send('{}'), true);
});

test('a socket that was given up is not heard any more', async (t) => {
  const { server, connection, reaches, sockets } = await dial(t);
  await server.connection();
  await reaches('open');
  const closed = once(sockets[0], 'close');
  const phases = [];
  connection.addEventListener('state', ({ detail }) => phases.push(detail.phase));
  connection.restart();
  await server.connection();
  await reaches('open');
  await closed;
  assert.deepEqual(phases, ['connecting', 'open']);
});

test('silence is asked about after one heartbeat and is death after two', async (t) => {
  const { server, connection, reaches } = await dial(t);
  const pulse = new Pulse(connection);
  const peer = await server.connection();
  await reaches('open');
  pulse.expect(40);
  assert.deepEqual(await peer.hears(), { type: 'ping' });
  await server.connection();
});

test('any frame is a sign of life', async (t) => {
  const { server, connection, reaches } = await dial(t);
  const pulse = new Pulse(connection);
  const peer = await server.connection();
  await reaches('open');
  pulse.expect(200);
  for (let beats = 0; beats < 5; beats++) {
    await peer.hears();
    peer.says({ type: 'pong', head: 1, m: 1 });
  }
  assert.equal(connection.state.phase, 'open');
});

test('a page that wakes up asks an open socket and cuts a wait short', async (t) => {
  const { server, connection, reaches } = await dial(t, { random: () => 1 });
  const pulse = new Pulse(connection);
  const peer = await server.connection();
  await reaches('open');
  pulse.prove();
  assert.deepEqual(await peer.hears(), { type: 'ping' });
  peer.cut();
  await reaches('waiting');
  pulse.prove();
  assert.equal(connection.state.phase, 'connecting');
});

/** Node's client tells a refused handshake as an error alone; a browser closes with 1006 too. */
function asBrowsersDo(url) {
  const socket = new WebSocket(url, 'maru.v1');
  const closed = Object.assign(new Event('close'), { code: 1006, reason: '' });
  socket.addEventListener('error', () => socket.readyState !== WebSocket.OPEN && socket.dispatchEvent(closed));
  return socket;
}

async function dial(t, { refuse = 0, random = () => 0 } = {}) {
  const server = await ScriptedServer.start();
  server.refuseNext = refuse;
  const sockets = [];
  const connection = new Connection(server.url, {
    random,
    dial: (url) => {
      sockets.push(asBrowsersDo(url));
      return sockets.at(-1);
    },
  });
  const reaches = (phase) => new Promise((resolve) => {
    const look = () => {
      if (connection.state.phase === phase) {
        connection.removeEventListener('state', look);
        resolve(connection.state);
      }
    };
    connection.addEventListener('state', look);
    look();
  });
  connection.start();
  t.after(async () => {
    connection.stop();
    await server.stop();
  });
  return { server, connection, reaches, sockets };
}

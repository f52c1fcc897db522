const CONNECT_MS = 10_000;
const PROOF_MS = 5_000;
const GOOD_MS = 5_000;

const ask = (what) => (typeof what === 'function' ? what() : what);

const comesBack = (code) => (code >= 4000 ? code < 4500 : [1001, 1005, 1006, 1011, 1012, 1013].includes(code));

export const delayMs = (attempt, random = Math.random) => 500 + random() * Math.min(19_500, 500 * 2 ** attempt);

export function socketUrl(url) {
  const whole = new URL(url, globalThis.document?.baseURI);
  whole.protocol = whole.protocol.replace('http', 'ws');
  return whole;
}

export function Link({ url, token, WebSocket, backoff }, room) {
  let state = 'idle';
  let attempt = 0;
  let call, timer, upAt, beatMs, asked;

  const send = (command) => call.socket.send(JSON.stringify(command));

  function become(next, detail) {
    const previous = state;
    state = next;
    room.became({ state, previous, attempt, ...detail });
  }

  function wait(ms, act) {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  }

  function dial() {
    if (!call) {
      call = {};
      wait(CONNECT_MS, lost);
      become(state === 'idle' || state === 'closed' ? 'connecting' : 'reconnecting');
      open(call);
    }
  }

  async function open(mine) {
    const current = (act) => (event) => mine === call && act(event);
    try {
      const address = socketUrl(await ask(url));
      const fresh = await ask(token);
      if (mine !== call) return;
      const socket = call.socket = new WebSocket(address, 'maru.v1');
      socket.onopen = current(() => room.opened(fresh, address.host));
      socket.onmessage = current(({ data }) => {
        asked = false;
        room.frame(data);
      });
      socket.onclose = socket.onerror = current(lost);
    } catch (error) {
      room.failed(error);
      current(lost)();
    }
  }

  function prove(ms) {
    asked = true;
    send({ type: 'ping' });
    wait(ms, () => (asked ? again() : prove(beatMs)));
  }

  function again() {
    lost();
    dial();
  }

  function drop() {
    const socket = call?.socket;
    clearTimeout(timer);
    call = undefined;
    socket?.close();
  }

  function lost({ code = 1006, reason = '' } = {}) {
    drop();
    attempt = Date.now() - upAt >= GOOD_MS ? 1 : attempt + 1;
    upAt = undefined;
    if (comesBack(code) || room.pardons(code)) {
      const waitMs = backoff(attempt - 1);
      wait(waitMs, dial);
      become('reconnecting', { code, reason, retryAt: Date.now() + waitMs });
    } else {
      become('closed', { code, reason });
    }
  }

  return {
    dial,
    again,
    lost,
    send,
    renew: async () => send({ type: 'token', token: await ask(token) }),
    up(heartbeatMs, detail) {
      beatMs = heartbeatMs;
      upAt = Date.now();
      wait(beatMs, () => prove(beatMs));
      become('open', detail);
    },
    wake: () => (state === 'open' ? prove(PROOF_MS) : dial()),
    close() {
      drop();
      become('closed', { code: 1000, reason: '' });
    },
  };
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** RFC 6455, section 1.3. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What a test waits for comes in milliseconds; ten seconds are a failure. */
const DEADLINE_MS = 10_000;

const [TEXT, CLOSE, PING] = [0x1, 0x8, 0x9];

/**
 * A WebSocket server whose every word is written in the test. It speaks just enough of RFC 6455 for small frames on
 * a loopback socket. A test takes its connections one by one and plays the server on each.
 */
export class ScriptedServer {
  #http;
  #arrivals = new Mailbox('a connection');
  #peers = [];

  static async start(serve = (_, response) => response.writeHead(404).end()) {
    const server = new ScriptedServer();
    server.#http = createServer(serve).listen(0, '127.0.0.1');
    server.#http.on('upgrade', (request, socket) => server.#upgrade(request, socket));
    await once(server.#http, 'listening');
    return server;
  }

  get port() {
    return this.#http.address().port;
  }

  get url() {
    return `ws://127.0.0.1:${this.port}/chat/test`;
  }

  /** @returns {Promise<Peer>} the next client that connects */
  connection() {
    return this.#arrivals.next();
  }

  /** The next client that connects has no chance: its handshake is refused. */
  refuseNext = 0;

  async stop() {
    this.#peers.forEach((peer) => peer.cut());
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }

  #upgrade(request, socket) {
    if (this.refuseNext > 0) {
      this.refuseNext--;
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + HANDSHAKE_GUID).digest('base64');
    const offered = request.headers['sec-websocket-protocol'];
    const chosen = offered ? [`Sec-WebSocket-Protocol: ${offered}`] : [];
    socket.write(['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`, ...chosen, '\r\n'].join('\r\n'));
    const peer = new Peer(socket, request.url, offered);
    this.#peers.push(peer);
    this.#arrivals.put(peer);
  }
}

/** The server's end of one connection. */
class Peer {
  #socket;
  #heard = new Mailbox('a frame');
  #rest = Buffer.alloc(0);

  constructor(socket, path, protocol) {
    this.#socket = socket;
    this.path = path;
    this.protocol = protocol;
    this.gone = new Promise((resolve) => socket.on('close', resolve));
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => {});
  }

  /** @returns {Promise<object>} the next object that the client says */
  hears() {
    return this.#heard.next();
  }

  /** How many objects the client said that no one has asked for. */
  get unheard() {
    return this.#heard.size;
  }

  /** Sends one frame that holds these objects. */
  says(...objects) {
    this.saysRaw(JSON.stringify(objects));
  }

  saysRaw(text) {
    this.#write(TEXT, Buffer.from(text));
  }

  closes(code, reason = '') {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.#write(CLOSE, Buffer.concat([payload, Buffer.from(reason)]));
    this.#socket.end();
  }

  closesWithoutCode() {
    this.#write(CLOSE, Buffer.alloc(0));
    this.#socket.end();
  }

  /** Goes without a word, as a crash does. */
  cut() {
    this.#socket.destroy();
  }

  #write(opcode, payload) {
    const head = payload.length < 126 ? Buffer.alloc(2) : Buffer.alloc(4);
    head[0] = 0x80 | opcode;
    if (payload.length < 126) {
      head[1] = payload.length;
    } else {
      head[1] = 126;
      head.writeUInt16BE(payload.length, 2);
    }
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #take(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let frame = this.#frame(); frame; frame = this.#frame()) {
      if (frame.opcode === TEXT) {
        this.#heard.put(JSON.parse(frame.payload.toString()));
      } else if (frame.opcode === CLOSE) {
        this.#socket.end();
      } else if (frame.opcode === PING) {
        this.#write(0xa, frame.payload);
      }
    }
  }

  /** Cuts the next whole frame off the bytes received; client frames are masked. */
  #frame() {
    const bytes = this.#rest;
    const short = (bytes[1] ?? 0) & 0x7f;
    const headLength = short === 126 ? 8 : 6;
    if (bytes.length < headLength) {
      return null;
    }
    const length = short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < headLength + length) {
      return null;
    }
    const mask = bytes.subarray(headLength - 4, headLength);
    const payload = bytes.subarray(headLength, headLength + length).map((byte, i) => byte ^ mask[i % 4]);
    this.#rest = bytes.subarray(headLength + length);
    return { opcode: bytes[0] & 0xf, payload: Buffer.from(payload) };
  }
}

/** Hands over what comes in the order it came; a wait that is too long fails. */
class Mailbox {
  #what;
  #waiting = [];
  #letters = [];

  constructor(what) {
    this.#what = what;
  }

  get size() {
    return this.#letters.length;
  }

  put(letter) {
    const taker = this.#waiting.shift();
    taker ? taker(letter) : this.#letters.push(letter);
  }

  next() {
    if (this.#letters.length > 0) {
      return Promise.resolve(this.#letters.shift());
    }
    return new Promise((resolve, reject) => {
      const take = (letter) => {
        clearTimeout(late);
        resolve(letter);
      };
      const late = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== take);
        reject(new Error(`${this.#what} did not come`));
      }, DEADLINE_MS);
      this.#waiting.push(take);
    });
  }
}

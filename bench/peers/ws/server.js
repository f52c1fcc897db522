import { WebSocket, WebSocketServer } from 'ws';
// Only to fail when it is missing: ws falls back silently.
import 'bufferutil';

/** The members of each room, by path. */
const rooms = new Map();

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });

server.on('connection', (member, request) => {
  const room = request.url;
  if (!rooms.has(room)) {
    rooms.set(room, new Set());
  }
  const members = rooms.get(room);
  members.add(member);
  member.on('error', console.error);
  member.on('close', () => {
    members.delete(member);
    if (members.size === 0) {
      rooms.delete(room);
    }
  });
  member.on('message', (data, isBinary) => {
    for (const other of members) {
      if (other.readyState === WebSocket.OPEN) {
        other.send(data, { binary: isBinary });
      }
    }
  });
});

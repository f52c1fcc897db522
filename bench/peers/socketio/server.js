import { createServer } from 'node:http';
import { Server } from 'socket.io';
// Only to fail when it is missing: ws falls back silently.
import 'bufferutil';

const server = createServer();
const io = new Server(server, { transports: ['websocket'], serveClient: false });

// The first request of a session is kept otherwise, for session middleware that is not here.
io.engine.on('connection', (connection) => {
  connection.request = null;
});

io.on('connection', (socket) => {
  socket.on('join', (room, joined) => {
    socket.data.room = room;
    socket.join(room);
    joined();
  });
  socket.on('message', (text) => {
    io.to(socket.data.room).emit('message', text);
  });
});

server.listen(Number(process.argv[2]), '127.0.0.1');

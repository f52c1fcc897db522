// The plain wire: no subprotocol, {"message": …} in and {"message": …} out. What a client needs at the least.
const room = new URLSearchParams(location.search).get('room') ?? 'tutorial';
const address = new URL(`../chat/${encodeURIComponent(room)}/`, document.baseURI);
address.protocol = address.protocol.replace('http', 'ws');

const messages = document.querySelector('#messages');
const form = document.querySelector('#message-form');
const input = document.querySelector('#message-input');
document.querySelector('#room').textContent = room;
document.querySelector('#page').search = new URLSearchParams({ room });

const socket = new WebSocket(address);

socket.onmessage = (event) => {
  const data = JSON.parse(event.data);
  show(data.error ? `(${data.error.text})` : data.message);
};

socket.onclose = (event) => {
  console.error('The chat socket was closed', event.code, event.reason);
};

form.addEventListener('submit', (event) => {
  event.preventDefault();
  socket.send(JSON.stringify({ message: input.value }));
  input.value = '';
});

function show(text) {
  const line = document.createElement('li');
  line.dir = 'auto';
  line.textContent = text;
  messages.append(line);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, hello, history, isEntry, ping, publish, verdict } from '../../../webapp/js/protocol.js';

test('a command is one JSON object, and absent fields are left out', () => {
  assert.equal(encode(hello({ name: '지수', guest: undefined, history: 50 })),
    '{"type":"hello","name":"지수","history":50}');
  assert.equal(encode(hello({ name: '지수', after: { epoch: 'k3f', n: 41 } })),
    '{"type":"hello","name":"지수","after":{"epoch":"k3f","n":41}}');
  assert.equal(encode(publish({ id: 'a', text: 'hi', state: 'queued', atMs: 1 })),
    '{"type":"publish","id":"a","text":"hi"}');
  assert.equal(encode(history({ id: 'h1', before: 17, limit: 50 })),
    '{"type":"history","id":"h1","before":17,"limit":50}');
  assert.equal(encode(ping()), '{"type":"ping"}');
});

test('a server frame is an array of typed objects', () => {
  const objects = decode('[{"type":"pong","head":41,"m":40},{"type":"later"}]');
  assert.deepEqual(objects.map(({ type }) => type), ['pong', 'later']);
  assert.deepEqual(decode('[]'), []);
});

test('a frame that is anything else is refused whole', () => {
  const bad = ['', '{', '{"type":"pong"}', '[1]', '[null]', '[{"type":"pong"},{}]', '[{"type":7}]',
    new ArrayBuffer(2), undefined];
  for (const frame of bad) {
    assert.throws(() => decode(frame), SyntaxError, String(frame));
  }
});

test('an unknown type with a position is an entry, an answer is not', () => {
  assert.ok(isEntry({ type: 'message', n: 1 }));
  assert.ok(isEntry({ type: 'invented-later', n: 2 }));
  assert.ok(!isEntry({ type: 'ack', id: 'a', n: 3 }));
  assert.ok(!isEntry({ type: 'caughtUp', n: 3 }));
  assert.ok(!isEntry({ type: 'invented-later' }));
  assert.ok(!isEntry({ type: 'message', n: 2 ** 53 }));
});

test('the close code says whether to come back', () => {
  for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 4000, 4008, 4499]) {
    assert.equal(verdict(code), 'resume', String(code));
  }
  for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 3000, 4500, 4501, 4503, 4999]) {
    assert.equal(verdict(code), 'final', String(code));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { links } from '../../../webapp/js/text/links.js';
import { fastest } from './support/fastest.js';

/** Ten times what it takes on a slow machine. */
const WITHIN_MS = 500;

/** What a text shows as links. */
const shown = (text) => links(text).map(({ start, end }) => text.slice(start, end));

const CASES = [
  // A particle stays outside.
  ['https://example.com에서 봤어요', 'https://example.com'],
  ['https://example.com을 열어', 'https://example.com'],
  ['https://example.com/로 가자', 'https://example.com/로'],
  ['https://example.com/a로 가자', 'https://example.com/a'],
  ['주소는 https://example.com/a/b?c=d입니다.', 'https://example.com/a/b?c=d'],
  ['https://example.com:8080으로', 'https://example.com:8080'],
  ['https://example.com/#top까지', 'https://example.com/#top'],
  ['여기https://example.com/x', 'https://example.com/x'],
  // Hangul that belongs to the address stays inside.
  ['https://ko.wikipedia.org/wiki/한국 참고', 'https://ko.wikipedia.org/wiki/한국'],
  ['https://example.com/검색?q=마루&n=2를', 'https://example.com/검색?q=마루&n=2'],
  ['https://ko.wikipedia.org/wiki/수도_(동음이의)에서', 'https://ko.wikipedia.org/wiki/수도_(동음이의)'],
  ['https://example.com/보고서_최종-수정.pdf를', 'https://example.com/보고서_최종-수정.pdf'],
  ['https://example.com/%ED%95%9C%EA%B5%AD이', 'https://example.com/%ED%95%9C%EA%B5%AD'],
  // Hosts of every script.
  ['https://예시.한국 입니다', 'https://예시.한국'],
  ['https://예시.한국/길/끝', 'https://예시.한국/길/끝'],
  ['https://www.예시.com에', 'https://www.예시.com'],
  ['https://пример.рф/путь', 'https://пример.рф/путь'],
  ['https://bücher.example', 'https://bücher.example'],
  // Japanese and Chinese.
  ['https://example.jpを見て', 'https://example.jp'],
  ['https://ja.wikipedia.org/wiki/カーボン。', 'https://ja.wikipedia.org/wiki/カーボン'],
  ['「https://example.jp/a」と', 'https://example.jp/a'],
  ['请看https://example.cn/中文，谢谢', 'https://example.cn/中文'],
  // Punctuation of the sentence.
  ['See https://example.com.', 'https://example.com'],
  ['https://example.com/a, https://example.com/b!', 'https://example.com/a', 'https://example.com/b'],
  ['https://example.com/?!...', 'https://example.com/'],
  ['"https://example.com/a"', 'https://example.com/a'],
  ['*https://example.com/a*', 'https://example.com/a'],
  ['_https://example.com/a_b_', 'https://example.com/a_b'],
  ['[x](https://example.com)', 'https://example.com'],
  ['https://en.wikipedia.org/wiki/Maru_(room)', 'https://en.wikipedia.org/wiki/Maru_(room)'],
  ['(https://en.wikipedia.org/wiki/Maru_(room))', 'https://en.wikipedia.org/wiki/Maru_(room)'],
  ['(https://example.com/a)', 'https://example.com/a'],
  ['https://example.com(공식)', 'https://example.com'],
  ['https://example.com/a(공식)', 'https://example.com/a'],
  ['<https://example.com/a>', 'https://example.com/a'],
  ['https://example.com/a)(', 'https://example.com/a'],
  ['https://example.com/a|b', 'https://example.com/a|b'],
  // Ports, letters, neighbours.
  ['http://localhost:9300/?room=a', 'http://localhost:9300/?room=a'],
  ['http://127.0.0.1', 'http://127.0.0.1'],
  ['http://example.com:port', 'http://example.com'],
  ['HTTPS://EXAMPLE.COM/A', 'HTTPS://EXAMPLE.COM/A'],
  ['https://a.example/1\nhttps://a.example/2', 'https://a.example/1', 'https://a.example/2'],
  ['https://example.com👍', 'https://example.com'],
  ['https://medium.com/@jisu/story', 'https://medium.com/@jisu/story'],
  // No links.
  ['http://a@b'], ['https://example.com@evil.example/'], ['https://user:word@evil.example/'],
  ['https://한국@evil.example'], ['javascript:alert(1)'], ['javascript://https'], ['data:text/html,x'],
  ['ftp://example.com'], ['xhttp://example.com'], ['http://'], ['https://...'], ['http:// example.com'],
  ['http://example.com:99999/'], ['www.example.com'], ['//example.com'], [''],
  // What cannot be seen, and what turns the order around, ends a link.
  ['https://example.com/\u202Efdp.exe', 'https://example.com/'],
  ['https://exa\u200Bmple.com', 'https://exa'],
  ['https://example.com\u2066/a', 'https://example.com'],
];

test('links are found as a person means them', () => {
  for (const [text, ...expected] of CASES) {
    assert.deepEqual(shown(text), expected, JSON.stringify(text));
  }
});

test('a hostile text of 16 KiB takes no longer than its length', () => {
  const pieces = ['http://', 'http://a', 'http://a@', 'http://a.', 'http://a/(', 'http://a)', 'a.', ':', '한',
    'http://한', '/한a', '*', '%'];
  for (const piece of pieces) {
    for (const text of [piece.repeat(16_384 / piece.length), `http://a${piece.repeat(16_384 / piece.length)}@`]) {
      const took = fastest(() => links(text));
      assert.ok(took < WITHIN_MS, `${JSON.stringify(piece)}: ${took} ms`);
    }
  }
});

test('what is opened is an http address without a user', () => {
  for (const [text] of CASES) {
    for (const { href } of links(text)) {
      assert.match(href, /^https?:\/\/[^@/]+(\/|$)/);
    }
  }
  assert.equal(links('https://예시.한국/길')[0].href, 'https://xn--vv4b11d.xn--3e0b707e/%EA%B8%B8');
});

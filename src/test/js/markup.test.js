import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLarge } from '../../../webapp/js/text/emoji.js';
import { mentions, parse } from '../../../webapp/js/text/markup.js';
import { fastest } from './support/fastest.js';

const HOSTILE_CHARS = 16_384;

/** Ten times what it takes on a slow machine. */
const WITHIN_MS = 500;

const ROUNDS = 3_000;

/** All that is shown and all that is not, put together again. */
const source = (tokens) => tokens.map(({ open = '', text = '', tokens: inner = [], lines = [], close = '' }) =>
  [open, text, source(inner), ...lines.map((line) => line.open + source(line.tokens) + line.close), close].join(''))
  .join('');

/** A short notation for the expectations: `bold(a italic(b))`. */
const brief = (tokens) => tokens.map(({ kind, text, tokens: inner, lines }) => kind === 'text' ? text
  : `${kind}(${inner ? brief(inner) : lines ? lines.map((line) => brief(line.tokens)).join('/') : text})`).join('');

const CASES = [
  ['안녕', '안녕'],
  ['*굵게* _기울여_ ~지워~ `그대로`', 'bold(굵게) italic(기울여) strike(지워) code(그대로)'],
  ['**bold** ~~strike~~', 'bold(bold) strike(strike)'],
  ['*중요*합니다, これは*太字*です', 'bold(중요)합니다, これはbold(太字)です'],
  ['*a _b ~c~_*', 'bold(a italic(b strike(c)))'],
  ['*a _b* c_', 'bold(a _b) c_'],
  ['*a *b*', '*a bold(b)'],
  ['*foo*bar baz*', 'bold(foo*bar baz)'],
  ['(*a*), "_b_".', '(bold(a)), "italic(b)".'],
  // No marks.
  ['snake_case_name and __init__', 'snake_case_name and __init__'],
  ['2*3*4 = 24, a * b * c', '2*3*4 = 24, a * b * c'],
  ['보고서_최종_진짜최종.hwp', '보고서_최종_진짜최종.hwp'],
  ['네~ 알겠습니다~ 아~진짜~ 10~20, 월~금', '네~ 알겠습니다~ 아~진짜~ 10~20, 월~금'],
  ['*^^* ㅎㅎ *^^*', '*^^* ㅎㅎ *^^*'],
  ['* a\n* b', '* a\n* b'],
  ['*두\n줄*', '*두\n줄*'],
  ['***a***', '***a***'],
  ['>_< >.<', '>_< >.<'],
  ['``a``', '`code(a)`'],
  // What is literal.
  ['`*a* @지수 https://example.com`', 'code(*a* @지수 https://example.com)'],
  ['*`a*b`*', 'bold(code(a*b))'],
  ['https://example.com/_a_b_*c*', 'link(https://example.com/_a_b_*c)*'],
  ['*https://example.com/a*로', 'bold(link(https://example.com/a))로'],
  ['<img src=x onerror=a(1)> [x](javascript:a(1)) &lt;', '<img src=x onerror=a(1)> [x](javascript:a(1)) &lt;'],
  // Blocks.
  ['```\n*a*\n> b\n```', 'pre(*a*\n> b)'],
  ['보기:\n```js\nlet a = `b`;\n```\n끝', '보기:\npre(let a = `b`;)끝'],
  ['```한 줄``` 뒤', 'pre(한 줄) 뒤'],
  ['```\n열린 채', '```\n열린 채'],
  ['``````', '``````'],
  ['> *a*\n> b\nc', 'quote(bold(a)/b)c'],
  ['a\n> b', 'a\nquote(b)'],
  // Mentions.
  ['@지수가 @민호, @지수연은', 'mention(@지수)가 mention(@민호), mention(@지수연)은'],
  ['@ann @Ann, @anna @Ann_B', 'mention(@ann) mention(@Ann), @anna @Ann_B'],
  ['a@Ann me.@Ann @없음 @', 'a@Ann me.@Ann @없음 @'],
  ['@Kim Min-su야 *@지수*', 'mention(@Kim Min-su)야 bold(mention(@지수))'],
  ['https://medium.com/@Ann', 'link(https://medium.com/@Ann)'],
];

const NAMES = ['지수', '지수연', '민호', 'Ann', 'Kim', 'Kim Min-su'];

test('a text reads as a person means its marks', () => {
  for (const [text, expected] of CASES) {
    const tokens = parse(text, NAMES);
    assert.equal(brief(tokens), expected, JSON.stringify(text));
    assert.equal(source(tokens), text);
  }
});

test('no character is ever lost, whatever the text', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pieces = ['*', '**', '_', '~', '`', '```', '\n', '> ', ' ', '@', '지수', 'Ann', 'a', '한글', 'https://',
    'a.b/c', '(', ')', '👨‍👩‍👧', '\ud800'];
  let state = seed;
  const next = (bound) => (state = (state * 48_271 + 11) % 2_147_483_647) % bound;
  for (let round = 0; round < ROUNDS; round++) {
    const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join('');
    assert.equal(source(parse(text, NAMES)), text, `seed ${seed}`);
  }
});

test('a hostile text of 16 KiB takes no longer than its length', () => {
  const many = Array.from({ length: 500 }, (_, index) => 'a'.repeat(index % 40) + index);
  for (const piece of ['`', '``', '```', '```\n', '`a', '*', '*a ', '*a* ', '_a ', '*_~', '*_~a', '* ', '*^', '> ',
    '> *', '\n', '@', '@a ', '@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ', 'http://', '```a\n', '(', '~a*b_', '*a _b ~c **d ']) {
    const text = piece.repeat(HOSTILE_CHARS / piece.length);
    assert.equal(source(parse(text, many)), text);
    const took = fastest(() => parse(text, many));
    assert.ok(took < WITHIN_MS, `${JSON.stringify(piece)}: ${took} ms`);
  }
});

test('a mention is one where it is shown as one', () => {
  for (const text of ['@지수', '@지수가 왔다', '> @지수', '*@지수*', 'a\n@지수!', '여기@지수']) {
    assert.equal(mentions(text, '지수'), true, text);
  }
  for (const text of ['지수', '`@지수`', '```\n@지수\n```', 'a@지수', '@민호', 'https://a.example/@지수', '@지수b', '']) {
    assert.equal(mentions(text, '지수'), false, text);
  }
  assert.equal(mentions('@ANN', 'Ann'), true);
  assert.equal(mentions('@Anna', 'Ann'), false);
});

test('one to three emoji alone are large; a digit, a sign or a letter is none', () => {
  for (const text of ['👍', '👍🏽 ❤️', '🇰🇷🎉🎉', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '1️⃣', ' 😀\n']) {
    assert.equal(isLarge(text), true, text);
  }
  for (const text of ['', ' ', '1', '#', '12', '™', '👍👍👍👍', '👍 좋아', 'a', '🇰', '😀'.repeat(100)]) {
    assert.equal(isLarge(text), false, text);
  }
});

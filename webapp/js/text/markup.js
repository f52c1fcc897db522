import { links } from './links.js';

/**
 * A piece of a message. Inline: `text`, `code`, `link` (with `href`), `mention` (with `name`), and `bold`, `italic`,
 * `strike` (with `tokens` inside). Blocks: `pre`, and `quote` (with `lines` of tokens). `open` and `close` are the
 * marks around it that are not shown: all of it put together is the text again.
 *
 * @typedef {{kind: string, text?: string, href?: string, name?: string, tokens?: Token[], lines?: Line[],
 *   open?: string, close?: string}} Token
 * @typedef {{open: string, tokens: Token[], close: string}} Line
 */

const FENCE = '```';
const QUOTE = '> ';
const LANGUAGE = /^[\w+#.-]+\n|^\n/;

const ATOM = /`([^`]+)`|(?<![A-Za-z\d_.])@/g;
const MARKS = /\*+|_+|~+/g;
const KINDS = { '*': 'bold', '**': 'bold', _: 'italic', '~': 'strike', '~~': 'strike' };

/** A letter or digit. One of CJK ends no word: `*중요*합니다`. */
const WORD = /[\p{L}\p{N}]/u;
const CJK = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
const inWord = (char) => WORD.test(char) && !CJK.test(char);
const inName = (char) => inWord(char) || char === '_';

/**
 * Reads the light markup of a message: fences, `code`, *bold*, _italic_, ~strike~, `> ` quotes, links and mentions.
 * Pure, in linear time, and it never throws: what is not markup is text.
 *
 * @param {string} text
 * @param {readonly string[]} [names] who can be mentioned; keep one array as long as the names stay the same
 * @returns {Token[]}
 */
export function parse(text, names = []) {
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    const fence = text.startsWith(FENCE, at) && fenceAt(text, at);
    if (fence) {
      tokens.push(fence);
      at += (fence.open + fence.text + fence.close).length;
      continue;
    }
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const rest = text.slice(end, end + 1);
    if (line.startsWith(QUOTE)) {
      quote(tokens, { open: QUOTE, tokens: inline(line.slice(QUOTE.length), names), close: rest });
    } else {
      tokens.push(...inline(line, names), textToken(rest));
    }
    at = end + rest.length;
  }
  return joined(tokens);
}

/**
 * Whether a text mentions a name, as {@link parse} shows it: not in code, not in an address, not inside a longer word.
 *
 * @param {string} text
 * @param {string} name
 */
export function mentions(text, name) {
  const among = (tokens) => tokens.some(({ kind, tokens: inner, lines }) => kind === 'mention'
    || (inner && among(inner)) || lines?.some((line) => among(line.tokens)));
  return text.includes('@') && among(parse(text, [name]));
}

/** A fence opens at the start of a line; a word alone behind it names the language and is not shown. */
function fenceAt(text, at) {
  const start = at + FENCE.length;
  const end = text.indexOf(FENCE, start);
  const [language] = LANGUAGE.exec(text.slice(start, Math.max(start, end))) ?? [''];
  const code = text.slice(start + language.length, Math.max(start, end)).replace(/\n$/, '');
  if (code.trim() === '') {
    return undefined;
  }
  const last = text.slice(start + language.length + code.length, end);
  const next = text[end + FENCE.length] === '\n' ? '\n' : '';
  return { kind: 'pre', open: FENCE + language, text: code, close: last + FENCE + next };
}

function endOfLine(text, at) {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Lines of a quote that follow each other are one. */
function quote(tokens, line) {
  const last = tokens.at(-1);
  if (last?.kind === 'quote') {
    last.lines.push(line);
  } else {
    tokens.push({ kind: 'quote', lines: [line] });
  }
}

/** One line: what is literal stands, and the marks between are paired. */
function inline(line, names) {
  const tokens = [];
  // Where the last mark of each sort stands that may still be closed. There are five sorts, so the depth is bounded.
  const opened = new Map();
  for (const piece of pieces(line, names)) {
    piece.mark ? pair(tokens, opened, piece) : tokens.push(piece);
  }
  return joined(tokens);
}

function* pieces(line, names) {
  let at = 0;
  for (const { start, end, token } of atoms(line, names)) {
    yield* marked(line, at, start);
    yield token;
    at = end;
  }
  yield* marked(line, at, line.length);
}

function* marked(line, start, end) {
  let at = start;
  for (const { 0: mark, index } of line.slice(start, end).matchAll(MARKS)) {
    const [from, to] = [start + index, start + index + mark.length];
    yield textToken(line.slice(at, from));
    yield { mark, before: line[from - 1] ?? ' ', after: line[to] ?? ' ' };
    at = to;
  }
  yield textToken(line.slice(at, end));
}

/** What is literal in a line, ascending and apart from each other: code, links and mentions. */
function atoms(line, names) {
  const found = links(line).map(({ start, end, href }) =>
    ({ start, end, token: { kind: 'link', text: line.slice(start, end), href } }));
  for (const { 0: whole, 1: code, index } of line.matchAll(ATOM)) {
    const name = code === undefined ? nameAt(line, index + 1, names) : undefined;
    if (code !== undefined) {
      const token = { kind: 'code', open: '`', text: code, close: '`' };
      found.push({ start: index, end: index + whole.length, token });
    } else if (name) {
      found.push({ start: index, end: index + 1 + name.length, token: { kind: 'mention', text: `@${name}`, name } });
    }
  }
  let free = 0;
  return found.sort((a, b) => a.start - b.start).filter(({ start, end }) => start >= free && (free = end));
}

/** The longest of the names that stands here, as it is written here; a particle behind it is not part of it. */
function nameAt(line, at, names) {
  const { known, lengths } = indexOf(names);
  const end = at + (lengths.get(small(line[at] ?? ''))?.find((length) =>
    known.has(small(line.slice(at, at + length))) && !inName(line[at + length] ?? ' ')) ?? 0);
  return line.slice(at, end);
}

const small = (text) => text.toLowerCase();

const indexes = new WeakMap();

/**
 * A text may have thousands of `@` and a room hundreds of names: each `@` costs a look-up for each length of the names
 * that begin like what follows it.
 */
function indexOf(names) {
  if (!indexes.has(names)) {
    const lengths = new Map();
    for (const name of [...names].sort((one, other) => other.length - one.length)) {
      const initial = small(name[0]);
      lengths.set(initial, [...new Set(lengths.get(initial)).add(name.length)]);
    }
    indexes.set(names, { known: new Set(names.map(small)), lengths });
  }
  return indexes.get(names);
}

/** Closes what the mark can close, else opens by it, else it is text. */
function pair(tokens, opened, { mark, before, after }) {
  const kind = KINDS[mark];
  const from = opened.get(mark);
  if (from !== undefined && before.trim() !== '' && !inWord(after)) {
    opened.delete(mark);
    if (tokens.slice(from + 1).some(hasWord)) {
      tokens[from] = { kind, open: mark, tokens: joined(tokens.splice(from + 1)), close: mark };
      opened.forEach((index, other) => index > from && opened.delete(other));
      return;
    }
  }
  // Inside a word of Korean `_` and `~` are no marks: 보고서_최종_진짜, 아~진짜~.
  if (kind && after.trim() !== '' && !(kind === 'bold' ? inWord(before) : WORD.test(before))) {
    opened.set(mark, tokens.length);
  }
  tokens.push(textToken(mark));
}

/** Marks around nothing but signs are a face, not an emphasis: *^^*. */
function hasWord({ kind, text }) {
  return kind !== 'text' || WORD.test(text);
}

function textToken(text) {
  return { kind: 'text', text };
}

/** The same without empty texts, and with neighbouring ones as one. */
function joined(tokens) {
  const whole = [];
  for (const token of tokens) {
    const last = whole.at(-1);
    if (token.kind === 'text' && last?.kind === 'text') {
      last.text += token.text;
    } else if (token.text !== '') {
      whole.push(token);
    }
  }
  return whole;
}

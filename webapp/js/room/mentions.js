import { disassemble, folded, startsWithJamo } from '../text/hangul.js';

/** Who fits best is among the first; more would not be read. */
const CANDIDATES_MAX = 8;

/** An `@` at the start or after a space, and what has been written of the name since. */
const MENTION = /(?:^|\s)@([^\s@]*)$/;

/**
 * The mention that is being written before the caret. Pure.
 *
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, typed: string} | undefined} where its `@` is, and what follows it
 */
export function mentionAt(text, caret) {
  const typed = MENTION.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? undefined : { start: caret - typed.length - 1, typed };
}

/**
 * Whose name may be meant: first those that begin so, then those that contain it. Pure. A name is listed once,
 * however many bear it, since a mention is its name.
 *
 * @param {Iterable<{id: string, name: string}>} people in the order in which equals are listed
 * @param {string} typed
 * @returns {string[]}
 */
export function candidates(people, typed) {
  const known = new Map();
  for (const { id, name } of people) {
    known.has(id) || known.set(id, name);
  }
  const names = [...new Set(known.values())];
  const begin = names.filter((name) => startsWithJamo(closed(name), typed));
  const keys = disassemble(folded(typed));
  const contain = names.filter((name) => !begin.includes(name) && disassemble(folded(closed(name))).includes(keys));
  return [...begin, ...contain].slice(0, CANDIDATES_MAX);
}

/** A mention is written without spaces, whether or not the name has any. */
const closed = (name) => name.replace(/\s+/g, '');

import { roomProblem, tidy } from '../room/names.js';

/**
 * The rooms whose names begin as somebody types, or have a word that does; and last the one typed, where it is new.
 *
 * @param {readonly string[]} rooms
 * @param {string} typed
 * @param {(name: string, typed: string) => boolean} starts
 * @returns {{room: string, fresh: boolean}[]}
 */
export function candidates(rooms, typed, starts) {
  const wanted = tidy(typed);
  const found = rooms.filter((room) => [room, ...room.split(/[_.-]/)].some((word) => starts(word, wanted)));
  const fresh = wanted && !roomProblem(wanted) && !rooms.includes(wanted);
  return [...found.map((room) => ({ room, fresh: false })), ...(fresh ? [{ room: wanted, fresh: true }] : [])];
}

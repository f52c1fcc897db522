/** What may be the name of a room or of a person. The server has the last word; this says it before the trip. */

/** Letters, digits, marks, `_`, `-` and `.`, beginning with a letter or digit. */
const ROOM = /^[\p{L}\p{Nd}][\p{L}\p{Nd}\p{M}_.-]*$/u;

const ROOM_CODE_POINTS = 64;

const NAME_CODE_POINTS = 40;

/** What hides or turns other letters, but for U+200D, which joins emoji. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?!\u200d)\p{Cf}/u;

/**
 * A room name as it was meant: composed (macOS hands out decomposed Hangul) and without spaces around it.
 *
 * @param {string} typed
 */
export function tidy(typed) {
  return typed.normalize('NFC').trim();
}

/** @returns {'roomLength' | 'roomLetters' | undefined} what is wrong with a tidy, non-empty room name */
export function roomProblem(room) {
  if ([...room].length > ROOM_CODE_POINTS) {
    return 'roomLength';
  }
  return ROOM.test(room) ? undefined : 'roomLetters';
}

/** @returns {'nameLength' | 'nameLetters' | undefined} what is wrong with a tidy, non-empty name of a person */
export function nameProblem(name) {
  if ([...name].length > NAME_CODE_POINTS) {
    return 'nameLength';
  }
  return NOT_IN_NAMES.test(name) ? 'nameLetters' : undefined;
}

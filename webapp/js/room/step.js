/**
 * Moves the focus among buttons by two arrow keys, Home and End; around at the ends. A key that an input method takes
 * is none of them.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} buttons in their order
 * @param {string} back the name of the key that goes back, such as `ArrowUp`
 * @param {string} on
 * @returns {boolean} whether the key was for this
 */
export function step(event, buttons, back, on) {
  const at = buttons.indexOf(event.target);
  const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: -1 }[event.key];
  if (at < 0 || to === undefined || event.isComposing || event.keyCode === 229) {
    return false;
  }
  buttons.at(to % buttons.length).focus();
  event.preventDefault();
  event.stopPropagation();
  return true;
}

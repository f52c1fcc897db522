/** Writes into a box as a person would: in a way that can be undone, where the browser knows one. */
export function insertAt(box, text, start, end) {
  box.focus();
  box.setSelectionRange(start, end);
  if (!document.execCommand('insertText', false, text)) {
    box.setRangeText(text, start, end, 'end');
    box.dispatchEvent(new Event('input'));
  }
}

/**
 * Puts something in the place of the end of what stood before the caret. Whoever has typed on since keeps their place;
 * where the text before is another by now, nothing is changed.
 *
 * @param {HTMLTextAreaElement} box
 * @param {string} before the caret, when it was looked at
 * @param {number} start from here to its end
 * @param {string} text
 */
export function replaceEnd(box, before, start, text) {
  const { value, selectionEnd: caret } = box;
  if (caret >= before.length && value.startsWith(before)) {
    insertAt(box, text, start, before.length);
    const kept = caret - before.length + start + text.length;
    box.setSelectionRange(kept, kept);
  }
}

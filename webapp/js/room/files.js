/**
 * Files cannot be sent: says so when one is pasted or dropped, and keeps the browser from leaving the page for it.
 *
 * @param {{box: HTMLElement, around: EventTarget, signal: AbortSignal, refuse: () => void}} parts `around`: where a
 *   file may be dropped
 */
export function refuseFiles({ box, around, signal, refuse }) {
  const has = (transfer, type) => transfer?.types.includes(type);
  box.addEventListener('paste', (event) => {
    const { clipboardData: data } = event;
    // Cells of a table come as a text and as a picture of themselves: the text is meant.
    if (has(data, 'Files') && !has(data, 'text/plain') && !has(data, 'text/html')) {
      event.preventDefault();
      refuse();
    }
  }, { signal });
  for (const type of ['dragover', 'drop']) {
    around.addEventListener(type, (event) => {
      if (has(event.dataTransfer, 'Files')) {
        event.preventDefault();
        type === 'drop' && refuse();
      }
    }, { signal });
  }
}

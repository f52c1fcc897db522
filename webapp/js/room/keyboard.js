/** The keyboard slides in; the view settles after it, and only then is the page moved. */
const SETTLED_MS = 100;

/**
 * Keeps the composer above the keyboard where it lies over the page instead of making it smaller (iOS): the height
 * that it covers is in the custom property `--keyboard` of the element.
 *
 * @param {HTMLElement} host
 * @param {AbortSignal} signal ends it
 * @param {VisualViewport | null} view
 */
export function clearKeyboard(host, signal, view = globalThis.visualViewport) {
  let covered = 0;
  let settling;
  const settle = () => {
    // A reader who zooms in sees less of the page as well, but no keyboard.
    const now = view.scale > 1 ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
    if (now !== covered) {
      covered = now;
      host.style.setProperty('--keyboard', `${covered}px`);
    }
  };
  for (const type of ['resize', 'scroll']) {
    view?.addEventListener(type, () => {
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_MS);
    }, { signal });
  }
}

const FOCUSABLE = 'a[href], button:not(:disabled), input, textarea, select, [tabindex="0"]';

const TYPED_INTO = 'input, textarea, select, [contenteditable]';

/**
 * The keys of the page as a whole. None of them acts while a syllable is being composed or a dialog is open, and the
 * single key only outside of fields.
 *
 * @param {{rooms: () => void, help: () => void, walk: (step: number) => void, regions: () => Element[]}} acts
 *   `regions`: what {@link nextRegion} goes through
 */
export function listen({ rooms, help, walk, regions }) {
  document.addEventListener('keydown', (event) => {
    const target = event.composedPath()[0];
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || target.closest?.('dialog')) {
      return;
    }
    const act = actOf(event, target.matches?.(TYPED_INTO), { rooms, help, walk, regions });
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

function actOf({ key, ctrlKey, metaKey, altKey, shiftKey }, typing, { rooms, help, walk, regions }) {
  if ((ctrlKey || metaKey) && !altKey && !shiftKey) {
    return key.toLowerCase() === 'k' ? rooms : undefined;
  }
  if (altKey && !shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return () => walk(key === 'ArrowUp' ? -1 : 1);
  }
  if (key === 'F6') {
    return () => nextRegion(regions(), shiftKey ? -1 : 1);
  }
  return key === '?' && !typing && !altKey ? help : undefined;
}

/** Moves the focus to the next part of the page that is shown, from the one that it is in. */
function nextRegion(regions, step) {
  const shown = regions.filter((region) => region.checkVisibility?.() ?? true);
  const at = shown.findIndex((region) => region.matches(':focus-within'));
  const region = shown[(Math.max(at, step > 0 ? -1 : 0) + step + shown.length) % shown.length];
  const first = [...region?.querySelectorAll(FOCUSABLE) ?? []].find((one) => one.checkVisibility?.() ?? true);
  (region?.querySelector('[aria-current], textarea') ?? first ?? region)?.focus();
}

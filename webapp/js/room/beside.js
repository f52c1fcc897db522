/** What is placed keeps this much away from its anchor and from the edge of the window. */
const GAP_PX = 8;

/**
 * Puts something fixed beside its anchor, above it when there is more room, and always within the window.
 *
 * @param {HTMLElement} element shown already, so that it has a size
 * @param {DOMRect} anchor
 */
export function putBeside(element, anchor) {
  const { offsetWidth, offsetHeight } = element;
  const { innerWidth, innerHeight } = window;
  const above = anchor.top - offsetHeight - GAP_PX;
  const top = above >= GAP_PX ? above : anchor.bottom + GAP_PX;
  const within = (value, room) => Math.max(GAP_PX, Math.min(value, room - GAP_PX));
  element.style.setProperty('top', `${within(top, innerHeight - offsetHeight)}px`);
  element.style.setProperty('left', `${within(anchor.right - offsetWidth, innerWidth - offsetWidth)}px`);
}

/** How long to wait before the next attempt to connect. Pure functions: the caller counts and brings the dice. */

/** No attempt comes sooner than this after the last one failed. */
export const MIN_DELAY_MS = 500;

/** No wait is longer than this, however many attempts have failed. */
export const MAX_DELAY_MS = 20_000;

/** A connection that lived this long was a good one: the next loss starts counting from zero. */
export const GOOD_AFTER_MS = 5_000;

/**
 * The wait before attempt number `attempt`, counted from 0. The whole spread is random (full jitter), so that
 * thousands of clients cut at the same moment do not come back at the same moment.
 *
 * @param {number} attempt
 * @param {() => number} random a number from 0 up to, but not including, 1
 * @returns {number} whole milliseconds, from MIN_DELAY_MS to MAX_DELAY_MS
 */
export function delayMs(attempt, random = Math.random) {
  const spreadMs = Math.min(MAX_DELAY_MS - MIN_DELAY_MS, MIN_DELAY_MS * 2 ** attempt);
  return Math.round(MIN_DELAY_MS + random() * spreadMs);
}

/** The number of the next attempt, after one that stayed up for `upMs` milliseconds (0: it never opened). */
export function nextAttempt(attempt, upMs) {
  return upMs >= GOOD_AFTER_MS ? 0 : attempt + 1;
}

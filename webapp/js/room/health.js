/** A server that does not answer within this time counts as silent. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * A browser does not say why a WebSocket failed to open; the health page of the server may.
 *
 * @param {URL | string} url of `health/ready`
 * @returns {Promise<'healthUp' | 'healthDown' | 'healthSilent'>} the key of the words that say what was found
 */
export async function askHealth(url) {
  try {
    const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return answer.ok ? 'healthUp' : 'healthDown';
  } catch {
    return 'healthSilent';
  }
}

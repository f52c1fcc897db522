import { html } from '../vendor/lit-html.js';

/** A quote is one line; more than this is never seen. */
const SHOWN_CHARS = 200;

/**
 * What a message answers: its author and the first of its text; it leads there. A message that is not here yet is
 * fetched when somebody goes there.
 *
 * @param {number} n position of the message that is answered
 * @param {{say: import('../words.js').Say, feed: import('./feed.js').Feed, act: import('./acts.js').Acts}} context
 */
export function quote(n, { say, feed, act }) {
  const answered = feed.message(n);
  return html`<button class="quote" type="button" tabindex="-1" title=${say('message.quoteJump')}
    @click=${() => act.jump(n)}>${answered?.from?.name ? html`<bdi class="who">${answered.from.name}</bdi>` : ''}<span
    dir="auto">${quoted(answered, say)}</span></button>`;
}

function quoted(answered, say) {
  if (!answered) {
    return say('message.quoteEarlier');
  }
  return answered.deleted ? say('message.deleted') : answered.text.slice(0, SHOWN_CHARS).replace(/\s+/g, ' ');
}

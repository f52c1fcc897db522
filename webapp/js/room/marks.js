import { html, nothing } from '../vendor/lit-html.js';

/** This many people are named; the others are counted. */
const NAMED_MAX = 8;

/** The one icon that stands in a row from the beginning; the others come with what can be done with a message. */
export const plus = () => html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
  <path d="M10 4.5v11M4.5 10h11"/></svg>`;

/**
 * The reactions to a message: each a switch that puts the own one on or takes it off. They are in the order of their
 * characters, so that none moves away under a finger.
 *
 * @param {import('../maru.js').Message} message
 * @param {{say: import('../words.js').Say, feed: import('./feed.js').Feed, act: import('./acts.js').Acts}} context
 */
export function marks(message, { say, feed, act }) {
  const counts = Object.entries(message.reactions ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  if (counts.length === 0) {
    return nothing;
  }
  const reactors = feed.reactors(message.n);
  const add = (emoji) => act.react(message, emoji, true);
  return html`<ul class="marks" aria-label=${say('message.reactions')}>
    ${counts.map(([emoji, count]) => mark(emoji, count, reactors[emoji] ?? []))}
    <li><button class="mark" type="button" tabindex="-1" aria-haspopup="dialog" aria-label=${say('message.react')}
      title=${say('message.react')} @click=${({ currentTarget }) => act.pickEmoji(currentTarget, add)}>
      ${plus()}</button></li>
  </ul>`;

  function mark(emoji, count, authors) {
    const mine = authors.some(({ id }) => id === feed.me);
    const who = people(authors, count, say);
    return html`<li><button class="mark" type="button" tabindex="-1" aria-pressed=${mine} title=${who}
      aria-label=${`${emoji} ${count}, ${who}`} @click=${() => act.react(message, emoji, !mine)}><span
      aria-hidden="true">${emoji}</span> ${count}</button></li>`;
  }
}

/** Such as: 지수, 민호 외 2명. */
function people(authors, count, say) {
  const names = authors.map(({ name }) => name).filter(Boolean).slice(0, NAMED_MAX);
  const more = count - names.length;
  if (names.length === 0) {
    return say('message.reactedCount', { count });
  }
  return more > 0 ? say('message.reactedMore', { names: names.join(', '), count: more }) : names.join(', ');
}

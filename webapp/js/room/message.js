import { html, nothing } from '../vendor/lit-html.js';
import { knows } from '../words.js';

/** How many tones tell authors apart; css/messages.css has as many. */
const TONES = 6;

/** What stands in the row of a message. */
export function messageRow({ message, startsGroup, endsMinute, mine, state, code, reason }, { say, clock, act }) {
  const { from, at, text, deleted, edited, reactions = {}, id } = message;
  return html`
    ${startsGroup && !mine ? author(from.id, from.name ?? say('message.somebody')) : nothing}
    <div class="line">
      <p class="text" dir="auto">${deleted ? say('message.deleted') : text}</p>
      ${edited ? html`<span class="when">${say('message.edited')}</span>` : nothing}
      ${state === 'queued' ? html`<span class="when slow">${say('message.sending')}</span>` : nothing}
      ${(state === 'seen' || state === 'stored') && endsMinute
        ? html`<time class="when" datetime=${at} title=${clock.full(at)}>${clock.time(at)}</time>` : nothing}
    </div>
    ${marks(Object.entries(reactions))}
    ${state === 'failed' ? html`<p class="failed" role="alert">${say('message.failed')}
      <span dir="auto">${knows(say, `refused.${code}`) ? say(`refused.${code}`) : reason}</span>
      <button type="button" @click=${() => act.retry(id)}>${say('message.again')}</button>
      <button type="button" @click=${() => act.discard(id)}>${say('message.discard')}</button></p>` : nothing}`;
}

function author(id, name) {
  return html`<span class="face tone-${toneOf(id)}" aria-hidden="true">${initial(name)}</span>
    <p class="name"><bdi>${name}</bdi></p>`;
}

function marks(reactions) {
  return reactions.length === 0 ? nothing : html`<ul class="marks">
    ${reactions.map(([emoji, count]) => html`<li>${emoji} ${count}</li>`)}</ul>`;
}

function toneOf(author) {
  let sum = 0;
  for (const char of author) {
    sum = (sum * 31 + char.codePointAt(0)) % 9973;
  }
  return sum % TONES;
}

/** The first character as a person sees it: a flag or a family of emoji is one. */
function initial(name) {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toUpperCase() ?? '';
}

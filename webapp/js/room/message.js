import { html, nothing } from '../vendor/lit-html.js';
import { knows } from '../words.js';
import { body, large } from './body.js';
import { initial, toneOf } from './face.js';
import { marks } from './marks.js';
import { quote } from './quote.js';

/**
 * The inside of the row of a message. Everything in it that can be pressed has a tab index of -1: a conversation is one
 * stop for the Tab key, and whoever enters a row walks through it.
 *
 * @param {{message: import('../maru.js').Message, mine: boolean, state: 'seen' | 'queued' | 'stored' | 'failed',
 *   code?: string, reason?: string, startsGroup: boolean, endsMinute: boolean}} row
 * @param {{say: import('../words.js').Say, clock: import('./clock.js').Clock, feed: import('./feed.js').Feed,
 *   act: import('./acts.js').Acts}} context
 */
export function messageRow(row, context) {
  const { message, mine, state, startsGroup } = row;
  const { say } = context;
  const here = state === 'seen' && !message.deleted;
  return html`
    ${startsGroup && !mine ? author(message.from, say) : nothing}
    <div class="line">${bubble(message, context)}${meta(row, context)}</div>
    ${here ? marks(message, context) : nothing}
    ${state === 'failed' ? failure(row, context) : nothing}
    ${here ? html`<div class="tools" data-n=${message.n}></div>` : nothing}`;
}

function author({ id, name }, say) {
  const shown = name ?? say('message.somebody');
  const tone = `tone-${toneOf(id)}`;
  return html`<span class="face ${tone}" aria-hidden="true">${initial(shown)}</span>
    <p class="name ${tone}"><bdi>${shown}</bdi></p>`;
}

function bubble(message, context) {
  if (message.deleted) {
    return html`<div class="bubble"><div class="text">${context.say('message.deleted')}</div></div>`;
  }
  return html`<div class=${large(message) ? 'bubble large' : 'bubble'}>
    ${message.replyTo ? quote(message.replyTo, context) : nothing}
    <div class="text" dir="auto">${body(message, context)}</div>
  </div>`;
}

/** What stands small beside a text. The time of a row that another of the same minute follows is shown on request. */
function meta({ message, state, endsMinute }, { say, clock }) {
  const { at, editedAt } = message;
  const stored = state === 'seen' || state === 'stored';
  return html`<span class="meta">
    ${editedAt ? html`<time datetime=${editedAt}
      title=${clock.full(editedAt)}>${say('message.edited')}</time>` : nothing}
    ${state === 'queued' ? html`<span class="slow">${say('message.sending')}</span>` : nothing}
    ${stored ? html`<time class=${endsMinute ? '' : 'quiet'} datetime=${at}
      title=${clock.full(at)}>${clock.time(at)}</time>` : nothing}</span>`;
}

function failure({ message, code, reason }, { say, act }) {
  const why = knows(say, `refused.${code}`) ? say(`refused.${code}`) : reason;
  const button = (word, pressed) => html`<button type="button" tabindex="-1" @click=${pressed}>${word}</button>`;
  return html`<div class="failed-why"><p role="alert">${say('message.failed')} <span dir="auto">${why}</span></p>
    ${button(say('message.again'), () => act.retry(message.id))}
    ${button(say('message.edit'), () => act.rewrite(message))}
    ${button(say('message.discard'), () => act.discard(message.id))}</div>`;
}

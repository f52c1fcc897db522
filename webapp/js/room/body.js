import { html } from '../vendor/lit-html.js';
import { isLarge } from '../text/emoji.js';
import { parse } from '../text/markup.js';

/** What was read from a message stays as long as the message does, so that drawing 500 rows again is cheap. */
const read = new WeakMap();

/**
 * The text of a message as nodes.
 *
 * @param {import('../maru.js').Message} message
 * @param {{say: import('../words.js').Say, act: import('./acts.js').Acts}} context
 */
export function body(message, { say, act }) {
  return tokensOf(message, act.names).tokens.map((token) => node(token, say, act));
}

/** Whether the message is some emoji and nothing else. */
export function large(message) {
  return tokensOf(message).large;
}

function tokensOf(message, names) {
  const { text } = message;
  let known = read.get(message);
  if (!known || (names && known.names !== names && text.includes('@'))) {
    known = { names, tokens: parse(text, names), large: isLarge(text) };
    read.set(message, known);
  }
  return known;
}

function node({ kind, text, href, name, tokens, lines }, say, act) {
  const inside = () => tokens.map((token) => node(token, say, act));
  switch (kind) {
    case 'bold': return html`<strong>${inside()}</strong>`;
    case 'italic': return html`<em>${inside()}</em>`;
    case 'strike': return html`<s>${inside()}</s>`;
    case 'code': return html`<code>${text}</code>`;
    case 'link': return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc"
      tabindex="-1">${text}</a>`;
    case 'mention': return html`<span class=${isMe(name, act) ? 'mention me' : 'mention'}>${text}</span>`;
    case 'quote': return html`<blockquote>${lines.map((line, index) =>
      [index > 0 ? '\n' : '', line.tokens.map((token) => node(token, say, act))])}</blockquote>`;
    case 'pre': return html`<div class="code"><pre dir="ltr"><code>${text}</code></pre><button class="copy"
      type="button" tabindex="-1" @click=${() => act.copy(text)}>${say('message.copyCode')}</button></div>`;
    default: return text;
  }
}

function isMe(name, { myName }) {
  return name.toLowerCase() === myName?.toLowerCase();
}

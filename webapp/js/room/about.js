import { html } from '../vendor/lit-html.js';

/**
 * The strip over the box: what is replied to, or corrected.
 *
 * @param {import('./drafts.js').Draft} draft
 * @param {{say: import('../words.js').Say, empty: boolean, cancel: () => void}} context `empty`: a correction to
 *   nothing was tried
 * @returns {{words: string, view?: unknown}} its words, and what to render; no view when there is nothing to say
 */
export function about({ edit, reply }, { say, empty, cancel }) {
  if (!edit && !reply) {
    return { words: '' };
  }
  const words = reply ? say('composer.replyTo', reply)
    : edit.gone ? say('composer.gone') : empty ? say('composer.editEmpty') : say('composer.editing');
  const view = html`
    <p><strong>${reply ? apart(words, reply.name) : words}</strong> <span dir="auto">${(edit ?? reply).quote}</span></p>
    <button type="button" @click=${cancel}>${say('composer.cancel')}</button>`;
  return { words, view };
}

/** A sentence with a name in it, kept apart from it whatever its direction. */
function apart(sentence, name) {
  const start = sentence.indexOf(name);
  return html`${sentence.slice(0, start)}<bdi>${name}</bdi>${sentence.slice(start + name.length)}`;
}

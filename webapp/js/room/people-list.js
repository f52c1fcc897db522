import { html, nothing, render } from '../vendor/lit-html.js';
import { initial, toneOf } from './face.js';
import { roster } from './roster.js';

/**
 * Draws the list of people.
 *
 * @param {HTMLElement} panel
 * @param {Parameters<typeof roster>[0]} presence
 * @param {import('../words.js').Say} say
 * @param {{acts: import('./acts.js').Acts, rename: () => void, close: () => void}} act
 */
export function drawPeople(panel, presence, say, act) {
  const { shown, others } = roster(presence);
  const moderates = presence.me?.rights?.includes('m');
  const row = ({ id, name }) => {
    const face = html`<span class="face tone-${toneOf(id)}" aria-hidden="true">${initial(name)}</span>`;
    return id === presence.me?.id
      ? html`<li class="person">${face}<span><bdi>${name}</bdi> <small>${say('people.me')}</small></span>
          ${id.startsWith('g:') ? html`<button type="button"
            @click=${() => act.rename()}>${say('people.rename')}</button>` : nothing}</li>`
      : html`<li class="pair"><button type="button" class="person" title=${say('people.mention', { name })}
          @click=${() => act.acts.insert(`@${name} `)}>${face}<bdi>${name}</bdi></button>
          ${moderates ? html`<button type="button" class="more" aria-haspopup="dialog"
            aria-label=${say('desk.person', { name })}
            @click=${() => act.acts.moderate({ id, name })}>⋯</button>` : nothing}</li>`;
  };
  render(html`
    <header>
      <h2>${say('people.label')}</h2>
      <button type="button" class="close" aria-label=${say('people.close')} @click=${() => act.close()}>×</button>
    </header>
    ${moderates ? html`<button type="button" aria-haspopup="dialog"
      @click=${() => act.acts.moderate()}>${say('desk.room')}</button>` : nothing}
    <ul>${shown.map(row)}</ul>
    ${presence.named ? nothing : html`<p>${say('people.tooMany')}</p>`}
    ${others > 0 ? html`<p>${say('people.others', { count: others })}</p>` : nothing}`, panel);
}

import { html, nothing } from '../vendor/lit-html.js';

/** What stands above the first row. */
export function topEdge(feed, say) {
  if (feed.hasOlder) {
    return edge(feed.loading === 'older', 'timeline.older', () => feed.loadOlder(), say);
  }
  const silent = feed.messages.length + feed.pending.length === 0;
  return feed.begun && !feed.loading ? html`<p>${say(silent ? 'timeline.empty' : 'timeline.beginning')}</p>` : nothing;
}

/** What stands below the last row. */
export function bottomEdge(feed, say) {
  return feed.detached ? edge(feed.loading === 'newer', 'timeline.newer', () => feed.loadNewer(), say) : nothing;
}

function edge(loading, key, load, say) {
  return loading ? html`<p>${say('timeline.loading')}</p>`
    : html`<button type="button" @click=${load}>${say(key)}</button>`;
}

import { html, nothing } from '../vendor/lit-html.js';
import { sheetAddresses } from './sheets.js';

/** The style sheets as links: put into a shadow root once, and kept from room to room. */
export function sheets() {
  return sheetAddresses().map((address) => html`<link rel="stylesheet" href=${address}>`);
}

/**
 * What stands in the shadow root of `<maru-room>`: the places that the parts of a room fill. Rendered once a visit.
 *
 * The slots `start` and `end` of the header are for the page around: a way home, a menu.
 *
 * @param {import('../words.js').Say} say
 */
export function frame(say) {
  return html`
    <div id="room" class="room" part="room">
      <header part="header">
        <slot name="start"></slot>
        <div class="titles"><h1 id="title" dir="auto"></h1><p id="topic" dir="auto" hidden></p></div>
        <span id="dot" class="dot" role="status"></span>
        <button id="present" class="present" type="button" aria-expanded="false" aria-controls="people"></button>
        <slot name="end"></slot>
      </header>
      <section class="conversation" aria-label=${say('timeline.label')}>
        <div id="banner" class="banner" role="status"></div>
        <div id="log" class="log" role="log" aria-live="off" aria-label=${say('timeline.label')}>
          <div id="top" class="edge"></div>
          <ol id="rows"></ol>
          <div id="bottom" class="edge"></div>
        </div>
        <button id="pill" class="pill" type="button" hidden></button>
      </section>
      <section id="people" class="people" aria-label=${say('people.label')} tabindex="-1" hidden></section>
      <form id="composer" class="composer" part="composer" method="dialog">
        <p id="typing" class="typing"></p>
        <div id="about" class="about" hidden></div>
        <p id="notice" class="notice unseen" role="status"></p>
        <button id="emoji" class="tool" type="button" aria-label=${say('emoji.open')} aria-haspopup="dialog">
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <circle cx="12" cy="12" r="8.5"/><path d="M9 10v.01M15 10v.01M8.5 14a4.5 4.5 0 0 0 7 0"/>
          </svg>
        </button>
        <textarea id="text" name="text" rows="1" dir="auto" autocapitalize="sentences" autocomplete="off"
          aria-autocomplete="list" aria-controls="suggestions"
          aria-label=${say('composer.label')} placeholder=${say('composer.hint')}></textarea>
        <span id="left" class="left" aria-hidden="true" hidden></span>
        <button id="send" class="primary send" aria-label=${say('composer.send')}>
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M12 19.5V5M5.5 11.5 12 5l6.5 6.5"/>
          </svg>
        </button>
        <div id="suggestions" class="suggestions" role="listbox" aria-label=${say('composer.mentions')} hidden></div>
      </form>
      <p id="guest" class="guest" hidden></p>
      <div id="announcer" class="unseen" aria-live="polite">${nothing}</div>
      <div id="popups"></div>
    </div>`;
}

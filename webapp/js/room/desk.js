import { html, render } from '../vendor/lit-html.js';

const MINUTE_S = 60;
const DAY_S = 24 * 60 * MINUTE_S;

/** What can be done to somebody, in the order in which it is offered. */
const ACTS = {
  mute: { act: 'mute', seconds: 10 * MINUTE_S },
  unmute: { act: 'unmute' },
  kick: { act: 'kick' },
  banDay: { act: 'ban', seconds: DAY_S },
  ban: { act: 'ban' },
  unban: { act: 'unban' },
  hide: { act: 'hide' },
  member: { act: 'member', rights: 'rw' },
  memberNot: { act: 'member', rights: '' },
};

const DOORS = ['public', 'readOnly', 'invited'];

const SLOW_MODE_SECONDS_MAX = 21_600;
const TEXT_MAX = 200;

/**
 * Asks a moderator what is to be done, and has it done.
 *
 * @param {{popups: HTMLElement, room: import('../maru.js').MaruRoom, say: import('../words.js').Say,
 *   toast: import('./toast.js').Toast}} parts
 * @param {import('./acts.js').Acts} act
 * @param {{id: string, name?: string}} [person] without one it is about the room
 */
export function openDesk(parts, act, person) {
  new Desk(parts, act).open(person);
}

/** One dialog, gone when it is closed. */
class Desk {
  #place;
  #parts;
  #act;

  constructor(parts, act) {
    this.#parts = parts;
    this.#act = act;
    this.#place = parts.popups.appendChild(document.createElement('div'));
  }

  open(person) {
    person ? this.#person(person) : this.#room();
  }

  #person({ id, name }) {
    const { say } = this.#parts;
    this.#show(say('desk.person', { name: name ?? say('message.somebody') }), html`
      ${this.#choice('act', say('desk.act'), Object.keys(ACTS), '')}
      <label class="check"><input type="checkbox" name="hide"> ${say('desk.hideToo')}</label>
      <label for="desk-reason">${say('desk.reason')}</label>
      <input id="desk-reason" name="reason" maxlength=${TEXT_MAX} dir="auto" autocomplete="off">`, (given) => {
      const order = ACTS[given.get('act')];
      const hide = given.has('hide') || undefined;
      return [this.#parts.room.moderate({ ...order, member: id, hide, reason: given.get('reason') || undefined })];
    });
  }

  #room() {
    const { say, room } = this.#parts;
    const { topic = '', door = 'public', slowModeSeconds = '0', announcements = '' } = room.info.state;
    const before = { topic, door, slowModeSeconds, announcements };
    this.#show(say('desk.room'), html`
      <label for="desk-topic">${say('desk.topic')}</label>
      <input id="desk-topic" name="topic" .value=${topic} maxlength=${TEXT_MAX} dir="auto" autocomplete="off">
      ${this.#choice('door', say('desk.door'), DOORS, door)}
      <label for="desk-slow">${say('desk.slow')}</label>
      <input id="desk-slow" name="slowModeSeconds" type="number" min="0" max=${SLOW_MODE_SECONDS_MAX}
        .value=${slowModeSeconds} required>
      <label class="check"><input type="checkbox" name="announcements" value="true"
        .checked=${announcements === 'true'}> ${say('desk.announcements')}</label>
      <label for="desk-member">${say('desk.member')}</label>
      <input id="desk-member" name="member" autocomplete="off" placeholder=${say('desk.memberExample')}>`, (given) => {
      const changed = Object.keys(before).filter((key) => (given.get(key) ?? '') !== before[key]);
      const sets = changed.map((key) => room.set(key, given.get(key) ?? ''));
      const member = given.get('member').trim();
      return member ? [...sets, room.moderate({ ...ACTS.member, member })] : sets;
    });
  }

  #choice(name, label, values, chosen) {
    const { say } = this.#parts;
    return html`<label for="desk-${name}">${label}</label>
      <select id="desk-${name}" name=${name}>${values.map((value) => html`<option value=${value}
        ?selected=${value === chosen}>${say(`desk.${name}.${value}`)}</option>`)}</select>`;
  }

  /** @param {(given: FormData) => Promise<unknown>[]} carryOut */
  #show(title, fields, carryOut) {
    const { say } = this.#parts;
    render(html`
      <dialog class="ask" aria-labelledby="desk-title" @close=${() => this.#place.remove()}>
        <form method="dialog" @submit=${({ target }) => this.#submit(carryOut(new FormData(target)))}>
          <h2 id="desk-title">${title}</h2>
          ${fields}
          <p class="buttons">
            <button type="button" @click=${() => this.#dialog.close()}>${say('message.keep')}</button>
            <button class="primary">${say('desk.do')}</button>
          </p>
        </form>
      </dialog>`, this.#place);
    this.#dialog.showModal();
  }

  get #dialog() {
    return this.#place.querySelector('dialog');
  }

  async #submit(orders) {
    const { say, toast } = this.#parts;
    const done = await Promise.all(orders.map((order) => this.#act.attempt(order)));
    done.length > 0 && done.every(Boolean) && toast.show(say('desk.done'));
  }
}

import { deed } from './deeds.js';

const SECOND_MS = 1_000;

/**
 * Says beside the box why one cannot write just now, and for how long; what is written stays in the box. A moderator
 * is not held.
 */
export class Restraint {
  #parts;
  #line = document.createElement('p');
  #mutedUntil = 0;
  #ticker;

  /**
   * @param {{form: HTMLElement, room: import('../maru.js').MaruRoom, feed: import('./feed.js').Feed,
   *   say: import('../words.js').Say, signal: AbortSignal}} parts
   */
  constructor(parts) {
    const { form, room, signal } = this.#parts = parts;
    this.#line.className = 'notice';
    this.#line.id = 'restraint';
    this.#line.setAttribute('role', 'status');
    form.querySelector('#notice').after(this.#line);
    for (const type of ['message', 'state', 'rights']) {
      room.on(type, () => this.draw(), { signal });
    }
    signal.addEventListener('abort', () => {
      clearInterval(this.#ticker);
      this.#line.remove();
    });
    this.draw();
  }

  /** Takes an entry: what moderators did is told in a line, and may be about this member. */
  took(entry) {
    const { type, act, member, until } = entry;
    const { room, feed, say } = this.#parts;
    if (type === 'moderation' && member === room.me?.id && /^(un)?mute$/.test(act)) {
      this.#mutedUntil = act === 'unmute' ? 0 : until ? Date.parse(until) : Infinity;
    }
    const people = [room.me, ...room.members, ...feed.messages.map(({ from }) => from)];
    const line = deed(entry, people, say);
    line && feed.note(line);
    this.draw();
  }

  /** Whether nothing may be said now. A correction does not wait for the slow mode. */
  holds(corrects) {
    const { key, waits } = this.#why();
    return waits === Infinity || (waits > 0 && !(corrects && key === 'slow'));
  }

  draw() {
    const { say } = this.#parts;
    const { key, waits } = this.#why();
    const count = Math.ceil(waits / SECOND_MS);
    const words = !key ? '' : say(`restraint.${key}`);
    // The countdown is for the eye; a screen reader would read every second of it.
    const left = waits > 0 && waits < Infinity ? say('restraint.left', { count }) : '';
    if (this.#line.dataset.words !== words) {
      this.#line.dataset.words = words;
      this.#line.replaceChildren(words, ' ', Object.assign(document.createElement('span'), { ariaHidden: 'true' }));
    }
    this.#line.lastChild.textContent = left;
    this.#line.hidden = !words;
    clearInterval(this.#ticker);
    this.#ticker = left && setInterval(() => this.draw(), SECOND_MS);
  }

  /** @returns {{key?: string, waits: number}} the reason, and milliseconds; Infinity where time changes nothing */
  #why() {
    const { room, feed } = this.#parts;
    const { me, info } = room;
    const rights = me?.rights ?? 'rw';
    const now = Date.now();
    if (!info || rights.includes('m')) {
      return { waits: 0 };
    }
    const { door, announcements, slowModeSeconds } = info.state;
    if (!rights.includes('w')) {
      const key = door === 'readOnly' ? 'doorClosed' : announcements ? 'announcements' : 'readOnly';
      return { key, waits: Infinity };
    }
    if (this.#mutedUntil > now) {
      return { key: 'muted', waits: this.#mutedUntil - now };
    }
    const last = feed.messages.findLast(({ from }) => from?.id === me.id);
    const slowMs = Number(slowModeSeconds ?? 0) * SECOND_MS;
    // The clocks of two machines differ: nobody waits longer than the room asks for.
    const left = last ? Math.min(slowMs, Date.parse(last.at) + slowMs - now) : 0;
    return left > 0 ? { key: 'slow', waits: left } : { waits: 0 };
  }
}

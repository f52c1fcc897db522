/** In a room of more people than this, nobody wants to hear of each who comes. */
const TOLD_UP_TO = 50;

/** Somebody who comes back within this time has not been away. */
const GRACE_MS = 5_000;

/** Those who come and go within this time are told in one line, unless something is said between. */
const TOGETHER_MS = 10 * 60_000;

/**
 * Makes one quiet line of those who come and go. It never asks the clock: everything is told with its time, so that it
 * can be tried without waiting.
 */
export class Comings {
  #known;
  #leaving = new Map();
  #came = new Map();
  #went = new Map();
  #since = 0;

  /** Forgets who was here, as after a lost connection: the next list is where it starts from. */
  restart() {
    this.#known = undefined;
    this.#leaving.clear();
  }

  /** Ends the line: what comes next is told in a new one. */
  cut() {
    this.#came.clear();
    this.#went.clear();
  }

  /**
   * Takes over who is here now.
   *
   * @param {readonly {id: string, name: string}[]} members without oneself
   * @param {number} now in milliseconds
   * @returns {boolean} whether the line reads differently now
   */
  take(members, now) {
    const here = new Map(members.map(({ id, name }) => [id, name]));
    const before = this.#known;
    this.#known = here;
    if (!before || here.size > TOLD_UP_TO) {
      this.#leaving.clear();
      return false;
    }
    for (const [id, name] of before) {
      here.has(id) || this.#leaving.set(id, { name, at: now });
    }
    let told = false;
    for (const [id, name] of here) {
      if (!before.has(id) && !this.#leaving.delete(id)) {
        this.#tell(this.#came, this.#went, id, name, now);
        told = true;
      }
    }
    return told;
  }

  /** Tells of those who have been away long enough. @returns {boolean} whether the line reads differently now */
  settle(now) {
    let told = false;
    for (const [id, { name, at }] of this.#leaving) {
      if (now - at >= GRACE_MS) {
        this.#leaving.delete(id);
        this.#tell(this.#went, this.#came, id, name, now);
        told = true;
      }
    }
    return told;
  }

  /** @returns {number} milliseconds until {@link settle} has something to do; Infinity when it has not */
  dueIn(now) {
    return Math.min(Infinity, ...[...this.#leaving.values()].map(({ at }) => at + GRACE_MS - now));
  }

  /** @param {import('../words.js').Say} say @returns {string} empty when those who came are gone again */
  line(say) {
    const part = (people, one, many) => {
      const [name, count] = [[...people.values()].at(0), people.size - 1];
      return count < 0 ? '' : count === 0 ? say(one, { name }) : say(many, { name, count });
    };
    return [part(this.#came, 'people.came', 'people.cameMany'), part(this.#went, 'people.went', 'people.wentMany')]
      .filter(Boolean).join(' ');
  }

  #tell(where, opposite, id, name, now) {
    if (now - this.#since > TOGETHER_MS) {
      this.cut();
      this.#since = now;
    }
    opposite.delete(id) || where.set(id, name);
  }
}

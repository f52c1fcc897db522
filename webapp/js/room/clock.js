const DAY_MS = 86_400_000;

const MINUTE_MS = 60_000;

/** Formatted minutes remembered at most. */
const KEPT_MINUTES = 1_000;

/** Times and days as people of one language write them, in the time zone of the machine. */
export class Clock {
  #say;
  #time;
  #full;
  #day;
  #minutes = new Map();
  #days = new Map();

  constructor(language, say) {
    this.#say = say;
    this.#time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    this.#full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
    this.#day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  }

  /** @param {string} at an instant such as `2026-11-22T10:00:00.000Z` */
  time(at) {
    const date = new Date(at);
    return remembered(this.#minutes, Math.floor(date / MINUTE_MS), () => this.#time.format(date));
  }

  full(at) {
    return this.#full.format(new Date(at));
  }

  /** The calendar day of an instant, such as `2026-11-22`: days compare like their texts. */
  day(at) {
    const date = new Date(at);
    const [month, day] = [date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, '0'));
    return `${date.getFullYear()}-${month}-${day}`;
  }

  /** @param {string} day as {@link day} gives it */
  dayName(day) {
    const now = Date.now();
    if (day === this.day(now)) {
      return this.#say('timeline.today');
    }
    return day === this.day(now - DAY_MS) ? this.#say('timeline.yesterday')
      : remembered(this.#days, day, () => this.#day.format(new Date(`${day}T12:00`)));
  }

  /** Milliseconds until the names of the days change. */
  untilMidnightMs() {
    const now = new Date();
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1) - now;
  }
}

function remembered(map, key, make) {
  if (!map.has(key)) {
    map.size < KEPT_MINUTES || map.clear();
    map.set(key, make());
  }
  return map.get(key);
}

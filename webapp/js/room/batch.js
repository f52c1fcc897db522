/** More than this at once is told as a number: nobody can listen to a flood. */
const READ_OUT = 3;

/** Lines that come within this time of the last are told together. */
const GATHER_MS = 2_000;

/** Gathers lines that are to be read out: the first at once, those that follow it closely together, or their number. */
export class Batch {
  #tell;
  #count;
  #after;
  #waiting;

  /**
   * @param {(line: string) => void} tell
   * @param {(count: number) => string} count what is told instead of that many lines
   * @param {(act: () => void, ms: number) => void} [after]
   */
  constructor(tell, count, after = (act, ms) => setTimeout(act, ms)) {
    this.#tell = tell;
    this.#count = count;
    this.#after = after;
  }

  put(line) {
    if (this.#waiting) {
      // Of a flood only the number is needed.
      this.#waiting.count++;
      this.#waiting.lines.length < READ_OUT && this.#waiting.lines.push(line);
    } else {
      this.#tell(line);
      this.#gather();
    }
  }

  #gather() {
    this.#waiting = { count: 0, lines: [] };
    this.#after(() => {
      const { count, lines } = this.#waiting;
      this.#waiting = undefined;
      if (count > 0) {
        (count > READ_OUT ? [this.#count(count)] : lines).forEach((line) => this.#tell(line));
        this.#gather();
      }
    }, GATHER_MS);
  }
}

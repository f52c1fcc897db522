const CONTROLS = 'a[href], button, summary, input, textarea, [tabindex]';

/**
 * Makes the rows one stop of the Tab key. Arrows, Home and End move between messages, Enter goes into one, to its links
 * and buttons, and Escape back to it and then out.
 */
export class Rove {
  #list;
  #root;
  #acts;
  #current;
  #inside;

  /**
   * @param {HTMLOListElement} list
   * @param {{leave: () => void, start: () => void, end: () => void, reveal: (row: HTMLElement) => void}} acts `start`:
   *   there is no older row here; `end`: to the newest
   * @param {AbortSignal} signal when to stop
   */
  constructor(list, acts, signal) {
    this.#list = list;
    this.#root = list.getRootNode();
    this.#acts = acts;
    list.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    list.addEventListener('focusin', ({ target }) => this.#entered(target), { signal });
    list.addEventListener('focusout', ({ relatedTarget }) => this.#entered(relatedTarget), { signal });
  }

  get hasFocus() {
    return this.#list.contains(this.#root.activeElement);
  }

  /** A row was rendered: what can be focused in it is reached by Enter only. */
  tame(row) {
    for (const control of row.querySelectorAll(CONTROLS)) {
      control.tabIndex = row === this.#inside ? 0 : -1;
    }
    row.tabIndex = row === this.#current ? 0 : -1;
  }

  /**
   * The rows were drawn.
   *
   * @param {boolean} following without a focus the newest row is the one to begin with
   * @param {boolean} focused whether the focus was in the rows
   * @param {HTMLElement | undefined} near where to go on when the row of the focus has gone
   */
  settle(following, focused, near) {
    const gone = !this.#current?.isConnected;
    if (gone || (following && !this.hasFocus)) {
      this.#choose((focused && near?.isConnected ? rowOf(near) : undefined) ?? this.#last());
    }
    if (gone && focused && !this.hasFocus) {
      this.#current?.focus({ preventScroll: true });
    }
  }

  /** Moves the focus to a row, which is then in sight. */
  focus(row = this.#current) {
    if (row) {
      this.#choose(row);
      row.focus({ preventScroll: true });
      this.#acts.reveal(row);
    }
  }

  focusLast() {
    this.focus(this.#last());
  }

  #pressed(event) {
    const { target, key, defaultPrevented, altKey, ctrlKey, metaKey } = event;
    const row = rowOf(target);
    if (!row || defaultPrevented || altKey || ctrlKey || metaKey) {
      return;
    }
    const act = target === row ? this.#moves[key] : key === 'Escape' && (() => this.focus(row));
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act(row);
    }
  }

  #moves = {
    ArrowUp: (row) => this.#step(row, 'previousElementSibling') || this.#acts.start(),
    ArrowDown: (row) => this.#step(row, 'nextElementSibling'),
    Home: () => this.focus(this.#list.querySelector(':scope > .message')) || this.#acts.start(),
    End: () => this.#acts.end(),
    Enter: (row) => this.#goInside(row),
    Escape: () => this.#acts.leave(),
  };

  #step(row, side) {
    let next = row[side];
    while (next && !next.classList.contains('message')) {
      next = next[side];
    }
    this.focus(next ?? undefined);
    return next;
  }

  #goInside(row) {
    const control = [...row.querySelectorAll(CONTROLS)].find((each) => !each.disabled && each.checkVisibility());
    control?.focus();
  }

  #entered(target) {
    const row = rowOf(target);
    const [before, now] = [this.#inside, row && target !== row ? row : undefined];
    if (row) {
      this.#choose(row);
    }
    if (before !== now) {
      this.#inside = now;
      before && this.tame(before);
      now && this.tame(now);
    }
  }

  #choose(row) {
    const before = this.#current;
    this.#current = row;
    if (before && before !== row) {
      before.tabIndex = -1;
    }
    if (row) {
      row.tabIndex = 0;
    }
  }

  #last() {
    let row = this.#list.lastElementChild;
    while (row && !row.classList.contains('message')) {
      row = row.previousElementSibling;
    }
    return row ?? undefined;
  }
}

function rowOf(target) {
  return target?.closest?.('li.message') ?? undefined;
}

import { render } from '../vendor/lit-html.js';
import { same } from './rows.js';

/** New rows at the end that are drawn at once: a flood is spread over frames, so that no frame takes long. */
const FRESH_ROWS = 24;

/**
 * The elements of the rows. A row keeps its element while it lives, so that a selection, a focus or a reader's place
 * survives, and only rows that differ are rendered.
 */
export class RowList {
  #list;
  #content;
  #drawn;
  #shown = new Map();
  #rows = new WeakMap();

  /**
   * @param {HTMLOListElement} list
   * @param {(row: object) => unknown} content a template for the inside of a row
   * @param {(node: HTMLLIElement, row: object) => void} drawn called after a row was rendered
   */
  constructor(list, content, drawn) {
    this.#list = list;
    this.#content = content;
    this.#drawn = drawn;
  }

  /** @returns {HTMLLIElement | undefined} */
  node(key) {
    return this.#shown.get(key);
  }

  /** @returns {HTMLLIElement[]} of rows, in no order */
  get nodes() {
    return [...this.#shown.values()];
  }

  /** What an element shows, or showed last. */
  row(node) {
    return this.#rows.get(node);
  }

  /**
   * @param {ReturnType<typeof import('./rows.js').rowsOf>} rows
   * @param {boolean} all whether those that did not change have to be rendered too
   * @returns {number} how many rows at the end are left to be drawn the next time
   */
  draw(rows, all) {
    const enough = rows.findLastIndex(({ key }) => this.#shown.has(key)) + 1 + FRESH_ROWS;
    const drawn = enough === FRESH_ROWS ? rows : rows.slice(0, enough);
    this.#draw(drawn, all);
    return rows.length - drawn.length;
  }

  /** Takes all rows away. */
  clear() {
    this.draw([], false);
  }

  #draw(rows, all) {
    const wanted = new Set(rows.map(({ key }) => key));
    for (const [key, node] of this.#shown) {
      if (!wanted.has(key)) {
        node.remove();
        this.#shown.delete(key);
      }
    }
    let next = this.#list.firstElementChild;
    for (const row of rows) {
      const node = this.#shown.get(row.key) ?? document.createElement('li');
      this.#shown.set(row.key, node);
      if (node === next) {
        next = node.nextElementSibling;
      } else {
        this.#list.insertBefore(node, next);
      }
      const before = this.#rows.get(node);
      if (all || !before || !same(before, row)) {
        this.#rows.set(node, row);
        node.className = row.look;
        render(this.#content(row), node);
        this.#drawn(node, row);
      }
    }
  }
}
// @ts-check
/**
 * `<chain-editor data-prefix="chain">`: the voices between the article and the claimant,
 * added, removed and moved; it says how the chain reads.
 *
 * A formset-editor whose rows have a place: data-do="up | down", `ORDER`, and in each
 * row "title" (its number) and "role"; "reads" holds the chain as a sentence.
 */

import { fieldOf, isBlank } from "./formset.js";
import { FormsetEditor } from "./formset-editor.js";

/** @param {number} index @param {number} total */
export function roleOf(index, total) {
  if (index === 0) return total === 1 ? "the voice of the article, and the claimant" : "the voice of the article";
  return index === total - 1 ? "the claimant" : "who passes it on";
}

/** @param {string[][]} voices from the article inwards; who says it together stands together */
export function chainReads(voices) {
  const named = voices.map((names) => names.filter(Boolean)).filter((names) => names.length);
  return named.map((names) => names.join(" and ")).join(", quoting ");
}

/** The rows in groups that say it together. @param {HTMLElement[]} rows @returns {HTMLElement[][]} */
function grouped(rows) {
  /** @type {HTMLElement[][]} */
  const groups = [];
  for (const row of rows) {
    if (groups.length && fieldOf(row, "together")?.checked) groups[groups.length - 1].push(row);
    else groups.push([row]);
  }
  return groups;
}

class ChainEditor extends FormsetEditor {
  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("input", () => this.refresh());
    this.closest("form")?.addEventListener("submit", () => this.refresh());
  }

  get least() {
    return 1;
  }

  /** @param {HTMLElement} row */
  nameOf(row) {
    const source = fieldOf(row, "source")?.value.trim();
    const title = row.querySelector("[data-part=title]")?.textContent ?? "Step";
    return source ? `${title}, ${source},` : title;
  }

  refresh() {
    super.refresh();
    const kept = this.kept();
    const groups = grouped(kept);
    kept.forEach((row, index) => {
      setText(row, "title", `Step ${index + 1}`);
      setText(row, "role", roleOf(groups.findIndex((group) => group.includes(row)), groups.length));
      // The first step has none above it.
      const together = fieldOf(row, "together");
      if (together && index === 0) together.checked = false;
      together?.closest(".field")?.toggleAttribute("hidden", index === 0);
      enable(row, "up", index > 0);
      enable(row, "down", index < kept.length - 1);
      enable(row, "remove", kept.length > 1);
    });
    for (const row of this.rows()) {
      const order = fieldOf(row, "ORDER");
      // A blank row with an order would count as changed, and the server would ask for its source.
      const holds = kept.includes(row) && (!isBlank(row) || row === kept[0]);
      if (order) order.value = holds ? String(kept.indexOf(row) + 1) : "";
    }
    const nameOf = (/** @type {HTMLElement} */ row) => fieldOf(row, "source")?.value.trim() ?? "";
    const names = kept.map(nameOf);
    this.piece("reads").textContent = chainReads(groups.map((group) => group.map(nameOf)));
    this.toggleAttribute("data-single", kept.length < 2);
    this.toggleAttribute("data-reads", names.filter(Boolean).length > 1);
  }

  /** @param {string} what @param {HTMLElement | null} row */
  act(what, row) {
    if (!row || (what !== "up" && what !== "down")) return super.act(what, row);
    const kept = this.kept();
    const neighbour = kept[kept.indexOf(row) + (what === "up" ? -1 : 1)];
    if (!neighbour) return;
    if (what === "up") neighbour.before(row);
    else neighbour.after(row);
    this.refresh();
    this.#focusMove(row, what);
    const place = this.kept().indexOf(row) + 1;
    this.say(`${fieldOf(row, "source")?.value.trim() || "The step"} is now step ${place} of ${kept.length}.`);
    this.changed();
  }

  /** The button that was pressed, or its counterpart at the end of the way. @param {HTMLElement} row @param {string} what */
  #focusMove(row, what) {
    const button = (/** @type {string} */ name) =>
      /** @type {HTMLButtonElement | null} */ (row.querySelector(`[data-do=${name}]`));
    const pressed = button(what);
    (pressed?.disabled ? button(what === "up" ? "down" : "up") : pressed)?.focus();
  }

  reorder() {
    const place = (/** @type {HTMLElement} */ row) => Number(fieldOf(row, "ORDER")?.value || Infinity);
    const sorted = this.rows().sort((a, b) => (place(a) > place(b) ? 1 : place(a) < place(b) ? -1 : 0));
    this.piece("rows").append(...sorted);
  }
}

/** @param {Element} row @param {string} part @param {string} words */
function setText(row, part, words) {
  const element = row.querySelector(`[data-part="${part}"]`);
  if (element) element.textContent = words;
}

/** @param {Element} row @param {string} what @param {boolean} on */
function enable(row, what, on) {
  const button = row.querySelector(`[data-do="${what}"]`);
  if (button instanceof HTMLButtonElement) button.disabled = !on;
}

customElements.define("chain-editor", ChainEditor);

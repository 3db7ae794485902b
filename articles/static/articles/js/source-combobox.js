// @ts-check
/**
 * `<source-combobox data-url>`: a source is found as one types, by alias too; a new one
 * is an explicit choice, so that nobody records the same source twice by accident.
 *
 * Holds the fields `…-source` (text), `…-source_key` (hidden), `…-create` (checkbox) and
 * `…-new_kind` (select); parts "listbox", "state", "new" (what a new source needs).
 */

import { isTypedBefore, Suggestions } from "./suggestions.js";
import { option } from "./source-option.js";

/** @typedef {import("./source-option.js").Found} Found */

export class SourceCombobox extends HTMLElement {
  /** @type {HTMLElement[]} */
  options = [];
  active = -1;
  suggestions = new Suggestions(
    () => this.dataset.url ?? "",
    (answer, query) => this.#show(answer[`${this.noun}s`] ?? [], query),
  );

  connectedCallback() {
    // A step that is moved within the chain is connected again.
    if (this.hasAttribute("data-ready")) return this.#tell();
    this.#setUp();
    this.#listen();
    if (isTypedBefore(this.input)) this.#typed();
    else this.#tell();
  }

  /** What is looked for, as the fields, the answer and the words call it. */
  get noun() {
    return "source";
  }

  /** @param {string} ending */
  field(ending) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[name$="-${ending}"], [name="${ending}"]`));
  }

  get input() {
    return this.field(this.noun);
  }

  get key() {
    return this.field(`${this.noun}_key`);
  }

  get create() {
    return this.field("create");
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  get list() {
    return this.piece("listbox");
  }

  #setUp() {
    this.list.id = `${this.input.id}_listbox`;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.autocomplete = "off";
    this.input.removeAttribute("list");
    this.toggleAttribute("data-ready", true);
  }

  #listen() {
    this.input.addEventListener("input", (event) => event.isTrusted && this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    this.create.addEventListener("change", () => this.#tell());
    // A press must not take the focus away before the choice is made.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const index = this.options.findIndex((one) => one.contains(/** @type {Node} */ (event.target)));
      if (index >= 0) this.#choose(index);
    });
    this.closest("form")?.addEventListener("draft-restored", () => this.#tell());
  }

  #typed() {
    this.key.value = "";
    this.create.checked = false;
    this.#tell();
    const query = this.input.value.trim();
    if (query) this.suggestions.ask(query);
    else this.#close();
  }

  /**
   * Who is already there under that very name is not recorded anew.
   * @param {Found[]} found @param {string} query
   */
  mayBeNew(found, query) {
    return !found.some(({ name, alias }) => same(name, query) || same(alias ?? "", query));
  }

  /** @param {Found[]} found @param {string} query */
  #show(found, query) {
    if (document.activeElement !== this.input || query !== this.input.value.trim()) return;
    this.options = found.map((one, index) => option(one, `${this.list.id}_${index}`, this.#kindLabel(one.kind)));
    if (this.mayBeNew(found, query)) this.options.push(option(null, `${this.list.id}_new`, query, this.noun));
    this.list.replaceChildren(...this.options);
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.#mark(-1);
    this.list.scrollIntoView({ block: "nearest" });
    const count = found.length;
    this.piece("state").textContent = count ? `${count} ${count === 1 ? this.noun : `${this.noun}s`} found.` : `No ${this.noun} by that name yet.`;
  }

  /** @param {string} kind */
  #kindLabel(kind) {
    const kinds = /** @type {HTMLSelectElement | null} */ (this.querySelector("select"));
    return Array.from(kinds?.options ?? []).find(({ value }) => value === kind)?.text ?? kind;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" && !open) this.input.value.trim() && this.suggestions.ask(this.input.value.trim(), 0);
    else if (event.key === "ArrowDown") this.#mark(this.active < last ? this.active + 1 : 0);
    else if (event.key === "ArrowUp" && open) this.#mark(this.active > 0 ? this.active - 1 : last);
    else if (event.key === "Enter" && open && this.active >= 0) this.#choose(this.active);
    else if (event.key === "Escape" && open) this.#close();
    // Enter on words that are nobody's choice yet must not send the whole form.
    else if (event.key !== "Enter" || !this.#isUndecided()) return;
    event.preventDefault();
  }

  /** @param {number} index */
  #mark(index) {
    this.active = index;
    this.options.forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", this.options[index].id);
    this.options[index].scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  #choose(index) {
    const { key = "", name = "" } = this.options[index].dataset;
    if (key) {
      this.input.value = name;
      this.key.value = key;
    }
    this.create.checked = !key;
    this.#close();
    this.#tell(this.options[index].dataset.kind);
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    if (!key) this.querySelector("select")?.focus();
  }

  #close() {
    this.suggestions.stop();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#mark(-1);
  }

  #isUndecided() {
    return this.input.value.trim() !== "" && !this.key.value && !this.create.checked;
  }

  /** Says which of the three it is: a known source, a new one, or not yet decided. @param {string} [kind] */
  #tell(kind = "") {
    const fresh = this.create.checked;
    const undecided = this.#isUndecided();
    this.dataset.choice = this.key.value ? "known" : fresh ? "new" : "";
    // A server that did not know the name shows the box, ticked or not.
    const refused = undecided && this.input.getAttribute("aria-invalid") === "true";
    // A name that the page itself put in is nobody's choice yet.
    const asked = refused || (undecided && this.hasAttribute("data-to-confirm"));
    this.piece("new").hidden = !fresh && !asked;
    if (this.key.value) this.piece("state").textContent = kind ? `Known ${this.noun}: ${kind}` : `Known ${this.noun}`;
    else if (fresh) this.piece("state").textContent = `Will be recorded as a new ${this.noun}.`;
    else this.piece("state").textContent = undecided ? "Choose from the list, or record it as new." : "";
  }
}

/** @param {string} one @param {string} other */
function same(one, other) {
  return one.localeCompare(other, undefined, { sensitivity: "base" }) === 0;
}

customElements.define("source-combobox", SourceCombobox);

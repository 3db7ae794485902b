// @ts-check
/**
 * `<site-search data-url>`: where what was typed so far may lead, as a list below the field
 * (the combobox pattern of the ARIA Authoring Practices). Enter on none of them searches,
 * as it does without this.
 *
 * Holds an input; parts "listbox" and "state" (what is said aloud).
 */

/** @typedef {{kind: string, name: string, told: string, url: string}} Option */

const FEWEST_LETTERS = 2;

class SiteSearch extends HTMLElement {
  /** @type {HTMLElement[]} */
  options = [];
  active = -1;
  /** @type {import("./suggestions.js").Suggestions | null} */
  suggestions = null;

  connectedCallback() {
    const list = this.list;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("focus", () => this.#load());
    this.input.addEventListener("input", () => this.#ask());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    // A press must not take the focus away before the choice is made.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const index = this.options.findIndex((one) => one.contains(/** @type {Node} */ (event.target)));
      if (index >= 0) this.#open(index);
    });
    if (document.activeElement === this.input) this.#load();
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  get list() {
    return this.piece("listbox");
  }

  get words() {
    return this.input.value.trim();
  }

  /** Who never searches does not fetch what asks. */
  async #load() {
    if (this.suggestions) return;
    this.piece("state").role = "status";
    const { isTypedBefore, Suggestions } = await import("./suggestions.js");
    this.suggestions ??= new Suggestions(
      () => this.dataset.url ?? "",
      (answer, words) => this.#show(answer.options ?? [], words),
    );
    // What was typed while it was fetched, and not what stands there from before.
    if (isTypedBefore(this.input)) this.#ask();
  }

  /** @param {number} [pause] */
  #ask(pause) {
    if (this.words.length < FEWEST_LETTERS) this.#close();
    else this.suggestions?.ask(this.words, pause);
  }

  /** @param {Option[]} found @param {string} words */
  #show(found, words) {
    if (document.activeElement !== this.input || words !== this.words) return;
    this.options = found.map((one, index) => optionElement(one, `${this.list.id}-${index}`));
    this.list.replaceChildren(...this.options);
    this.#expand(this.options.length > 0);
    this.#mark(-1);
    const count = found.length;
    this.piece("state").textContent = count ? `${count} ${count === 1 ? "suggestion" : "suggestions"}, with the arrow keys.` : "No suggestion.";
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" && !open) this.#ask(0);
    else if (event.key === "ArrowDown") this.#mark(this.active < last ? this.active + 1 : -1);
    else if (event.key === "ArrowUp" && open) this.#mark(this.active < 0 ? last : this.active - 1);
    else if (event.key === "Enter" && open && this.active >= 0) this.#open(this.active);
    else if (event.key === "Escape" && open) this.#close();
    else return;
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
  #open(index) {
    const { url } = this.options[index].dataset;
    if (url) window.location.assign(url);
  }

  #close() {
    this.suggestions?.stop();
    this.#expand(false);
    this.piece("state").textContent = "";
    this.#mark(-1);
  }

  /** @param {boolean} open */
  #expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }
}

/** @param {Option} found @param {string} id */
function optionElement({ kind, name, told, url }, id) {
  const element = document.createElement("li");
  element.id = id;
  element.role = "option";
  element.setAttribute("aria-selected", "false");
  element.dataset.url = url;
  element.dataset.kind = kind;
  const words = document.createElement("bdi");
  words.textContent = name;
  const about = document.createElement("span");
  about.textContent = told;
  element.append(words, " ", about);
  return element;
}

customElements.define("site-search", SiteSearch);

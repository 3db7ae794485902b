// @ts-check
/**
 * `<claim-suggest data-url>`: while a statement is typed, earlier claims that are like it
 * are offered, so that the words become one more appearance and not a second claim.
 *
 * Holds `statement`, and hidden `existing` and `existing_statement`; parts "own" (what only a new claim needs),
 * "similar" (with "similar-list"), "chosen" (with "chosen-statement"), "live".
 */

import { claimOffer } from "./claim-offer.js";
import { isTypedBefore, Suggestions } from "./suggestions.js";

/** Fewer letters than this say nothing about what the claim will be. */
const ENOUGH = 12;

class ClaimSuggest extends HTMLElement {
  connectedCallback() {
    this.statement = /** @type {HTMLTextAreaElement | null} */ (this.querySelector("[name=statement]"));
    this.existing = /** @type {HTMLInputElement | null} */ (this.querySelector("input[type=hidden][name=existing]"));
    this.words = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=existing_statement]"));
    // Where the server itself asks "is it one of these?", its radio buttons decide.
    if (!this.statement || !this.existing) return;
    this.suggestions = new Suggestions(() => this.dataset.url ?? "", (answer) => this.#offer(answer.claims ?? []));
    this.statement.addEventListener("input", () => this.#typed());
    this.addEventListener("click", (event) => this.#clicked(event));
    this.closest("form")?.addEventListener("draft-restored", () => this.#restore());
    this.toggleAttribute("data-ready", true);
    this.#restore();
    // After a draft has come back: words that the page put in may be a known claim's.
    queueMicrotask(() => this.#filled());
    if (isTypedBefore(this.statement)) this.#typed();
  }

  #filled() {
    const quote = /** @type {HTMLTextAreaElement | null | undefined} */ (this.closest("form")?.querySelector("[name=quote]"));
    const words = quote?.defaultValue.trim() ?? "";
    if (words && !this.statement?.value && !this.existing?.value) this.suggestions?.ask(words.slice(0, 500), 0);
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  #typed() {
    const words = this.statement?.value.trim() ?? "";
    if (words.length >= ENOUGH) this.suggestions?.ask(words, 350);
    else this.#offer([]);
  }

  /** @param {{key: string, statement: string, stage?: string, differs?: string[]}[]} claims */
  #offer(claims) {
    const list = this.piece("similar-list");
    const before = list.childElementCount;
    list.replaceChildren(...claims.slice(0, 5).map((claim) => claimOffer("similar", claim, claim.stage)));
    this.piece("similar").hidden = claims.length === 0;
    if (claims.length && claims.length !== before) {
      this.piece("live").textContent = `${claims.length} similar ${claims.length === 1 ? "claim is" : "claims are"} recorded.`;
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.claim) this.#choose(button.dataset.claim, button.dataset.statement ?? "");
    else if (button?.dataset.do === "own-claim") this.#undo();
  }

  /** @param {string} key @param {string} statement */
  #choose(key, statement) {
    this.#set(key, statement);
    this.#changed();
    this.piece("live").textContent = `This will be one more appearance of: ${statement}`;
    /** @type {HTMLElement | null} */ (this.querySelector("[data-do=own-claim]"))?.focus();
  }

  #undo() {
    this.#set("", "");
    this.#changed();
    this.piece("live").textContent = "This will be a claim of its own.";
    this.statement?.focus();
  }

  /** @param {string} key @param {string} statement */
  #set(key, statement) {
    if (this.existing) this.existing.value = key;
    if (this.words) this.words.value = statement;
    this.piece("chosen").hidden = !key;
    this.piece("chosen-statement").textContent = statement;
    this.piece("own").hidden = Boolean(key);
    this.toggleAttribute("data-chosen", Boolean(key));
    if (key) this.#offer([]);
  }

  /** The page, or a draft, holds a choice already. */
  #restore() {
    this.#set(this.existing?.value ?? "", this.words?.value ?? "");
  }

  #changed() {
    this.suggestions?.stop();
    this.existing?.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("claim-suggest", ClaimSuggest);

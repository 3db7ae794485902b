// @ts-check
/**
 * `<claim-picker data-url data-except>`: while the statement of another claim is typed,
 * recorded claims that are like it are offered; the one that is chosen is put in.
 *
 * Holds `other` and a hidden `other_key`; parts "similar" (with "similar-list"), "live".
 */

import { claimOffer } from "./claim-offer.js";
import { isTypedBefore, Suggestions } from "./suggestions.js";

/** Fewer letters than this could be the beginning of almost any claim. */
const ENOUGH = 3;

class ClaimPicker extends HTMLElement {
  connectedCallback() {
    this.other = /** @type {HTMLTextAreaElement} */ (this.querySelector("[name=other]"));
    this.chosen = /** @type {HTMLInputElement} */ (this.querySelector("[name=other_key]"));
    this.suggestions = new Suggestions(() => this.dataset.url ?? "", (answer) => this.#offer(answer.claims ?? []));
    this.other.addEventListener("input", () => this.#typed());
    this.addEventListener("click", (event) => this.#clicked(event));
    if (isTypedBefore(this.other)) this.#typed();
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  #typed() {
    const words = this.other?.value.trim() ?? "";
    if (this.chosen) this.chosen.value = "";
    if (words.length >= ENOUGH) this.suggestions?.ask(words, 250);
    else this.#offer([]);
  }

  /** @param {{key: string, statement: string, differs?: string[]}[]} claims */
  #offer(claims) {
    const others = claims.filter(({ key }) => key !== this.dataset.except);
    this.piece("similar-list").replaceChildren(...others.map((claim) => claimOffer("picked", claim)));
    this.piece("similar").hidden = others.length === 0;
    if (others.length) {
      this.piece("live").textContent = `${others.length} similar ${others.length === 1 ? "claim is" : "claims are"} recorded.`;
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-claim]");
    if (!(button instanceof HTMLButtonElement) || !this.other || !this.chosen) return;
    this.suggestions?.stop();
    this.other.value = button.dataset.statement ?? "";
    this.chosen.value = button.dataset.claim ?? "";
    this.#offer([]);
    this.piece("live").textContent = `Chosen: ${this.other.value}`;
    this.other.focus();
  }
}

customElements.define("claim-picker", ClaimPicker);

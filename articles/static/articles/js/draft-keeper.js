// @ts-check
/**
 * `<draft-keeper data-owner data-bound data-forget>` around a form: what was typed comes
 * back after a reload, a crash of the page, a lost session.
 *
 * data-owner: who types, so that a shared browser never shows one person's draft to
 * another. data-bound: the server has just sent back what was typed (an error, a
 * conflict), so nothing older is put in its place. data-forget: the page whose form led
 * here. Parts: "restored" (it is back), "kept" (it was sent, and may be put back).
 */

import { entriesOf, fill, isSame, rowsIn } from "./drafts.js";

/** @typedef {import("./drafts.js").Entries} Entries */
/** @typedef {{entries: Entries, sent?: {hash: string}}} Draft */

const PREFIX = "draft:";

class DraftKeeper extends HTMLElement {
  #leaving = false;
  /** @type {number | undefined} */
  #pause;

  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.place = `${PREFIX}${this.dataset.owner ?? ""}:${location.pathname}:${this.form.id}`;
    this.addEventListener("click", (event) => this.#clicked(event));
    // After the other elements of the form have set themselves up.
    queueMicrotask(() => this.#begin());
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  #begin() {
    const form = /** @type {HTMLFormElement} */ (this.form);
    this.#forgetSaved();
    this.pristine = entriesOf(form);
    const draft = read(this.place);
    const differs = draft && !isSame(draft.entries, this.pristine);
    // What was sent may have been saved: it is offered, not put back unasked.
    if (differs && !("bound" in this.dataset)) draft.sent ? this.#offer() : this.#restore(draft);
    form.addEventListener("input", () => this.#keepSoon());
    form.addEventListener("change", () => this.#keepSoon());
    form.addEventListener("submit", () => this.#sent());
    window.addEventListener("pagehide", () => this.#keep());
    window.addEventListener("pageshow", () => (this.#leaving = false));
    window.addEventListener("beforeunload", (event) => {
      if (!this.#leaving && this.isDirty()) event.preventDefault();
    });
  }

  /** Drafts that were sent and have been saved, on whichever page that led to. */
  #forgetSaved() {
    const told = document.querySelector('.messages [data-level="success"]') !== null;
    for (const place of Object.keys(sessionStorage)) {
      const sent = place.startsWith(PREFIX) ? read(place)?.sent : undefined;
      if (!sent) continue;
      const led = /^#(claim|appearance|evidence|source|saved)\b/.test(location.hash) && location.hash !== sent.hash;
      const from = this.dataset.forget && place.split(":")[2] === this.dataset.forget;
      if (told || led || from) sessionStorage.removeItem(place);
    }
  }

  isDirty() {
    const bound = "bound" in this.dataset;
    return bound || !isSame(entriesOf(/** @type {HTMLFormElement} */ (this.form)), this.pristine ?? []);
  }

  #offer() {
    this.piece("kept").hidden = false;
  }

  /** @param {Draft} draft */
  #restore({ entries }) {
    const form = /** @type {HTMLFormElement} */ (this.form);
    for (const editor of form.querySelectorAll("chain-editor, formset-editor")) {
      const { prefix } = /** @type {HTMLElement} */ (editor).dataset;
      /** @type {any} */ (editor).ensure(rowsIn(entries, prefix ?? ""));
    }
    fill(form, entries);
    form.dispatchEvent(new CustomEvent("draft-restored"));
    this.piece("kept").hidden = true;
    this.piece("restored").hidden = false;
    this.#keep();
  }

  #keepSoon() {
    window.clearTimeout(this.#pause);
    this.#pause = window.setTimeout(() => this.#keep(), 250);
  }

  #keep() {
    window.clearTimeout(this.#pause);
    if (this.#leaving || !this.form) return;
    if (this.isDirty()) write(this.place, { entries: entriesOf(this.form) });
    else if (this.piece("kept").hidden) sessionStorage.removeItem(this.place ?? "");
  }

  #sent() {
    const form = /** @type {HTMLFormElement} */ (this.form);
    window.clearTimeout(this.#pause);
    write(this.place, { entries: entriesOf(form), sent: { hash: location.hash } });
    this.#leaving = true;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-do]");
    const what = button instanceof HTMLElement ? button.dataset.do : "";
    const draft = read(this.place);
    if (what === "restore" && draft) this.#restore(draft);
    if (what === "discard") this.#discard();
  }

  #discard() {
    sessionStorage.removeItem(this.place ?? "");
    if (this.piece("restored").hidden) {
      this.piece("kept").hidden = true;
      return;
    }
    this.#leaving = true;
    location.reload();
  }
}

/** @param {string | undefined} place @returns {Draft | null} */
function read(place) {
  try {
    const draft = JSON.parse(sessionStorage.getItem(place ?? "") ?? "null");
    return Array.isArray(draft?.entries) ? draft : null;
  } catch {
    return null;
  }
}

/** @param {string | undefined} place @param {Draft} draft */
function write(place, draft) {
  try {
    sessionStorage.setItem(place ?? "", JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the form itself still holds everything.
  }
}

customElements.define("draft-keeper", DraftKeeper);

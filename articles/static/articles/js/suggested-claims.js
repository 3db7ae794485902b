// @ts-check
/**
 * `<suggested-claims>`: goes through what the page suggests to record. n and p lead from
 * one to the next, Enter uses it (a link), x dismisses it without leaving the page.
 *
 * Suggestions are `[data-suggestion]` with data-spans and data-voice ("100-180 200-230"),
 * their parts "use" (link) and "dismiss" (button). Parts here: "count", "undo",
 * "undo-button", "live"; buttons carry data-do="next | previous".
 */

import { parseSpans } from "./taken-spans.js";
import { mark } from "./word-highlights.js";

class SuggestedClaims extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("focusin", this.#focused);
    this.dismissing?.addEventListener("submit", this.#dismissed);
    // After the text has set itself up.
    queueMicrotask(() => this.#begin());
  }

  disconnectedCallback() {
    document.removeEventListener("focusin", this.#focused);
  }

  get dismissing() {
    return /** @type {HTMLFormElement | null} */ (this.querySelector("#dismiss-suggestion"));
  }

  /** @returns {HTMLElement[]} in the order of the text */
  get items() {
    return Array.from(document.querySelectorAll("[data-suggestion]"));
  }

  get current() {
    return /** @type {HTMLElement | null} */ (document.querySelector("[data-suggestion][data-current]"));
  }

  /** @param {string} name @returns {HTMLElement | null} */
  piece(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #begin() {
    this.#paint("suggested-words", this.items, "spans");
    const place = document.getElementById(location.hash.slice(1));
    if (place?.dataset.suggestion) return this.#go(place);
    const used = document.querySelector("[data-suggestion][data-used]");
    if (!(used instanceof HTMLElement)) return;
    this.#paint("suggestion-words", [used], "spans");
    this.#paint("suggestion-voice", [used], "voice");
    // Not before the browser itself has gone to the form that the address names.
    if (document.readyState === "complete") toStatement(used);
    else window.addEventListener("load", () => window.setTimeout(toStatement, 0, used), { once: true });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-do]");
    if (button instanceof HTMLElement) this.#step(button.dataset.do === "previous" ? -1 : 1);
  }

  /** @param {-1 | 1} by */
  #step(by) {
    const { items, current } = this;
    const at = current ? items.indexOf(current) + by : items.findIndex((one) => one.getBoundingClientRect().top > 0);
    const next = items[at] ?? (by > 0 ? items[0] : items[items.length - 1]);
    if (next) this.#go(next);
  }

  /** @param {HTMLElement} item */
  #go(item) {
    /** @type {HTMLElement | null} */ (item.querySelector("[data-part=use]"))?.focus({ preventScroll: true });
    item.closest(".para")?.scrollIntoView({ block: "nearest" });
    item.scrollIntoView({ block: "nearest" });
  }

  /** @param {FocusEvent} event */
  #focused = (event) => {
    const item = /** @type {Element} */ (event.target).closest?.("[data-suggestion]");
    // The two buttons lead on from where one was.
    if (item instanceof HTMLElement || !this.contains(/** @type {Node} */ (event.target))) this.#set(item);
  };

  /** @param {Element | null | undefined} item */
  #set(item) {
    const { current } = this;
    if (current === item) return;
    current?.removeAttribute("data-current");
    current?.querySelector("[data-part=dismiss]")?.removeAttribute("data-key");
    item?.toggleAttribute("data-current", true);
    item?.querySelector("[data-part=dismiss]")?.setAttribute("data-key", "x");
    const shown = item instanceof HTMLElement ? [item] : [];
    this.#paint("suggestion-words", shown, "spans");
    this.#paint("suggestion-voice", shown, "voice");
  }

  /** @param {import("./word-highlights.js").Name} name @param {HTMLElement[]} items @param {"spans" | "voice"} part */
  #paint(name, items, part) {
    const text = /** @type {any} */ (document.querySelector("claim-selection[data-ready]"));
    if (!text) return;
    const spans = items.flatMap((item) => parseSpans(item.dataset[part] ?? ""));
    mark(name, spans.flatMap((span) => text.map.rangesOf(span)));
  }

  /** @param {SubmitEvent} event */
  #dismissed = async (event) => {
    const button = event.submitter;
    const form = this.dismissing;
    const item = button?.closest("[data-suggestion]");
    if (!form || !(button instanceof HTMLButtonElement) || !(item instanceof HTMLElement)) return;
    event.preventDefault();
    const sent = new FormData(form, button);
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
      this.#without(item);
    } catch {
      // The page that the server answers with says what is wrong.
      form.removeEventListener("submit", this.#dismissed);
      form.requestSubmit(button);
    }
  };

  /** @param {HTMLElement} item */
  #without(item) {
    const { items } = this;
    const next = items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1];
    const undo = this.piece("undo");
    const button = this.piece("undo-button");
    if (undo && button instanceof HTMLButtonElement) {
      undo.hidden = false;
      button.value = item.dataset.suggestion ?? "";
    }
    this.#set(null);
    const list = item.parentElement;
    item.remove();
    if (!list?.childElementCount) list?.remove();
    const left = this.items.length;
    const count = this.piece("count");
    if (count) count.textContent = String(left);
    this.#paint("suggested-words", this.items, "spans");
    const live = this.piece("live");
    if (live) live.textContent = `Dismissed. ${left} left.`;
    if (next) this.#go(next);
    else this.querySelector("button")?.focus();
  }
}

/** The form is filled in: what is left to write is the statement. @param {HTMLElement} item */
function toStatement(item) {
  const statement = /** @type {HTMLElement | null} */ (document.querySelector("#record-claim [name=statement]"));
  if (!statement || document.getElementById("errors")) return;
  const text = item.closest(".bench-text")?.getBoundingClientRect();
  const beside = text && statement.getBoundingClientRect().left >= text.right;
  // Beside the text the words stay in view; under it, the form is where to go.
  if (beside) item.closest(".para")?.scrollIntoView({ block: "center" });
  statement.focus({ preventScroll: Boolean(beside) });
}

customElements.define("suggested-claims", SuggestedClaims);

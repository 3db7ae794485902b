// @ts-check
/**
 * `<submit-guard>` around a form: a second click sends nothing, and the button says that
 * the first one is on its way. Ctrl or Command with Enter presses the `data-main` button,
 * also where nothing has the focus yet: the page's first such button, then.
 * (The idempotency key holds even where this does not run.)
 */

class SubmitGuard extends HTMLElement {
  #sending = false;

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#submitted(/** @type {SubmitEvent} */ (event)));
    document.addEventListener("keydown", this.#key);
    // Back from the next page: the form can be sent again.
    window.addEventListener("pageshow", (event) => event.persisted && this.#free());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#key);
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return;
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector("button[data-main]"));
    const isFirst = button !== null && button === document.querySelector("submit-guard button[data-main]");
    const at = /** @type {Element} */ (event.target);
    const isMeant = isFirst && button.checkVisibility() && at.matches("body, main");
    if (!isMeant && !this.contains(at)) return;
    event.preventDefault();
    this.querySelector("form")?.requestSubmit(button);
  };

  /** @param {SubmitEvent} event */
  #submitted(event) {
    if (event.defaultPrevented) return;
    if (this.#sending) return event.preventDefault();
    this.#sending = true;
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    button.dataset.words = button.textContent ?? "";
    // Not `disabled`: that would take the button's own name out of what is sent.
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.saving || "Saving…";
  }

  #free() {
    this.#sending = false;
    for (const found of this.querySelectorAll("button[data-words]")) {
      const button = /** @type {HTMLButtonElement} */ (found);
      button.textContent = button.dataset.words ?? "";
      button.removeAttribute("aria-disabled");
    }
  }
}

customElements.define("submit-guard", SubmitGuard);

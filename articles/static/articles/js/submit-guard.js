// @ts-check
/**
 * `<submit-guard>` around a form: a second click sends nothing, and the button says that
 * the first one is on its way. Ctrl or Command with Enter presses the `data-main` button,
 * also from outside its form where no other one in sight could be meant. (The idempotency
 * key holds even where this does not run.)
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
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.isComposing || event.defaultPrevented) return;
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector("button[data-main]"));
    const form = this.querySelector("form");
    if (!button || !form || !isMeant(/** @type {Element} */ (event.target), form)) return;
    event.preventDefault();
    form.requestSubmit(button);
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

/**
 * Whether a key at this place is for this form: it belongs to it, or to no form at all.
 * @param {Element} target @param {HTMLFormElement} form
 */
function isMeant(target, form) {
  const own = "form" in target ? target.form : target.closest("form");
  if (own) return own === form;
  const inSight = Array.from(document.querySelectorAll("button[data-main]")).filter((one) => one.checkVisibility());
  return inSight.length === 1 && form.contains(inSight[0]);
}

customElements.define("submit-guard", SubmitGuard);

// @ts-check
/**
 * `<desk-keys>`: links and buttons with `data-key="n"` answer to that key, `?` lists the
 * keys of the page, and single keys can be switched off (WCAG 2.1.4).
 *
 * Parts: "open" (button), "list" (a non-modal dialog), "keys" (its rows), "switch".
 */

const OFF = "desk-keys-off";

class DeskKeys extends HTMLElement {
  connectedCallback() {
    this.switch.checked = localStorage.getItem(OFF) === null;
    this.switch.addEventListener("change", () => this.#remember());
    this.addEventListener("click", (event) => this.#clicked(event));
    document.addEventListener("keydown", this.#key);
    this.hidden = false;
    document.documentElement.toggleAttribute("data-keys-off", !this.switch.checked);
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog[data-part=list]"));
  }

  get switch() {
    return /** @type {HTMLInputElement} */ (this.querySelector("[data-part=switch]"));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#key);
  }

  #remember() {
    if (this.switch.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    document.documentElement.toggleAttribute("data-keys-off", !this.switch.checked);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-part=open], [data-part=close]");
    if (button) this.#toggle();
  }

  #toggle() {
    if (this.dialog.open) {
      this.dialog.close();
      this.querySelector("button")?.focus();
      return;
    }
    this.#list();
    this.dialog.show();
  }

  #list() {
    const rows = keyed().flatMap((element) => {
      const term = document.createElement("dt");
      const key = document.createElement("kbd");
      key.textContent = element.dataset.key ?? "";
      term.append(key);
      const words = document.createElement("dd");
      words.textContent = element.dataset.keyWords || wordsOf(element);
      return [term, words];
    });
    this.querySelector("[data-part=keys]")?.replaceChildren(...rows);
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.key === "Escape" && this.dialog.open) {
      event.preventDefault();
      return this.#toggle();
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (!this.switch.checked) return;
    if (event.key === "?") {
      event.preventDefault();
      return this.#toggle();
    }
    const target = keyed().find((element) => element.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea, select, [tabindex]")) return target.focus();
    target.click();
    // What was opened to be typed in: else the next letters would be keys.
    if (target.matches("details[open] > summary")) field(target.parentElement)?.focus();
  };
}

/** @returns {HTMLElement[]} one for each key, the first on the page */
function keyed() {
  const all = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-key]")));
  return all.filter((one, index) => all.findIndex((other) => other.dataset.key === one.dataset.key) === index);
}

/** The first thing to type in. @param {HTMLElement | null} within @returns {HTMLElement | null | undefined} */
function field(within) {
  return within?.querySelector("textarea, input:not([type=hidden])");
}

/** The words of a link or button without the key that it shows. @param {HTMLElement} element */
function wordsOf(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return (copy.textContent ?? "").trim().replace(/\s+/g, " ");
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const target = event.composedPath()[0];
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [data-part=text]") ;
}

customElements.define("desk-keys", DeskKeys);

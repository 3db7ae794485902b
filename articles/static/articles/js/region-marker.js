// @ts-check
/**
 * `<region-marker>` around paragraphs with a `<select name="region-N">` each: several are
 * marked at once, Shift and click for all between.
 *
 * Parts: "bar" (hidden without script) with a select "kind", a button data-do="mark" and
 * "count". Each paragraph is a `[data-paragraph]`. A button data-do="left-out" opens every
 * `<details class="left-out">` and goes to the first of their boxes.
 */

class RegionMarker extends HTMLElement {
  /** @type {HTMLInputElement[]} */
  boxes = [];
  last = -1;

  connectedCallback() {
    this.boxes = Array.from(this.querySelectorAll("[data-paragraph]"), (row, index) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", `Choose paragraph ${index + 1}`);
      box.addEventListener("click", (event) => this.#chosen(index, event.shiftKey));
      row.prepend(box);
      return box;
    });
    this.addEventListener("click", (event) => this.#mark(event));
    this.querySelector("[data-do=left-out]")?.addEventListener("click", () => this.#openLeftOut());
    this.addEventListener("change", () => this.#show());
    this.piece("bar").hidden = false;
    this.toggleAttribute("data-ready", true);
    this.#show();
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {number} index @param {boolean} range */
  #chosen(index, range) {
    if (range && this.last >= 0) {
      const [from, to] = [Math.min(index, this.last), Math.max(index, this.last)];
      for (const box of this.boxes.slice(from, to + 1)) box.checked = this.boxes[index].checked;
    }
    this.last = index;
    this.#show();
  }

  /** @param {MouseEvent} event */
  #mark(event) {
    if (!/** @type {Element} */ (event.target).closest("[data-do=mark]")) return;
    const kind = /** @type {HTMLSelectElement} */ (this.piece("kind")).value;
    for (const box of this.boxes.filter(({ checked }) => checked)) {
      const select = this.#select(box);
      select.value = kind;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      box.checked = false;
    }
    this.last = -1;
    this.#show();
  }

  #openLeftOut() {
    for (const part of this.querySelectorAll("details.left-out")) part.toggleAttribute("open", true);
    /** @type {HTMLElement | null} */ (this.querySelector("details.left-out input"))?.focus();
  }

  /** @param {Element} box */
  #select(box) {
    const row = /** @type {Element} */ (box.closest("[data-paragraph]"));
    return /** @type {HTMLSelectElement} */ (row.querySelector("select"));
  }

  #show() {
    const count = this.boxes.filter(({ checked }) => checked).length;
    this.piece("count").textContent = count ? `${count} chosen` : "None chosen";
    for (const box of this.boxes) {
      box.closest("[data-paragraph]")?.toggleAttribute("data-outside", this.#select(box).value !== "");
    }
  }
}

customElements.define("region-marker", RegionMarker);

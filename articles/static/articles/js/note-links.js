// @ts-check
/**
 * `<note-links>` around a text and its notes: a note and the words it stands for light
 * up together; a click on marked words leads to the note.
 *
 * Marks carry data-notes="3 5", the innermost claim last; notes carry data-note="3".
 */

class NoteLinks extends HTMLElement {
  /** The number of the note that is lit. */
  lit = "";

  connectedCallback() {
    this.addEventListener("pointerover", (event) => this.#light(event));
    this.addEventListener("focusin", (event) => this.#light(event));
    this.addEventListener("click", (event) => this.#follow(event));
  }

  /** @param {Event} event */
  #light(event) {
    const note = noteAt(event);
    if (note === this.lit) return;
    this.lit = note;
    for (const lit of this.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
    if (!note) return;
    for (const mark of this.querySelectorAll(`mark[data-notes~="${note}"], [data-note="${note}"]`)) {
      mark.toggleAttribute("data-lit", true);
    }
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const mark = /** @type {Element} */ (event.target).closest("mark[data-notes]");
    // Words are being selected, not followed.
    if (!mark || !document.getSelection()?.isCollapsed) return;
    const note = this.querySelector(`[data-note="${noteAt(event)}"]`);
    note?.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Event} event @returns {string} the number of the note, or "" */
function noteAt(event) {
  const found = /** @type {Element} */ (event.target).closest?.("mark[data-notes], [data-note]");
  if (!(found instanceof HTMLElement)) return "";
  return found.dataset.note ?? found.dataset.notes?.split(" ").at(-1) ?? "";
}

customElements.define("note-links", NoteLinks);

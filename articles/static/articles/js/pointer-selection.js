// @ts-check
/** Which words did somebody select by mouse, by touch, or as the browser lets them? */

/** How long the handles of a touch selection rest before it counts, in milliseconds. */
const SETTLES_AFTER = 120;

/**
 * Watches the document's selection for as long as it lies in one text.
 *
 * `selected(range, byMouse)` is called with what is selected: at once when the button of
 * a mouse is let go, after a moment otherwise. `collapsed()`: a click took it away.
 */
export class PointerSelection {
  /** How the text was last touched: a type of pointer, or "" for the keyboard. */
  #pointer = "";
  #pressed = false;
  /** @type {number | undefined} */
  #settling;

  /**
   * @param {HTMLElement} text
   * @param {(range: Range, byMouse: boolean) => void} selected
   * @param {() => void} collapsed
   */
  constructor(text, selected, collapsed) {
    this.text = text;
    this.selected = selected;
    this.collapsed = collapsed;
    text.addEventListener("pointerdown", this.#down);
    document.addEventListener("pointerup", this.#up);
    document.addEventListener("selectionchange", this.#changed);
  }

  stop() {
    window.clearTimeout(this.#settling);
    this.text.removeEventListener("pointerdown", this.#down);
    document.removeEventListener("pointerup", this.#up);
    document.removeEventListener("selectionchange", this.#changed);
  }

  /** From here on the keyboard selects. */
  forgetPointer() {
    this.#pointer = "";
    document.getSelection()?.removeAllRanges();
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    this.#pointer = event.pointerType;
    this.#pressed = true;
  };

  #up = () => {
    const byMouse = this.#pressed && this.#pointer === "mouse";
    this.#pressed = false;
    // The browser settles the selection after the event.
    if (byMouse) window.setTimeout(() => this.#read(true));
  };

  #changed = () => {
    window.clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => this.#read(false), SETTLES_AFTER);
  };

  /** @param {boolean} byMouse */
  #read(byMouse) {
    window.clearTimeout(this.#settling);
    const selection = document.getSelection();
    if (!selection?.rangeCount || !this.text.contains(selection.anchorNode)) return;
    if (!selection.isCollapsed) this.selected(selection.getRangeAt(0), byMouse);
    else if (this.#pointer) this.collapsed();
  }
}

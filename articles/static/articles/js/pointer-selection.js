// @ts-check
/** Which words did somebody select by mouse, by touch, or as the browser lets them? */

/** How long the handles of a touch selection rest before it counts, in milliseconds. */
const SETTLES_AFTER = 120;

/**
 * Watches the document's selection for as long as it begins or ends in one text.
 *
 * `selected(range, byMouse)` is called with what is selected: at once when the button of
 * a mouse is let go, after a moment otherwise. `collapsed()`: a click took it away.
 */
export class PointerSelection {
  /** How the text was last touched: a type of pointer, or "" for the keyboard. */
  #pointer = "";
  /** What is pressed now: a type of pointer, or "". */
  #pressed = "";
  /** Was it pressed in the text? */
  #inText = false;
  /** What was selected before the press. */
  #before = "";
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
    document.addEventListener("pointerdown", this.#down);
    document.addEventListener("pointerup", this.#up);
    document.addEventListener("selectionchange", this.#changed);
  }

  stop() {
    window.clearTimeout(this.#settling);
    document.removeEventListener("pointerdown", this.#down);
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
    this.#pressed = event.pointerType;
    this.#inText = this.text.contains(/** @type {Node} */ (event.target));
    this.#before = this.#selection();
    if (this.#inText) this.#pointer = event.pointerType;
  };

  #up = () => {
    const byMouse = this.#pressed === "mouse";
    this.#pressed = "";
    // The browser settles the selection after the event. A drag may begin beside the text.
    if (byMouse)
      window.setTimeout(() => {
        if (this.#inText || this.#selection() !== this.#before) this.#read(true);
      });
  };

  #changed = () => {
    window.clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => this.#read(false), SETTLES_AFTER);
  };

  /** What is selected, as words to be compared: the same words once more are no news. */
  #selection() {
    return String(document.getSelection());
  }

  /** @param {boolean} byMouse */
  #read(byMouse) {
    window.clearTimeout(this.#settling);
    const selection = document.getSelection();
    const ends = [selection?.anchorNode ?? null, selection?.focusNode ?? null];
    if (!selection?.rangeCount || !ends.some((end) => this.text.contains(end))) return;
    if (!selection.isCollapsed) this.selected(selection.getRangeAt(0), byMouse);
    else if (this.#pointer) this.collapsed();
  }
}

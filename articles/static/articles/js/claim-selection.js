// @ts-check
/**
 * `<claim-selection data-language data-length>`: words of the text become the spans of
 * an appearance, by mouse, touch, or keyboard alone.
 *
 * Parts: data-part="text" (the paragraphs), "keys" (their legend), "bar" (what to do with
 * the chosen words), "bar-words", "live" (status), "changed" (why they cannot be taken), "taken" (list in the form), "paste" (the plain fields).
 * Buttons carry data-do="words-use | words-add | …". The form has `spans` and `quote`.
 */

import { keyOf } from "./cursor-keys.js";
import { PointerSelection } from "./pointer-selection.js";
import { formatSpans, holdsSpan, isWithin, parseSpans, withSpan } from "./taken-spans.js";
import { TextCursor } from "./text-cursor.js";
import { sentences, words } from "./text-segments.js";
import { TextMap } from "./text-span.js";
import { shortened, showChosen, takenItem } from "./taken-list.js";
import { paint, showRange } from "./word-highlights.js";

/** @typedef {import("./text-span.js").Span} Span */

/** Between two spans in the plain quote field. */
const BETWEEN = " … ";

class ClaimSelection extends HTMLElement {
  /** @type {Span[]} in the form */
  taken = [];
  /** @type {Span | null} chosen in the text, not yet in the form */
  chosen = null;
  /** @type {PointerSelection | undefined} */
  #pointer;
  /** @type {TextMap | undefined} */
  #map;
  /** @type {TextCursor | undefined} */
  #cursor;

  connectedCallback() {
    // A text that something else has changed would give wrong offsets: paste instead.
    if (this.map.points.length !== Number(this.dataset.length)) return;
    this.toggleAttribute("data-ready", true);
    this.text.tabIndex = 0;
    this.text.setAttribute("aria-describedby", this.piece("keys").id);
    this.piece("paste").hidden = !this.piece("paste").querySelector("[aria-invalid]");
    this.#listen();
    this.#readField();
  }

  get text() {
    return this.piece("text");
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form[data-part=form]"));
  }

  get map() {
    return (this.#map ??= new TextMap(this.text));
  }

  get cursor() {
    return (this.#cursor ??= this.#newCursor());
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  #newCursor() {
    const language = this.dataset.language ?? "";
    /** @param {typeof words} split */
    const all = (split) => this.map.paragraphs.flatMap(({ text, start }) => split(text, start, language));
    return new TextCursor(all(sentences), all(words));
  }

  #listen() {
    this.#pointer = new PointerSelection(
      this.text,
      (range, byMouse) => this.#selected(range, byMouse),
      () => this.choose(null),
    );
    this.text.addEventListener("keydown", (event) => this.#textKey(event));
    // A press on the bar must not take the selection away before it is used.
    this.piece("bar").addEventListener("pointerdown", (event) => event.preventDefault());
    this.addEventListener("click", (event) => this.#button(event));
    this.form.addEventListener("keydown", (event) => this.#formKey(event));
    this.field("quote").addEventListener("input", (event) => event.isTrusted && this.#put([], false));
    this.form.addEventListener("draft-restored", () => this.#readField());
  }

  disconnectedCallback() {
    this.#pointer?.stop();
  }

  // -- mouse and touch

  /**
   * The first words of a mouse go right into the form; so do more words around them, as
   * the third click takes the paragraph of the word that the second one took.
   * @param {Range} range @param {boolean} byMouse
   */
  #selected(range, byMouse) {
    const span = this.map.spanOf(range);
    if (span) this.cursor.take(span);
    this.choose(span);
    const grown = this.taken.length < 2 && this.taken.every((taken) => span && isWithin(taken, span));
    if (span && byMouse && grown) this.use();
  }

  // -- keyboard

  /** @param {KeyboardEvent} event */
  #textKey(event) {
    const key = keyOf(event, this.map.runsLeft);
    if (!key || event.target !== this.text) return;
    event.preventDefault();
    this.#pointer?.forgetPointer();
    if (key.do) return this.#act(`words-${key.do}`);
    this.cursor.follow(key, this.map.firstInView());
    this.choose(this.cursor.span, true);
  }

  /** @param {KeyboardEvent} event */
  #formKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.#act("words-text");
  }

  // -- what can be done

  /** @param {MouseEvent} event */
  #button(event) {
    const button = /** @type {Element} */ (event.target).closest("button[data-do]");
    if (button instanceof HTMLElement) this.#act(button.dataset.do ?? "", button);
  }

  /** @param {string} what @param {HTMLElement} [button] */
  #act(what, button) {
    if (what === "words-use") this.use(true);
    else if (what === "words-add") this.add();
    else if (what === "words-drop") this.#put(this.taken.filter((_, index) => index !== Number(button?.dataset.index)));
    else if (what === "words-clear") this.#clear();
    else if (what === "words-turn") this.#turn();
    else if (what === "words-text") this.#toText();
    else if (what === "words-paste") this.#paste();
  }

  /** The chosen words become the words of the claim. */
  use(moveOn = false) {
    if (this.chosen && !holdsSpan(this.taken, this.chosen) && !this.#put([this.chosen])) return;
    if (!this.taken.length) return this.#say("No words are selected yet.");
    this.choose(null);
    if (moveOn) this.#toForm();
  }

  /** The chosen words become one more span. */
  add() {
    if (!this.chosen) return this.#say("No words are selected yet.");
    if (!this.#put(withSpan(this.taken, this.chosen))) return;
    this.choose(null);
    this.#say(`Added. ${this.taken.length} spans.`);
  }

  /** @param {Span | null} span @param {boolean} [aloud] */
  choose(span, aloud = false) {
    this.chosen = span && !(holdsSpan(this.taken, span) && !aloud) ? span : null;
    const ranges = this.chosen ? this.map.rangesOf(this.chosen) : [];
    paint("chosen-words", ranges);
    this.#showBar();
    if (!this.chosen || !aloud) return;
    showRange(this.cursor.side === "end" ? ranges[ranges.length - 1] : ranges[0]);
    this.#say(shortened(this.map.slice(this.chosen)));
  }

  #showBar() {
    showChosen(this.piece("bar"), this.chosen && this.map.slice(this.chosen), this.taken.length > 0);
  }

  /** False where the words cannot be trusted any more. @param {Span[]} spans @param {boolean} [fillQuote] */
  #put(spans, fillQuote = true) {
    if (spans.length && !this.map.isIntact()) {
      this.piece("changed").hidden = false;
      return false;
    }
    this.taken = spans;
    this.field("spans").value = formatSpans(spans);
    if (fillQuote) this.field("quote").value = spans.map((span) => this.map.slice(span)).join(BETWEEN);
    this.#show();
    this.field("spans").dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  #show() {
    const items = this.taken.map((span, index) => takenItem(this.map.slice(span), index, this.taken.length));
    this.piece("taken").replaceChildren(...items);
    this.toggleAttribute("data-taken", this.taken.length > 0);
    paint("taken-words", this.taken.flatMap((span) => this.map.rangesOf(span)));
    this.#showBar();
  }

  #readField() {
    const inText = (/** @type {Span} */ { end }) => end <= this.map.points.length;
    this.taken = parseSpans(this.field("spans").value).filter(inText);
    if (!this.taken.length && this.field("quote").value) this.piece("paste").hidden = false;
    this.#show();
  }

  #clear() {
    if (!this.chosen && this.taken.length) this.#put([]);
    this.#pointer?.forgetPointer();
    this.choose(null);
    this.cursor.span = null;
    this.#say("Nothing is selected.");
  }

  #turn() {
    this.cursor.turn();
    this.#say(this.cursor.side === "end" ? "Shift now moves the end." : "Shift now moves the beginning.");
  }

  #toForm() {
    const fields = this.form.querySelectorAll("[name=statement], [name$='-source']");
    const first = Array.from(fields).find((field) => field.checkVisibility?.() ?? true);
    if (first instanceof HTMLElement) first.focus();
  }

  #toText() {
    this.text.focus({ preventScroll: true });
    const span = this.cursor.span ?? this.taken[0];
    if (!span) return this.text.scrollIntoView({ block: "nearest" });
    if (!this.cursor.span) this.cursor.take(span);
    showRange(this.map.rangesOf(span)[0]);
  }

  #paste() {
    this.piece("paste").hidden = false;
    this.field("quote").focus();
  }

  /** @param {string} words */
  #say(words) {
    this.piece("live").textContent = words;
  }
}

customElements.define("claim-selection", ClaimSelection);

// @ts-check
/** Which words are selected after a key, when one selects with the keyboard alone? */

/** @typedef {import("./text-span.js").Span} Span */
/** @typedef {import("./cursor-keys.js").Unit} Unit */

/** @param {Span[]} spans @param {(span: Span) => boolean} fits */
function last(spans, fits) {
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    if (fits(spans[index])) return spans[index];
  }
  return undefined;
}

/** A selection that moves by sentences and words, and grows or shrinks at one end. */
export class TextCursor {
  /** @type {Span | null} */
  span = null;
  /** @type {Unit} */
  unit = "sentence";
  /** @type {"start" | "end"} which end Shift moves */
  side = "end";

  /** @param {Span[]} sentences @param {Span[]} words in the order of the text */
  constructor(sentences, words) {
    this.sentences = sentences;
    this.words = words;
  }

  /** Selects what was selected by other means. @param {Span} span */
  take(span) {
    this.#set(span, "word");
  }

  /** Selects the sentence at a position of the text. @param {number} position */
  place(position) {
    const found = this.sentences.find(({ end }) => end > position) ?? this.sentences.at(-1);
    if (found) this.#set(found, "sentence");
  }

  /** What a key asks for; `from` is where it begins while nothing is selected. @param {import("./cursor-keys.js").Key} key @param {number} from */
  follow({ unit, by, edge, extend }, from) {
    if (!this.span) this.place(from);
    else if (edge) this.toEdge(edge, extend);
    else if (extend) this.extend(unit, by);
    else this.move(unit, by);
  }

  /** The sentence that holds the moving end. */
  sentence() {
    const at = this.span ? (this.side === "end" ? this.span.end - 1 : this.span.start) : 0;
    return this.sentences.find(({ end }) => end > at) ?? null;
  }

  /** Forward or back by one unit. @param {Unit} unit @param {-1 | 1} by */
  move(unit, by) {
    const { span } = this;
    if (!span) return this.place(0);
    const units = unit === "word" ? this.words : this.sentences;
    const inwards = unit === "word" && this.unit === "sentence";
    const upwards = unit === "sentence" && this.unit === "word" && by < 0;
    let next;
    if (inwards) next = by > 0 ? units.find((one) => one.start >= span.start) : last(units, (one) => one.end <= span.end);
    else if (upwards) next = last(units, (one) => one.start <= span.start);
    else next = by > 0 ? units.find((one) => one.start >= span.end) : last(units, (one) => one.end <= span.start);
    if (next) this.#set(next, unit);
  }

  /** Moves one end by one unit: grows, or shrinks. @param {Unit} unit @param {-1 | 1} by */
  extend(unit, by) {
    const { span } = this;
    if (!span) return this.place(0);
    const units = unit === "word" ? this.words : this.sentences;
    if (!this.#moveSide(span, units, by)) {
      this.side = by > 0 ? "end" : "start";
      this.#moveSide(span, units, by);
    }
    this.unit = "word";
  }

  /** To the border of the sentence. @param {-1 | 1} by @param {boolean} extend */
  toEdge(by, extend) {
    const { span } = this;
    const sentence = this.sentence();
    if (!span || !sentence) return this.place(0);
    if (extend) {
      this.span = by > 0 ? { start: span.start, end: sentence.end } : { start: sentence.start, end: span.end };
      this.side = by > 0 ? "end" : "start";
      this.unit = "word";
      return;
    }
    const word =
      by > 0
        ? last(this.words, (one) => one.end <= sentence.end)
        : this.words.find((one) => one.start >= sentence.start);
    if (word) this.#set(word, "word");
  }

  /** Lets Shift move the other end. */
  turn() {
    this.side = this.side === "end" ? "start" : "end";
  }

  /** @param {Span} span @param {Unit} unit */
  #set(span, unit) {
    this.span = { ...span };
    this.unit = unit;
    this.side = "end";
  }

  /** False where the selection would vanish. @param {Span} span @param {Span[]} units @param {number} by */
  #moveSide(span, units, by) {
    const side = this.side;
    const next = by > 0 ? units.find((one) => one[side] > span[side]) : last(units, (one) => one[side] < span[side]);
    if (!next) return false;
    const moved = { ...span, [side]: next[side] };
    if (moved.start >= moved.end) return false;
    this.span = moved;
    return true;
  }
}

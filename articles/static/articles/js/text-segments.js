// @ts-check
/** Where do the sentences and the words of a paragraph begin and end, in code points? */

import { length } from "./text-span.js";

/** @typedef {import("./text-span.js").Span} Span */
/** @typedef {{text: string, words: boolean}} Piece */

/** What joins two halves of one word: al-Waleed, don't, U.S. */
const JOINER = /^[-‐‑'’.]$/u;

/**
 * @param {string} text one paragraph @param {number} start code points before it
 * @param {string} language
 */
export function sentences(text, start, language) {
  return trimmedSpans(pieces(text, language, "sentence"), start);
}

/**
 * @param {string} text one paragraph @param {number} start code points before it
 * @param {string} language
 */
export function words(text, start, language) {
  return trimmedSpans(joined(pieces(text, language, "word")), start);
}

/**
 * @param {string} text @param {string} language @param {"sentence" | "word"} granularity
 * @returns {Piece[]}
 */
function pieces(text, language, granularity) {
  if (!("Segmenter" in Intl)) return simplePieces(text, granularity);
  const segmenter = new Intl.Segmenter(language || undefined, { granularity });
  return Array.from(segmenter.segment(text), ({ segment, isWordLike }) => ({
    text: segment,
    words: isWordLike ?? true,
  }));
}

/** For browsers that cannot segment. @param {string} text @param {string} granularity */
function simplePieces(text, granularity) {
  const pattern =
    granularity === "sentence" ? /[^.!?؟。]*[.!?؟。]*\s*/gu : /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu;
  return Array.from(text.matchAll(pattern), ([piece]) => ({
    text: piece,
    words: granularity === "sentence" || /[\p{L}\p{N}]/u.test(piece),
  })).filter((piece) => piece.text);
}

/** Puts together what a reader takes for one word. @param {Piece[]} parts */
function joined(parts) {
  /** @type {Piece[]} */
  const result = [];
  for (let index = 0; index < parts.length; index += 1) {
    const before = result[result.length - 1];
    const after = parts[index + 1];
    if (before?.words && JOINER.test(parts[index].text) && after?.words) {
      before.text += parts[index].text + after.text;
      index += 1;
    } else {
      result.push({ ...parts[index] });
    }
  }
  return result;
}

/** @param {Piece[]} parts @param {number} start @returns {Span[]} */
function trimmedSpans(parts, start) {
  const spans = [];
  let position = start;
  for (const part of parts) {
    const begin = position + length(part.text) - length(part.text.trimStart());
    const end = position + length(part.text.trimEnd());
    if (part.words && begin < end) spans.push({ start: begin, end });
    position += length(part.text);
  }
  return spans;
}

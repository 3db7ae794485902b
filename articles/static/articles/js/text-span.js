// @ts-check
/**
 * Which code points of the canonical text does a selection in the page cover, and
 * where in the page are given code points?
 *
 * The text stands in the page as `<p data-start="N">`: N code points come before it.
 * Elements with `data-nontext` inside a paragraph are no part of the text.
 */

/** @typedef {{start: number, end: number}} Span  code points, half open */

/** How many code points, as Python counts. @param {string} text */
export function length(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The UTF-16 offset of a code point. @param {string} text @param {number} count */
export function unitsBefore(text, count) {
  let units = 0;
  for (const point of text) {
    if (count <= 0) break;
    count -= 1;
    units += point.length;
  }
  return units;
}

/**
 * The border of a grapheme at or beyond `units`: an accent or a flag is never cut.
 * @param {string} text @param {number} units UTF-16 @param {-1 | 1} direction
 */
export function snapToGrapheme(text, units, direction) {
  if (units <= 0 || units >= text.length) return Math.min(Math.max(units, 0), text.length);
  if (!("Segmenter" in Intl)) return snapToCodePoint(text, units, direction);
  const around = new Intl.Segmenter(undefined, { granularity: "grapheme" })
    .segment(text)
    .containing(units);
  if (!around || around.index === units) return units;
  return direction < 0 ? around.index : around.index + around.segment.length;
}

/** @param {string} text @param {number} units @param {-1 | 1} direction */
function snapToCodePoint(text, units, direction) {
  const low = text.charCodeAt(units);
  return low >= 0xdc00 && low <= 0xdfff ? units + direction : units;
}

/** The text nodes that count. @param {Element} element @returns {Text[]} */
function textNodes(element) {
  const walker = document.createTreeWalker(
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
      return node instanceof Element && node.hasAttribute("data-nontext")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP;
    },
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  return nodes;
}

/** @param {Element} element */
const wordsOf = (element) => textNodes(element).map((node) => node.data).join("");

/** @typedef {{element: HTMLElement, start: number, end: number, text: string}} Paragraph */

/** The canonical text as it stands in the page, read once. */
export class TextMap {
  /** @param {Element} root */
  constructor(root) {
    /** @type {Paragraph[]} */
    this.paragraphs = [];
    let text = "";
    let end = 0;
    for (const found of root.querySelectorAll("[data-start]")) {
      const element = /** @type {HTMLElement} */ (found);
      const words = wordsOf(element);
      const start = Number(element.dataset.start);
      text += "\n".repeat(Math.max(start - end, 0)) + words;
      end = start + length(words);
      this.paragraphs.push({ element, start, end, text: words });
    }
    this.text = text;
    this.points = Array.from(text);
  }

  /** Has nothing (a translator, an extension) changed the words since they were read? */
  isIntact() {
    return this.paragraphs.every(({ element, text }) => wordsOf(element) === text);
  }

  /** @param {Span} span */
  slice(span) {
    return this.points.slice(span.start, span.end).join("");
  }

  /** Which way the text runs. */
  get runsLeft() {
    const first = this.paragraphs[0]?.element;
    return Boolean(first) && getComputedStyle(first).direction === "rtl";
  }

  /** Where the first paragraph begins that can be seen. */
  firstInView() {
    const seen = this.paragraphs.find(({ element }) => element.getBoundingClientRect().bottom > 0);
    return seen?.start ?? 0;
  }

  /**
   * The words that a range covers, without blanks around them; null if it covers none.
   * @param {AbstractRange} range @returns {Span | null}
   */
  spanOf(range) {
    const start = this.offsetOf(range.startContainer, range.startOffset, -1);
    const end = this.offsetOf(range.endContainer, range.endOffset, 1);
    return this.trimmed({ start, end });
  }

  /** @param {Span} span @returns {Span | null} */
  trimmed({ start, end }) {
    while (start < end && /\s/u.test(this.points[start])) start += 1;
    while (end > start && /\s/u.test(this.points[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  /**
   * Code points before a point of the document. A point between two paragraphs counts
   * as the beginning of the later one.
   * @param {Node} node @param {number} offset @param {-1 | 1} direction where to snap
   */
  offsetOf(node, offset, direction) {
    const point = document.createRange();
    point.setStart(node, offset);
    const inside = this.paragraphs.find(({ element }) => element.contains(node));
    if (!inside) {
      const later = this.paragraphs.find(({ element }) => point.comparePoint(element, 0) > 0);
      return later ? later.start : this.points.length;
    }
    let units = 0;
    for (const text of textNodes(inside.element)) {
      if (text === node) units += offset;
      else if (point.comparePoint(text, 0) < 0) units += text.length;
    }
    const snapped = snapToGrapheme(inside.text, units, direction);
    return inside.start + length(inside.text.slice(0, snapped));
  }

  /**
   * The ranges of the page that show these words, one for each paragraph: what stands
   * between two paragraphs of the page is no part of the text.
   * @param {Span} span
   */
  rangesOf(span) {
    const touched = this.paragraphs.filter(({ start, end }) => start < span.end && end > span.start);
    return touched.map((paragraph) => {
      const range = document.createRange();
      range.setStart(...place(paragraph, Math.max(span.start, paragraph.start)));
      range.setEnd(...place(paragraph, Math.min(span.end, paragraph.end)));
      return range;
    });
  }
}

/** Where a code point of the text stands in its paragraph. @param {Paragraph} paragraph @param {number} position @returns {[Node, number]} */
function place(paragraph, position) {
  let units = unitsBefore(paragraph.text, position - paragraph.start);
  for (const text of textNodes(paragraph.element)) {
    if (units <= text.length) return [text, units];
    units -= text.length;
  }
  return [paragraph.element, paragraph.element.childNodes.length];
}

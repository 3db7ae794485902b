// @ts-check
/**
 * How are selected words shown without touching the text? Only for what comes and
 * goes: recorded claims are `<mark>` elements, which assistive technology can read.
 */

/** @typedef {"taken-words" | "chosen-words" | "suggested-words" | "suggestion-words" | "suggestion-voice"} Name  styled as ::highlight(name) */

const canPaint = typeof CSS !== "undefined" && "highlights" in CSS && "Highlight" in globalThis;

/** @param {Name} name @param {Range[]} ranges */
export function paint(name, ranges) {
  if (canPaint) {
    CSS.highlights.set(name, new Highlight(...ranges));
  } else if (ranges.length) {
    const { startContainer, startOffset, endContainer, endOffset } = ranges[ranges.length - 1];
    document.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  }
}

/** As `paint`, for what is no selection: shown where that can be done without one. @param {Name} name @param {Range[]} ranges */
export function mark(name, ranges) {
  if (canPaint) CSS.highlights.set(name, new Highlight(...ranges));
}

/** Scrolls only as far as needed, clear of what is stuck to the borders. @param {Range} range */
export function showRange(range) {
  const margin = { top: 24, bottom: 160 };
  const { top, bottom } = range.getBoundingClientRect();
  if (top < margin.top) window.scrollBy({ top: top - margin.top });
  else if (bottom > window.innerHeight - margin.bottom) {
    const down = bottom - (window.innerHeight - margin.bottom);
    window.scrollBy({ top: Math.min(down, Math.max(top - margin.top, 0)) });
  }
}

// @ts-check
/** Which spans has the reviewer taken, and how do they travel in one form field? */

/** @typedef {import("./text-span.js").Span} Span */

/** "100-180 200-230" -> spans. @param {string} value @returns {Span[]} */
export function parseSpans(value) {
  const found = [];
  for (const [, start, end] of value.matchAll(/(\d+)-(\d+)/g)) {
    if (Number(start) < Number(end)) found.push({ start: Number(start), end: Number(end) });
  }
  return found;
}

/** @param {Span[]} spans */
export function formatSpans(spans) {
  return spans.map(({ start, end }) => `${start}-${end}`).join(" ");
}

/** In order; spans that overlap become one. @param {Span[]} spans @param {Span} added @returns {Span[]} */
export function withSpan(spans, added) {
  const overlaps = (/** @type {Span} */ span) => span.start < added.end && added.start < span.end;
  const merged = spans.filter(overlaps).reduce(
    (all, span) => ({ start: Math.min(all.start, span.start), end: Math.max(all.end, span.end) }),
    { ...added },
  );
  return [...spans.filter((span) => !overlaps(span)), merged].sort((a, b) => a.start - b.start);
}

/** @param {Span[]} spans @param {Span} span */
export function holdsSpan(spans, span) {
  return spans.some(({ start, end }) => start === span.start && end === span.end);
}

/** Does one span lie within the other? @param {Span} inner @param {Span} outer */
export function isWithin(inner, outer) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

"""Anchors: where a quotation sits in a text, and how it is found again.

Pure: no Django, no database. Offsets count Unicode code points, half-open as in
Python's slices. An anchor follows the W3C Web Annotation Data Model (2017, sections
4.2.4 and 4.2.5): a TextPositionSelector with a TextQuoteSelector.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.domain.text.combining_marks import normalize_unicode
from articles.domain.text.normalization import fold_with_offsets

# How much of the surroundings an anchor keeps on each side, in code points. The
# Hypothesis client keeps 32 as well.
CONTEXT_LENGTH = 32


@dataclass(frozen=True, order=True)
class TextSpan:
    """The code points from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Anchor:
    """Words of a text, where they stand and what stands around them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def build_anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end]; ValueError where that is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"There are no words from {start} to {end} in this text.")
    return Anchor(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT_LENGTH) : start],
        text[end : end + CONTEXT_LENGTH],
    )


def trim_span(text: str, start: int, end: int) -> TextSpan:
    """The span without white space at its ends, which a selection by hand often has."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextSpan(start, end)


def merge_spans(spans: Iterable[TextSpan]) -> list[TextSpan]:
    """The same spans in order, those that overlap made one."""
    result: list[TextSpan] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            last = result.pop()
            span = TextSpan(last.start, max(last.end, span.end))
        result.append(span)
    return result


def find_occurrences(text: str, quote: str) -> list[TextSpan]:
    """Return the spans where the text says these words, in order.

    The words as they stand count first; only where they stand nowhere, words that
    differ in case, marks or white space count too. Of spans that
    overlap, the first is taken.
    """
    if not quote.strip():
        return []
    # A text is kept composed (NFC); what is pasted may have its accents apart.
    composed = normalize_unicode("NFC", quote)
    for words in (quote.strip(), composed.strip()):
        exact = [
            TextSpan(start, start + len(words)) for start in find_starts(text, words)
        ]
        if exact:
            return exact
    folded_quote, _ = fold_with_offsets(composed)
    folded_text, offsets = _fold_searched_text(text)
    folded_quote = folded_quote.strip()
    if not folded_quote:
        return []
    return [
        # The last sign counts to its own end, not to where the next one begins.
        TextSpan(offsets[start], offsets[start + len(folded_quote) - 1] + 1)
        for start in find_starts(folded_text, folded_quote)
    ]


# A form looks for many words in one text.
@lru_cache(maxsize=2)
def _fold_searched_text(text: str) -> tuple[str, Sequence[int]]:
    folded, offsets = fold_with_offsets(text)
    return folded, array("L", offsets)


def find_starts(text: str, words: str) -> list[int]:
    """Return the offsets where the words begin, from left to right, not overlapping."""
    offsets = []
    offset = text.find(words)
    while offset >= 0:
        offsets.append(offset)
        offset = text.find(words, offset + len(words))
    return offsets

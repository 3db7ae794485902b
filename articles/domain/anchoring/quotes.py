"""Finds the words that somebody quotes in the text that they are of.

Pure. A quotation may have marks of its own, gaps, words broken at the end of a line, and
a spelling without the text's vowel signs. What stands literally in the text wins.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.domain.anchoring.anchors import (
    TextSpan,
    find_occurrences,
    find_starts,
)
from articles.domain.text.combining_marks import normalize_unicode
from articles.domain.text.normalization import LOOSE_SIGN, fold_with_offsets

# Parts of a quotation that are each looked for.
MAX_QUOTE_PARTS = 100
QUOTATION_MARKS = "“”„‟\"«»‹›‘’‚‛'`´「」『』〝〞＂＇"
_AROUND = QUOTATION_MARKS + " \t\n\u00a0\u202f"
END_PUNCTUATION = ".,;:!?…،؛؟۔。，、！？"
_DOTS = r"(?:…+|\.(?:[ \u00a0\u2009\u202f]?\.){2,})"  # "…", "...", ". . ."
_BRACKETED_GAP = rf"\[[ \u00a0]?{_DOTS}[ \u00a0]?\]|\([ \u00a0]?{_DOTS}[ \u00a0]?\)"
# Where dots are the text's own, only those in brackets are gaps.
_GAPS = (re.compile(_BRACKETED_GAP), re.compile(f"{_BRACKETED_GAP}|{_DOTS}"))
# A hyphen within a word, which the end of a line may have brought there.
_HYPHEN = re.compile(
    r"(?<=[^\W\d_])[-\u2010\u2011\u00ad](?:[^\S\n]*\n[^\S\n]*)?(?=[^\W\d_])"
)
# The fewest words of a beginning that help to find what differs.
_MIN_BEGINNING_WORDS, _MAX_BEGINNING_SHOWN = 3, 80


@dataclass(frozen=True)
class FoundQuote:
    """Where a quotation stands: one or more places for all of it, or one for each part."""

    places: Sequence[TextSpan] = ()
    parts: Sequence[TextSpan] = ()


def find_quote(text: str, quote: str) -> FoundQuote:
    """Find the words of a quotation, or the parts that its gaps leave."""
    if places := find_places(text, quote):
        return FoundQuote(places=places)
    for gap in _GAPS:
        parts = _split(quote, gap)
        if len(parts) == 1 and (places := find_places(text, parts[0])):
            return FoundQuote(places=places)
        if 1 < len(parts) <= MAX_QUOTE_PARTS:
            found = [find_places(text, part) for part in parts]
            if all(len(places) == 1 for places in found):
                return FoundQuote(parts=[place for (place,) in found])
    return FoundQuote()


def split_at_gaps(quote: str) -> list[str]:
    """The parts of a quotation around … and its like; only the first ones of very many."""
    return _split(quote, _GAPS[-1])


def _split(quote: str, gap: re.Pattern[str]) -> list[str]:
    parts = gap.split(quote.strip(_AROUND), MAX_QUOTE_PARTS + 1)
    return [part for part in parts if part.strip(_AROUND + END_PUNCTUATION)]


def find_places(text: str, words: str) -> list[TextSpan]:
    """Return each place where the text has these words, read in the closest way."""
    readings = list(dict.fromkeys(_read_without_marks(words)))
    for find in (find_occurrences, _find_loosely):
        for reading in readings:
            if places := find(text, reading):
                return places
    return []


def beginning_in_text(text: str, quote: str) -> str:
    """The end of the longest beginning of a quotation that the text has; "" if short."""
    folded, _ = _fold_text(text)
    words = _fold(quote.strip(_AROUND))[0].split()
    # Where a beginning stands, followed by a blank, each shorter one does.
    ends = range(1, len(words) + 1)
    count = bisect_right(
        ends, 0, key=lambda end: " ".join([*words[:end], ""]) not in folded
    )
    if count < _MIN_BEGINNING_WORDS:
        return ""
    beginning = " ".join(words[:count])
    span = _span_of(text, folded.index(f"{beginning} "), len(beginning))
    return text[span.start : span.end][-_MAX_BEGINNING_SHOWN:]


def _read_without_marks(words: str) -> Iterator[str]:
    """The words as given, without marks around them, without a last full stop."""
    yield words
    yield words.strip(_AROUND)
    yield words.strip(_AROUND + END_PUNCTUATION)


def _find_loosely(text: str, words: str) -> list[TextSpan]:
    """Where the text has the words but for vowel signs, kinds of marks and hyphens."""
    quote = _fold(normalize_unicode("NFC", words))[0].strip()
    if not quote:
        return []
    folded, _ = _fold_text(text)
    return [_span_of(text, at, len(quote)) for at in find_starts(folded, quote)]


def _span_of(text: str, start: int, length: int) -> TextSpan:
    """The span of these signs of the folded text, with what was left out behind them."""
    _, offsets = _fold_text(text)
    end = offsets[start + length - 1] + 1
    while end < offsets[start + length] and not _fold(text[end])[0]:
        end += 1
    return TextSpan(offsets[start], end)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text as it is compared loosely, and the offset of each sign of that."""
    pieces, offsets, at = [], [], 0
    for hyphen in (*_HYPHEN.finditer(text), None):
        end = hyphen.start() if hyphen else len(text)
        piece, places = fold_with_offsets(text[at:end], LOOSE_SIGN)
        pieces.append(piece)
        offsets += [at + place for place in places[:-1]]
        at = hyphen.end() if hyphen else end
    return "".join(pieces), [*offsets, len(text)]


# A form looks for many words in one text.
@lru_cache(maxsize=2)
def _fold_text(text: str) -> tuple[str, Sequence[int]]:
    folded, offsets = _fold(text)
    return folded, array("L", offsets)

"""Finds the words that somebody quotes in the text that they are of.

Pure. A quotation may have marks of its own, gaps, words broken at the end of a line, and
a spelling without the text's vowel signs. What stands literally in the text wins.
"""

import re
import unicodedata
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
# A hyphen within a word at the end of a line, which may have brought it there.
_LETTER = r"[^\W\d_]"
_HYPHEN = rf"(?<={_LETTER})[-\u2010\u2011\u00ad][^\S\n]*\n[^\S\n]*(?={_LETTER})"
_LINE_END = re.compile(_HYPHEN)
# Marks around words, not the apostrophes within them: within other marks one writes
# others, and each paragraph may open them anew.
_MARK = f"[{re.escape(QUOTATION_MARKS)}]"
_LEFT_OUT = re.compile(f"{_HYPHEN}|(?<!{_LETTER}){_MARK}|{_MARK}(?!{_LETTER})")
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
    """The words as given, without marks around them, without a last full stop.

    Each also with words joined that the end of a line breaks, and with their hyphens.
    """
    for around in ("", _AROUND, _AROUND + END_PUNCTUATION):
        bare = words.strip(around) if around else words
        yield from (bare, _LINE_END.sub("", bare), _LINE_END.sub("-", bare))


def _find_loosely(text: str, words: str) -> list[TextSpan]:
    """Where the text has the words but for vowel signs, quotation marks and hyphens."""
    quote = _fold(normalize_unicode("NFC", words))[0].strip()
    if not quote:
        return []
    folded, _ = _fold_text(text)
    spans = [_span_of(text, at, len(quote)) for at in find_starts(folded, quote)]
    return [_with_marks(text, span, words.strip()) for span in spans]


def _with_marks(text: str, span: TextSpan, words: str) -> TextSpan:
    """The span with the marks around it in the text, where the words have some, too."""
    start, end = span.start, span.end
    if (
        words[0] in QUOTATION_MARKS
        and text[max(start - 1, 0) : start] in QUOTATION_MARKS
    ):
        start = max(start - 1, 0)
    if words[-1] in QUOTATION_MARKS and text[end : end + 1] in QUOTATION_MARKS:
        end = min(end + 1, len(text))
    return TextSpan(start, end)


def _span_of(text: str, start: int, length: int) -> TextSpan:
    """The span of these signs of the folded text, with the vowel signs of the last one."""
    _, offsets = _fold_text(text)
    end = offsets[start + length - 1] + 1
    while end < offsets[start + length] and unicodedata.category(text[end]) == "Mn":
        end += 1
    return TextSpan(offsets[start], end)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text as it is compared loosely, and the offset of each sign of that."""
    folded, offsets, at = [""], [], 0
    for left_out in (*_LEFT_OUT.finditer(text), None):
        end = left_out.start() if left_out else len(text)
        piece, places = fold_with_offsets(text[at:end], LOOSE_SIGN)
        # Blanks on both sides of what is left out are one.
        begin = int(piece.startswith(" ") and folded[-1].endswith(" "))
        if piece[begin:]:
            folded.append(piece[begin:])
            offsets += [at + place for place in places[begin:-1]]
        at = left_out.end() if left_out else end
    return "".join(folded), [*offsets, len(text)]


# A form looks for many words in one text.
@lru_cache(maxsize=2)
def _fold_text(text: str) -> tuple[str, Sequence[int]]:
    folded, offsets = _fold(text)
    return folded, array("L", offsets)

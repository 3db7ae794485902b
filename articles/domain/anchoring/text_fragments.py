"""Addresses that lead to words in a page, and have the browser mark them there.

Pure. As the URL Fragment Text Directives of the WICG have it:
`#:~:text=[prefix-,]start[,end][,-suffix]`, once for each span. A browser that does not
know them opens the page at its beginning.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from articles.domain.anchoring.anchors import CONTEXT_LENGTH
from articles.domain.records import AppearanceRecord, SpanRecord
from articles.domain.text.tokenization import is_unspaced

# Code points that are named whole; of what is longer, so many at each end at least.
LONGEST_WHOLE, SHORTEST_END = 100, 30
# What is no longer than this may stand in a page twice: the words around it are named.
LONGEST_AMBIGUOUS, CONTEXT_WORDS = 25, 3
DIRECTIVE_MARK = ":~:"  # what follows it in an address is for the browser alone
# Where a word surely ends, for a browser as well: at a blank, and after the marks of
# scripts that have none.
_BORDER = re.compile(r"(?<=\s)|(?<=[、。！，：；？…])(?=\S)")


class Words(NamedTuple):
    """What is looked for in the page: from `start` to `end`, or `start` alone."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def directive(self) -> str:
        parts = [
            f"{encode_words(self.prefix)}-" if self.prefix else "",
            encode_words(self.start),
            encode_words(self.end),
            f"-{encode_words(self.suffix)}" if self.suffix else "",
        ]
        return f"text={','.join(part for part in parts if part)}"


def link_to_original(appearance: AppearanceRecord) -> str:
    """The words of an appearance in the original; "" where that is not on the web."""
    return link_to_words(appearance["article"]["address"], appearance["spans"])


def link_to_words(address: str, spans: Iterable[SpanRecord]) -> str:
    """The address with the words of these spans behind it; "" where it is none of the web."""
    if not address.startswith(("https://", "http://")):
        return ""
    named = [words.directive() for span in spans if (words := choose_words(span))]
    if not named:
        return ""
    page = address.split(DIRECTIVE_MARK, 1)[0]
    mark = DIRECTIVE_MARK if "#" in page else f"#{DIRECTIVE_MARK}"
    return f"{page}{mark}{'&'.join(named)}"


def choose_words(span: SpanRecord) -> Words | None:
    """The fewest words by which a browser finds the span; None for blanks alone."""
    before, exact, after = widen_to_words(span)
    # A browser looks for words within one block; only a start and an end may lie apart.
    lines = [" ".join(line.split()) for line in exact.split("\n") if line.strip()]
    if not lines:
        return None
    if len(lines) > 1:
        return Words(first_words(lines[0]), last_words(lines[-1]))
    line = lines[0]
    if len(line) > LONGEST_WHOLE:
        start, end = first_words(line), last_words(line)
        return Words(start, end) if len(start) + len(end) < len(line) else Words(line)
    if len(line) > LONGEST_AMBIGUOUS:
        return Words(line)
    is_cut = span["start"] > len(span["prefix"])
    suffix_is_cut = len(span["suffix"]) == CONTEXT_LENGTH
    return Words(
        line,
        prefix=words_before(before, is_cut=is_cut),
        suffix=words_after(after, is_cut=suffix_is_cut),
    )


def widen_to_words(span: SpanRecord) -> tuple[str, str, str]:
    """What stands before the span, in it and after it, no word being cut at its ends."""
    before, exact, after = span["prefix"], span["exact"], span["suffix"]
    begin, end = len(before), 0
    if joins(before[-1:], exact[:1]):
        while begin and is_letter(before[begin - 1]):
            begin -= 1
    if joins(exact[-1:], after[:1]):
        while end < len(after) and is_letter(after[end]):
            end += 1
    return before[:begin], before[begin:] + exact + after[:end], after[end:]


def joins(left: str, right: str) -> bool:
    """Whether two signs beside each other are of one word, as far as one can tell."""
    if not (left and right and is_letter(left) and is_letter(right)):
        return False
    return not (is_unspaced(left) or is_unspaced(right))


def is_letter(sign: str) -> bool:
    """Whether it is a letter, a digit, or a vowel sign on one."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


def first_words(line: str) -> str:
    """The beginning of a line up to the first border that leaves enough of it."""
    for border in _BORDER.finditer(line):
        if border.start() >= SHORTEST_END:
            return line[: border.start()].strip()
    return line


def last_words(line: str) -> str:
    """The end of a line from the last border that leaves enough of it."""
    ends = [
        border.end()
        for border in _BORDER.finditer(line)
        if len(line) - border.end() >= SHORTEST_END
    ]
    return line[ends[-1] :] if ends else line


def words_before(text: str, *, is_cut: bool) -> str:
    """The last few words of what stands before, in the same line; no word cut in two."""
    *others, line = text.split("\n")
    pieces = split_at_borders(line)
    if is_cut and not others:
        pieces = pieces[1:]
    return "".join(pieces[-CONTEXT_WORDS:]).strip()


def words_after(text: str, *, is_cut: bool) -> str:
    """The first few words of what stands after, in the same line; no word cut in two."""
    line, *others = text.split("\n")
    pieces = split_at_borders(line)
    if is_cut and not others:
        pieces = pieces[:-1]
    return "".join(pieces[:CONTEXT_WORDS]).strip()


def split_at_borders(line: str) -> list[str]:
    """The words of a line, each with the blank that follows it."""
    return _BORDER.split(" ".join(line.split()))


def encode_words(text: str) -> str:
    """The words as they may stand in a directive, where - , and & have a meaning."""
    return quote(text, safe="").replace("-", "%2D")

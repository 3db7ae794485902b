"""The canonical form in which the text of an article is stored and counted.

Offsets, hashes and quotations all refer to this form, so two copies of one
article that differ only in invisible ways give the same text.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.domain.text.combining_marks import normalize_unicode

PARAGRAPH_BORDER = "\n\n"

# Every character that some system takes for the end of a line.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028]")
_PARAGRAPH_SEPARATOR = "\u2029"
# Control characters are no text. The byte order mark is left over from a file's
# start, and a soft hyphen is a hint to a typesetter that would hide a word from
# search. Direction marks and joiners stay: Arabic, Persian and emoji need them.
_REMOVED_CHARACTERS = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff]"
)
# No-break and other typographic spaces become ordinary ones: a reviewer types a
# plain space, and a browser copies one.
_SPACE_RUNS = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANK_LINES = re.compile("\n{2,}")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Paragraph(NamedTuple):
    """Where one paragraph stands in a canonical text: [start, end) in code points."""

    start: int
    end: int


def to_canonical_text(text: str) -> str:
    """The text as it is stored; to do it twice changes nothing."""
    text = _LINE_ENDS.sub("\n", _join_surrogates(text))
    text = text.replace(_PARAGRAPH_SEPARATOR, PARAGRAPH_BORDER)
    text = normalize_unicode("NFC", _REMOVED_CHARACTERS.sub("", text))
    text = "\n".join(line.strip(" ") for line in _SPACE_RUNS.sub(" ", text).split("\n"))
    return _BLANK_LINES.sub(PARAGRAPH_BORDER, text).strip("\n")


def join_paragraphs(paragraphs: Iterable[str]) -> str:
    """One canonical text of these paragraphs."""
    return to_canonical_text(PARAGRAPH_BORDER.join(paragraphs))


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a canonical text, in order."""
    result: list[Paragraph] = []
    start = 0
    for words in text.split(PARAGRAPH_BORDER):
        if words:
            result.append(Paragraph(start, start + len(words)))
        start += len(words) + len(PARAGRAPH_BORDER)
    return result


def fingerprint(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _join_surrogates(text: str) -> str:
    """Join what JavaScript cut in two; a lone half becomes U+FFFD and stays visible."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

"""Puts the signs of a line from the order in which they stand into that of reading.

A page shows Arabic and Hebrew from the right to the left, and the numbers and Latin
words within them from the left to the right (Unicode Standard Annex 9). Some files
mark which runs go to the left; what was written in others is found from what is shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from articles.ingest.extract.pdf_reversal import (
    NUMBERS,
    RIGHT,
    Ordered,
    Reading,
    Sign,
    find_spans,
    kind_of,
    order_left,
    order_right,
    turn_numbers,
)

Direction = Literal["L", "R"]

_BRACKETS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_CLOSING = frozenset(".,:;!?…)]»”")
_ARTICLE = "\u0627\u0644"
# Letters that stand at the end of a word only, or far oftener than at its beginning:
# Hebrew finals, teh marbuta, alef maksura, Persian yeh, Urdu noon ghunna and yeh barree.
_FINALS = frozenset("\u05da\u05dd\u05df\u05e3\u05e5\u0629\u0649\u06cc\u06ba\u06d2")
_RIGHT_WORD = re.compile(r"[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3]{3,}")


def has_right_letters(text: str) -> bool:
    """Whether letters are among the text that are written from the right."""
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in RIGHT for sign in text
    )


def find_direction(texts: Iterable[str]) -> Direction:
    """Return the direction in which most of the letters are written."""
    balance = 0
    for text in texts:
        for sign in text:
            kind = "L" if sign.isascii() and sign.isalpha() else ""
            kind = kind or unicodedata.bidirectional(sign)
            balance += (kind in RIGHT) - (kind == "L")
    return "R" if balance > 0 else "L"


def to_reading_order(signs: Sequence[Sign], base: Direction) -> Reading:
    """Return the signs of a line, given from the left to the right, as they are read.

    `base` is the direction of the document.
    """
    base = _find_base(signs, base)
    if base == "L" and not any(has_right_letters(sign.text) for sign in signs):
        return Reading(tuple(Ordered(sign.text, False) for sign in signs))
    if any(sign.leftwards for sign in signs):
        return Reading(tuple(_follow_marks(signs, base)))
    return order_left(signs) if base == "L" else order_right(signs)


def _find_base(signs: Sequence[Sign], base: Direction) -> Direction:
    """Return the direction of a line; letters of one direction have it themselves.

    Latin words whose full stop stands at their left are in a line from the right.
    """
    kinds = {kind_of(sign.text) for sign in signs}
    if "L" not in kinds:
        return "R" if kinds & RIGHT else base
    first = next((sign.text for sign in signs if sign.text.strip()), "")
    return base if kinds & RIGHT or first in _CLOSING else "L"


def join_parts(parts: Iterable[Ordered], *, mirrored: bool) -> str:
    """Return the words; `mirrored` turns round the brackets that run to the left."""
    return "".join(
        part.text.translate(_BRACKETS) if mirrored and part.leftwards else part.text
        for part in parts
    )


def has_mirrored_brackets(lines: Iterable[Sequence[Ordered]]) -> bool:
    """Whether the file names the shapes of brackets, and not what they do.

    Then "(" closes in a line from the right, and more pairs fit when turned round.
    """
    votes = 0
    for parts in lines:
        if any(part.leftwards and part.text.translate(_BRACKETS) != part.text
               for part in parts):  # fmt: skip
            votes += _count_pairs(join_parts(parts, mirrored=True))
            votes -= _count_pairs(join_parts(parts, mirrored=False))
    return votes > 0


def reads_backwards(text: str) -> bool:
    """Whether words begin with what words of Arabic or Hebrew end with."""
    balance = 0
    for word in _RIGHT_WORD.findall(text):
        first, last = word[0] in _FINALS, word[-1] in _FINALS
        balance += first - last
        balance += word.endswith(_ARTICLE[::-1]) - word.startswith(_ARTICLE)
    return balance > 0


def _follow_marks(signs: Sequence[Sign], base: Direction) -> list[Ordered]:
    """Order the runs that the file itself tells apart.

    A run of one sign is never marked, so that an unmarked one may run either way.
    """
    runs = [
        (bool(leftwards), list(run))
        for leftwards, run in groupby(signs, key=lambda sign: bool(sign.leftwards))
    ]
    parts: list[Ordered] = []
    last_letter = "R"
    for leftwards, run in reversed(runs) if base == "R" else _turn_phrases(runs):
        if leftwards:
            parts += [Ordered(sign.text, True) for sign in reversed(run)]
            kinds = [kind for sign in run if (kind := kind_of(sign.text)) in RIGHT]
            last_letter = kinds[0] if kinds else last_letter
        elif base == "R":
            parts += _turn_unmarked(run, last_letter)
        else:
            parts += [Ordered(sign.text, False) for sign in run]
    return parts


def _turn_unmarked(signs: Sequence[Sign], last_letter: str) -> list[Ordered]:
    """Read Latin words from the left, and what stands around them from the right."""
    kinds = [kind_of(sign.text) for sign in signs]
    ends = {"L", *NUMBERS}
    start, stop = next(iter(find_spans(kinds, ends, ends, RIGHT)), (0, 0))
    if "L" not in kinds[start:stop]:
        return turn_numbers(signs, kinds, last_letter)
    words = [Ordered(sign.text, False) for sign in signs[start:stop]]
    after, before = reversed(signs[:start]), reversed(signs[stop:])
    return [
        *(Ordered(sign.text, True) for sign in before),
        *words,
        *(Ordered(sign.text, True) for sign in after),
    ]


def _turn_phrases(runs: list[tuple[bool, list[Sign]]]) -> list[tuple[bool, list[Sign]]]:
    """Order the phrases from the right within a line from the left."""
    ordered: list[tuple[bool, list[Sign]]] = []
    phrase: list[tuple[bool, list[Sign]]] = []
    for leftwards, run in runs:
        is_number = all(kind_of(sign.text) not in {"L", "WS"} for sign in run)
        if leftwards or is_number:
            phrase.append((leftwards, run))
        else:
            ordered += [*reversed(phrase), (leftwards, run)]
            phrase = []
    return [*ordered, *reversed(phrase)]


def _count_pairs(text: str) -> int:
    """Return how many more brackets close one that is open than do not."""
    depth = pairs = 0
    for sign in text:
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            pairs += 1 if depth else -1
            depth -= bool(depth)
    return pairs

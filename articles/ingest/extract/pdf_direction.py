"""Puts the signs of a line from the order in which they stand into that of reading.

A page shows Arabic and Hebrew from the right to the left, and the numbers and Latin
words within them from the left to the right (Unicode Standard Annex 9). What was
written is found again from what is shown. Two wordings can look the same; a line is
certain only where what was found would be shown as the page shows it, and no other.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from bidi import get_display

Direction = Literal["L", "R"]

_BRACKETS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_FOLDED = str.maketrans(")]}>»", "([{<«")
_RIGHT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})
# Written behind their number, in every language.
_UNITS = frozenset(
    [
        "km",
        "cm",
        "mm",
        "m",
        "kg",
        "g",
        "mg",
        "t",
        "l",
        "ml",
        "h",
        "s",
        "min",
        "ha",
        "mw",
        "gw",
        "kw",
        "kwh",
        "mwh",
        "gwh",
        "twh",
        "w",
        "v",
        "hz",
        "ghz",
        "mhz",
        "kb",
        "mb",
        "gb",
        "tb",
        "usd",
        "eur",
        "gbp",
        "€",
        "$",
        "£",
        "°c",
        "%",
    ]
)
_ARTICLE = "\u0627\u0644"
# Letters that stand at the end of a word only, or far oftener than at its beginning:
# Hebrew finals, teh marbuta, alef maksura, Persian yeh, Urdu noon ghunna and yeh barree.
_FINALS = frozenset("\u05da\u05dd\u05df\u05e3\u05e5\u0629\u0649\u06cc\u06ba\u06d2")
# Raised and lowered figures belong to what they stand beside, in either direction.
_SCRIPTS = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"))
_RIGHT_WORD = re.compile(r"[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3]{3,}")


def is_script(text: str) -> bool:
    """Whether a text is nothing but raised or lowered figures."""
    return bool(text) and not text.translate(_SCRIPTS)


class Sign(NamedTuple):
    """A sign as it is painted; `leftwards` where the file says so of its letters."""

    text: str
    leftwards: bool | None = None


class Ordered(NamedTuple):
    """A part of a line in reading order; is it one that runs to the left?"""

    text: str
    leftwards: bool


class Reading(NamedTuple):
    """A line in reading order, and whether no other wording looks the same."""

    parts: tuple[Ordered, ...]
    is_certain: bool = True


def has_right_letters(text: str) -> bool:
    """Whether letters are among the text that are written from the right."""
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in _RIGHT for sign in text
    )


def find_direction(texts: Iterable[str]) -> Direction:
    """Return the direction in which most of the letters are written."""
    balance = 0
    for text in texts:
        for sign in text:
            kind = "L" if sign.isascii() and sign.isalpha() else ""
            kind = kind or unicodedata.bidirectional(sign)
            balance += (kind in _RIGHT) - (kind == "L")
    return "R" if balance > 0 else "L"


def to_reading_order(signs: Sequence[Sign], base: Direction) -> Reading:
    """Return the signs of a line, given from the left to the right, as they are read."""
    has_right = any(has_right_letters(sign.text) for sign in signs)
    if base == "L" and not has_right:
        return Reading(tuple(Ordered(sign.text, False) for sign in signs))
    if any(sign.leftwards for sign in signs):
        return Reading(tuple(_follow_marks(signs, base)))
    return _order_left(signs) if base == "L" else _order_right(signs)


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
            kinds = [kind for sign in run if (kind := _kind(sign.text)) in _RIGHT]
            last_letter = kinds[0] if kinds else last_letter
        elif base == "R":
            parts += _turn_unmarked(run, last_letter)
        else:
            parts += [Ordered(sign.text, False) for sign in run]
    return parts


def _turn_unmarked(signs: Sequence[Sign], last_letter: str) -> list[Ordered]:
    """Read Latin words from the left, and what stands around them from the right."""
    kinds = [_kind(sign.text) for sign in signs]
    ends = {"L", *_NUMBERS}
    start, stop = next(iter(_find_spans(kinds, ends, ends, _RIGHT)), (0, 0))
    if "L" not in kinds[start:stop]:
        return _turn_numbers(signs, kinds, last_letter)
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
        is_number = all(_kind(sign.text) not in {"L", "WS"} for sign in run)
        if leftwards or is_number:
            phrase.append((leftwards, run))
        else:
            ordered += [*reversed(phrase), (leftwards, run)]
            phrase = []
    return [*ordered, *reversed(phrase)]


def _order_left(signs: Sequence[Sign]) -> Reading:
    """Order a line from the left with phrases from the right, of an unmarked file."""
    kinds = [_kind(sign.text) for sign in signs]
    parts: list[Ordered] = []
    certain, end = True, 0
    for start, stop in _find_spans(kinds, _RIGHT, _RIGHT, {"L"}):
        parts += [Ordered(sign.text, False) for sign in signs[end:start]]
        phrase = _order_right(signs[start:stop])
        parts += phrase.parts
        before = [kind for kind in kinds[end:start] if kind not in {"WS", "ON", "CS"}]
        certain &= phrase.is_certain and before[-1:] not in (["EN"], ["AN"])
        end = stop
    parts += [Ordered(sign.text, False) for sign in signs[end:]]
    return Reading(tuple(parts), certain)


def _order_right(signs: Sequence[Sign]) -> Reading:
    """Order a line from the right of a file that marks no directions."""
    # A sign of several letters, as lam with alef is, has them in reading order.
    shown = "".join(
        sign.text[::-1] if _kind(sign.text) in _RIGHT else sign.text for sign in signs
    )
    readings = [_turn_round(signs, numbers_join=join) for join in (True, False)]
    fitting = [reading for reading in readings if _is_shown_as(reading, shown)]
    if not fitting:
        return Reading(tuple(readings[0]), not _has_more_than_right(signs))
    chosen = fitting[-1] if _begins_with_unit(fitting[0]) else fitting[0]
    return Reading(tuple(chosen), all(one == fitting[0] for one in fitting))


def _turn_round(signs: Sequence[Sign], *, numbers_join: bool) -> list[Ordered]:
    """Read from the right, but Latin words and numbers from the left.

    `numbers_join`: a number beside Latin words is one of them ("COVID 19").
    """
    kinds = [_kind(sign.text) for sign in signs]
    ends = {"L", *_NUMBERS} if numbers_join else {"L"}
    joined = kinds if numbers_join else _join_names(kinds)
    phrases = [
        (start, stop)
        for start, stop in _find_spans(joined, ends, ends, _RIGHT)
        if "L" in joined[start:stop]
    ]
    parts: list[Ordered] = []
    end = len(signs)
    last_letter = "R"
    for start, stop in [*reversed(phrases), (0, 0)]:
        parts += _turn_numbers(signs[stop:end], kinds[stop:end], last_letter)
        parts += [Ordered(sign.text, False) for sign in signs[start:stop]]
        last_letter, end = "L", start
    return parts


def _join_names(kinds: Sequence[str]) -> list[str]:
    """Take numbers for letters that no space parts from one: "RX-20"."""
    joined: list[str] = []
    for is_gap, group in groupby(kinds, key=lambda kind: kind in {"WS", *_RIGHT}):
        word = list(group)
        if not is_gap and "L" in word:
            word = ["L" if kind in _NUMBERS else kind for kind in word]
        joined += word
    return joined


def _turn_numbers(
    signs: Sequence[Sign], kinds: Sequence[str], last_letter: str
) -> list[Ordered]:
    """Read from the right, but the digits of each number from the left."""
    parts: list[Ordered] = []
    at = len(signs) - 1
    while at >= 0:
        if kinds[at] in _RIGHT:
            last_letter = kinds[at]
        start, is_number = _find_number(kinds, at, after_arabic=last_letter == "AL")
        found = signs[start : at + 1]
        parts += [
            Ordered(sign.text, not is_number)
            for sign in (found if is_number else reversed(found))
        ]
        at = start - 1
    return parts


def _find_number(
    kinds: Sequence[str], at: int, *, after_arabic: bool
) -> tuple[int, bool]:
    """Return where the signs begin that stand together up to this place, and whether
    they are a number.

    After Arabic letters a hyphen and a percent sign are no part of it (rules W2 to W6).
    """
    start = at
    while not after_arabic and start > 0 and kinds[start] == "ET":
        start -= 1
    if kinds[start] not in _NUMBERS:
        return min(start + 1, at), False
    number = "AN" if after_arabic else kinds[start]
    joints = {"CS", "ES"} if number == "EN" else {"CS"}
    while start > 0:
        before = kinds[start - 1]
        if before in _NUMBERS or (before == "ET" and number == "EN"):
            start -= 1
        elif start > 1 and before in joints and kinds[start - 2] in _NUMBERS:
            start -= 2
        else:
            break
    return start, True


def _find_spans(
    kinds: Sequence[str], first: frozenset[str] | set[str], last: frozenset[str] | set[str],
    without: frozenset[str] | set[str],
) -> list[tuple[int, int]]:  # fmt: skip
    """Return the longest spans from one of `first` to one of `last`."""
    spans: list[tuple[int, int]] = []
    start = stop = -1
    for place, kind in enumerate([*kinds, next(iter(without))]):
        if kind in without:
            if start >= 0:
                spans.append((start, stop))
            start = -1
            continue
        if start < 0 and kind in first:
            start = place
        if kind in last:
            stop = place + 1
    return spans


def _is_shown_as(reading: Sequence[Ordered], shown: str) -> bool:
    words = "".join(part.text for part in reading).translate(_SCRIPTS)
    again = str(get_display(words, base_dir="R"))
    return _fold(again) == _fold(shown.translate(_SCRIPTS))


def _fold(text: str) -> str:
    """Leave out what is not seen to differ: the side of a bracket, marks on letters."""
    return "".join(
        sign for sign in text.translate(_FOLDED) if unicodedata.category(sign) != "Mn"
    )


def _begins_with_unit(parts: Sequence[Ordered]) -> bool:
    """Whether a phrase of Latin words is a unit, which its number stands before."""
    words = "".join(part.text if not part.leftwards else "\n" for part in parts)
    return any(
        phrase.split()[0].lower() in _UNITS
        for phrase in words.split("\n")
        if len(phrase.split()) == 2 and phrase.split()[1].isdigit()
    )


def _has_more_than_right(signs: Sequence[Sign]) -> bool:
    return any(_kind(sign.text) in {"L", *_NUMBERS} for sign in signs)


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


def _kind(text: str) -> str:
    """Return the class of a sign's first character that has a direction."""
    kinds = [
        unicodedata.bidirectional(sign) for sign in text.translate(_SCRIPTS) or "."
    ]
    return next((kind for kind in kinds if kind not in {"NSM", "BN"}), "ON")

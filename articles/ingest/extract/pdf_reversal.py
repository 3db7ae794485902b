"""Finds what was written from what is shown, in a file that marks no directions.

A page shows Arabic and Hebrew from the right to the left, and the numbers and Latin
words within them from the left to the right (Unicode Standard Annex 9). Two wordings
can look the same; a line is certain only where what was found would be shown as the
page shows it, and no other.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from bidi import get_display

_FOLDED = str.maketrans(")]}>»", "([{<«")
RIGHT = frozenset({"R", "AL"})
NUMBERS = frozenset({"EN", "AN"})
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
# Raised and lowered figures belong to what they stand beside, in either direction.
_SCRIPTS = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"))


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


def order_left(signs: Sequence[Sign]) -> Reading:
    """Order a line from the left with phrases from the right, of an unmarked file."""
    kinds = [kind_of(sign.text) for sign in signs]
    parts: list[Ordered] = []
    certain, end = True, 0
    for start, stop in find_spans(kinds, RIGHT, RIGHT, {"L"}):
        parts += [Ordered(sign.text, False) for sign in signs[end:start]]
        phrase = order_right(signs[start:stop])
        parts += phrase.parts
        before = [kind for kind in kinds[end:start] if kind not in {"WS", "ON", "CS"}]
        certain &= phrase.is_certain and before[-1:] not in (["EN"], ["AN"])
        end = stop
    parts += [Ordered(sign.text, False) for sign in signs[end:]]
    return Reading(tuple(parts), certain)


def order_right(signs: Sequence[Sign]) -> Reading:
    """Order a line from the right of a file that marks no directions."""
    # A sign of several letters, as lam with alef is, has them in reading order.
    shown = "".join(
        sign.text[::-1] if kind_of(sign.text) in RIGHT else sign.text for sign in signs
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
    kinds = [kind_of(sign.text) for sign in signs]
    ends = {"L", *NUMBERS} if numbers_join else {"L"}
    joined = kinds if numbers_join else _join_names(kinds)
    phrases = [
        (start, stop)
        for start, stop in find_spans(joined, ends, ends, RIGHT)
        if "L" in joined[start:stop]
    ]
    parts: list[Ordered] = []
    end = len(signs)
    last_letter = "R"
    for start, stop in [*reversed(phrases), (0, 0)]:
        parts += turn_numbers(signs[stop:end], kinds[stop:end], last_letter)
        parts += [Ordered(sign.text, False) for sign in signs[start:stop]]
        last_letter, end = "L", start
    return parts


def _join_names(kinds: Sequence[str]) -> list[str]:
    """Take numbers for letters that no space parts from one: "RX-20"."""
    joined: list[str] = []
    for is_gap, group in groupby(kinds, key=lambda kind: kind in {"WS", *RIGHT}):
        word = list(group)
        if not is_gap and "L" in word:
            word = ["L" if kind in NUMBERS else kind for kind in word]
        joined += word
    return joined


def turn_numbers(
    signs: Sequence[Sign], kinds: Sequence[str], last_letter: str
) -> list[Ordered]:
    """Read from the right, but the digits of each number from the left."""
    parts: list[Ordered] = []
    at = len(signs) - 1
    while at >= 0:
        if kinds[at] in RIGHT:
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
    if kinds[start] not in NUMBERS:
        return min(start + 1, at), False
    number = "AN" if after_arabic else kinds[start]
    joints = {"CS", "ES"} if number == "EN" else {"CS"}
    while start > 0:
        before = kinds[start - 1]
        if before in NUMBERS or (before == "ET" and number == "EN"):
            start -= 1
        elif start > 1 and before in joints and kinds[start - 2] in NUMBERS:
            start -= 2
        else:
            break
    return start, True


def find_spans(
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
    return any(kind_of(sign.text) in {"L", *NUMBERS} for sign in signs)


def kind_of(text: str) -> str:
    """Return the class of a sign's first character that has a direction."""
    kinds = [
        unicodedata.bidirectional(sign) for sign in text.translate(_SCRIPTS) or "."
    ]
    return next((kind for kind in kinds if kind not in {"NSM", "BN"}), "ON")

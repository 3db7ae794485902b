"""Reads numbers in Chinese characters, by the grammar of spelled_numbers.py."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from articles.domain.quotation.languages.spelled_numbers import (
    NOTHING_READ,
    NumberRead,
    NumberReader,
    NumberWords,
    read_terms,
)


def character_number_reader(
    known: NumberWords,
    *,
    points: str,
    parts: tuple[str, ...],
    units: frozenset[str] = frozenset(),
) -> NumberReader:
    """The reader of numbers in Chinese characters.

    `points` part the decimals, `parts` a fraction: 三点五, 三分之二. `units` begin with
    the sign of a number: 千米.
    """

    def read(words: Sequence[str], start: Fraction | None = None) -> NumberRead:
        words = list(words_before_unit(words, units))
        length, number = read_whole(words, known, points, start)
        if not number or tuple(words[length : length + len(parts)]) != parts:
            return length, number
        at = length + len(parts)
        figures = words[at : at + 1] and words[at].isdecimal()
        more, above = read_terms(
            words[at:], known, Fraction(words[at]) if figures else None
        )
        return (length, number) if above is None else (at + more, above / number)

    return read


def read_whole(
    words: Sequence[str], known: NumberWords, points: str, start: Fraction | None
) -> NumberRead:
    """A number that is no fraction, with its decimals: 三点五亿."""
    if start is not None:
        return read_terms(words, known, start)
    length, number = read_digit_signs(words, known)
    if number is None:
        length, number = read_terms(words, known)
    if number is None or words[length : length + 1] not in [
        [point] for point in points
    ]:
        return length, number
    more, decimals = read_decimals(words[length + 1 :], known)
    if not more:
        return length, number
    length += more  # up to the last decimal, behind which a scale may stand
    more, number = read_terms(words[length:], known, number + decimals)
    return length + more, number


def words_before_unit(words: Sequence[str], units: frozenset[str]) -> Iterator[str]:
    """The words up to a unit that begins like a number."""
    for at, word in enumerate(words):
        if word + "".join(words[at + 1 : at + 2]) in units:
            return
        yield word


def read_digit_signs(words: Sequence[str], known: NumberWords) -> NumberRead:
    """Three digits or more in characters, one beside the other: 二〇二四."""
    digits = list(takewhile(lambda word: is_digit_sign(word, known), words))
    after = words[len(digits)] if len(digits) < len(words) else ""
    if len(digits) < 3 or after in known.multipliers:
        return NOTHING_READ
    return len(digits), Fraction("".join(str(known.addends[sign]) for sign in digits))


def read_decimals(words: Sequence[str], known: NumberWords) -> tuple[int, Fraction]:
    digits = list(takewhile(lambda word: is_digit_sign(word, known), words))
    shown = "".join(str(known.addends[sign]) for sign in digits)
    return len(digits), Fraction(int(shown or 0), 10 ** len(digits))


def is_digit_sign(word: str, known: NumberWords) -> bool:
    return len(word) == 1 and known.addends.get(word, 10) < 10

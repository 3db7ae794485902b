"""Reads numbers in words: one grammar, and the words of each language as data.

A number is read as a stack of terms. A word such as “forty” adds a term that is smaller
than what the term before it counts in; a word such as “thousand” multiplies the terms
that are smaller than itself. That reads three million two hundred thousand, mil
milhões, iki buçuk milyon and 三百二十万 alike.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

HALF = Fraction(1, 2)
# A half goes with the last thousand or million; with smaller numbers it is a half of one.
LEAST_HALVED_UNIT = 1000

NumberRead = tuple[int, Fraction | None]
NumberReader = Callable[[Sequence[str], Fraction | None], NumberRead]
NOTHING_READ: NumberRead = (0, None)


@dataclass(frozen=True)
class NumberWords:
    """The words that numbers are made of in a language, folded as tokens are.

    An entry may be of several words, with a space between them.
    """

    addends: Mapping[str, int | Fraction]
    multipliers: Mapping[str, int]
    # Multipliers that count one by themselves: mil, тысяча.
    bare: frozenset[str] = frozenset()
    denominators: Mapping[str, int] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()  # “and a half”
    joiners: frozenset[str] = frozenset()  # “and”
    attached_joiner: str = ""  # written onto the word that it joins
    # Letters that stand before a number in one word: “in”, “the”.
    prefixes: str = ""
    # What is an article or a pronoun by itself, and a number only in a longer one.
    alone_no_number: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()  # before these it is a number after all
    compound_parts: frozenset[str] = frozenset()  # what one word may join: yirmibeş
    # 三万五 is thirty-five thousand.
    has_shorthand: bool = False

    @cached_property
    def longest_entry(self) -> int:
        """How many words the longest entry has."""
        entries = (*self.addends, *self.multipliers, *self.denominators, *self.halves)
        return max(entry.count(" ") + 1 for entry in entries)

    @cached_property
    def part_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self.compound_parts, key=len, reverse=True)))

    @cached_property
    def compound_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.part_pattern.pattern})++")

    @cached_property
    def entries(self) -> frozenset[str]:
        return frozenset(
            (*self.addends, *self.multipliers, *self.denominators, *self.halves)
        )


class Term(NamedTuple):
    """A part of a number: what it is worth, what it counts in, where it ends."""

    value: Fraction
    unit: Fraction
    end: int


def number_reader(known: NumberWords) -> NumberReader:
    """The reader of a language's numbers, for its tables."""

    def read(words: Sequence[str], start: Fraction | None = None) -> NumberRead:
        if known.compound_parts:
            return read_compound(words, known, start)
        return read_terms(words, known, start)

    return read


def read_terms(
    words: Sequence[str], known: NumberWords, start: Fraction | None = None
) -> NumberRead:
    """How many of these words are one number, and which; `start`: the first in figures."""
    terms = [Term(start, Fraction(1), 1)] if start is not None else []
    here, joined = len(terms), False
    while here < len(words):
        entry, length = next_entry(words, here, known, is_first=not terms)
        joins = words[here] in known.joiners and length < 2
        if joins and terms and not joined:
            here, joined = here + 1, True
            continue
        if length:
            taken = take_entry(terms, entry, here + length, known)
        else:
            taken, length = take_figures(terms, words[here], here + 1), 1
        if not taken:
            break
        here, joined = here + length, False
    is_alone = terms and terms[-1].end == 1 and words[0] in known.alone_no_number
    if not terms or (is_alone and not known.counted.intersection(words[1:2])):
        return NOTHING_READ
    value = sum((term.value for term in terms), Fraction(0))
    return terms[-1].end, value + (shorthand_rest(terms) if known.has_shorthand else 0)


def read_compound(
    words: Sequence[str], known: NumberWords, start: Fraction | None
) -> NumberRead:
    """The same where numbers may be written in one word: yirmibeş is yirmi beş."""
    parts: list[str] = []
    ends = [0]  # how many parts there are up to each word
    for word in words:
        parts += split_compound(word, known)
        ends.append(len(parts))
    length, number = read_terms(parts, known, start)
    return (ends.index(length), number) if length in ends[1:] else NOTHING_READ


def split_compound(word: str, known: NumberWords) -> Sequence[str]:
    """The number words that a word consists of, or the word."""
    if word in known.entries or not known.compound_pattern.fullmatch(word):
        return [word]
    return known.part_pattern.findall(word)


def next_entry(
    words: Sequence[str], at: int, known: NumberWords, *, is_first: bool
) -> tuple[str, int]:
    """The longest entry that begins here, and how many words it has."""
    loose = known.prefixes if is_first else known.attached_joiner
    first = words[at]
    bare = first[1:] if first[:1] and first[:1] in loose else ""
    for length in range(min(known.longest_entry, len(words) - at), 0, -1):
        for start in (first, bare):
            entry = " ".join((start, *words[at + 1 : at + length]))
            if entry in known.entries:
                return entry, length
    return "", 0


def take_entry(terms: list[Term], entry: str, end: int, known: NumberWords) -> bool:
    """Go on with an entry, if the number can."""
    if terms and entry in known.denominators:
        return take_denominator(terms, known.denominators[entry], end)
    if terms and entry in known.halves:
        return take_half(terms, end)
    if entry in known.multipliers:
        return take_multiplier(
            terms, known.multipliers[entry], end, is_bare=entry in known.bare
        )
    if entry in known.addends:
        return take_addend(terms, Fraction(known.addends[entry]), end)
    return False


def take_addend(
    terms: list[Term], value: Fraction, end: int, unit: Fraction | None = None
) -> bool:
    if terms and value >= terms[-1].unit:
        return False
    terms.append(Term(value, unit or unit_of(value), end))
    return True


def take_figures(terms: list[Term], word: str, end: int) -> bool:
    """Go on with figures behind a scale: 2 million 500 thousand."""
    if not word.isdecimal() or not terms or terms[-1].unit < LEAST_HALVED_UNIT:
        return False
    return take_addend(terms, Fraction(word), end, unit=Fraction(1))


def take_multiplier(terms: list[Term], scale: int, end: int, *, is_bare: bool) -> bool:
    kept = len(terms)
    while kept and terms[kept - 1].unit < scale:
        kept -= 1
    multiplied = terms[kept:]
    fits = not kept or terms[kept - 1].unit > scale
    if not fits:
        # What stands before it belongs to a number of its own: two thousand and
        # [five thousand].
        del terms[kept:]
        return False
    if not multiplied and not is_bare:
        return False
    factor = sum(term.value for term in multiplied) if multiplied else 1
    # After mil milhões there may be more milhões, and after 千万 no more 千万.
    least = multiplied[-1].unit if multiplied else Fraction(1)
    unit = scale * (least if least >= LEAST_HALVED_UNIT else 1)
    terms[kept:] = [Term(Fraction(factor * scale), Fraction(unit), end)]
    return True


def take_denominator(terms: list[Term], denominator: int, end: int) -> bool:
    """Two thirds."""
    number = sum(term.value for term in terms)
    if Fraction(number).denominator > 1:
        return False
    terms[:] = [Term(Fraction(number) / denominator, HALF, end)]
    return True


def take_half(terms: list[Term], end: int) -> bool:
    """Two and a half; a million and a half."""
    unit = terms[-1].unit
    if unit < 1:
        return False
    half = unit / 2 if unit >= LEAST_HALVED_UNIT else HALF
    terms.append(Term(half, HALF, end))
    return True


def unit_of(value: Fraction) -> Fraction:
    """What a number counts in: 40 in tens, 200 in hundreds, 15 in ones."""
    if value.denominator > 1:
        return HALF
    if value <= 19:
        return Fraction(1)
    unit = 1
    while value % (unit * 10) == 0:
        unit *= 10
    return Fraction(unit)


def shorthand_rest(terms: Sequence[Term]) -> Fraction:
    """What 五 is worth above five in 三万五, which leaves the thousand unsaid."""
    if len(terms) < 2 or terms[-1].end - terms[-2].end != 1:
        return Fraction(0)
    last, before = terms[-1], terms[-2]
    if last.unit != 1 or last.value > 9 or before.unit < 100:
        return Fraction(0)
    return last.value * (before.unit / 10 - 1)


def number_words(numbers: Mapping[int | Fraction, str]) -> dict[str, int | Fraction]:
    """Each word, of those parted by spaces, with its number."""
    return {word: number for number, words in numbers.items() for word in words.split()}


def each_word(words: str) -> tuple[str, ...]:
    """The words of a list that is parted by spaces."""
    return tuple(words.split())


def each_form(stems: Mapping[str, int], endings: Iterable[str]) -> dict[str, int]:
    """Each stem with each ending, and what it counts."""
    return {
        stem + ending: number for stem, number in stems.items() for ending in endings
    }

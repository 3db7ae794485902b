"""Reads quantities: numbers, fractions, ordinals and vague amounts, with their units.

€5bn, EUR 5 billion and 5 billion euros are one quantity, and so are ½ and "half".
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from articles.domain.quotation import numbers
from articles.domain.quotation.counting import ReadNumber, read_number
from articles.domain.quotation.languages import (
    NO_TABLES,
    LanguageTables,
    language_tables,
)
from articles.domain.quotation.measures import date_words, is_currency, unit_phrases
from articles.domain.quotation.phrases import PhraseTable, longest_phrase

MAX_QUANTITY_TOKENS = 20
MONEY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}  # $3m are no metres
VAGUE = "#~"  # begins the amount that is no number: "#~few"
PERCENT = "concentr-percent"
TIMES = "times"  # the unit of twice and of doubled


class Quantity(NamedTuple):
    """How many words it takes, how much it is, of what, and how many words tell that.

    These come last where the unit stands first: two of the four words of US$ 5 million.
    """

    length: int
    amount: str
    unit: str
    number_length: int
    has_unit_first: bool = False


class QuantityReader:
    """Reads the quantities of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tables: LanguageTables = language_tables(language) or NO_TABLES
        self.units: PhraseTable = unit_phrases(language)
        self.dates = date_words(language)
        self.first_words = first_words(self.tables, self.units)

    def may_begin(self, word: str) -> bool:
        """Whether a quantity or a unit can begin with the word; most do with none."""
        return (
            word in self.first_words
            or self.tables.read_number is not None
            or is_figure(word)
        )

    def read(self, words: list[str]) -> Quantity | None:
        """The quantity that begins with the first of these folded words."""
        length, dual = longest_phrase(words, 0, self.tables.duals)
        if dual:
            return Quantity(length, "#2", dual, length)
        before, unit = self.unit_before(words)
        if unit:
            return self.read_behind_unit(words, before, unit) or self.read(words[:1])
        length, amount = self.read_amount(words)
        if not amount:
            return self.read_unit_and_half(words)
        if amount.endswith(TIMES):
            return Quantity(length, amount.removesuffix(f" {TIMES}"), TIMES, length)
        return self.read_before_unit(words, length, amount)

    def read_before_unit(
        self, words: list[str], length: int, amount: str
    ) -> Quantity | None:
        """A quantity with the unit that stands behind its number, if one does."""
        more, factor = self.money_scale(words, length)
        if more and self.unit_after(words, length + more)[1]:
            length, amount = length + more, scale_amount(amount, factor)
        more, parts = longest_phrase(words, length, self.tables.shares)
        if parts:
            return Quantity(length + more, scale_amount(amount, parts), PERCENT, length)
        length, amount = self.read_half(words, length, amount)
        more, unit = self.unit_after(words, length)
        if not unit:
            is_article = self.is_article(words[:length], amount)
            return None if is_article else Quantity(length, amount, "", length)
        end, amount = self.read_half(words, length + more, amount)
        return Quantity(end, amount, unit, length)

    def read_behind_unit(
        self, words: list[str], before: int, unit: str
    ) -> Quantity | None:
        """A quantity whose currency stands before it: $5m."""
        rest = words[before:]
        length, amount = self.read_amount(rest)
        if not amount:
            return None
        if is_currency(unit):
            more, factor = self.money_scale(rest, length)
            length, amount = length + more, scale_amount(amount, factor)
        return Quantity(before + length, amount, unit, length, has_unit_first=True)

    def read_half(self, words: list[str], at: int, amount: str) -> tuple[int, str]:
        """The half that stands behind a unit, and how far it goes: dos metros y medio."""
        length, _ = longest_phrase(words, at, self.tables.and_a_half)
        if not length or amount.startswith(VAGUE) or amount.endswith("."):
            return at, amount
        return at + length, numbers.number_key(Fraction(amount[1:]) + Fraction(1, 2))

    def read_unit_and_half(self, words: list[str]) -> Quantity | None:
        """One and a half, where the one is not said: metro e meio."""
        length, unit = longest_phrase(words, 0, self.units)
        half, _ = longest_phrase(words, length, self.tables.and_a_half)
        return Quantity(length + half, "#1.5", unit, 0) if unit and half else None

    def limit_words(self, words: list[str]) -> int:
        """How many words from here on limit the quantity behind them: more than 40."""
        if not self.may_begin(words[0]):
            return 0
        length, _ = longest_phrase(words, 0, self.tables.limits)
        after = words[length:]
        return length if length and after and self.read(after) else 0

    def lone_unit(self, words: list[str]) -> tuple[int, str]:
        """A unit without a number, if it is more than a letter or two."""
        length, unit = longest_phrase(words, 0, self.units)
        phrase = words[0]
        return (
            (length, unit)
            if unit and not (phrase.isalpha() and len(phrase) < 3 and length == 1)
            else (0, "")
        )

    def unit_before(self, words: list[str]) -> tuple[int, str]:
        """A currency's sign or code, or a per cent, that stands before its number."""
        length, unit = longest_phrase(words, 0, self.units)
        if not unit or length >= len(words):
            return 0, ""
        phrase = " ".join(words[:length])
        is_sign = is_currency(unit) and (phrase.upper() == unit or not phrase.isalpha())
        if unit == PERCENT or (is_sign and is_figure(words[length])):
            return length, unit
        return 0, ""

    def unit_after(self, words: list[str], at: int) -> tuple[int, str]:
        """The unit behind an amount, over "of a" or the point of an abbreviation."""
        length, unit = longest_phrase(words, at, self.units)
        if unit:
            return length, unit
        skip, _ = longest_phrase(words, at, self.tables.of)
        if not skip and words[at : at + 1] == ["."]:
            skip = 1
        length, unit = longest_phrase(words, at + skip, self.units) if skip else (0, "")
        return (skip + length, unit) if unit else (0, "")

    def money_scale(self, words: list[str], at: int) -> tuple[int, int]:
        """The letter behind an amount of money that stands for millions."""
        factor = MONEY_SCALES.get(words[at], 1) if at < len(words) else 1
        return int(factor > 1), factor

    def is_article(self, words: list[str], amount: str) -> bool:
        """Whether the one is no number but an article: un, eine."""
        return (
            amount == "#1" and len(words) == 1 and words[0] in self.tables.little_words
        )

    def read_amount(self, words: list[str]) -> tuple[int, str]:
        """How many words tell how much, and how much; (0, "") for none."""
        for read in (
            self.read_figures, self.read_multiple, self.read_part, self.read_counted,
            self.read_ordinal,
        ):  # fmt: skip
            length, amount = read(words)
            if length:
                return length, amount
        return 0, ""

    def read_counted(self, words: list[str]) -> tuple[int, str]:
        """A number in words or a vague amount, the longer one: 十, but 十几 (ten odd)."""
        return max(
            self.read_number(words), self.read_vague(words), key=lambda read: read[0]
        )

    def read_figures(self, words: list[str]) -> tuple[int, str]:
        """Figures, with the words of a scale behind them: 5, 2½, 1/3, 40 thousand."""
        if words and words[0] in self.tables.minus and len(words) > 1:
            length, amount = self.read_figures(words[1:])
            return (length + 1, "#-" + amount[1:]) if length else (0, "")
        if not words or not is_figure(words[0]):
            return 0, ""
        length, number = read_fraction(words, 0)
        if number is None:
            number = numbers.parse_digits(words[0], self.language)
            length = 1
            if number is None:
                return 1, "#" + numbers.normalize_time(numbers.plain_digits(words[0]))
            more, part = read_fraction(words, 1)
            if part is not None and part < 1:
                number, length = number + part, 1 + more
        more, whole = read_number(words[length - 1 :], self.tables, number)
        length += more - 1
        amount = numbers.number_key(whole or number)
        ending, _ = longest_phrase(words, length, self.tables.ordinal_endings)
        if ending:
            return length + ending, amount + "."
        ending, _ = longest_phrase(words, length, self.tables.figure_endings)
        return length + ending, amount

    def read_number(self, words: list[str]) -> tuple[int, str]:
        """A number in words, and the part that it may count: two, two thirds."""
        if (
            words
            and words[0] in self.tables.scales
            and words[0] in self.tables.quantifiers
        ):
            return 0, ""  # "millions": as many as nobody counted
        length, number = self.count(words)
        if number is None:
            return 0, ""
        joins = words[length : length + 1] == ["-"]
        word = words[length + joins] if length + joins < len(words) else ""
        if (
            number >= 20
            and number % 10 == 0
            and self.tables.ordinals.get(word, 10) < 10
        ):
            return length + joins + 1, numbers.number_key(
                number + self.tables.ordinals[word]
            ) + "."
        if word in self.tables.denominators:
            return self.scale_part(
                words, length + joins + 1, number / self.tables.denominators[word]
            )
        return length, numbers.number_key(number)

    def count(self, words: list[str]) -> ReadNumber:
        """A number in words, with a minus or an article before it: a hundred."""
        if len(words) > 1 and words[0] in self.tables.minus:
            length, number = read_number(words[1:], self.tables)
            return (length + 1, -number) if number is not None else (0, None)
        if len(words) > 1 and words[0] in self.tables.of:
            scaled = words[1] in self.tables.hundreds or words[1] in self.tables.scales
            length, number = (
                read_number(words[1:], self.tables) if scaled else (0, None)
            )
            return (length + 1, number) if number is not None else (0, None)
        return read_number(words, self.tables)

    def read_multiple(self, words: list[str]) -> tuple[int, str]:
        """Twice, doubled, halved: so many times."""
        length, number = longest_phrase(words, 0, self.tables.multiples)
        return (length, f"{numbers.number_key(number)} {TIMES}") if number else (0, "")

    def read_part(self, words: list[str]) -> tuple[int, str]:
        """A part of one, or of what is counted: half, a third of, half a million."""
        length, part = longest_phrase(words, 0, self.tables.fractions)
        if part is None:
            return 0, ""
        return self.scale_part(words, length, part)

    def scale_part(
        self, words: list[str], length: int, part: Fraction
    ) -> tuple[int, str]:
        """A part, and the scale that it may be of: of a million."""
        skip, _ = longest_phrase(words, length, self.tables.of)
        at = length + skip
        scale = self.tables.scales.get(words[at]) if at < len(words) else None
        if scale:
            return at + 1, numbers.number_key(part * scale)
        return length, numbers.number_key(part)

    def read_vague(self, words: list[str]) -> tuple[int, str]:
        """An amount that is no number: few, most, dozens, several hundred."""
        length, name = longest_phrase(words, 0, self.tables.quantifiers)
        if not name:
            return 0, ""
        scale = words[length] if length < len(words) else ""
        if scale in self.tables.hundreds or scale in self.tables.scales:
            factor = self.tables.scales.get(scale, 100)
            return length + 1, f"{VAGUE}{name}×{factor}".replace(" ", "_")
        return length, f"{VAGUE}{name}".replace(" ", "_")

    def read_ordinal(self, words: list[str]) -> tuple[int, str]:
        length, number = longest_phrase(words, 0, self.tables.ordinals)
        return (length, f"#{number}.") if number is not None else (0, "")


@lru_cache(maxsize=64)
def quantity_reader(language: str) -> QuantityReader:
    return QuantityReader(language)


def first_words(tables: LanguageTables, units: PhraseTable) -> frozenset[str]:
    """The words with which the phrases begin that tell how much."""
    phrases = (
        tables.numbers, tables.hundreds, tables.scales, tables.fractions, tables.of,
        tables.quantifiers, tables.multiples, tables.ordinals, tables.duals, units,
        tables.limits, tables.minus,
    )  # fmt: skip
    return frozenset(phrase.partition(" ")[0] for known in phrases for phrase in known)


def is_figure(word: str) -> bool:
    """Whether a folded word is a number in figures, or a sign such as ½."""
    first = word.lstrip("-−")[:1]
    return first.isdecimal() or numbers.parse_fraction_sign(word) is not None


def read_fraction(words: list[str], at: int) -> ReadNumber:
    """A fraction in figures or as one sign: 1/3, ½; not the days of 1/3/2024."""
    if at >= len(words):
        return 0, None
    part = numbers.parse_fraction_sign(words[at])
    if part is not None:
        return 1, part
    above, line, below, after = (*words[at : at + 4], "", "", "", "")[:4]
    is_fraction = (
        line in {"/", "\N{FRACTION SLASH}"} and above.isdecimal() and below.isdecimal()
    )
    if not is_fraction or after == "/" or len(above + below) > 6 or not int(below):
        return 0, None
    return 3, Fraction(int(above), int(below))


def scale_amount(amount: str, factor: int) -> str:
    """Return an amount in millions or billions; what is no number stays."""
    try:
        return numbers.number_key(Fraction(amount[1:]) * factor)
    except ValueError:
        return amount

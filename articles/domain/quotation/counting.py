"""Composes the number that words stand for: one hundred and twenty-five thousand."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import LanguageTables
from articles.domain.quotation.phrases import longest_phrase

ReadNumber = tuple[int, Fraction | None]  # of how many words, and which
UNREAD: ReadNumber = (0, None)
SCALES = (10**12, 10**9, 10**6, 10**3)


class NumberPhrase:
    """A number as far as it has been read."""

    def __init__(self, tables: LanguageTables) -> None:
        self.tables = tables
        self.total = Fraction(0)  # with its scale: three million
        self.current = Fraction(0)  # not yet scaled: two hundred
        self.is_open = True  # whether the words may still add to `current`
        self.least = 10**18  # the scale that was read last

    @property
    def number(self) -> Fraction:
        return self.total + self.current

    def take(self, words: list[str], at: int) -> int:
        """Read what comes next, if the number goes on there; how many words it is."""
        length, number = longest_phrase(words, at, self.tables.numbers)
        if number is not None and self.may_add(number):
            self.current += number
            return length
        word = words[at]
        if word in self.tables.hundreds and self.may_multiply():
            self.current = (self.current or 1) * Fraction(100)
            return 1
        length, scale = longest_phrase(words, at, self.tables.scales)
        if scale and scale < self.least and (self.current or not self.total):
            self.total += (self.current or 1) * scale
            self.current, self.least, self.is_open = Fraction(0), scale, True
            return length
        return 0

    def may_add(self, number: int) -> bool:
        """Whether a number has its place in the current one: 5 in 20, 25 in 100."""
        if not self.is_open or number >= self.least:
            return False
        if not self.current:
            return True
        if number < 100 and self.current % 100 == 0:
            return True
        return (
            number < 10
            and number > 0
            and self.current % 10 == 0
            and (self.current % 100 >= 20)
        )

    def add_half(self) -> None:
        """ "two and a half", of a million too where that was named: dos millones y medio."""
        of = next((scale for scale in SCALES if self.number % scale == 0), 1)
        self.current += Fraction(of, 2)
        self.is_open = False

    def may_multiply(self) -> bool:
        """Whether a hundred may follow: behind one to ninety-nine, or figures."""
        return self.current < 100 and self.least > 100


def read_number(
    words: list[str], tables: LanguageTables, start: Fraction | None = None
) -> ReadNumber:
    """How many of these words are one number, and which; `start`: the first in figures.

    "2.5 million" starts with figures, "two and a half million" with words.
    """
    if tables.read_number is not None:
        return tables.read_number(words, start)
    phrase = NumberPhrase(tables)
    count = 0
    if start is not None:
        phrase.current, phrase.is_open, count = start, False, 1
    while count < len(words):
        length, _ = longest_phrase(words, count, tables.and_a_half)
        if length and count:
            phrase.add_half()
            count += length
            continue
        joins = int(count > 0 and words[count] in tables.joiners)
        taken = phrase.take(words, count + joins) if count + joins < len(words) else 0
        if not taken:
            break
        count += joins + taken
    return (count, phrase.number) if count else UNREAD

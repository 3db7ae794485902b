"""The parts of a table of time words: a language's names, and its rules."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.domain.dates import PartialDate

NumberedNames = Mapping[str, int]
Groups = Mapping[str, str | None]


class Days(NamedTuple):
    """From one day to another, how closely that tells, and whether it is certain."""

    start: datetime.date | None
    end: datetime.date | None
    precision: str
    certain: bool = True


Meaning = Callable[[Groups, PartialDate, "Language"], Days | None]


@dataclass(frozen=True)
class TimeRule:
    """Words of this pattern, in lower case, mean this.

    {weekday}, {month} and {number} stand for the language's names, {day} for one or two
    digits, {year} for four; each becomes a named group of the match.
    """

    pattern: str
    meaning: Meaning


@dataclass(frozen=True)
class Language:
    """One language's names, and its rules in the order in which they are tried."""

    weekdays: NumberedNames  # 0 is Monday
    months: NumberedNames  # 1 is January
    rules: Sequence[TimeRule]
    numbers: NumberedNames = field(default_factory=dict)

    def filled(self, pattern: str) -> str:
        """The pattern with a named group in place of each {name}."""
        names = {
            "weekday": alternatives_pattern(self.weekdays),
            "month": alternatives_pattern(self.months),
            "number": alternatives_pattern(self.numbers, r"\d{1,3}"),
            "day": r"\d{1,2}",
            "year": r"[12]\d{3}",
        }
        for name, words in names.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}>{words})")
        return pattern


def alternatives_pattern(names: NumberedNames, *more: str) -> str:
    """A pattern for any of these names, the longest first: none hides another."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join([*(re.escape(name) for name in longest_first), *more])

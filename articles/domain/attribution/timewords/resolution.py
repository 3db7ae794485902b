"""Resolves time words: which days "on Saturday" means in an article of 20 June 2017.

Pure: no Django, no database. Each language is a table of rules (english.py and its
neighbours): a pattern, and what it means. A team extends a table by
a line, or adds a language by a file and an entry in LANGUAGES. The words tell when
something was said, so they never mean a day after the article's own, where the rule
can choose.
"""

import datetime
import re
from collections.abc import Mapping
from functools import cache

from articles.domain.attribution.timewords import arabic, english, german
from articles.domain.attribution.timewords.rules import Days, Language, TimeRule
from articles.domain.dates import PartialDate
from articles.domain.text.language_tags import primary_language
from articles.domain.text.normalization import fold_with_offsets

LANGUAGES: Mapping[str, Language] = {
    "en": english.LANGUAGE,
    "de": german.LANGUAGE,
    "ar": arabic.LANGUAGE,
}


def resolve_time_words(
    words: str, published: PartialDate, language: str = "en"
) -> Days | None:
    """Resolve the words to the days that they mean, seen from the day of publication.

    None where no rule of the language knows the words, or where the date of publication
    is not known closely enough; open days where the words name no time that could be.
    """
    base = primary_language(language) or "en"
    table = LANGUAGES.get(base)
    if table is None:
        return None
    plain_words = fold_with_offsets(words)[0].strip(" .,;:()\"'")
    for pattern, rule in compile_rules(base):
        if found := pattern.fullmatch(plain_words):
            try:
                return rule.meaning(found.groupdict(), published, table)
            except OverflowError:  # before the first day that there is
                return None
    return None


@cache
def compile_rules(language: str) -> list[tuple[re.Pattern[str], TimeRule]]:
    """Compile a language's rules with the names of its days and months filled in."""
    table = LANGUAGES[language]
    return [(re.compile(table.filled(rule.pattern)), rule) for rule in table.rules]


def precision_of_days(start: datetime.date | None, end: datetime.date | None) -> str:
    """How closely two stored days tell when: day, week, month, year, span or open."""
    if start is None or end is None:
        return "open"
    length = (end - start).days
    after = end + datetime.timedelta(days=1)
    if length == 0:
        return "day"
    if start.day == 1 and after.day == 1 and length <= 31:
        return "month"
    if start == datetime.date(start.year, 1, 1) and after == datetime.date(
        start.year + 1, 1, 1
    ):
        return "year"
    return "week" if length in {6, 7} else "span"

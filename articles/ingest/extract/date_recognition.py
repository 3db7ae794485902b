"""Recognises dates in words, as precise as they are: ISO day or month."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# Each month's number, by the names it has in the languages that are recognised; "_"
# stands for a space in a name.
_MONTH_NAMES = """
january jan januar janvier janv enero ene января يناير كانون_الثاني
february feb februar février févr fevrier fév febrero февраля فبراير شباط
march mar märz maerz mars marzo марта مارس آذار
april apr avril avr abril abr апреля أبريل إبريل نيسان
may mai mayo мая مايو أيار
june jun juni juin junio июня يونيو حزيران
july jul juli juillet juil julio июля يوليو تموز
august aug août aout agosto ago августа أغسطس آب
september sep sept septembre septiembre сентября سبتمبر أيلول
october oct oktober okt octobre octubre октября أكتوبر تشرين_الأول
november nov novembre noviembre ноября نوفمبر تشرين_الثاني
december dec dezember dez décembre déc decembre diciembre dic декабря ديسمبر كانون_الأول
"""
MONTH_NUMBERS = {
    name.replace("_", " "): number
    for number, line in enumerate(_MONTH_NAMES.strip().split("\n"), start=1)
    for name in line.split()
}
# Arabic papers name a month twice, as in حزيران/يونيو.
_MONTH = (
    rf"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\b\.?"
    r"(?:/[^\W\d_]{2,12}(?: [^\W\d_]{5,6})?)?"
)
_DAY = r"(?P<day>[0-3]?[0-9])"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9])"
_OF = "(?:of |de |من )?"
# Which of 5/6/2017 is the day, the writer's country decides; a number above 12 is one.
_OVER_12 = "(?P<day>1[3-9]|2[0-9]|3[01])"
_NUMBER = "(?P<month>[01]?[0-9])"
_APART = r"(?<![\w/.-])"
_FORMS = (
    rf"\b{_YEAR}-(?P<month>[01][0-9])-{_DAY}(?![0-9])",
    rf"{_APART}{_YEAR}(?P<sign>[/.]){_NUMBER}(?P=sign){_DAY}(?![\w/])",
    rf"{_APART}{_DAY}\.[ ]?{_NUMBER}\.[ ]?{_YEAR}",
    rf"{_APART}{_OVER_12}/{_NUMBER}/{_YEAR}",
    rf"{_APART}{_NUMBER}/{_OVER_12}/{_YEAR}",
    rf"{_YEAR}年{_NUMBER}月{_DAY}日",
    rf"\b{_DAY}(?:st|nd|rd|th|er)?\.?[ -]{_OF}{_MONTH},?[ -](?:de[ ])?{_YEAR}",
    rf"\b{_MONTH}[ ]{_DAY}(?:st|nd|rd|th)?,?[ ]{_YEAR}",
    rf"\b{_MONTH},?[ ](?:de[ ])?{_YEAR}",
    rf"\b{_YEAR}-(?P<month>[01][0-9])(?![0-9-])",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_BARE_YEAR = re.compile(rf"{_YEAR}")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


class FoundDate(NamedTuple):
    """A date in ISO form, as long as it is precise, and the span of its words."""

    written: str
    start: int
    end: int


def find_dates(words: str) -> list[FoundDate]:
    """Return the dates that the words name, in order; a day wins over its month."""
    words = words.translate(_DIGITS)
    found = sorted(
        (
            candidate
            for pattern in _PATTERNS
            for candidate in _match_dates(pattern, words)
        ),
        key=lambda candidate: (candidate.start, -candidate.end),
    )
    apart: list[FoundDate] = []
    for candidate in found:
        if not apart or candidate.start >= apart[-1].end:
            apart.append(candidate)
    # 31 February is no date, and no February either.
    return [candidate for candidate in apart if candidate.written]


def date_from_field(value: str) -> str:
    """Return the date that a field of its own holds, a bare year included, or ""."""
    if found := find_dates(value):
        return found[0].written
    return value if _BARE_YEAR.fullmatch(value) else ""


def _match_dates(pattern: re.Pattern[str], words: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(words):
        yield FoundDate(_iso_date(match), match.start(), match.end())


def _iso_date(match: re.Match[str]) -> str:
    parts = match.groupdict()
    name = parts["month"].lower()
    month = MONTH_NUMBERS.get(name) or int(name)
    try:
        day = date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        return ""
    return day.isoformat() if parts.get("day") else f"{day:%Y-%m}"

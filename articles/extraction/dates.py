"""Which date do some words name, and how precisely?"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# Each month's number, by the names it has in the languages that are recognised.
_NAMES = """
january jan januar janvier janv enero ene
february feb februar février févr fevrier fév febrero
march mar märz maerz mars marzo
april apr avril avr abril abr
may mai mayo
june jun juni juin junio
july jul juli juillet juil julio
august aug août aout agosto ago
september sep sept septembre septiembre
october oct oktober okt octobre octubre
november nov novembre noviembre
december dec dezember dez décembre déc decembre diciembre dic
"""
MONTHS = {
    name: number
    for number, line in enumerate(_NAMES.strip().split("\n"), start=1)
    for name in line.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?[0-9])"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9])"
_FORMS = (
    rf"\b{_YEAR}-(?P<month>[01][0-9])-{_DAY}(?![0-9])",
    rf"\b{_DAY}(?:st|nd|rd|th|er)?\.?[ ](?:of[ ]|de[ ])?{_MONTH},?[ ](?:de[ ])?{_YEAR}",
    rf"\b{_MONTH}[ ]{_DAY}(?:st|nd|rd|th)?,?[ ]{_YEAR}",
    rf"\b{_MONTH},?[ ](?:de[ ])?{_YEAR}",
    rf"\b{_YEAR}-(?P<month>[01][0-9])(?![0-9-])",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_BARE_YEAR = re.compile(rf"{_YEAR}")


class FoundDate(NamedTuple):
    """A date in ISO form, as long as it is precise, and where its words stand."""

    written: str
    start: int
    end: int


def dates_in(words: str) -> list[FoundDate]:
    """The dates that the words name, in order; a day wins over its own month."""
    found = sorted(
        (candidate for pattern in _PATTERNS for candidate in _matches(pattern, words)),
        key=lambda candidate: (candidate.start, -candidate.end),
    )
    apart: list[FoundDate] = []
    for candidate in found:
        if not apart or candidate.start >= apart[-1].end:
            apart.append(candidate)
    return apart


def date_in(value: str) -> str:
    """The date that a field of its own holds, a bare year included, or ""."""
    if found := dates_in(value):
        return found[0].written
    return value if _BARE_YEAR.fullmatch(value) else ""


def _matches(pattern: re.Pattern[str], words: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(words):
        if written := _iso(match):
            yield FoundDate(written, match.start(), match.end())


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    name = parts["month"].lower()
    month = MONTHS.get(name) or int(name)
    try:
        day = date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        return ""
    return day.isoformat() if parts.get("day") else f"{day:%Y-%m}"

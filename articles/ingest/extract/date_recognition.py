"""Recognises dates in words, as precise as they are: ISO day or month."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# Each month's number, by the names it has in the languages that are recognised; "_"
# stands for a space in a name.
_MONTH_NAMES = """
january jan januar janvier janv enero ene января janeiro gennaio gen januari ocak січня stycznia يناير كانون_الثاني ژانویه ינואר
february feb februar février févr fevrier fév febrero февраля fevereiro fev febbraio februari şubat лютого lutego فبراير شباط فوریه פברואר
march mar märz maerz mars marzo марта março marco maart mart березня marca مارس آذار מרץ
april apr avril avr abril abr апреля aprile apr nisan квітня kwietnia أبريل إبريل ابريل نيسان آوریل אפריל
may mai mayo мая maio maggio mag mei mayıs травня maja maj مايو أيار ايار مه מאי
june jun juni juin junio июня junho giugno giu haziran червня czerwca يونيو حزيران ژوئن יוני
july jul juli juillet juil julio июля julho luglio lug temmuz липня lipca يوليو تموز ژوئیه יולי
august aug août aout agosto ago августа augustus ağustos серпня sierpnia augusti أغسطس اغسطس آب اوت אוגוסט
september sep sept septembre septiembre сентября setembro set settembre eylül вересня września سبتمبر أيلول ايلول سپتامبر ספטמבר
october oct oktober okt octobre octubre октября outubro out ottobre ott ekim жовтня października أكتوبر اكتوبر تشرين_الأول اکتبر אוקטובר
november nov novembre noviembre ноября novembro kasım листопада listopada نوفمبر تشرين_الثاني نوامبر נובמבר
december dec dezember dez décembre déc decembre diciembre dic декабря dezembro dicembre aralık грудня grudnia ديسمبر كانون_الأول دسامبر דצמבר
"""
MONTH_NUMBERS = {
    name.replace("_", " ").replace("ı", "i"): number
    for number, line in enumerate(_MONTH_NAMES.strip().split("\n"), start=1)
    for name in line.split()
}
_NAMED_MONTHS = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
# Arabic papers name a month twice, as in حزيران/يونيو; Hebrew puts "in" before it.
_MONTH = (
    rf"(?:ב-?)?(?P<month>{_NAMED_MONTHS})\b\.?"
    r"(?:/[^\W\d_]{2,12}(?: [^\W\d_]{5,6})?)?"
)
_DAY = r"(?P<day>[0-3]?[0-9])"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9])"
_OF = "(?:of |de |di |من )?"
# Which of 5/6/2017 is the day, the writer's country decides; a number above 12 is one.
_OVER_12 = "(?P<day>1[3-9]|2[0-9]|3[01])"
_NUMBER = "(?P<month>[01]?[0-9])"
_APART = r"(?<![\w/.-])"
# Not the second day of 3-5 May.
_ONE_DAY = r"\b(?<![0-9][-\u2013])" + _DAY
_TIME = r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?:[ ][A-Z+-][A-Z0-9:]{1,5})?"
_FORMS = (
    rf"\b{_YEAR}-(?P<month>[01][0-9])-{_DAY}(?![0-9])",
    rf"{_APART}{_YEAR}(?P<sign>[/.])[ ]?{_NUMBER}(?P=sign)[ ]?{_DAY}(?![\w/])",
    rf"{_APART}{_DAY}\.[ ]?{_NUMBER}\.[ ]?{_YEAR}",
    rf"{_APART}{_OVER_12}/{_NUMBER}/{_YEAR}",
    rf"{_APART}{_NUMBER}/{_OVER_12}/{_YEAR}",
    rf"{_YEAR}[年년][ ]?{_NUMBER}[月월][ ]?{_DAY}[日일]",
    rf"{_ONE_DAY}(?:st|nd|rd|th|er|º|°)?\.?[ -]{_OF}{_MONTH},?[ -](?:de[ ])?{_YEAR}",
    rf"\b{_MONTH}[ ]{_DAY}(?:st|nd|rd|th)?,?[ ](?:{_TIME}[ ])?{_YEAR}",
    rf"(?<![0-9][ -])\b{_MONTH},?[ ](?:de[ ])?{_YEAR}",
    rf"\b{_YEAR}-(?P<month>[01][0-9])(?![0-9-])",
    rf"{_YEAR}[年년][ ]?{_NUMBER}[月월]",
)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_BARE_YEAR = re.compile(rf"{_YEAR}")
# ISO 8601 without hyphens, as fields have it: 20170620, 20170620T101500Z.
_BASIC_DATE = re.compile(
    r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?:T?[0-9:]{4,8}.{0,6})?"
)
_MAX_FIELD_CHARACTERS = 100
# Arabic, Persian, Devanagari, Bengali, Thai and full-width figures.
_DIGITS = {
    zero + figure: str(figure)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
    for figure in range(10)
}


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
    value = value.strip()[:_MAX_FIELD_CHARACTERS].translate(_DIGITS)
    if basic := _BASIC_DATE.fullmatch(value):
        value = "-".join(basic.groups())
    if found := find_dates(value):
        return found[0].written
    return value if _BARE_YEAR.fullmatch(value) else ""


def _match_dates(pattern: re.Pattern[str], words: str) -> Iterator[FoundDate]:
    for match in pattern.finditer(words):
        yield FoundDate(_iso_date(match), match.start(), match.end())


def _iso_date(match: re.Match[str]) -> str:
    parts = match.groupdict()
    # The Turkish letters I and ı: to ignore case is to ignore their dot.
    name = parts["month"].lower().replace("\u0307", "").replace("ı", "i")
    try:
        month = MONTH_NUMBERS.get(name) or int(name)
        day = date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        return ""
    return day.isoformat() if parts.get("day") else f"{day:%Y-%m}"

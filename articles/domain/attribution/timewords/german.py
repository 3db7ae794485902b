"""Time words in German, the basic ones."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, TimeRule

WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4,
    "samstag": 5, "sonnabend": 5, "sonntag": 6,
}  # fmt: skip
MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6,
    "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11,
    "dezember": 12,
}  # fmt: skip
NUMBERS = {
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
}  # fmt: skip

PART = r"(?:morgen|vormittag|nachmittag|abend)?"
LAST_WORDS = r"(?:letzten?|vergangenen?|vorigen?)"

RULES = (
    TimeRule(r"(?:am )?(?:{weekday}, (?:dem )?)?{day}\. {month} {year}", m.full_date),
    TimeRule(r"(?:am )?(?:{weekday}, (?:dem )?)?{day}\. {month}", m.day_of_month),
    TimeRule(r"(?:im )?{month} {year}", m.month_of_year),
    TimeRule(r"(?:im jahr )?{year}", m.named_year),
    TimeRule(rf"(?:im )?{LAST_WORDS} {{month}}", m.past_month),
    TimeRule(r"im {month}", m.named_month),
    TimeRule(r"heute(?: (?:morgen|früh|abend))?", m.days_before(0)),
    TimeRule(r"gestern(?: (?:morgen|früh|abend))?", m.days_before(1)),
    TimeRule(r"vorgestern", m.days_before(2)),
    TimeRule(rf"(?:am )?{LAST_WORDS} {{weekday}}{PART}", m.past_weekday),
    TimeRule(rf"(?:am )?{{weekday}}{PART}", m.latest_weekday),
    TimeRule(rf"(?:in der )?{LAST_WORDS} woche", m.past_week),
    TimeRule(rf"am {LAST_WORDS} wochenende|am wochenende", m.past_weekend),
    TimeRule(rf"(?:im )?{LAST_WORDS} monat", m.months_before(1)),
    TimeRule(rf"(?:im )?{LAST_WORDS}s? jahr", m.years_before(1)),
    TimeRule(r"vor {number} (?:tag|tagen)", m.time_ago("day")),
    TimeRule(r"vor {number} wochen?", m.time_ago("week")),
    TimeRule(r"vor {number} (?:monat|monaten)", m.time_ago("month")),
    TimeRule(r"vor {number} (?:jahr|jahren)", m.time_ago("year")),
    TimeRule(r"früher|zuvor|kürzlich|neulich|einst|mehrfach|wiederholt", m.of_any_time),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES, NUMBERS)

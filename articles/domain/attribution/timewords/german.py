"""Time words in German, the basic ones."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, Rule

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
LAST = r"(?:letzten?|vergangenen?|vorigen?)"

RULES = (
    Rule(r"(?:am )?(?:{weekday}, (?:dem )?)?{day}\. {month} {year}", m.full_date),
    Rule(r"(?:am )?(?:{weekday}, (?:dem )?)?{day}\. {month}", m.day_of_month),
    Rule(r"(?:im )?{month} {year}", m.month_of_year),
    Rule(r"(?:im jahr )?{year}", m.year),
    Rule(rf"(?:im )?{LAST} {{month}}", m.past_month),
    Rule(r"im {month}", m.month),
    Rule(r"heute(?: (?:morgen|früh|abend))?", m.days_before(0)),
    Rule(r"gestern(?: (?:morgen|früh|abend))?", m.days_before(1)),
    Rule(r"vorgestern", m.days_before(2)),
    Rule(rf"(?:am )?{LAST} {{weekday}}{PART}", m.past_weekday),
    Rule(rf"(?:am )?{{weekday}}{PART}", m.weekday),
    Rule(rf"(?:in der )?{LAST} woche", m.past_week),
    Rule(rf"am {LAST} wochenende|am wochenende", m.past_weekend),
    Rule(rf"(?:im )?{LAST} monat", m.months_before(1)),
    Rule(rf"(?:im )?{LAST}s? jahr", m.years_before(1)),
    Rule(r"vor {number} (?:tag|tagen)", m.ago("day")),
    Rule(r"vor {number} wochen?", m.ago("week")),
    Rule(r"vor {number} (?:monat|monaten)", m.ago("month")),
    Rule(r"vor {number} (?:jahr|jahren)", m.ago("year")),
    Rule(r"früher|zuvor|kürzlich|neulich|einst|mehrfach|wiederholt", m.of_any_time),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES, NUMBERS)

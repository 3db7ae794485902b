"""Time words in English, the more exact rules first."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, Rule

WEEKDAYS = {
    name: number
    for number, names in enumerate((
        ("monday", "mon"), ("tuesday", "tue", "tues"), ("wednesday", "wed"),
        ("thursday", "thu", "thur", "thurs"), ("friday", "fri"),
        ("saturday", "sat"), ("sunday", "sun"),
    ))
    for name in names
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate((
        ("january", "jan", "jan."), ("february", "feb", "feb."),
        ("march", "mar", "mar."), ("april", "apr", "apr."), ("may",),
        ("june", "jun", "jun."), ("july", "jul", "jul."),
        ("august", "aug", "aug."), ("september", "sep", "sept", "sep.", "sept."),
        ("october", "oct", "oct."), ("november", "nov", "nov."),
        ("december", "dec", "dec."),
    ), 1)
    for name in names
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

ON = r"(?:(?:early|earlier|late|later) )?(?:on )?(?:the (?:morning|evening|night) of )?"
PART = r"(?: (?:morning|afternoon|evening|night|midnight|noon))?"
NTH = r"(?:st|nd|rd|th)?"

RULES = (
    Rule(r"(?:on )?{year}-(?P<monthnumber>\d{2})-{day}", m.iso_date),
    Rule(ON + rf"(?:{{weekday}},? )?{{month}} {{day}}{NTH},? {{year}}", m.full_date),
    Rule(
        ON + rf"(?:{{weekday}},? )?(?:the )?{{day}}{NTH}(?: of)? {{month}},? {{year}}",
        m.full_date,
    ),
    Rule(ON + rf"(?:{{weekday}},? )?{{month}} {{day}}{NTH}" + PART, m.day_of_month),
    Rule(
        ON + rf"(?:{{weekday}},? )?(?:the )?{{day}}{NTH}(?: of)? {{month}}" + PART,
        m.day_of_month,
    ),
    Rule(r"(?:back )?(?:early |late )?in {month},? {year}", m.month_of_year),
    Rule(r"{month},? {year}", m.month_of_year),
    Rule(r"(?:back )?in (?:early |late )?{year}", m.year),
    Rule(r"(?:back )?(?:early |late )?in {month}", m.month),
    Rule(r"(?:this past|last) {month}", m.past_month),
    Rule(r"(?:earlier |late |later )?(?:today|tonight)", m.days_before(0)),
    Rule(r"(?:earlier )?this (?:morning|afternoon|evening)", m.days_before(0)),
    Rule(r"(?:late |earlier )?yesterday" + PART, m.days_before(1)),
    Rule(r"last night", m.days_before(1)),
    Rule(r"the day before yesterday", m.days_before(2)),
    Rule(r"(?:on )?(?:this past|last) {weekday}" + PART, m.past_weekday),
    Rule(ON + r"{weekday}" + PART, m.weekday),
    Rule(r"(?:earlier |late |early )?last week", m.past_week),
    Rule(r"(?:earlier )?this week", m.this_week),
    Rule(r"(?:at|over|on|during) the (?:past )?weekend|last weekend", m.past_weekend),
    Rule(r"(?:earlier |late |early )?last month", m.months_before(1)),
    Rule(r"(?:earlier )?this month", m.months_before(0)),
    Rule(r"(?:late |early )?last year", m.years_before(1)),
    Rule(r"(?:earlier )?this year", m.years_before(0)),
    Rule(r"{number} days? ago", m.ago("day")),
    Rule(r"{number} weeks? ago", m.ago("week")),
    Rule(r"{number} months? ago", m.ago("month")),
    Rule(r"{number} years? ago", m.ago("year")),
    # Counted from a day that the text tells of, not from the article's.
    Rule(r"{number} (?:day|week|month|year)s? earlier", m.of_any_time),
    Rule(
        r"earlier|recently|previously|once|before|formerly|long ago|lately"
        r"|repeatedly|often|always|(?:numerous|many|several) times"
        r"|(?:in|for) (?:recent|many|the past|past) (?:days|weeks|months|years)"
        r"|in the past|for (?:years|months|weeks|decades)|at the time",
        m.of_any_time,
    ),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES, NUMBERS)

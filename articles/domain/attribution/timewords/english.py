"""Time words in English, the more exact rules first."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, TimeRule

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

DAY_OPENING = (
    r"(?:(?:early|earlier|late|later) )?(?:on )?(?:the (?:morning|evening|night) of )?"
)
PART = r"(?: (?:morning|afternoon|evening|night|midnight|noon))?"
ORDINAL_ENDING = r"(?:st|nd|rd|th)?"

RULES = (
    TimeRule(r"(?:on )?{year}-(?P<monthnumber>\d{2})-{day}", m.iso_date),
    TimeRule(
        DAY_OPENING
        + rf"(?:{{weekday}},? )?{{month}} {{day}}{ORDINAL_ENDING},? {{year}}",
        m.full_date,
    ),
    TimeRule(
        DAY_OPENING
        + rf"(?:{{weekday}},? )?(?:the )?{{day}}{ORDINAL_ENDING}(?: of)? {{month}},? {{year}}",
        m.full_date,
    ),
    TimeRule(
        DAY_OPENING + rf"(?:{{weekday}},? )?{{month}} {{day}}{ORDINAL_ENDING}" + PART,
        m.day_of_month,
    ),
    TimeRule(
        DAY_OPENING
        + rf"(?:{{weekday}},? )?(?:the )?{{day}}{ORDINAL_ENDING}(?: of)? {{month}}"
        + PART,
        m.day_of_month,
    ),
    TimeRule(r"(?:back )?(?:early |late )?in {month},? {year}", m.month_of_year),
    TimeRule(r"{month},? {year}", m.month_of_year),
    TimeRule(r"(?:back )?in (?:early |late )?{year}", m.named_year),
    TimeRule(r"(?:back )?(?:early |late )?in {month}", m.named_month),
    TimeRule(r"(?:this past|last) {month}", m.past_month),
    TimeRule(r"(?:earlier |late |later )?(?:today|tonight)", m.days_before(0)),
    TimeRule(r"(?:earlier )?this (?:morning|afternoon|evening)", m.days_before(0)),
    TimeRule(r"(?:late |earlier )?yesterday" + PART, m.days_before(1)),
    TimeRule(r"last night", m.days_before(1)),
    TimeRule(r"the day before yesterday", m.days_before(2)),
    TimeRule(r"(?:on )?(?:this past|last) {weekday}" + PART, m.past_weekday),
    TimeRule(DAY_OPENING + r"{weekday}" + PART, m.latest_weekday),
    TimeRule(r"(?:earlier |late |early )?last week", m.past_week),
    TimeRule(r"(?:earlier )?this week", m.this_week),
    TimeRule(
        r"(?:at|over|on|during) the (?:past )?weekend|last weekend", m.past_weekend
    ),
    TimeRule(r"(?:earlier |late |early )?last month", m.months_before(1)),
    TimeRule(r"(?:earlier )?this month", m.months_before(0)),
    TimeRule(r"(?:late |early )?last year", m.years_before(1)),
    TimeRule(r"(?:earlier )?this year", m.years_before(0)),
    TimeRule(r"{number} days? ago", m.time_ago("day")),
    TimeRule(r"{number} weeks? ago", m.time_ago("week")),
    TimeRule(r"{number} months? ago", m.time_ago("month")),
    TimeRule(r"{number} years? ago", m.time_ago("year")),
    # Counted from a day that the text tells of, not from the article's.
    TimeRule(r"{number} (?:day|week|month|year)s? earlier", m.of_any_time),
    TimeRule(
        r"earlier|recently|previously|once|before|formerly|long ago|lately"
        r"|repeatedly|often|always|(?:numerous|many|several) times"
        r"|(?:in|for) (?:recent|many|the past|past) (?:days|weeks|months|years)"
        r"|in the past|for (?:years|months|weeks|decades)|at the time",
        m.of_any_time,
    ),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES, NUMBERS)

"""Basic time words in Arabic; months by their Gregorian and Levantine names."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, Rule

WEEKDAYS = {
    "الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3,
    "الجمعة": 4, "السبت": 5, "الأحد": 6,
}  # fmt: skip
MONTHS = {
    "يناير": 1, "كانون الثاني": 1, "فبراير": 2, "شباط": 2, "مارس": 3, "آذار": 3,
    "أبريل": 4, "إبريل": 4, "نيسان": 4, "مايو": 5, "أيار": 5, "يونيو": 6,
    "حزيران": 6, "يوليو": 7, "تموز": 7, "أغسطس": 8, "آب": 8, "سبتمبر": 9, "أيلول": 9,
    "أكتوبر": 10, "تشرين الأول": 10, "نوفمبر": 11, "تشرين الثاني": 11,
    "ديسمبر": 12, "كانون الأول": 12,
}  # fmt: skip

PART = r"(?:(?:صباح|ظهر|مساء|ليل|ليلة|فجر) )?"
DAY = r"(?:في )?(?:يوم )?"

RULES = (
    Rule(
        rf"(?:{DAY}{{weekday}} )?(?:في )?{{day}} (?:من )?{{month}} {{year}}",
        m.full_date,
    ),
    Rule(rf"(?:{DAY}{{weekday}} )?(?:في )?{{day}} (?:من )?{{month}}", m.day_of_month),
    Rule(r"(?:في )?(?:شهر )?{month} {year}", m.month_of_year),
    Rule(r"(?:في )?(?:عام|سنة) {year}", m.year),
    Rule(r"(?:في )?(?:شهر )?{month} الماضي", m.past_month),
    Rule(r"في (?:شهر )?{month}", m.month),
    Rule(rf"{PART}اليوم", m.days_before(0)),
    Rule(rf"{PART}(?:أمس|الأمس|يوم أمس)", m.days_before(1)),
    Rule(r"أول أمس", m.days_before(2)),
    Rule(rf"{PART}{DAY}{{weekday}} الماضي", m.past_weekday),
    Rule(rf"{DAY}{PART}(?:يوم )?{{weekday}}", m.weekday),
    Rule(r"(?:في )?الأسبوع الماضي", m.past_week),
    Rule(r"(?:في )?الشهر الماضي", m.months_before(1)),
    Rule(r"(?:في )?(?:العام|السنة) الماضية?", m.years_before(1)),
    Rule(r"سابقا|سابقًا|مؤخرا|مؤخرًا|مرارا|مرارًا|من قبل", m.of_any_time),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES)

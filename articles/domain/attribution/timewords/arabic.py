"""Basic time words in Arabic; months by their Gregorian and Levantine names."""

from articles.domain.attribution.timewords import meanings as m
from articles.domain.attribution.timewords.rules import Language, TimeRule

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
DAY_WORDS = r"(?:في )?(?:يوم )?"

RULES = (
    TimeRule(
        rf"(?:{DAY_WORDS}{{weekday}} )?(?:في )?{{day}} (?:من )?{{month}} {{year}}",
        m.full_date,
    ),
    TimeRule(
        rf"(?:{DAY_WORDS}{{weekday}} )?(?:في )?{{day}} (?:من )?{{month}}",
        m.day_of_month,
    ),
    TimeRule(r"(?:في )?(?:شهر )?{month} {year}", m.month_of_year),
    TimeRule(r"(?:في )?(?:عام|سنة) {year}", m.named_year),
    TimeRule(r"(?:في )?(?:شهر )?{month} الماضي", m.past_month),
    TimeRule(r"في (?:شهر )?{month}", m.named_month),
    TimeRule(rf"{PART}اليوم", m.days_before(0)),
    TimeRule(rf"{PART}(?:أمس|الأمس|يوم أمس)", m.days_before(1)),
    TimeRule(r"أول أمس", m.days_before(2)),
    TimeRule(rf"{PART}{DAY_WORDS}{{weekday}} الماضي", m.past_weekday),
    TimeRule(rf"{DAY_WORDS}{PART}(?:يوم )?{{weekday}}", m.latest_weekday),
    TimeRule(r"(?:في )?الأسبوع الماضي", m.past_week),
    TimeRule(r"(?:في )?الشهر الماضي", m.months_before(1)),
    TimeRule(r"(?:في )?(?:العام|السنة) الماضية?", m.years_before(1)),
    TimeRule(r"سابقا|سابقًا|مؤخرا|مؤخرًا|مرارا|مرارًا|من قبل", m.of_any_time),
)

LANGUAGE = Language(WEEKDAYS, MONTHS, RULES)

"""The meanings of time words: one function for each, whatever the language.

Each takes the matched groups, the date of publication and the language, and returns the
days meant; None where the date of publication is not known closely enough.

`certain` is false where the words allow another day too, or lean on how an editor
counts; a reviewer is told, and nothing is filled in.
"""

import calendar
import datetime

from articles.domain.attribution.timewords.rules import Days, Groups, Language, Meaning
from articles.domain.dates import PartialDate

ONE_DAY = datetime.timedelta(days=1)
# A date without a year that lies further back than this may be meant of another year.
HALF_YEAR_DAYS = 183

OPEN_DAYS = Days(None, None, "open")


def single_day(day: datetime.date, *, certain: bool = True) -> Days:
    return Days(day, day, "day", certain)


def whole_month(year: int, month: int, *, certain: bool = True) -> Days:
    first = datetime.date(year, month, 1)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return Days(first, last, "month", certain)


def whole_year(year: int, *, certain: bool = True) -> Days:
    return Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year", certain)


def publication_date(published: PartialDate, *precisions: str) -> datetime.date | None:
    """The date of publication, if its precision is one of these; else None."""
    return published.date if published.precision in precisions else None


def of_any_time(found: Groups, published: PartialDate, language: Language) -> Days:
    """Earlier, once, repeatedly: no day can be named."""
    return OPEN_DAYS


def days_before(count: int) -> Meaning:
    """Today, yesterday, the day before yesterday."""

    def meaning(
        found: Groups, published: PartialDate, language: Language
    ) -> Days | None:
        day = publication_date(published, "day")
        return single_day(day - count * ONE_DAY) if day else None

    return meaning


def latest_weekday(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """On Saturday: the last one. On the article's own weekday, most often that day."""
    day = publication_date(published, "day")
    if day is None:
        return None
    back = (day.weekday() - language.weekdays[str(found["weekday"])]) % 7
    return single_day(day - back * ONE_DAY, certain=back != 0)


def past_weekday(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """Last Saturday: not the article's own day.

    Of one that has just gone, perhaps the one before.
    """
    day = publication_date(published, "day")
    if day is None:
        return None
    back = (day.weekday() - language.weekdays[str(found["weekday"])]) % 7 or 7
    return single_day(day - back * ONE_DAY, certain=back > 2)


def past_week(found: Groups, published: PartialDate, language: Language) -> Days | None:
    """The week before, from Sunday to Sunday: some begin a week on either.

    In an article of a Sunday, perhaps the week that ends or has just ended with it.
    """
    day = publication_date(published, "day")
    if day is None:
        return None
    monday = day - (day.weekday() + 7) * ONE_DAY
    certain = day.weekday() != 6
    return Days(monday - ONE_DAY, monday + 6 * ONE_DAY, "week", certain)


def this_week(found: Groups, published: PartialDate, language: Language) -> Days | None:
    """This week, from Monday to the article's own day; uncertain on a Sunday."""
    day = publication_date(published, "day")
    if day is None:
        return None
    return Days(day - day.weekday() * ONE_DAY, day, "week", certain=day.weekday() != 6)


def past_weekend(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """The Saturday and Sunday before; in an article of a weekend, perhaps these."""
    day = publication_date(published, "day")
    if day is None:
        return None
    sunday = day - (day.weekday() + 1) * ONE_DAY
    return Days(sunday - ONE_DAY, sunday, "span", certain=day.weekday() < 5)


def months_before(count: int) -> Meaning:
    """This month, last month."""

    def meaning(
        found: Groups, published: PartialDate, language: Language
    ) -> Days | None:
        day = publication_date(published, "day", "month")
        return month_back(day, count) if day else None

    return meaning


def month_back(day: datetime.date, count: int, *, certain: bool = True) -> Days | None:
    """The whole month so many before the one of this day."""
    number = day.year * 12 + day.month - 1 - count
    if number < 12:  # before the year 1
        return None
    return whole_month(number // 12, number % 12 + 1, certain=certain)


def years_before(count: int) -> Meaning:
    """This year, last year."""

    def meaning(
        found: Groups, published: PartialDate, language: Language
    ) -> Days | None:
        day = publication_date(published, "day", "month", "year")
        return whole_year(day.year - count) if day and day.year > count else None

    return meaning


def time_ago(unit: str) -> Meaning:
    """Three days ago; weeks, months and years are seldom meant to the day."""

    def meaning(
        found: Groups, published: PartialDate, language: Language
    ) -> Days | None:
        count = parse_count(found, language)
        day = publication_date(published, "day")
        if day is None:
            return None
        if unit == "day":
            return single_day(day - count * ONE_DAY)
        if unit == "week":
            middle = day - 7 * count * ONE_DAY
            return Days(
                middle - 3 * ONE_DAY, middle + 3 * ONE_DAY, "week", certain=False
            )
        if unit == "month":
            return month_back(day, count, certain=False)
        return whole_year(day.year - count, certain=False) if day.year > count else None

    return meaning


def parse_count(found: Groups, language: Language) -> int:
    """The count that the words name, in figures or by a number word."""
    word = str(found.get("number"))
    return language.numbers[word] if word in language.numbers else int(word)


def full_date(found: Groups, published: PartialDate, language: Language) -> Days | None:
    """12 June 2014; None where there is no such day."""
    month = language.months[str(found["month"])]
    days = valid_day(int(str(found["year"])), month, int(str(found["day"])))
    return days and with_weekday(days, found, language)


def with_weekday(days: Days, found: Groups, language: Language) -> Days:
    """The day; uncertain, where the words name a weekday with it that it was not."""
    name = found.get("weekday")
    if not name or days.start is None:
        return days
    if days.start.weekday() == language.weekdays[name]:
        return days
    return days._replace(certain=False)


def iso_date(found: Groups, published: PartialDate, language: Language) -> Days | None:
    """2014-06-12; None where there is no such day."""
    return valid_day(
        *(int(str(found[name])) for name in ("year", "monthnumber", "day"))
    )


def valid_day(year: int, month: int, day: int, *, certain: bool = True) -> Days | None:
    """This one day; None where there is no such day."""
    try:
        return single_day(datetime.date(year, month, day), certain=certain)
    except ValueError:
        return None


def day_of_month(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """On June 12: the nearest one. Certain where it lies not long before the article.

    With a weekday that it was not, the words are of another year, or one is a slip.
    """
    published_on = publication_date(published, "day")
    if published_on is None:
        return None
    month, day = language.months[str(found["month"])], int(str(found["day"]))
    middle = published_on.year
    years = (middle - 1, middle, middle + 1)  # where it has such a day
    near = [each.start for year in years if (each := valid_day(year, month, day))]
    dates = [each for each in near if each is not None]
    if not dates:
        return None
    best = min(dates, key=lambda each: abs(published_on - each))
    age = (published_on - best).days
    days = single_day(best, certain=0 <= age <= HALF_YEAR_DAYS)
    return with_weekday(days, found, language)


def month_of_year(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """In November 2017."""
    return whole_month(int(str(found["year"])), language.months[str(found["month"])])


def named_month(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """In November: this year's, once it has begun, else the last one."""
    return latest_month(found, published, language, own=True)


def past_month(
    found: Groups, published: PartialDate, language: Language
) -> Days | None:
    """Last November: certain only where this year's has not come yet."""
    return latest_month(found, published, language, own=False)


def latest_month(
    found: Groups, published: PartialDate, language: Language, *, own: bool
) -> Days | None:
    """In this year if it has begun, else in the last; `own`: this month counts."""
    published_on = publication_date(published, "day", "month")
    if published_on is None or published_on.year < 2:
        return None
    asked = language.months[str(found["month"])]
    if asked > published_on.month or (asked == published_on.month and not own):
        return whole_month(published_on.year - 1, asked, certain=not own)
    return whole_month(published_on.year, asked, certain=own)


def named_year(found: Groups, published: PartialDate, language: Language) -> Days:
    """In 2014."""
    return whole_year(int(str(found["year"])))

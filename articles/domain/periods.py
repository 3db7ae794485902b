"""Divides a stretch of time into equal periods that a picture can show side by side.

Pure: no Django, no database.
"""

import calendar
import datetime
from collections.abc import Sequence

from articles.domain.dates import DateRange, date_in_words

MOST_PERIODS = 12
WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years


def divide_into_periods(
    first: datetime.date, last: datetime.date, most: int = MOST_PERIODS
) -> list[DateRange]:
    """Days, if there are so few; else months, else years, else equal numbers of years.

    In their order, without gaps; the first holds `first`, the last `last`.
    """
    days = (last - first).days + 1
    if days <= most:
        one = datetime.timedelta(days=1)
        return [DateRange(first + n * one, first + n * one) for n in range(days)]
    months = month_number(last) - month_number(first) + 1
    if months <= most:
        return [month_of(month_number(first) + each) for each in range(months)]
    width = next(w for w in WIDTHS if last.year // w - first.year // w < most)
    return [
        DateRange(
            datetime.date(max(start, datetime.MINYEAR), 1, 1),
            datetime.date(min(start + width - 1, datetime.MAXYEAR), 12, 31),
        )
        for start in range(first.year // width * width, last.year + 1, width)
    ]


def month_number(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1


def month_of(number: int) -> DateRange:
    year, month = divmod(number, 12)
    days = calendar.monthrange(year, month + 1)[1]
    return DateRange(
        datetime.date(year, month + 1, 1), datetime.date(year, month + 1, days)
    )


def name_period(period: DateRange) -> str:
    """20 June 2017, June 2017, 2017 or 2010 to 2014."""
    first, last = period
    if first == last:
        return date_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return date_in_words(first, "month")
    if first.year == last.year:
        return date_in_words(first, "year")
    return f"{first.year} to {last.year}"


def name_shortly(periods: Sequence[DateRange]) -> list[str]:
    """What stands under each column: 20, Jun or 2017, with more where more begins."""
    names = []
    for index, (first, last) in enumerate(periods):
        if first.year != last.year:
            names.append(f"{first.year}–{last.year % 100:02}")
        elif first.month != last.month:
            names.append(str(first.year))
        else:
            month = calendar.month_abbr[first.month]
            if first == last:
                begins = index == 0 or first.day == 1
                names.append(f"{first.day} {month}" if begins else str(first.day))
            else:
                begins = index == 0 or first.month == 1
                names.append(f"{month} {first.year}" if begins else month)
    return names

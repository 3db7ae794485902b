"""How does a date that is known to a day, a month or a year read and sort?"""

import calendar
import datetime
from typing import NamedTuple

FORMS = {10: "day", 7: "month", 4: "year"}


class PartialDate(NamedTuple):
    """A date and how much of it is known: the day, the month or only the year."""

    date: datetime.date | None
    precision: str = "day"

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Reads 2017-06-20, 2017-06 or 2017; raises ValueError for anything else."""
        text = text.strip()
        if not text:
            return cls(None)
        precision = FORMS.get(len(text))
        if precision is None:
            raise ValueError(f"{text!r} is no date: write 2017-06-20, 2017-06 or 2017.")
        whole = text + "-01" * {"day": 0, "month": 1, "year": 2}[precision]
        date = datetime.date.fromisoformat(whole)
        if date.isoformat() != whole:  # fromisoformat() reads weeks, too
            raise ValueError(f"{text!r} is no date: write 2017-06-20, 2017-06 or 2017.")
        return cls(date, precision)

    def iso(self) -> str:
        """The reverse of `parse`."""
        if self.date is None:
            return ""
        return self.date.isoformat()[
            : {"day": 10, "month": 7, "year": 4}[self.precision]
        ]


def first_day(text: str) -> datetime.date | None:
    """The first day of what was written: of the day, the month or the year."""
    return PartialDate.parse(text).date


def last_day(text: str) -> datetime.date | None:
    """The last day of what was written."""
    date, precision = PartialDate.parse(text)
    if date is None or precision == "day":
        return date
    month = 12 if precision == "year" else date.month
    return date.replace(month=month, day=calendar.monthrange(date.year, month)[1])


def in_words(date: datetime.date | str | None, precision: str = "day") -> str:
    """20 June 2017, June 2017 or 2017."""
    if not date:
        return ""
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date[:10])
    if precision == "year":
        return str(date.year)
    month = f"{calendar.month_name[date.month]} {date.year}"
    return month if precision == "month" else f"{date.day} {month}"


def whole(start: str, end: str) -> str:
    """The month or the year that the days from one to the other are; "" for others."""
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return in_words(first, "year") if first.year == last.year else ""
    month_ends = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=month_ends):
        return in_words(first, "month")
    return ""


def span_in_words(start: str | None, end: str | None) -> str:
    """17 June 2017, November 2017, 11 June 2017 to 18 June 2017; since or until one."""
    if start and end and (name := whole(start, end)):
        return name
    if start and end and start != end:
        return f"{in_words(start)} to {in_words(end)}"
    if start and end:
        return in_words(start)
    if start:
        return f"since {in_words(start)}"
    return f"until {in_words(end)}" if end else ""

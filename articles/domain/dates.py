"""Dates that are known to a day, a month or a year: read, compared and in words."""

import calendar
import datetime
from typing import NamedTuple, Protocol

from articles.domain.records import DateRecord, Period


class DateRange(NamedTuple):
    """The days on one of which it was: those of a year, of a month, of a week."""

    first: datetime.date
    last: datetime.date

    def covers(self, other: "DateRange") -> bool:
        """Whether each of the other's days is one of these."""
        return self.first <= other.first and other.last <= self.last

    def overlap(self, other: "DateRange") -> "DateRange | None":
        """The days that both have; None where they have none in common."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return DateRange(first, last) if first <= last else None


ALL_DAYS = DateRange(datetime.date.min, datetime.date.max)

PRECISION_BY_LENGTH = {10: "day", 7: "month", 4: "year"}


class PartialDate(NamedTuple):
    """A date and how much of it is known: the day, the month or only the year."""

    date: datetime.date | None
    precision: str = "day"

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read 2017-06-20, 2017-06 or 2017; raises ValueError for anything else."""
        text = text.strip()
        if not text:
            return cls(None)
        precision = PRECISION_BY_LENGTH.get(len(text))
        if precision is None:
            raise ValueError(f"{text!r} is no date: write 2017-06-20, 2017-06 or 2017.")
        padded = text + "-01" * {"day": 0, "month": 1, "year": 2}[precision]
        date = datetime.date.fromisoformat(padded)
        if date.isoformat() != padded:  # fromisoformat() reads weeks, too
            raise ValueError(f"{text!r} is no date: write 2017-06-20, 2017-06 or 2017.")
        return cls(date, precision)

    @classmethod
    def from_record(cls, record: DateRecord) -> "PartialDate":
        """The date of {"date", "precision"}."""
        day = record["date"]
        return cls(
            datetime.date.fromisoformat(day) if day else None, record["precision"]
        )

    def as_last_day(self) -> "PartialDate":
        """The last day of it, where `parse` gives the first; just as well known."""
        date, precision = self
        if date is None or precision == "day":
            return self
        month = 12 if precision == "year" else date.month
        end = date.replace(month=month, day=calendar.monthrange(date.year, month)[1])
        return PartialDate(end, precision)

    def last_day(self) -> datetime.date:
        """The last day that it may be; of an unknown one, the end of time: it sorts last."""
        return self.as_last_day().date or datetime.date.max

    def as_range(self) -> DateRange | None:
        """All the days that it may be; None where no date is known."""
        last = self.as_last_day().date
        if self.date is None or last is None:
            return None
        if self.precision == "day":
            return DateRange(self.date, last)
        month = 1 if self.precision == "year" else self.date.month
        return DateRange(self.date.replace(month=month, day=1), last)

    def ends_before(self, other: "PartialDate") -> bool:
        """Whether it begins earlier, where both are known."""
        return bool(self.date and other.date and self.date < other.date)

    def iso(self) -> str:
        """The reverse of `parse`."""
        if self.date is None:
            return ""
        return self.date.isoformat()[
            : {"day": 10, "month": 7, "year": 4}[self.precision]
        ]


UNKNOWN_DATE = PartialDate(None)


class HasPeriod(Protocol):
    """What holds from a first to a last day, as far as these are known."""

    @property
    def since(self) -> datetime.date | None: ...
    @property
    def since_precision(self) -> str: ...
    @property
    def until(self) -> datetime.date | None: ...
    @property
    def until_precision(self) -> str: ...


def period_data(row: HasPeriod) -> Period:
    """{"since": "1998-07", "until": None}: both ends, each as it was written."""
    return {
        "since": PartialDate(row.since, row.since_precision).iso() or None,
        "until": PartialDate(row.until, row.until_precision).iso() or None,
    }


def date_in_words(date: datetime.date | str | None, precision: str = "day") -> str:
    """20 June 2017, June 2017 or 2017; a date given as 2017-06 never reads as a day."""
    if not date:
        return ""
    if isinstance(date, str):
        parsed = PartialDate.parse(date[:10])
        precision = precision if parsed.precision == "day" else parsed.precision
        return date_in_words(parsed.date, precision)
    if precision == "year":
        return str(date.year)
    month = f"{calendar.month_name[date.month]} {date.year}"
    return month if precision == "month" else f"{date.day} {month}"


def long_date(
    value: DateRecord | datetime.datetime | datetime.date | str | None,
) -> str:
    """A date in words; also of a record and of a moment."""
    if isinstance(value, dict):
        return date_in_words(value["date"], value["precision"])
    if isinstance(value, datetime.datetime):
        value = value.date()
    return date_in_words(value)


def whole_period_in_words(start: str, end: str) -> str:
    """The month or the year that the days from one to the other are; "" for others."""
    if not len(start) == len(end) == len("2017-06-20"):
        return ""
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return date_in_words(first, "year") if first.year == last.year else ""
    month_ends = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=month_ends):
        return date_in_words(first, "month")
    return ""


def period_in_words(since: str | None, until: str | None) -> str:
    """17 June 2017, November 2017, 11 June 2017 to 18 June 2017; since or until one.

    Either end may be a month or a year: since 1998, June 2017 to 2019.
    """
    if since and until and (name := whole_period_in_words(since, until)):
        return name
    if since and until and since != until:
        return f"{date_in_words(since)} to {date_in_words(until)}"
    if since and until:
        return date_in_words(since)
    if since:
        return f"since {date_in_words(since)}"
    return f"until {date_in_words(until)}" if until else ""

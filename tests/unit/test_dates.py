"""Is a date read as precisely as it was written, and no more so?"""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.dates import (
    PRECISION_BY_LENGTH,
    PartialDate,
    date_in_words,
    period_in_words,
)

WRITTEN = [
    ("2017-06-20",   datetime.date(2017, 6, 20), "day"),
    ("2017-06",      datetime.date(2017, 6, 1),  "month"),
    ("2017",         datetime.date(2017, 1, 1),  "year"),
    (" 2017-06 \n",  datetime.date(2017, 6, 1),  "month"),
    ("",             None,                       "day"),
    ("  ",           None,                       "day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "precision"), WRITTEN)
def test_a_date_is_as_precise_as_it_was_written(
    text: str, date: datetime.date | None, precision: str
) -> None:
    assert PartialDate.parse(text) == (date, precision)


@given(
    st.dates(),
    st.sampled_from([("day", 10), ("month", 7), ("year", 4)]),
)
@settings(derandomize=True, deadline=None)
def test_a_date_that_was_read_is_written_the_same_way(
    date: datetime.date, form: tuple[str, int]
) -> None:
    precision, length = form
    text = date.isoformat()[:length]

    read = PartialDate.parse(text)

    assert read.precision == precision
    assert read.iso() == text
    assert PartialDate.parse(read.iso()) == read


def test_an_unknown_date_is_written_as_nothing() -> None:
    assert PartialDate(None, "month").iso() == ""


NO_DATES = [
    "2017-13", "2017-00", "2017-02-30", "0000", "2017-6-20", "2017-6", "17", "201706",
    "20170620", "20 June 2017", "2017-06-20T12:00", "2017/06/20", "June", "yesterday!",
    "2017-W25-2", "٢٠١٧", "２０１７", "-017", "+201",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_of_the_three_forms_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is refused
        PartialDate.parse(text)


@given(st.text(st.sampled_from("0123456789-W+T "), max_size=12))
@settings(derandomize=True, max_examples=500, deadline=None)
def test_whatever_is_read_reads_back_as_it_was_typed(text: str) -> None:
    try:
        read = PartialDate.parse(text)
    except ValueError:
        return

    assert read.iso() == text.strip()
    assert read.date is None or PRECISION_BY_LENGTH[len(read.iso())] == read.precision


WORDS = [
    (datetime.date(2017, 6, 20), "day",   "20 June 2017"),
    (datetime.date(2017, 6, 1),  "month", "June 2017"),
    (datetime.date(2017, 1, 1),  "year",  "2017"),
    ("2017-06-02",               "day",   "2 June 2017"),
    ("2017-06-02T23:59:00",      "day",   "2 June 2017"),
    ("2017-06-01",               "month", "June 2017"),
    ("2017-06",                  "day",   "June 2017"),
    ("2017",                     "day",   "2017"),
    (None,                       "day",   ""),
    ("",                         "year",  ""),
]  # fmt: skip


@pytest.mark.parametrize(("date", "precision", "words"), WORDS)
def test_a_date_reads_no_more_precisely_than_it_is_known(
    date: datetime.date | str | None, precision: str, words: str
) -> None:
    assert date_in_words(date, precision) == words


SPANS = [
    ("2017-06-17", "2017-06-17", "17 June 2017"),
    ("2017-06-17", "2017-07-01", "17 June 2017 to 1 July 2017"),
    ("2017-06-17", None,         "since 17 June 2017"),
    (None,         "2017-06-17", "until 17 June 2017"),
    (None,         None,         ""),
    ("2017-06-01", "2017-06-30", "June 2017"),
    ("2017",       None,         "since 2017"),
    (None,         "2017-06",    "until June 2017"),
    ("2017",       "2019-06-17", "2017 to 17 June 2019"),
    ("2017",       "2017",       "2017"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "words"), SPANS)
def test_a_span_of_days_says_which_end_is_open(
    start: str | None, end: str | None, words: str
) -> None:
    assert period_in_words(start, end) == words


ENDS = [
    # written     first day     last day
    ("1998",       "1998-01-01", "1998-12-31"),
    ("1998-02",    "1998-02-01", "1998-02-28"),
    ("2000-02",    "2000-02-01", "2000-02-29"),
    ("1998-02-03", "1998-02-03", "1998-02-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), ENDS)
def test_what_lasts_a_year_begins_and_ends_with_it_and_is_told_as_a_year(
    text: str, first: str, last: str
) -> None:
    begins = PartialDate.parse(text)
    ends = begins.as_last_day()

    assert (str(begins.date), str(ends.date)) == (first, last)
    assert begins.iso() == ends.iso() == text
    assert not ends.ends_before(begins)
    assert not PartialDate.parse("").ends_before(begins)
    assert PartialDate.parse("1990").as_last_day().ends_before(begins)

"""A stretch of time in equal parts, none of it lost."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.periods import (
    MOST_PERIODS,
    divide_into_periods,
    name_period,
    name_shortly,
)

Day = datetime.date

# fmt: off
STRETCHES = [
    # first             last                names
    (Day(2017, 6, 20),  Day(2017, 6, 20),   ["20 June 2017"]),
    (Day(2017, 6, 30),  Day(2017, 7, 1),    ["30 June 2017", "1 July 2017"]),
    (Day(2017, 6, 1),   Day(2017, 6, 30),   ["June 2017"]),
    (Day(2017, 11, 30), Day(2018, 1, 1),    ["November 2017", "December 2017", "January 2018"]),
    (Day(2016, 12, 31), Day(2018, 1, 1),    ["2016", "2017", "2018"]),
    (Day(2000, 1, 1),   Day(2013, 1, 1),
     ["2000 to 2001", "2002 to 2003", "2004 to 2005", "2006 to 2007", "2008 to 2009",
      "2010 to 2011", "2012 to 2013"]),
    (Day(1, 1, 1),      Day(9999, 12, 31),
     ["1 to 999", *(f"{n}000 to {n}999" for n in range(1, 10))]),
]
# fmt: on


@pytest.mark.parametrize(("first", "last", "names"), STRETCHES)
def test_periods_are_months_or_years(first: Day, last: Day, names: list[str]) -> None:
    periods = divide_into_periods(first, last)

    assert [name_period(each) for each in periods] == names


@given(st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_every_day_is_in_one_period(ends: list[Day]) -> None:
    first, last = ends

    periods = divide_into_periods(first, last)

    assert 1 <= len(periods) <= MOST_PERIODS
    assert periods[0].first <= first <= periods[0].last
    assert periods[-1].first <= last <= periods[-1].last
    one_day = datetime.timedelta(days=1)
    assert all(a.last + one_day == b.first for a, b in pairwise(periods))
    assert len(set(name_shortly(periods))) == len(periods)


def test_a_column_names_the_year_where_one_begins() -> None:
    months = divide_into_periods(Day(2017, 11, 30), Day(2018, 2, 1))
    days = divide_into_periods(Day(2017, 6, 29), Day(2017, 7, 2))
    spans = divide_into_periods(Day(1990, 1, 1), Day(2013, 1, 1))

    assert name_shortly(months) == ["Nov 2017", "Dec", "Jan 2018", "Feb"]
    assert name_shortly(days) == ["29 Jun", "30", "1 Jul", "2"]
    assert name_shortly(spans)[:2] == ["1990–91", "1992–93"]

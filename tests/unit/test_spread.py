"""When a claim appeared: a mark for each date that is known, and no more than is known."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from articles.domain.dates import PartialDate
from articles.rendering.diagrams.spread import (
    MOST_COLUMNS,
    MOST_ROWS,
    SpreadDrawing,
    TimeMark,
    draw_spread,
)

ORDER = ["first", "same", "changed"]


@dataclass(frozen=True)
class Shown:
    published: PartialDate
    moved: str = "same"


def spread(*dates: str) -> SpreadDrawing | None:
    return draw_spread([Shown(PartialDate.parse(each)) for each in dates], ORDER)


def drawn(*dates: str) -> SpreadDrawing:
    found = spread(*dates)
    assert found
    return found


@pytest.mark.parametrize("dates", [(), ("2026-02-15",), ("", "")])
def test_there_is_no_picture_of_nothing_to_compare(dates: tuple[str, ...]) -> None:
    assert spread(*dates) is None


def test_a_day_is_a_point_of_the_line_from_the_first_to_the_last() -> None:
    found = drawn("2026-02-01", "2026-02-06", "2026-02-06", "2026-02-21")

    assert (found.first, found.last) == ("2026-02-01", "2026-02-21")
    assert found.marks == [TimeMark(0), TimeMark(25), TimeMark(25), TimeMark(100)]
    assert (found.columns, found.undated) == (None, 0)


def test_of_one_day_all_marks_stand_in_the_middle() -> None:
    assert drawn("2026-02-01", "2026-02-01").marks == [TimeMark(50), TimeMark(50)]


def test_a_month_or_a_year_is_as_long_as_it_is() -> None:
    day, month, year = drawn("2026-01-01", "2026-02", "2026").marks

    assert day == TimeMark(0)
    assert month == TimeMark(8.5, 7.4)  # from day 31 on, 27 days, of 364
    assert year == TimeMark(0, 100)


def test_the_ends_say_no_day_that_is_not_known() -> None:
    found = drawn("2025-12", "2026-01-20", "2026")

    assert (found.first, found.last) == ("2025-12", "2026")


def test_what_has_no_date_has_no_mark() -> None:
    found = drawn("2026-02-01", "2026-02-03", "")

    assert found.marks == [TimeMark(0), TimeMark(100), None]
    assert found.undated == 1


def test_of_many_there_are_columns_of_a_bounded_size() -> None:
    days = [f"2026-{month:02}-{day:02}" for month in (3, 4, 5) for day in range(1, 31)]

    found, twice = drawn(*days), drawn(*days, *days)

    assert found.marks == []
    assert found.columns
    assert twice.columns
    assert [each["total"] for each in found.columns["columns"]] == [30, 30, 30]
    assert twice.columns["parts"] == found.columns["parts"]


def test_within_a_month_there_is_a_column_for_each_day() -> None:
    found = drawn(*[f"2026-03-{day:02}" for day in range(1, MOST_COLUMNS + 1)])

    assert found.columns
    assert len(found.columns["columns"]) == MOST_COLUMNS
    labels = found.columns["labels"]
    assert all(b["x"] - a["x"] >= 60 for a, b in pairwise(labels))


def test_a_date_that_is_too_coarse_stands_in_no_column_and_is_told() -> None:
    days = [f"2026-03-{day:02}" for day in range(1, MOST_ROWS + 1)]

    found = [
        drawn(*days, "2026-03", ""),  # a column for each day
        drawn(*days, "2026-03", "2026"),  # for each month
        drawn(*days, "2026-03", "2026", "2024"),  # for each year
    ]

    assert all(each.columns for each in found)
    assert [each.coarse for each in found] == [1, 1, 0]
    assert [each.undated for each in found] == [1, 0, 0]


def test_where_no_column_is_wide_enough_there_are_none() -> None:
    found = drawn(*["2026-03"] * (MOST_ROWS + 1))

    assert (found.columns, found.marks, found.coarse) == (None, [], MOST_ROWS + 1)


def test_each_way_of_moving_is_a_part_of_its_column() -> None:
    day = PartialDate.parse("2026-03-01")
    moves = ["first", *["same"] * 6, *["changed"] * 2]

    found = draw_spread([Shown(day, moved) for moved in moves], ORDER)

    assert found
    assert found.columns
    assert found.columns["columns"][0]["counts"] == {
        "first": 1,
        "same": 6,
        "changed": 2,
    }
    assert [moved for moved, _ in found.columns["parts"]] == ORDER

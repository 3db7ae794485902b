"""Draws when a claim appeared: a mark on a line of time for each appearance.

Pure: no Django, no database. Of many, columns of how many there were in each day, month
or year. What is known to a month or a year only is as wide as that, and stands in no
column that is narrower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from articles.domain.dates import DateRange, PartialDate
from articles.domain.periods import divide_into_periods
from articles.rendering.diagrams.columns import ColumnsDrawing, draw_columns

MOST_ROWS = 8  # on lines of their own; of more, columns
MOST_COLUMNS = 31
MIDDLE = 50.0


class Placed(Protocol):
    """When an article was published, and how far its words moved (a value of Moved)."""

    @property
    def published(self) -> PartialDate: ...
    @property
    def moved(self) -> str: ...


@dataclass(frozen=True)
class TimeMark:
    """Where on the line, in hundredths of it; `width`: of a month or a year."""

    x: float
    width: float = 0


@dataclass(frozen=True)
class SpreadDrawing:
    """Marks, one for each appearance (None without a date), or columns.

    `first`, `last`: the ends of the line, as far as they are known. `coarse`: how many
    stand in no column, as only their month or year is known.
    """

    first: str
    last: str
    marks: list[TimeMark | None]
    columns: ColumnsDrawing | None
    coarse: int
    undated: int


def draw_spread(placed: Sequence[Placed], order: Sequence[str]) -> SpreadDrawing | None:
    """The picture; None where there is nothing to compare: one appearance, or no date.

    `order`: the values of Moved, from the foot of a column upwards.
    """
    ranges = [each.published.as_range() for each in placed]
    dated = [(when, each) for when, each in zip(ranges, placed, strict=True) if when]
    if len(placed) < 2 or not dated:
        return None
    begin = min(dated, key=lambda pair: pair[0].first)
    end = max(dated, key=lambda pair: pair[0].last)
    line = DateRange(begin[0].first, end[0].last)
    few = len(placed) <= MOST_ROWS
    columns, coarse = (None, 0) if few else count_in_columns(line, dated, order)
    return SpreadDrawing(
        first=begin[1].published.iso(),
        last=end[1].published.iso(),
        marks=[when and place_mark(when, line) for when in ranges] if few else [],
        columns=columns,
        coarse=coarse,
        undated=len(placed) - len(dated),
    )


def place_mark(when: DateRange, line: DateRange) -> TimeMark:
    """A day is a point of the line; a month is as long as it is."""
    days = (line.last - line.first).days
    if not days:
        return TimeMark(MIDDLE)
    begin = (when.first - line.first).days / days
    width = (when.last - when.first).days / days
    return TimeMark(round(100 * begin, 1), round(100 * width, 1))


def count_in_columns(
    line: DateRange, dated: Sequence[tuple[DateRange, Placed]], order: Sequence[str]
) -> tuple[ColumnsDrawing | None, int]:
    """The columns, and how many fit into none; no columns where there is but one."""
    periods = divide_into_periods(*line, MOST_COLUMNS)
    counts: list[dict[str, int]] = [{} for _ in periods]
    coarse = 0
    for when, each in dated:
        at = next((n for n, period in enumerate(periods) if period.covers(when)), None)
        if at is None:
            coarse += 1
        else:
            counts[at][each.moved] = counts[at].get(each.moved, 0) + 1
    if coarse == len(dated):
        return None, coarse
    return draw_columns(list(zip(periods, counts, strict=True)), order), coarse

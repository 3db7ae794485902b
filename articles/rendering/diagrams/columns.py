"""Draws counts by verdict over time: a column for each period, its parts stacked.

Pure: no Django, no database.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from articles.domain.dates import DateRange
from articles.domain.periods import name_period, name_shortly

WIDTH, HEIGHT, TOP, FOOT = 560, 150, 18, 22  # units of the picture
SIDE = 20  # on either side, for a label that is broader than its column
LARGEST_COLUMN, GAP = 64, 0.28  # the gap is a part of what a column takes
LEAST_PART = 1.5  # so that one of thousands is seen
LABEL_WIDTH = 66  # of the longest one

ColumnsDrawing = dict[str, Any]


def draw_columns(
    counted: Sequence[tuple[DateRange, Mapping[str, int]]], order: Sequence[str]
) -> ColumnsDrawing:
    """The columns, their parts from below in this order of verdicts.

    `parts`: for each verdict one path of all its rectangles.
    """
    periods = [period for period, _ in counted]
    room = min((WIDTH - 2 * SIDE) / len(counted), LARGEST_COLUMN / (1 - GAP))
    broad = round(room * (1 - GAP), 1)
    highest = max(sum(counts.values()) for _, counts in counted)
    paths: dict[str, str] = {}
    columns = []
    for index, (period, counts) in enumerate(counted):
        left, foot = round(SIDE + index * room, 1), float(HEIGHT - FOOT)
        for verdict in order:
            if count := counts.get(verdict, 0):
                tall = max((HEIGHT - TOP - FOOT) * count / highest, LEAST_PART)
                foot = round(foot - tall, 1)
                step = f"M{left} {foot}h{broad}v{round(tall, 1)}h-{broad}z"
                paths[verdict] = paths.get(verdict, "") + step
        total = sum(counts.values())
        columns.append({
            "name": name_period(period), "total": total, "counts": counts,
            "x": round(left + broad / 2, 1), "y": round(foot - 4, 1),
        })  # fmt: skip
    return {
        "width": WIDTH, "height": HEIGHT, "foot": HEIGHT - FOOT,
        "axis": round(2 * SIDE + room * len(counted), 1), "columns": columns,
        "parts": [(verdict, paths[verdict]) for verdict in order if verdict in paths],
        "labels": place_labels(name_shortly(periods), room, broad),
    }  # fmt: skip


def place_labels(
    names: Sequence[str], room: float, broad: float
) -> list[ColumnsDrawing]:
    """So many of the names, from the first on, that none runs into the next."""
    every = -int(-LABEL_WIDTH // room)
    return [
        {"text": name, "x": round(SIDE + index * room + broad / 2, 1)}
        for index, name in enumerate(names)
        if index % every == 0
    ]

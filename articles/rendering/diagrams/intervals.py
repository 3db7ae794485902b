"""Draws measures of agreement on one line: a dot for each, and a bar for its interval.

Pure: no Django, no database.
"""

from collections.abc import Sequence
from typing import Any

from articles.domain.agreement import Agreement

WIDTH, SIDE = 120, 5  # units of the picture; so much is free on either side of the line

Name = str | tuple[str, str]  # of a period or a kind; or of two persons
Rows = list[dict[str, Any]]


def draw_intervals(*tables: Sequence[tuple[Name, Agreement]]) -> list[Rows]:
    """The rows of tables: name, agreement, and where its alpha and interval lie.

    Every line runs from 0 to 1, or every one from -1 where anything lies below 0, so
    that one can compare them.
    """
    found = [each for table in tables for _, each in table]
    lowest = min(
        (
            value
            for each in found
            for value in (each.alpha, each.interval and each.interval.low)
            if value is not None
        ),
        default=0.0,
    )
    floor = -1 if lowest < 0 else 0
    return [[draw_row(name, each, floor) for name, each in table] for table in tables]


def draw_row(name: Name, found: Agreement, floor: int) -> dict[str, Any]:
    def place(value: float) -> float:
        share = (value - floor) / (1 - floor)
        return round(SIDE + share * (WIDTH - 2 * SIDE), 1)

    return {
        "name": name,
        "found": found,
        "floor": floor,
        "zero": place(0),
        "dot": None if found.alpha is None else place(found.alpha),
        "bar": found.interval and [place(value) for value in found.interval],
    }

"""Draws measures of agreement on one line: a dot for each, and a bar for its interval.

Pure: no Django, no database.
"""

from collections.abc import Sequence
from typing import Any

from articles.domain.agreement import Agreement

WIDTH, SIDE = 120, 5  # units of the picture; so much is free on either side of the line


def draw_intervals(measured: Sequence[tuple[str, Agreement]]) -> list[dict[str, Any]]:
    """The rows of a table: name, agreement, and where its alpha and interval lie.

    Lines run from 0 to 1, or all from -1 where anything lies below 0, so that one can
    compare them.
    """
    found = [
        value
        for _, each in measured
        for value in (each.alpha, each.interval and each.interval.low)
        if value is not None
    ]
    floor = -1 if min(found, default=0.0) < 0 else 0

    def place(value: float) -> float:
        share = (value - floor) / (1 - floor)
        return round(SIDE + share * (WIDTH - 2 * SIDE), 1)

    return [
        {
            "name": name,
            "found": each,
            "floor": floor,
            "zero": place(0),
            "dot": None if each.alpha is None else place(each.alpha),
            "bar": each.interval and [place(value) for value in each.interval],
        }
        for name, each in measured
    ]

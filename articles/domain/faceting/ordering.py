"""Orders rows by one of their numbers, where the order of their keys is not asked for."""

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import positions_of
from articles.domain.faceting.numbers import Numbers
from articles.domain.faceting.rows import Rows

Place = tuple[int | None, int, int]  # a number, a key and an id


def page_by_number(
    rows: Rows,
    numbers: Numbers,
    chosen: BitMap,
    limit: int,
    after: Place | None,
    *,
    rising: bool,
) -> list[int]:
    """Ids of the chosen rows by their number, the greatest first; rising: the least.

    Rows with the same number stand as ever, those without one last. `after`: those behind
    this place, at which no row has to be.
    """
    positions = positions_of(chosen)
    values = rank(numbers.at(positions), numbers.none, rising=rising)
    if after is not None:
        is_behind = stand_behind(rows, numbers, positions, values, after, rising=rising)
        positions, values = positions[is_behind], values[is_behind]
    if len(values) > limit > 0:
        greatest = values >= np.partition(values, -limit)[-limit]
        positions, values = positions[greatest], values[greatest]
    ids, keys = rows.at(positions)
    order = np.lexsort((ids, keys, values))[::-1][:limit]
    found: list[int] = ids[order].tolist()
    return found


def rank(numbers: NDArray, none: int, *, rising: bool) -> NDArray:
    """What is greatest for the number that comes first; least for no number."""
    return np.where(numbers == none, none, -numbers) if rising else numbers


def stand_behind(
    rows: Rows,
    numbers: Numbers,
    positions: NDArray,
    values: NDArray,
    after: Place,
    *,
    rising: bool,
) -> NDArray:
    """Which of these come after a place."""
    number, key, row_id = after
    given = np.array([numbers.none if number is None else number], np.int64)
    (last,) = rank(given, numbers.none, rising=rising)
    is_behind: NDArray = values < last
    same = np.flatnonzero(values == last)
    ids, keys = rows.at(positions[same])
    is_behind[same] = (keys < key) | ((keys == key) & (ids < row_id))
    return is_behind

"""One facet: which rows have which values.

Kept twice. By value: the rows of each value, in one array sorted by value, and a
bitmap for each value with many rows. By row: the values of each row, in one array
(compressed sparse rows), for facets with many values. Bitmaps select and unite;
they also count where many rows match, because the most frequent values decide
soon. Arrays by row count where few rows match. A facet that rows are only selected
by does without them.

Rows are only ever added (behind all that are there); who removes one takes it out
of the rows that it asks about. So every bitmap asked about must hold living rows.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import (
    Growing,
    bitmap_of,
    positions_of,
    type_of_position,
)

# A value with fewer rows gets its bitmap anew each time: 20 microseconds.
ROWS_OF_A_KEPT_BITMAP = 1_000
# So many values, the most frequent ones, are tried before all are counted by row.
LEADERS = 256
# To look at one of them takes, of so many rows in all, as long as to count one.
ROWS_OF_A_LOOK = 2_000
GREATEST_VALUE = 2**31 - 1


class Facet:
    """The values of `rows` rows: pairs of a row's position and a value, in any order.

    Values are 0 to 2^31 - 1. A pair given twice counts once. `counted`: whether it is
    asked how many rows have which of many values; without, the answer takes long.
    """

    def __init__(
        self, positions: NDArray, values: NDArray, rows: int, *, counted: bool = True
    ) -> None:
        _check_values(values)
        # Sorting both as one number is four times as fast as sorting indirectly; rows come
        # nearly sorted, which a stable sort makes use of.
        pairs = positions.astype(np.int64)
        pairs <<= 32
        pairs |= values
        pairs.sort(kind="stable")
        pairs = pairs[_changes(pairs)]
        values = pairs.astype(np.int32)  # the lower half
        pairs >>= 32
        positions = pairs.astype(type_of_position)
        del pairs  # before as much is needed once more
        order = _order_of(values)
        values = values[order]
        starts = np.flatnonzero(_changes(values))
        self._built_rows = rows
        self._values = values[starts]
        self._starts = np.append(starts, len(values)).astype(np.uint32)
        self._positions = positions[order]
        self._counted_by_row = counted
        self._by_row = None
        if counted and len(self._values) > LEADERS:
            indexes = np.empty(len(values), _type_of_index(len(self._values)))
            indexes[order] = np.repeat(
                np.arange(len(self._values), dtype=indexes.dtype), np.diff(self._starts)
            )
            lengths = np.bincount(positions, minlength=rows)
            self._by_row = _ByRow(
                indexes, np.append(0, np.cumsum(lengths)).astype(np.uint32)
            )
        # What was added since: values by their index, and pairs in order of rows.
        self._new_values: list[int] = []
        self._new_indexes: dict[int, int] = {}
        self._added_indexes = Growing(np.int32)
        self._added_starts = Growing(np.uint32)  # of each row that was added
        self._added_starts.append(0)
        self._bitmaps: dict[int, BitMap] = {}
        self._set_leaders()

    def _set_leaders(self) -> None:
        """Choose the most frequent values; `_bound`: no other has more rows."""
        sizes = np.diff(self._starts.astype(np.int64))
        largest = np.argsort(-sizes, kind="stable")
        self._leaders = set(largest[:LEADERS].tolist())
        self._bound = int(sizes[largest[LEADERS]]) if len(sizes) > LEADERS else 0
        self._by_size: list[tuple[int, int, BitMap]] | None = None

    def __len__(self) -> int:
        """How many values there are, with or without a living row."""
        return len(self._values) + len(self._new_values)

    def add(self, position: int, values: Iterable[int]) -> None:
        """Give a new row, the next one behind all others, its values."""
        for value in sorted(set(values)):
            index = self._index_or_new(value)
            self._added_indexes.append(index)
            bitmap = self._bitmaps[index] = self._bitmap(index)
            bitmap.add(position)
            if len(bitmap) > self._bound:
                self._leaders.add(index)
            if index in self._leaders:
                self._by_size = None
        self._added_starts.append(len(self._added_indexes))

    def built_anew(self, place: NDArray, rows: int) -> "Facet":
        """The same of rows that stand elsewhere now: `place` says where the row of each
        position does, or `rows`, where it is there no longer."""
        positions, values = self.pairs()
        places = place[positions]
        here = places < rows
        return Facet(places[here], values[here], rows, counted=self._counted_by_row)

    def pairs(self) -> tuple[NDArray, NDArray]:
        """Every position with its value, rows that were removed included."""
        built = np.repeat(self._values, np.diff(self._starts))
        added = self.all_values()[self._added_indexes.all]
        lengths = np.diff(self._added_starts.all)
        new = np.arange(len(lengths), dtype=type_of_position) + type_of_position(
            self._built_rows
        )
        return (
            np.concatenate([self._positions, np.repeat(new, lengths)]),
            np.concatenate([built, added]),
        )

    def having(self, values: Iterable[int]) -> BitMap:
        """Rows that have any of these values, removed ones included."""
        indexes = [self._index(value) for value in set(values)]
        bitmaps = [self._bitmap(index) for index in indexes if index is not None]
        if len(bitmaps) == 1:
            return bitmaps[0]
        return BitMap().union(*bitmaps)

    def counts(self, rows: BitMap) -> dict[int, int]:
        """How many of the rows have each value; values of none are left out."""
        if self._by_row is None:
            counted = {
                self._value(index): rows.intersection_cardinality(self._bitmap(index))
                for index in range(len(self))
            }
            return {value: count for value, count in counted.items() if count}
        values, counts = self._counted(self._by_row, rows)
        return dict(zip(values.tolist(), counts.tolist(), strict=True))

    def distinct(self, rows: BitMap) -> int:
        """How many values the rows have."""
        if self._by_row is None:
            return sum(rows.intersect(self._bitmap(i)) for i in range(len(self)))
        return len(self._counted(self._by_row, rows)[0])

    def top(self, rows: BitMap, limit: int) -> list[tuple[int, int]]:
        """The values that most rows have, with how many; ties by the smaller value."""
        if self._by_row is None:
            counted = self.counts(rows)
            values, counts = np.array([*counted]), np.array([*counted.values()])
            return _largest(values, counts, limit)
        found = self._top_of_leaders(rows, limit) if self._leads(rows, limit) else None
        return found or _largest(*self._counted(self._by_row, rows), limit)

    def _leads(self, rows: BitMap, limit: int) -> bool:
        """Whether the most frequent values are likely to decide, and quicker than to
        count: were the values spread evenly, the last one sought would beat all but the
        leaders, and those of more rows would not take as long as the rows do."""
        if not limit:
            return False
        leaders, built = self._leaders_by_size(), max(self._built_rows, 1)
        last = leaders[min(limit, len(leaders)) - 1][0] * len(rows) / built
        larger = bisect_left(leaders, -last, key=lambda leader: -leader[0])
        return last > self._bound and larger * built < ROWS_OF_A_LOOK * len(rows)

    def _top_of_leaders(self, rows: BitMap, limit: int) -> list[tuple[int, int]] | None:
        """The most frequent values; None where another value could be among them."""
        best: list[tuple[int, int]] = []  # a heap of count and negated value
        for size, negated, bitmap in self._leaders_by_size():
            if len(best) == limit and (size, negated) < best[0]:
                break
            count = rows.intersection_cardinality(bitmap)
            if len(best) < limit:
                heapq.heappush(best, (count, negated))
            else:
                heapq.heappushpop(best, (count, negated))
        if len(best) < limit or best[0][0] <= self._bound:
            return None
        return [(-negated, count) for count, negated in sorted(best, reverse=True)]

    def _leaders_by_size(self) -> list[tuple[int, int, BitMap]]:
        """Size, negated value and bitmap of the most frequent values."""
        if self._by_size is None:
            for index in self._leaders:
                self._bitmaps.setdefault(index, self._bitmap(index))
            leaders = [
                (len(self._bitmaps[index]), -self._value(index), self._bitmaps[index])
                for index in self._leaders
            ]
            self._by_size = sorted(leaders, key=lambda leader: leader[:2], reverse=True)
        return self._by_size

    def _counted(self, by_row: "_ByRow", rows: BitMap) -> tuple[NDArray, NDArray]:
        """The values of the rows, and how many rows have each."""
        positions = positions_of(rows)
        border = int(np.searchsorted(positions, self._built_rows))
        indexes = by_row.of(positions[:border])
        if border < len(positions):
            indexes = np.concatenate([indexes, self._added(positions[border:])])
        if len(indexes) * 8 < len(self):
            found, counts = np.unique(indexes, return_counts=True)
        else:
            every = np.bincount(indexes, minlength=len(self))
            found = np.flatnonzero(every)
            counts = every[found]
        values = self.all_values() if self._new_values else self._values
        return values[found], counts

    def _added(self, positions: NDArray) -> NDArray:
        """The indexes of the values of rows that were added."""
        added = _ByRow(self._added_indexes.all, self._added_starts.all)
        return added.of(positions - self._built_rows)

    def all_values(self) -> NDArray[np.int32]:
        """Every value that a row has or had."""
        return np.concatenate(
            [self._values, np.array(self._new_values, dtype=np.int32)]
        )

    def _value(self, index: int) -> int:
        if index < len(self._values):
            return int(self._values[index])
        return self._new_values[index - len(self._values)]

    def _index(self, value: int) -> int | None:
        index = int(np.searchsorted(self._values, value))
        if index < len(self._values) and self._values[index] == value:
            return index
        return self._new_indexes.get(value)

    def _index_or_new(self, value: int) -> int:
        index = self._index(value)
        if index is None:
            _check_values([value])
            index = self._new_indexes[value] = len(self)
            self._new_values.append(value)
            self._bitmaps[index] = BitMap()
        return index

    def _bitmap(self, index: int) -> BitMap:
        kept = self._bitmaps.get(index)
        if kept is not None:
            return kept
        first, end = int(self._starts[index]), int(self._starts[index + 1])
        bitmap = bitmap_of(self._positions[first:end])
        if end - first >= ROWS_OF_A_KEPT_BITMAP:
            self._bitmaps[index] = bitmap
        return bitmap


class _ByRow:
    """The indexes of the values of each row, as compressed sparse rows."""

    def __init__(self, indexes: NDArray, starts: NDArray) -> None:
        self._indexes, self._starts = indexes, starts

    def of(self, positions: NDArray) -> NDArray:
        """The indexes of the values of these rows, one after the other."""
        starts = self._starts[positions]
        lengths = self._starts[positions + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        # Each place in the answer, moved from its row's place there to that here.
        moved = np.repeat(starts - (ends - lengths).astype(np.int64), lengths)
        indexes: NDArray = self._indexes[np.arange(total) + moved]
        return indexes


def _order_of(values: NDArray[np.int32]) -> NDArray[np.intp]:
    """Where the values stand in ascending order, equal ones as they came."""
    # Numbers of two bytes are counted, in a third of the time of comparing them.
    order = np.argsort(values.astype(np.uint16), kind="stable")
    if len(values) and values.max() > np.iinfo(np.uint16).max:
        upper = (values >> 16).astype(np.uint16)
        order = order[np.argsort(upper[order], kind="stable")]
    return order


def _type_of_index(values: int) -> type[np.integer]:
    return np.uint16 if values <= np.iinfo(np.uint16).max else np.int32


def _changes(ascending: NDArray) -> NDArray:
    """Where each number differs from the one before it."""
    return np.append(True, ascending[1:] != ascending[:-1])[: len(ascending)]


def _largest(values: NDArray, counts: NDArray, limit: int) -> list[tuple[int, int]]:
    """The values with the largest counts, ties by the smaller value."""
    if len(counts) > limit > 0:
        enough = counts >= np.partition(counts, -limit)[-limit]
        values, counts = values[enough], counts[enough]
    order = np.lexsort((values, -counts))[:limit]
    return list(zip(values[order].tolist(), counts[order].tolist(), strict=True))


def _check_values(values: NDArray | Sequence[int]) -> None:
    if len(values) and not 0 <= np.min(values) <= np.max(values) <= GREATEST_VALUE:
        raise ValueError(f"A value must be between 0 and {GREATEST_VALUE}.")

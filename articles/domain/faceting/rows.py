"""The order of rows: by key, then by id; and where the row of an id stands.

Rows that were built are kept sorted, so that a position says the place in the
order. Rows that came since stand behind them in the order of their arrival; those
that a page may show are sorted when it is asked for.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import (
    Growing,
    bitmap_of,
    places_between,
    positions_of,
)

Entry = tuple[int, int]  # a key and an id


class Rows:
    """Ids and keys of rows, which must come sorted by key, then id."""

    def __init__(self, ids: NDArray, keys: NDArray) -> None:
        self._ids, self._keys = ids, keys
        self._by_id = np.argsort(ids)  # not narrower: searching by it would copy it
        self._new_ids = Growing(np.int64)
        self._new_keys = Growing(np.int64)
        self._new_positions: dict[int, int] = {}
        self.living = BitMap(range(len(ids)))

    @property
    def built(self) -> int:
        """How many rows were there from the start."""
        return len(self._ids)

    @property
    def taken(self) -> int:
        """How many positions there are, those of removed rows included."""
        return self.built + len(self._new_ids)

    @property
    def changed(self) -> int:
        """How many rows were added or removed since."""
        return len(self._new_ids) + self.taken - len(self.living)

    def add(self, row_id: int, key: int) -> int:
        """Take in a row that is not there; its position."""
        position = self.taken
        self._new_ids.append(row_id)
        self._new_keys.append(key)
        self._new_positions[row_id] = position
        self.living.add(position)
        return position

    def remove(self, row_id: int) -> None:
        """Take out a row, if it is there."""
        position = self.position(row_id)
        if position is not None:
            self.living.remove(position)
            self._new_positions.pop(row_id, None)

    def position(self, row_id: int) -> int | None:
        """Where the living row of an id stands."""
        if row_id in self._new_positions:
            return self._new_positions[row_id]
        place = int(np.searchsorted(self._ids, row_id, sorter=self._by_id))
        if place == self.built:
            return None
        position = int(self._by_id[place])
        here = self._ids[position] == row_id and position in self.living
        return position if here else None

    def key(self, row_id: int) -> int | None:
        """The key of a living row."""
        position = self.position(row_id)
        return None if position is None else self._entry(position)[0]

    def of_ids(self, ids: Iterable[int] | NDArray) -> BitMap:
        """The living rows of these ids."""
        if not isinstance(ids, np.ndarray):
            ids = np.fromiter(ids, dtype=np.int64)
        asked = np.sort(ids, kind="stable")  # faster where they come sorted
        places = np.searchsorted(self._ids, asked, sorter=self._by_id)
        inside = places < self.built
        positions = self._by_id[places[inside]]
        positions = positions[self._ids[positions] == asked[inside]]
        known = self._new_positions
        new = [known[row] for row in asked.tolist() if row in known] if known else []
        return (bitmap_of(np.sort(positions)) | BitMap(new)) & self.living

    def built_between(self, first: int, end: int) -> NDArray[np.uint32]:
        """Where the rows of these ids were built; NOWHERE for those that were not."""
        return places_between(self._ids, first, end)

    def ids(self, rows: BitMap) -> NDArray[np.int64]:
        """The ids of rows, in no order."""
        return self.at(positions_of(rows))[0]

    def ordered_ids(self, rows: BitMap) -> list[int]:
        """The ids of all these rows, greatest key first, then greatest id."""
        ids, keys = self.at(positions_of(rows))
        return ids[np.lexsort((ids, keys))[::-1]].tolist()  # type: ignore[no-any-return]

    def living_rows(self) -> tuple[NDArray, NDArray, NDArray]:
        """Positions, ids and keys of the living rows."""
        positions = positions_of(self.living)
        return positions, *self.at(positions)

    def page(self, rows: BitMap, limit: int, after: Entry | None) -> list[int]:
        """Ids of the greatest keys below `after`, a key and an id, greatest first."""
        end = self.built if after is None else self._place(after)
        built = rows.rank(end - 1) if end else 0
        candidates = rows[max(0, built - limit) : built]
        entries = [self._entry(position) for position in candidates]
        entries += self._new_entries(rows, limit, after)
        return [row_id for _, row_id in sorted(entries, reverse=True)[:limit]]

    def _new_entries(
        self, rows: BitMap, limit: int, after: Entry | None
    ) -> list[Entry]:
        """So many of the rows that came since, and those with the key of the last."""
        new = rows[rows.rank(self.built - 1) if self.built else 0 :]
        if not new:
            return []
        ids, keys = self.at(positions_of(new))
        if after is not None:
            below = (keys < after[0]) | ((keys == after[0]) & (ids < after[1]))
            ids, keys = ids[below], keys[below]
        if len(keys) > limit > 0:
            greatest = keys >= np.partition(keys, -limit)[-limit]
            ids, keys = ids[greatest], keys[greatest]
        return list(zip(keys.tolist(), ids.tolist(), strict=True))

    def _place(self, entry: Entry) -> int:
        """How many built rows stand before a key and id."""
        key, row_id = entry
        first = int(np.searchsorted(self._keys, key, side="left"))
        end = int(np.searchsorted(self._keys, key, side="right"))
        return first + int(np.searchsorted(self._ids[first:end], row_id))

    def _entry(self, position: int) -> Entry:
        if position < self.built:
            return int(self._keys[position]), int(self._ids[position])
        new = position - self.built
        return int(self._new_keys.all[new]), int(self._new_ids.all[new])

    def at(self, positions: NDArray) -> tuple[NDArray, NDArray]:
        """The ids and keys at these positions, which ascend."""
        border = int(np.searchsorted(positions, self.built))
        built, new = positions[:border], positions[border:] - self.built
        if not len(new):
            return self._ids[built], self._keys[built]
        return (
            np.concatenate([self._ids[built], self._new_ids.all[new]]),
            np.concatenate([self._keys[built], self._new_keys.all[new]]),
        )

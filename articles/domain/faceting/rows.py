"""The order of rows: by key, then by id; and where the row of an id stands.

Rows that were built are kept sorted, so that a position says the place in the
order. Rows that came since stand behind them in the order of their arrival; they
are few and are sorted when a page is asked for.
"""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import bitmap_of, copy_array, positions_of


class Rows:
    """Ids and keys of rows, which must come sorted by key, then id."""

    def __init__(self, ids: NDArray, keys: NDArray) -> None:
        self._ids, self._keys = ids, keys
        self._by_id = np.argsort(ids)
        self._new_ids = array("q")
        self._new_keys = array("q")
        self._new_positions: dict[int, int] = {}
        self.living = BitMap(range(len(ids)))

    @property
    def built(self) -> int:
        """How many rows were there from the start."""
        return len(self._ids)

    @property
    def changed(self) -> int:
        """How many rows were added or removed since."""
        return 2 * len(self._new_ids) + self.built - len(self.living)

    def add(self, row_id: int, key: int) -> int:
        """Take in a row that is not there; its position."""
        position = self.built + len(self._new_ids)
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
        asked = np.unique(ids)
        places = np.searchsorted(self._ids, asked, sorter=self._by_id)
        inside = places < self.built
        positions = self._by_id[places[inside]]
        positions = positions[self._ids[positions] == asked[inside]]
        known = self._new_positions
        new = [known[row] for row in asked.tolist() if row in known] if known else []
        return (bitmap_of(np.sort(positions)) | BitMap(new)) & self.living

    def ids(self, rows: BitMap) -> list[int]:
        """The ids of rows, in no order."""
        positions = positions_of(rows)
        ids: list[int] = self._all_ids()[positions].tolist()
        return ids

    def ordered_ids(self, rows: BitMap) -> list[int]:
        """The ids of all these rows, greatest key first, then greatest id."""
        positions = positions_of(rows)
        ids, keys = self._all_ids()[positions], self._all_keys()[positions]
        return ids[np.lexsort((ids, keys))[::-1]].tolist()  # type: ignore[no-any-return]

    def living_rows(self) -> tuple[NDArray, NDArray, NDArray]:
        """Positions, ids and keys of the living rows."""
        positions = positions_of(self.living)
        return positions, self._all_ids()[positions], self._all_keys()[positions]

    def page(
        self, rows: BitMap, limit: int, after: tuple[int, int] | None
    ) -> list[int]:
        """Ids of the greatest keys below `after`, a key and an id, greatest first."""
        end = self.built if after is None else self._place(after)
        built = rows.rank(end - 1) if end else 0
        candidates = rows[max(0, built - limit) : built]
        new = rows[rows.rank(self.built - 1) if self.built else 0 :]
        entries = [self._entry(position) for position in candidates | new]
        below = [entry for entry in entries if after is None or entry < after]
        return [row_id for _, row_id in sorted(below, reverse=True)[:limit]]

    def _place(self, entry: tuple[int, int]) -> int:
        """How many built rows stand before a key and id."""
        key, row_id = entry
        first = int(np.searchsorted(self._keys, key, side="left"))
        end = int(np.searchsorted(self._keys, key, side="right"))
        return first + int(np.searchsorted(self._ids[first:end], row_id))

    def _entry(self, position: int) -> tuple[int, int]:
        if position < self.built:
            return int(self._keys[position]), int(self._ids[position])
        new = position - self.built
        return self._new_keys[new], self._new_ids[new]

    def _all_keys(self) -> NDArray:
        return np.concatenate([self._keys, copy_array(self._new_keys)])

    def _all_ids(self) -> NDArray:
        if not self._new_ids:
            return self._ids
        return np.concatenate([self._ids, copy_array(self._new_ids)])

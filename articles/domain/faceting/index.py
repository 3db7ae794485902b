"""Rows in one order, with values under facets: counts and pages of any combination."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import bitmap_of, positions_of
from articles.domain.faceting.facet import Facet
from articles.domain.faceting.numbers import Numbers
from articles.domain.faceting.rows import Rows

Pairs = tuple[NDArray, NDArray]

# So many changed rows are held beside the sorted ones before all are sorted anew.
LEAST_CHANGES = 4_096
SHARE_OF_CHANGES = 16


class FacetIndex:
    """Answers exactly how many rows have which values, and which rows come next.

    Bitmaps hold positions of rows, which the caller combines with &, | and -. They
    are good until the index is changed, and never to be changed by the caller: some
    are the index's own. Not safe for threads.
    """

    def __init__(
        self, rows: Rows, facets: dict[str, Facet], numbers: dict[str, Numbers]
    ) -> None:
        self._rows, self._facets, self._numbers = rows, facets, numbers
        # Rows that the caller chose and wants to hold over changes, by its names. Who
        # uses them leaves out what was removed since.
        self.sets: dict[str, BitMap] = {}

    @classmethod
    def build(
        cls,
        ids: NDArray,
        keys: NDArray,
        facets: Mapping[str, Pairs],
        numbers: Mapping[str, NDArray],
    ) -> "FacetIndex":
        """Index rows: ids with the keys that order them (ties by id).

        `facets`: the place of a row in `ids`, and a value of it (0 to 2^31 - 1), for
        each value of each row, in any order; a pair given twice counts once.
        `numbers`: one for each row; the type's least number says "none".
        """
        order = np.lexsort((ids, keys))
        place = np.empty(len(order), dtype=np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        return cls(
            Rows(
                ids[order].astype(np.int64, copy=False),
                keys[order].astype(np.int64, copy=False),
            ),
            {
                name: Facet(place[rows], values, len(order))
                for name, (rows, values) in facets.items()
            },
            {name: Numbers(column[order]) for name, column in numbers.items()},
        )

    def put(
        self,
        row_id: int,
        key: int,
        facets: Mapping[str, Collection[int]],
        numbers: Mapping[str, int | None],
    ) -> None:
        """Add a row, or replace the one of this id; what is not named it has not."""
        unknown = (facets.keys() - self._facets) | (numbers.keys() - self._numbers)
        if unknown:
            raise KeyError(f"Not in this index: {', '.join(sorted(unknown))}.")
        self._rows.remove(row_id)
        position = self._rows.add(row_id, key)
        for name, facet in self._facets.items():
            facet.add(position, facets.get(name, ()))
        for name, column in self._numbers.items():
            column.add(numbers.get(name))
        self._sort_when_much_changed()

    def remove(self, row_id: int) -> None:
        """Take out a row, if it is there."""
        self._rows.remove(row_id)
        self._sort_when_much_changed()

    def _sort_when_much_changed(self) -> None:
        """Build anew once so many rows changed that it is paid by their number."""
        changed = self._rows.changed
        if changed < LEAST_CHANGES + self._rows.built // SHARE_OF_CHANGES:
            return
        positions, ids, keys = self._rows.living_rows()
        built = FacetIndex.build(
            ids,
            keys,
            {name: _of(positions, facet) for name, facet in self._facets.items()},
            {name: column.all()[positions] for name, column in self._numbers.items()},
        )
        order = np.lexsort((ids, keys))
        place = np.empty(len(order), dtype=np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        for name, rows in self.sets.items():
            here = positions_of(rows & self._rows.living)
            moved = place[np.searchsorted(positions, here)]
            self.sets[name] = bitmap_of(np.sort(moved))
        self._rows, self._facets = built._rows, built._facets
        self._numbers = built._numbers

    @property
    def all(self) -> BitMap:
        """Every row."""
        return self._rows.living

    def having(self, facet: str, values: Iterable[int]) -> BitMap:
        """Rows that have any of these values."""
        return self._facets[facet].having(values) & self._rows.living

    def between(self, number: str, first: int | None, last: int | None) -> BitMap:
        """Rows with a number from `first` to `last`; None: however small or great."""
        return self._numbers[number].between(first, last) & self._rows.living

    def of_ids(self, ids: Iterable[int] | NDArray) -> BitMap:
        """Rows of these ids; an id that is not there is left out."""
        return self._rows.of_ids(ids)

    def ids(self, rows: BitMap) -> list[int]:
        """The ids of rows, in no order."""
        return self._rows.ids(rows)

    def counts(self, facet: str, rows: BitMap) -> dict[int, int]:
        """How many of the rows have each value, without values that none has."""
        return self._facets[facet].counts(rows)

    def top(self, facet: str, rows: BitMap, limit: int) -> list[tuple[int, int]]:
        """The values that most rows have, with how many; ties by the smaller value."""
        return self._facets[facet].top(rows, limit)

    def distinct(self, facet: str, rows: BitMap) -> int:
        """How many values the rows have."""
        return self._facets[facet].distinct(rows)

    def page(
        self, rows: BitMap, limit: int, after: tuple[int, int] | None = None
    ) -> list[int]:
        """Ids of rows, greatest key first, then greatest id; `after`: those behind
        a key and id, which need not be there."""
        return self._rows.page(rows, limit, after)

    def ordered_ids(self, rows: BitMap) -> list[int]:
        """The ids of all these rows, in the order of the pages."""
        return self._rows.ordered_ids(rows)

    def key(self, row_id: int) -> int | None:
        """The key of a row; None where it is not there."""
        return self._rows.key(row_id)


def _of(positions: NDArray, facet: Facet) -> Pairs:
    """The pairs of a facet whose rows are among `positions`, by their place there."""
    rows, values = facet.pairs()
    places = np.searchsorted(positions, rows)
    inside = places < len(positions)
    here = np.zeros(len(rows), dtype=bool)
    here[inside] = positions[places[inside]] == rows[inside]
    return places[here], values[here]

"""Rows in one order, with values under facets: counts and pages of any combination."""

from collections.abc import Collection, Container, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import bitmap_of, positions_of, type_of_position
from articles.domain.faceting.facet import Facet
from articles.domain.faceting.numbers import Numbers
from articles.domain.faceting.ordering import Place, page_by_number
from articles.domain.faceting.rows import Rows

Pairs = tuple[NDArray, NDArray]

# All rows are sorted anew once as many changed as there were, and so many more: that
# takes as long as building, and is needed only so that the memory of what is gone is free.
LEAST_CHANGES = 4_096


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
        facets: Iterable[tuple[str, Pairs]],
        numbers: Mapping[str, NDArray],
        *,
        selecting: Container[str] = (),
    ) -> "FacetIndex":
        """Index rows: ids with the keys that order them (ties by id).

        `facets`: by name, the place of a row in `ids`, and a value of it (0 to
        2^31 - 1), for each value of each row, in any order; a pair given twice counts
        once. One facet is built before the next is asked for.
        `numbers`: one for each row; the type's least number says "none".
        `selecting`: facets of many values that are not counted.
        """
        order, place = _sort_rows(ids, keys)
        rows = Rows(
            ids[order].astype(np.int64, copy=False),
            keys[order].astype(np.int64, copy=False),
        )
        columns = {name: Numbers(column[order]) for name, column in numbers.items()}
        del order
        built = {}
        for name, (places, values) in facets:
            counted = name not in selecting
            built[name] = Facet(place[places], values, len(place), counted=counted)
            del places, values
        return cls(rows, built, columns)

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
        if self._rows.changed < LEAST_CHANGES + self._rows.built:
            return
        positions, ids, keys = self._rows.living_rows()
        order, place = _sort_rows(ids, keys)
        # Where the row of each position stands from now on; those that are gone, nowhere.
        moved = np.full(self._rows.taken, len(place), type_of_position)
        moved[positions] = place
        self._rows = Rows(ids[order], keys[order])
        for name, facet in self._facets.items():
            self._facets[name] = facet.built_anew(moved, len(place))
        for name, column in self._numbers.items():
            self._numbers[name] = Numbers(column.all()[positions[order]])
        for name, rows in self.sets.items():
            places = moved[positions_of(rows)]
            self.sets[name] = bitmap_of(np.sort(places[places < len(place)]))

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

    def numbers_of(self, number: str, rows: BitMap) -> NDArray:
        """The numbers of these rows, in no order, without rows that have none."""
        return self._numbers[number].of(rows)

    def of_ids(self, ids: Iterable[int] | NDArray) -> BitMap:
        """Rows of these ids; an id that is not there is left out."""
        return self._rows.of_ids(ids)

    def built_between(self, first: int, end: int) -> NDArray[np.uint32]:
        """What bitmaps hold of each id from `first` to before `end`, of the rows that were
        there from the start; NOWHERE for others."""
        return self._rows.built_between(first, end)

    def ids(self, rows: BitMap) -> list[int]:
        """The ids of rows, in no order."""
        ids: list[int] = self._rows.ids(rows).tolist()
        return ids

    def counts(self, facet: str, rows: BitMap) -> dict[int, int]:
        """How many of the rows have each value, without values that none has."""
        return self._facets[facet].counts(rows)

    def top(self, facet: str, rows: BitMap, limit: int) -> list[tuple[int, int]]:
        """The values that most rows have, with how many; ties by the smaller value."""
        return self._facets[facet].top(rows, limit)

    def values(self, facet: str) -> list[int]:
        """Every value that a row has or had, in no order."""
        values: list[int] = self._facets[facet].all_values().tolist()
        return values

    def distinct(self, facet: str, rows: BitMap) -> int:
        """How many values the rows have."""
        return self._facets[facet].distinct(rows)

    def page(
        self, rows: BitMap, limit: int, after: tuple[int, int] | None = None
    ) -> list[int]:
        """Ids of rows, greatest key first, then greatest id; `after`: those behind
        a key and id, which need not be there."""
        return self._rows.page(rows, limit, after)

    def page_by(
        self,
        number: str,
        rows: BitMap,
        limit: int,
        after: Place | None = None,
        *,
        rising: bool = False,
    ) -> list[int]:
        """The same by this number, the greatest or the least first, those without last."""
        return page_by_number(
            self._rows, self._numbers[number], rows, limit, after, rising=rising
        )

    def ordered_ids(self, rows: BitMap) -> list[int]:
        """The ids of all these rows, in the order of the pages."""
        return self._rows.ordered_ids(rows)

    def key(self, row_id: int) -> int | None:
        """The key of a row; None where it is not there."""
        return self._rows.key(row_id)


def _sort_rows(ids: NDArray, keys: NDArray) -> tuple[NDArray, NDArray]:
    """The order of rows by key, then id; and the place of each in it."""
    order = np.lexsort((ids, keys))
    place = np.empty(len(order), dtype=type_of_position)
    place[order] = np.arange(len(order), dtype=type_of_position)
    return order, place

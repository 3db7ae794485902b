"""A number for each row, such as a day, and the rows between two of them."""

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting.arrays import Growing, bitmap_of, positions_of


class Numbers:
    """One number for each row, by position; the type's least number says "none"."""

    def __init__(self, built: NDArray) -> None:
        self._built = built
        self._none = int(np.iinfo(built.dtype).min)
        self._new = Growing(np.int64)

    def add(self, number: int | None) -> None:
        """Give a new row, behind all others, its number."""
        self._new.append(self._none if number is None else number)

    def between(self, first: int | None, last: int | None) -> BitMap:
        """Rows with a number from `first` to `last`, removed ones included."""
        low = self._none + 1 if first is None else max(first, self._none + 1)
        high = int(np.iinfo(self._built.dtype).max) if last is None else last
        new = len(self._built) + _find_between(self._new.all, low, high)
        return bitmap_of(np.concatenate([_find_between(self._built, low, high), new]))

    @property
    def none(self) -> int:
        """What says that a row has no number: less than any."""
        return self._none

    def at(self, positions: NDArray) -> NDArray[np.int64]:
        """The numbers at these positions, which ascend."""
        border = int(np.searchsorted(positions, len(self._built)))
        built = self._built[positions[:border]].astype(np.int64)
        new = self._new.all[positions[border:] - len(self._built)]
        return np.concatenate([built, new])

    def of(self, rows: BitMap) -> NDArray[np.int64]:
        """The numbers of these rows, without those that have none."""
        numbers = self.at(positions_of(rows))
        found: NDArray[np.int64] = numbers[numbers != self._none]
        return found

    def all(self) -> NDArray:
        """The number of each row, removed ones included."""
        return np.concatenate([self._built, self._new.all.astype(self._built.dtype)])


def _find_between(numbers: NDArray, low: int, high: int) -> NDArray:
    return np.flatnonzero((numbers >= low) & (numbers <= high))

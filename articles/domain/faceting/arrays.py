"""Between numpy's arrays and compressed bitmaps (Roaring)."""

from array import array

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pyroaring import BitMap

type_of_position = np.uint32  # what a bitmap holds
NOWHERE = np.iinfo(type_of_position).max


def bitmap_of(positions: NDArray) -> BitMap:
    """A bitmap of ascending positions."""
    # pyroaring reads an array.array at once, a numpy array number by number.
    return BitMap(array("I", positions.astype(type_of_position).tobytes()))


def positions_of(bitmap: BitMap) -> NDArray[np.uint32]:
    """The positions of a bitmap, ascending."""
    return np.frombuffer(bitmap.to_array(), dtype=type_of_position)


def places_between(ids: NDArray, first: int, end: int) -> NDArray[np.uint32]:
    """The places of all ids from `first` to before `end`; NOWHERE for those not there."""
    here = np.flatnonzero((ids >= first) & (ids < end))
    places = np.full(end - first, NOWHERE, type_of_position)
    places[ids[here] - first] = here
    return places


class Growing:
    """Numbers that others are added to, one by one."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._held = np.empty(64, dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, number: int) -> None:
        if self._length == len(self._held):
            self._held = np.concatenate([self._held, np.empty_like(self._held)])
        self._held[self._length] = number
        self._length += 1

    @property
    def all(self) -> NDArray:
        """The numbers that are there now, not copied."""
        return self._held[: self._length]

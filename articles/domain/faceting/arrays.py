"""Between numpy's arrays and compressed bitmaps (Roaring)."""

from array import array

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

type_of_position = np.uint32  # what a bitmap holds


def bitmap_of(positions: NDArray) -> BitMap:
    """A bitmap of ascending positions."""
    # pyroaring reads an array.array at once, a numpy array number by number.
    return BitMap(array("I", positions.astype(type_of_position).tobytes()))


def positions_of(bitmap: BitMap) -> NDArray[np.uint32]:
    """The positions of a bitmap, ascending."""
    return np.frombuffer(bitmap.to_array(), dtype=type_of_position)


def copy_array(numbers: "array[int]") -> NDArray:
    """The numbers of a growing array, which may go on growing."""
    return np.array(numbers)

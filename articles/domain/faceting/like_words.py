"""Finds the words of a buffer of texts that are spelled nearly like another one.

Of all words those are compared letter by letter that are about as long and begin or end
like it: whoever slips once or twice leaves one end of a word as it was.
"""

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

SPACE, END = b" \n"
SHORTEST, LONG = 4, 8  # letters: a shorter word with a slip is another word
BYTES_OF_A_SLIP = 4  # that a letter has in UTF-8, at most
LEAST_END = 1  # letters at one end that are alike


def count_slips_allowed(word: str) -> int:
    """How many letters may be missing, too many, others or exchanged."""
    return (len(word) >= SHORTEST) + (len(word) >= LONG)


def alike_ends(word: str) -> tuple[str, str]:
    """How a word begins and ends, of which a slip leaves one as it was."""
    letters = max(LEAST_END, len(word) // 3)
    return word[:letters], word[-letters:]


def count_slips(word: str, other: str, most: int) -> int:
    """How many letters differ; more than `most` where there are more, or at both ends."""
    first, last = alike_ends(word)
    if not (other.startswith(first) or other.endswith(last)):
        return most + 1
    return int(OSA.distance(word, other, score_cutoff=most))


class Words:
    """Where each word of a buffer begins, and how many bytes it has."""

    def __init__(self, buffer: bytes) -> None:
        self._buffer = buffer
        self._data = np.frombuffer(buffer, np.uint8)
        ends = np.flatnonzero((self._data == SPACE) | (self._data == END))
        self._starts = np.append(0, ends[:-1] + 1)[: len(ends)].astype(np.uint32)
        self._lengths = (ends - self._starts).astype(np.int32)

    def like(self, word: str, most: int) -> tuple[NDArray, NDArray]:
        """Where the words begin that have so many slips at most, and how many each has."""
        near = self._near(word, most)
        starts = self._starts[near].astype(np.int64)
        ends = starts + self._lengths[near]
        texts = [
            self._buffer[start:end]
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
        slips_of = {text: count_slips(word, text.decode(), most) for text in {*texts}}
        slips = np.array([slips_of[text] for text in texts], np.int64)
        return starts[slips <= most], slips[slips <= most]

    def _near(self, word: str, most: int) -> NDArray:
        """The words that are worth to be compared, as numbers."""
        begins, ends = (part.encode() for part in alike_ends(word))
        length, slack = len(word.encode()), most * BYTES_OF_A_SLIP
        fits = np.abs(self._lengths - np.int32(length)) <= slack
        near = np.flatnonzero(fits)
        starts = self._starts[near].astype(np.int64)
        behind = starts + self._lengths[near] - len(ends)
        alike = self._reads(starts, begins) | self._reads(behind, ends)
        chosen: NDArray = near[alike]
        return chosen

    def _reads(self, places: NDArray, part: bytes) -> NDArray:
        """At which of these places the buffer goes on like this.

        A word that is shorter ends before, with a sign that is in no word.
        """
        same, last = np.ones(len(places), bool), len(self._data) - 1
        for number, byte in enumerate(part):
            same &= self._data[np.minimum(places + number, last)] == byte
        return same

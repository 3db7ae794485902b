"""Texts of rows, such as names, in one buffer: in their order, and by what they hold.

A search looks through the whole buffer, as fast as memory is read: some milliseconds for
all names of a large collection. A Python object for each text takes ten times the memory.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from articles.domain.faceting.like_words import Words, count_slips

END = b"\n"  # of each text
# So many changed rows are held beside the buffer before it is made anew.
LEAST_CHANGES = 1_024
SHARE_OF_CHANGES = 16
# Of so many rows one is asked for: it is quicker to sort these than to pass by the others.
FEW = 64
FOUND_ONE_BY_ONE = 1_000
KEPT_SEARCHES = 8  # until a text changes: a page asks the same more than once

Entry = tuple[str, int]  # the first text of a row, and its id


class Chosen(Protocol):
    """The ids of rows, as a set or a bitmap."""

    def __contains__(self, row: int, /) -> bool: ...
    def __iter__(self) -> Iterator[int]: ...
    def __len__(self) -> int: ...


class Texts:
    """One or more texts of each row; none of them may hold a line break.

    Rows are in the order of their first text, then of their ids.
    """

    def __init__(self, rows: Iterable[tuple[int, Sequence[str]]] = ()) -> None:
        self._build([(_encode(texts), row) for row, texts in rows])

    def _build(self, rows: list[tuple[bytes, int]]) -> None:
        rows.sort(key=_order)
        lengths = [len(text) for text, _ in rows]
        self._buffer = b"".join(text for text, _ in rows)
        self._starts = np.append(0, np.cumsum(lengths, dtype=np.int64)).astype(np.int64)
        self._ids = np.array([row for _, row in rows], np.int64)
        self._by_id = np.argsort(self._ids)
        self._words: Words | None = None  # of the buffer, once somebody asks for them
        # What changed since: rows of the buffer that no longer count, and others.
        self._gone: set[int] = set()
        self._new: dict[int, bytes] = {}
        self._new_in_order: list[Entry] = []
        self._searched: dict[str, NDArray[np.int64]] = {}

    def __len__(self) -> int:
        return len(self._ids) - len(self._gone) + len(self._new)

    def put(self, row: int, texts: Sequence[str]) -> None:
        """Add a row, or give it other texts."""
        self.remove(row)
        self._new[row] = _encode(texts)
        insort(self._new_in_order, (texts[0], row))
        self._build_when_much_changed()

    def remove(self, row: int) -> None:
        """Take out a row, if it is there."""
        self._searched.clear()
        if row in self._new:
            entry = _first(self._new.pop(row)), row
            del self._new_in_order[bisect_left(self._new_in_order, entry)]
        elif (place := self._place(row)) is not None:
            self._gone.add(place)
            self._build_when_much_changed()

    def _build_when_much_changed(self) -> None:
        changed = len(self._new) + len(self._gone)
        if changed >= LEAST_CHANGES + len(self._ids) // SHARE_OF_CHANGES:
            kept = [
                (self._text(place), int(self._ids[place]))
                for place in range(len(self._ids))
                if place not in self._gone
            ]
            self._build([*kept, *((text, row) for row, text in self._new.items())])

    def holding(self, part: str) -> NDArray[np.int64]:
        """The ids of the rows with this in any of their texts, in no order."""
        if (kept := self._searched.get(part)) is not None:
            return kept
        sought = part.encode()
        places = self._places_holding(sought)
        if self._gone:
            gone = np.fromiter(self._gone, np.int64, len(self._gone))
            places = places[~np.isin(places, gone)]
        new = [row for row, text in self._new.items() if sought in text]
        found = np.append(self._ids[places], np.array(new, np.int64))
        if len(self._searched) == KEPT_SEARCHES:
            del self._searched[next(iter(self._searched))]
        self._searched[part] = found
        return found

    def _places_holding(self, sought: bytes) -> NDArray[np.intp]:
        """Where rows stand in the buffer's order that have this in a text."""
        if not sought:
            return np.arange(len(self._ids))
        buffer, found = self._buffer, []
        at = buffer.find(sought)
        while at >= 0:
            found.append(at)
            if len(found) > FOUND_ONE_BY_ONE:
                return self._places_of_frequent(sought)
            at = buffer.find(sought, buffer.find(END, at))
        return np.unique(np.searchsorted(self._starts, found, "right") - 1)

    def _places_of_frequent(self, sought: bytes) -> NDArray[np.intp]:
        """The same, in a time that does not depend on how many there are."""
        data = np.frombuffer(self._buffer, np.uint8)
        ends = len(data) - len(sought) + 1
        begins = np.zeros(len(data), bool)
        np.equal(data[:ends], sought[0], out=begins[:ends])
        for number, byte in enumerate(sought[1:], 1):
            begins[:ends] &= data[number : ends + number] == byte
        return np.flatnonzero(np.logical_or.reduceat(begins, self._starts[:-1]))

    def spelled_like(self, word: str, most: int) -> dict[int, int]:
        """The ids of the rows with such a word, with at most so many slips: how many."""
        if self._words is None:
            self._words = Words(self._buffer)
        starts, slips = self._words.like(word, most)
        places = np.searchsorted(self._starts, starts, "right") - 1
        found: dict[int, int] = {}
        for place, number in zip(places.tolist(), slips.tolist(), strict=True):
            if place not in self._gone:
                row = int(self._ids[place])
                found[row] = min(number, found.get(row, number))
        for row, text in self._new.items():
            number = min(count_slips(word, each, most) for each in _split(text))
            if number <= most:
                found[row] = number
        return found

    def entry(self, row: int) -> Entry | None:
        """Where a row stands in the order."""
        if (text := self._new.get(row)) is not None:
            return _first(text), row
        place = self._place(row)
        return None if place is None else (_first(self._text(place)), row)

    def page(self, rows: Chosen, limit: int, after: Entry | None = None) -> list[int]:
        """Ids of these rows in order; `after` this text and id, which need not be there."""
        if len(rows) * FEW < len(self):
            known = (self.entry(row) for row in rows)
            entries = sorted(entry for entry in known if entry is not None)
            first = bisect_right(entries, after) if after else 0
            return [row for _, row in entries[first : first + limit]]
        chosen = (row for row in self._in_order(after) if row in rows)
        return list(islice(chosen, limit))

    def _in_order(self, after: Entry | None) -> Iterator[int]:
        """The ids of all rows, from the one after this text and id."""
        places = range(len(self._ids))
        place = bisect_right(places, after, key=self._entry) if after else 0
        new = self._new_in_order
        for entry in new[bisect_right(new, after) if after else 0 :]:
            end = bisect_right(places, entry, lo=place, key=self._entry)
            yield from self._ids_between(place, end)
            yield entry[1]
            place = end
        yield from self._ids_between(place, len(self._ids))

    def _ids_between(self, first: int, end: int) -> Iterator[int]:
        for start in range(first, end, 1_024):
            for place, row in enumerate(
                self._ids[start : min(start + 1_024, end)].tolist(), start
            ):
                if place not in self._gone:
                    yield row

    def _place(self, row: int) -> int | None:
        """Where the row of an id stands in the buffer's order, if it still counts."""
        found = int(np.searchsorted(self._ids, row, sorter=self._by_id))
        if found == len(self._ids):
            return None
        place = int(self._by_id[found])
        return place if self._ids[place] == row and place not in self._gone else None

    def _entry(self, place: int) -> Entry:
        return _first(self._text(place)), int(self._ids[place])

    def _text(self, place: int) -> bytes:
        return self._buffer[self._starts[place] : self._starts[place + 1]]


def _encode(texts: Sequence[str]) -> bytes:
    return b"".join(text.encode() + END for text in texts)


def _first(text: bytes) -> str:
    return text[: text.index(END)].decode()


def _split(text: bytes) -> list[str]:
    """The words of all texts of a row."""
    return text.decode().replace(END.decode(), " ").split(" ")


def _order(row: tuple[bytes, int]) -> tuple[bytes, int]:
    text, row_id = row
    return text[: text.index(END)], row_id

"""The sources that readers see, in memory: by name, by kind, by what they do in claims."""

from bisect import bisect_right, insort
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from pyroaring import BitMap64

from articles.queries.public_index.codes import ROLES


class SourceEntry(NamedTuple):
    """What a list has to know of a source; `names`: it and its aliases, as keys."""

    kind: str
    listed: bool
    plain: str
    names: tuple[str, ...]


class SourceIndex:
    """Sets of the ids of sources, and their names in order."""

    def __init__(self, heard: dict[str, Iterable[int]]) -> None:
        self._entries: dict[int, SourceEntry] = {}
        self._by_name: list[tuple[str, int]] = []
        self._kinds: dict[str, BitMap64] = {}
        # By role: those with a part in a claim that stands published.
        self._heard = {role: BitMap64(heard.get(role, ())) for role in ROLES}
        self.public = BitMap64()

    def load(self, entries: dict[int, SourceEntry]) -> None:
        """Take in all of them at once."""
        self._entries = entries
        self._by_name = sorted((each.plain, row) for row, each in entries.items())
        for row, each in entries.items():
            self._kinds.setdefault(each.kind, BitMap64()).add(row)
        self.public = BitMap64(entries)

    def put(self, row: int, entry: SourceEntry | None) -> None:
        """Add a source or replace it; without an entry it is there no longer."""
        if known := self._entries.pop(row, None):
            self._by_name.pop(bisect_right(self._by_name, (known.plain, row)) - 1)
            self._kinds[known.kind].discard(row)
            self.public.discard(row)
        if entry and (entry.listed or self.is_heard(row)):
            self._entries[row] = entry
            insort(self._by_name, (entry.plain, row))
            self._kinds.setdefault(entry.kind, BitMap64()).add(row)
            self.public.add(row)

    def set_heard(self, row: int, role: str, *, heard: bool) -> None:
        """Note whether a claim that stands published has this source in this role."""
        if heard:
            self._heard[role].add(row)
        else:
            self._heard[role].discard(row)

    def is_heard(self, row: int) -> bool:
        return any(row in rows for rows in self._heard.values())

    def of_kinds(self, kinds: Iterable[str]) -> BitMap64:
        return BitMap64().union(*(self._kinds.get(k, BitMap64()) for k in kinds))

    def in_role(self, role: str) -> BitMap64:
        return self._heard[role]

    def like(self, plain: str) -> BitMap64:
        """Sources with this in their name or in another name, as keys."""
        return BitMap64(
            row
            for row, each in self._entries.items()
            if any(plain in name for name in each.names)
        )

    def kind_counts(self, rows: BitMap64) -> dict[str, int]:
        counts = {
            kind: rows.intersection_cardinality(of) for kind, of in self._kinds.items()
        }
        return {kind: count for kind, count in counts.items() if count}

    def place(self, row: int | None) -> tuple[str, int] | None:
        """Where a source stands in the order of names."""
        known = self._entries.get(row or 0)
        return (known.plain, row or 0) if known else None

    def page(
        self, rows: BitMap64, limit: int, after: tuple[str, int] | None = None
    ) -> list[int]:
        """Ids by name, then id; `after` this name and id, which need not be there."""
        first = bisect_right(self._by_name, after) if after else 0
        named = islice(self._by_name, first, None)
        return list(islice((row for _, row in named if row in rows), limit))

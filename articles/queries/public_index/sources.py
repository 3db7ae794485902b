"""The sources that readers see, in memory: by name, by kind, by what they do in claims."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap64

from articles.domain.faceting import Texts, count_slips_allowed
from articles.queries.public_index.codes import ROLES


class SourceEntry(NamedTuple):
    """What a list has to know of a source; `names`: it, then its aliases, as keys."""

    kind: str
    listed: bool
    names: Sequence[str]


def initial(entry: SourceEntry) -> str:
    """The first letter or digit of a source's name; nothing where it has none."""
    return next((sign for sign in entry.names[0] if sign.isalnum()), "")


class SourceIndex:
    """Sets of the ids of sources, and their names in order."""

    def __init__(self, heard: dict[str, Iterable[int]]) -> None:
        self._names = Texts()
        self._kinds: dict[str, BitMap64] = {}
        self._initials: dict[str, BitMap64] = {}
        # By role: those with a part in a claim that stands published.
        self._heard = {role: BitMap64(heard.get(role, ())) for role in ROLES}
        self.public = BitMap64()

    def load(self, entries: Iterable[tuple[int, SourceEntry]]) -> None:
        """Take in those of all sources that readers see."""
        self._names = Texts(
            (row, each.names) for row, each in entries if self._add(row, each)
        )

    def put(self, row: int, entry: SourceEntry | None) -> None:
        """Add a source or replace it; without an entry it is there no longer."""
        self._names.remove(row)
        self.public.discard(row)
        for rows in (*self._kinds.values(), *self._initials.values()):
            rows.discard(row)
        if entry and self._add(row, entry):
            self._names.put(row, entry.names)

    def _add(self, row: int, entry: SourceEntry) -> bool:
        """Add a source to the sets, if readers see it."""
        is_public = entry.listed or self.is_heard(row)
        if is_public:
            self._kinds.setdefault(entry.kind, BitMap64()).add(row)
            self._initials.setdefault(initial(entry), BitMap64()).add(row)
            self.public.add(row)
        return is_public

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

    def of_initial(self, initial: str) -> BitMap64:
        """Sources whose name, as a key, begins with this letter or sign."""
        return self._initials.get(initial, BitMap64())

    def in_role(self, role: str) -> BitMap64:
        return self._heard[role]

    def like(self, plain: str) -> BitMap64:
        """Sources with this in their name or in another name, as keys."""
        return BitMap64(self._names.holding(plain).tolist())

    def beginning(self, rows: BitMap64, plain: str, limit: int) -> list[int]:
        """The first ids by name of those of these whose name begins so."""
        found = []
        for row in self._names.page(rows, limit, (plain, 0)):
            name, _ = self._names.entry(row) or ("", 0)
            if not name.startswith(plain):
                break
            found.append(row)
        return found

    def spelled_like(self, word: str) -> dict[int, int]:
        """Sources with a word in a name that this may be a slip for: how many slips."""
        return self._names.spelled_like(word, count_slips_allowed(word))

    def kind_counts(self, rows: BitMap64) -> dict[str, int]:
        return count_parts(rows, self._kinds)

    def initial_counts(self, rows: BitMap64) -> dict[str, int]:
        return count_parts(rows, self._initials)

    def role_counts(self, rows: BitMap64) -> dict[str, int]:
        return count_parts(rows, self._heard)

    def place(self, row: int | None) -> tuple[str, int] | None:
        """Where a source stands in the order of names."""
        return self._names.entry(row or 0)

    def page(
        self, rows: BitMap64, limit: int, after: tuple[str, int] | None = None
    ) -> list[int]:
        """Ids by name, then id; `after` this name and id, which need not be there."""
        return self._names.page(rows, limit, after)


def count_parts(rows: BitMap64, parts: Mapping[str, BitMap64]) -> dict[str, int]:
    """How many of these rows each part has, where it has any."""
    counts = {name: rows.intersection_cardinality(of) for name, of in parts.items()}
    return {name: count for name, count in counts.items() if count}

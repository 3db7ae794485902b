"""How far what readers see has come, and which rows changed since an earlier state.

One statement reads the state. Two states that are equal for some kinds show the same rows
of these kinds, on whatever server and after whatever restore (docs/adr/0018).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import NamedTuple

from django.db import connections

from articles.models.choices import PublicKind
from articles.models.public_version import ANY_ROW

# The one row of the last search for circles stands as a kind of its own.
STATE_SQL = """
SELECT kind, slot, number, seal FROM articles_publicversion
UNION ALL SELECT 'circles', 0, 1, 1 FROM articles_circlesearch WHERE found
"""
CHANGES_SQL = """
SELECT c.slot, c.number, c.row, c.previous
FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS asked (slot, since, until)
JOIN articles_publicchange c
    ON c.kind = %s AND c.slot = asked.slot AND c.number > since AND c.number <= until
ORDER BY c.slot, c.number, c.row
"""
MANY_ROWS = 20_000  # whoever follows is quicker to read everything anew


class Version(NamedTuple):
    """The number of one slot, and the seal that was drawn for it."""

    number: int
    seal: int


UNUSED = Version(0, 0)
Vector = Mapping[int, Version]  # by slot


@dataclass(frozen=True)
class PublicState:
    """The versions of each kind of public thing, in the database of this alias.

    `has_circles`: the last search found circles of citations; each page leads to them.
    """

    using: str
    vectors: Mapping[str, Vector]
    has_circles: bool = False

    def seal(self, kind: str) -> int:
        """Stands for all that readers see of this kind, and never comes back."""
        return reduce(
            xor, (each.seal for each in self.vectors.get(kind, {}).values()), 0
        )

    def key(self, kinds: Collection[str]) -> str:
        """Stands for all that readers see of these kinds."""
        return " ".join(f"{kind}:{self.seal(kind):x}" for kind in sorted(kinds))


def read_public_state(using: str = "default") -> PublicState:
    """The state of what readers see, in one statement."""
    vectors: dict[str, dict[int, Version]] = {kind: {} for kind in PublicKind.values}
    with connections[using].cursor() as cursor:
        cursor.execute(STATE_SQL)
        for kind, slot, number, seal in cursor.fetchall():
            vectors.setdefault(kind, {})[slot] = Version(number, seal)
    has_circles = bool(vectors.pop("circles", None))
    return PublicState(using, vectors, has_circles)


def read_changes(since: PublicState, until: PublicState, kind: str) -> list[int] | None:
    """The ids of the public rows of this kind that changed after `since`, up to `until`.

    In rising order, each once, whether it is there still or not. None: that cannot be
    told (another history, too long ago, too much, everything), so build anew.
    """
    before, now = since.vectors.get(kind, {}), until.vectors.get(kind, {})
    moved = [
        (slot, before.get(slot, UNUSED), version)
        for slot, version in now.items()
        if before.get(slot) != version
    ]
    if before.keys() - now.keys() or any(
        old.number >= new.number for _, old, new in moved
    ):
        return None
    if not moved:
        return []
    found = fetch_changes(moved, kind, until.using)
    return None if found is None or ANY_ROW in found else sorted(found - {0})


def fetch_changes(
    moved: list[tuple[int, Version, Version]], kind: str, using: str
) -> set[int] | None:
    """The rows of every number between these versions of the slots; None: one is missing."""
    slots = [slot for slot, _, _ in moved]
    first = [old.number for _, old, _ in moved]
    last = [new.number for _, _, new in moved]
    with connections[using].cursor() as cursor:
        cursor.execute(CHANGES_SQL, [slots, first, last, kind])
        rows = cursor.fetchmany(MANY_ROWS + 1)
    numbers = {(slot, number) for slot, number, _, _ in rows}
    # The seal before the first new number has to be the one that was known: after a
    # restore, the same numbers may tell of something else.
    seals = {(slot, number): previous for slot, number, _, previous in rows}
    joined = all(
        seals.get((slot, old.number + 1)) == old.seal for slot, old, _ in moved
    )
    wanted = sum(last) - sum(first)
    if len(rows) > MANY_ROWS or len(numbers) != wanted or not joined:
        return None
    return {row for _, _, row, _ in rows}

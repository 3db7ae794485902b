"""Counts the independent lineages behind a set of evidence or of appearances.

Pure: no Django, no database. Items that are joined, directly or by way of others, are
one lineage: a union-find (R. E. Tarjan, 1975) over common roots. Each merge is
explained by the shortest path that makes it, as in Kruskal's spanning tree (1956), so
that a lineage of n items has n - 1 reasons and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.domain.dates import DateRange
from articles.domain.independence.connections import Arrival, ConnectionSearch, Path
from articles.domain.independence.graph import (
    DateOrRange,
    DependenceGraph,
    IndependenceRules,
    Node,
)


@dataclass(frozen=True)
class LineageItem:
    """What is counted: a piece of evidence by its work, an appearance by its voices."""

    key: str
    nodes: tuple[Node, ...]
    on: DateOrRange = None


@dataclass(frozen=True)
class LineageMerge:
    """Why two items are one lineage."""

    first: str
    second: str
    path: Path


@dataclass(frozen=True)
class Lineage:
    """Items that may be one voice, in the order given, and why."""

    items: tuple[str, ...]
    merges: tuple[LineageMerge, ...]


def find_lineages(
    items: Iterable[LineageItem],
    graph: DependenceGraph,
    rules: IndependenceRules,
    on: DateOrRange = None,
) -> list[Lineage]:
    """Find the lineages, by their first item; `on`: the day of items that have none."""
    return group_into_lineages(
        [LineageItem(item.key, item.nodes, item.on or on) for item in items],
        ConnectionSearch(graph, rules),
    )


def group_into_lineages(
    items: Sequence[LineageItem], search: ConnectionSearch
) -> list[Lineage]:
    """Group the items into lineages: those that a path joins are one."""
    arrivals = search.arrivals([(item.nodes, item.on) for item in items])
    possible: dict[tuple[object, ...], tuple[int, int, Path]] = {}
    for at_root in arrivals.values():
        for (a, left), (b, right) in pair_with_first_of_period(at_root):
            path = search.path(left, right)
            if search.joins(path):
                possible[*path.rank, a, b] = (a, b, path)
    return join_items(items, [possible[rank] for rank in sorted(possible)])


def pair_with_first_of_period(
    arrivals: list[Arrival],
) -> Iterator[tuple[Arrival, Arrival]]:
    """Pair the first to arrive of each period with whoever held at the same time.

    These join whoever could join at all: of two that could, each can also join the
    first that held on the same days as the one of fewer steps. At a hub too: first is
    what the hub itself published, if anything; where all came by a relation no two are
    joined.
    """
    firsts: dict[DateRange, Arrival] = {}
    for arrival in arrivals:
        firsts.setdefault(arrival[1].held, arrival)
    for other in arrivals:
        for held, first in firsts.items():
            if other[0] != first[0] and held.overlap(other[1].held):
                yield (
                    min(first, other, key=item_number),
                    max(first, other, key=item_number),
                )


def item_number(arrival: Arrival) -> int:
    return arrival[0]


def join_items(
    items: Sequence[LineageItem], merges: Iterable[tuple[int, int, Path]]
) -> list[Lineage]:
    """Join the items by these merges, the first that joins two being the reason."""
    root = list(range(len(items)))

    def find(item: int) -> int:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    reasons: list[tuple[int, LineageMerge]] = []
    for a, b, path in merges:
        first, second = sorted((find(a), find(b)))
        if first != second:
            root[second] = first
            reasons.append((a, LineageMerge(items[a].key, items[b].key, path)))
    members: dict[int, list[str]] = defaultdict(list)
    for index, item in enumerate(items):
        members[find(index)].append(item.key)
    return [
        Lineage(tuple(keys), tuple(merge for a, merge in reasons if find(a) == first))
        for first, keys in members.items()
    ]

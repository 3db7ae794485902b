"""How many independent lineages stand behind a set of evidence or of appearances?

Pure: no Django, no database. Items that are joined, directly or by way of others, are
one lineage: a union-find (R. E. Tarjan, 1975) over common roots. Each merge is
explained by the shortest path that makes it, as in Kruskal's spanning tree (1956), so
that a lineage of n items has n - 1 reasons and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from articles.domain.independence.connections import Leg, Path, Search
from articles.domain.independence.graph import Graph, Node, Rules, When


@dataclass(frozen=True)
class Item:
    """What is counted: a piece of evidence by its work, an appearance by its voices."""

    key: str
    nodes: tuple[Node, ...]
    on: When = None


@dataclass(frozen=True)
class Merge:
    """Why two items are one lineage."""

    first: str
    second: str
    path: Path


@dataclass(frozen=True)
class Lineage:
    """Items that may be one voice, in the order given, and why."""

    items: tuple[str, ...]
    merges: tuple[Merge, ...]


# The number of an item, and its way up to a root.
Arrival = tuple[int, Leg]


def lineages(
    items: Iterable[Item], graph: Graph, rules: Rules, on: When = None
) -> list[Lineage]:
    """The lineages, by their first item; `on` for the items without a day of theirs."""
    return among(
        [Item(item.key, item.nodes, item.on or on) for item in items],
        Search(graph, rules),
    )


def among(items: Sequence[Item], search: Search) -> list[Lineage]:
    arrivals = by_root(items, search)
    possible: dict[tuple[object, ...], tuple[int, int, Path]] = {}
    for there in arrivals.values():
        for (a, left), (b, right) in pairs(there):
            path = search.path(left, right)
            if search.joins(path):
                possible[*path.rank, a, b] = (a, b, path)
    return grouped(items, [possible[rank] for rank in sorted(possible)])


def by_root(items: Sequence[Item], search: Search) -> dict[Node, list[Arrival]]:
    """Who arrives where without having passed a hub, the shortest way first."""
    found: dict[Node, list[Arrival]] = defaultdict(list)
    for number, item in enumerate(items):
        for node in dict.fromkeys(item.nodes):
            for root, legs in search.climb(node, item.on).items():
                found[root] += [(number, leg) for leg in legs if not leg.past_hub]
    return {
        root: sorted(there, key=lambda each: (each[1].cost, each[0]))
        for root, there in found.items()
    }


def pairs(there: list[Arrival]) -> Iterator[tuple[Arrival, Arrival]]:
    """The first to arrive with every other: they join whoever could join at all.

    At a hub too: first is what the hub itself published, if anything; where all came by
    a relation no two are joined.
    """
    for first, other in product(there[:1], there[1:]):
        if other[0] != first[0]:
            yield min(first, other, key=number), max(first, other, key=number)


def number(arrival: Arrival) -> int:
    return arrival[0]


def grouped(
    items: Sequence[Item], merges: Iterable[tuple[int, int, Path]]
) -> list[Lineage]:
    root = list(range(len(items)))

    def find(item: int) -> int:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    made: list[tuple[int, Merge]] = []
    for a, b, path in merges:
        first, second = sorted((find(a), find(b)))
        if first != second:
            root[second] = first
            made.append((a, Merge(items[a].key, items[b].key, path)))
    members: dict[int, list[str]] = defaultdict(list)
    for place, item in enumerate(items):
        members[find(place)].append(item.key)
    return [
        Lineage(tuple(keys), tuple(merge for a, merge in made if find(a) == first))
        for first, keys in members.items()
    ]

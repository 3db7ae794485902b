"""Finds circles: where citations and derivations lead back to where they began.

Pure: no Django, no database. Wikipedia's article on circular reporting tells the three
cases that are looked for: evidence that goes back to an article in which the claim
stands, works that rest on each other, and an outlet that comes back to itself by way of
another. A finding about works; it says nothing about what is true.

Works on circles are found by R. E. Tarjan's strongly connected components (Depth-first
search and linear graph algorithms, 1972), in time linear in the edges; only within a
component is anything searched, and no further than a trail may be long.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise

from articles.domain.independence.components import find_components
from articles.domain.independence.graph import Edge, Node
from articles.domain.independence.trails import (
    DERIVATION_KINDS,
    HALF_TRAIL_EDGES,
    MAX_OUTLET_TRAIL_EDGES,
    MAX_TRAIL_EDGES,
    TRAIL_KINDS,
    Trails,
    build_trails,
    distances_to,
    find_shortest_trail,
)

MAX_CIRCLES_PER_KIND = 500


class CircleKind(StrEnum):
    CLAIM = "claim"  # from evidence to an article in which the claim stands
    WORKS = "works"  # from a work to itself
    OUTLET = "outlet"  # from a work of an outlet to another work of the same


@dataclass(frozen=True)
class Circle:
    """Works in reading order; of a closed circle the first also stands at the end."""

    kind: CircleKind
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def is_closed(self) -> bool:
        """Whether works alone close it, and not the claim or the outlet."""
        return len(self.nodes) > 1 and self.nodes[0] == self.nodes[-1]


def find_claim_circles(
    supporting: Iterable[Node],
    opposing: Iterable[Node],
    articles: Iterable[Node],
    edges: Iterable[Edge],
    outlets: Mapping[Node, Node],
) -> list[Circle]:
    """Find the circles of one claim: for each piece of evidence the most telling one.

    What refutes a claim may cite the article that it refutes: for `opposing` works only
    derivation leads back, for the others citation does too.
    """
    all_edges = list(edges)
    goals = frozenset(articles)
    found: dict[tuple[Node, ...], Circle] = {}
    for kinds, works in ((TRAIL_KINDS, supporting), (DERIVATION_KINDS, opposing)):
        ways = build_trails(all_edges, kinds)
        for work in sorted(set(works)):
            circle = (
                circle_to_claim(work, goals, ways)
                or circle_through_work(work, ways)
                or circle_to_own_outlet(work, ways, outlets)
            )
            if circle:
                circle = (
                    rotate_circle(circle) if circle.kind == CircleKind.WORKS else circle
                )
                found.setdefault(circle.nodes, circle)
    return sorted(found.values(), key=circle_sort_key)


def find_all_circles(
    edges: Iterable[Edge],
    outlets: Mapping[Node, Node],
    limit: int = MAX_CIRCLES_PER_KIND,
) -> list[Circle]:
    """Find the circles of a whole collection, each once, at most `limit` a kind."""
    ways = build_trails(edges)
    return [*find_work_circles(ways, limit), *find_outlet_circles(ways, outlets, limit)]


def find_work_circles(ways: Trails, limit: int = MAX_CIRCLES_PER_KIND) -> list[Circle]:
    """Find circles that contain no smaller one, from each work that is on any."""
    found: dict[tuple[Node, ...], Circle] = {}
    connected = find_components({w: [e.target for e in ways[w]] for w in ways})
    for circle in chain.from_iterable(
        circles_in_component(frozenset(c), ways) for c in connected
    ):
        found.setdefault(circle.nodes, circle)
        if len(found) >= limit:
            break
    return sorted(found.values(), key=circle_sort_key)


def circles_in_component(component: frozenset[Node], ways: Trails) -> Iterator[Circle]:
    """Find the shortest circle through each work of a component, shortcuts taken."""
    inside: dict[Node, list[Edge]] = {}
    before: dict[Node, list[Node]] = {}
    for work in sorted(component):
        inside[work] = [edge for edge in ways[work] if edge.target in component]
        for edge in inside[work]:
            before.setdefault(edge.target, []).append(work)
    for work in inside:
        circle = circle_through_work(work, inside, distances_to(work, before))
        if circle:
            yield rotate_circle(shorten_circle(circle, inside))


def shorten_circle(circle: Circle, ways: Trails) -> Circle:
    """The shortest circle among these works: this one, unless there is a shortcut."""
    inside = {
        work: [edge for edge in ways[work] if edge.target in circle.nodes]
        for work in sorted(set(circle.nodes))
    }
    found = (circle_through_work(work, inside) for work in inside)
    return min((each for each in found if each), key=circle_sort_key)


def find_outlet_circles(
    ways: Trails, outlets: Mapping[Node, Node], limit: int = MAX_CIRCLES_PER_KIND
) -> list[Circle]:
    """Find from each work the shortest way back to another work of its own outlet."""
    found: list[Circle] = []
    for work in ways:
        circle = circle_to_own_outlet(work, ways, outlets)
        if circle:
            found.append(circle)
            if len(found) >= limit:
                break
    return sorted(found, key=circle_sort_key)


def circle_to_claim(work: Node, goals: frozenset[Node], ways: Trails) -> Circle | None:
    """The way to an article of the claim; the whole circle if it leads on to here."""
    if work in goals:
        return Circle(CircleKind.CLAIM, (work,), ())
    full_circle = circle_through_work(work, ways)
    if full_circle and not goals.isdisjoint(full_circle.nodes):
        return Circle(CircleKind.CLAIM, full_circle.nodes, full_circle.edges)
    edges = find_shortest_trail(ways.get(work, ()), ways, goals.__contains__)
    return circle_from_edges(CircleKind.CLAIM, edges) if edges else None


def circle_through_work(
    work: Node, ways: Trails, away: Mapping[Node, int] | None = None
) -> Circle | None:
    """The shortest circle that this work is on; `away`: each work's distance to it."""

    def in_time(node: Node, so_far: int) -> bool:
        return (
            away is None
            or so_far + away.get(node, HALF_TRAIL_EDGES + 1) <= MAX_TRAIL_EDGES
        )

    edges = find_shortest_trail(ways.get(work, ()), ways, work.__eq__, in_time)
    return circle_from_edges(CircleKind.WORKS, edges) if edges else None


def circle_to_own_outlet(
    work: Node, ways: Trails, outlets: Mapping[Node, Node]
) -> Circle | None:
    """The way to another work of the same outlet, by way of other outlets only.

    That an outlet cites itself is no circle.
    """
    own_outlet = outlets.get(work)
    if own_outlet is None:
        return None
    abroad = [
        edge for edge in ways.get(work, ()) if outlets.get(edge.target) != own_outlet
    ]
    edges = find_shortest_trail(
        abroad,
        ways,
        lambda node: node != work and outlets.get(node) == own_outlet,
        lambda node, so_far: so_far < MAX_OUTLET_TRAIL_EDGES,
    )
    return circle_from_edges(CircleKind.OUTLET, edges) if edges else None


def circle_over(
    kind: CircleKind,
    works: Sequence[Node],
    ways: Trails,
    outlets: Mapping[Node, Node],
) -> Circle | None:
    """The circle over just these works, if it is one."""
    edges = [
        edge
        for work, following in pairwise(works)
        for edge in ways.get(work, ())
        if edge.target == following
    ]
    if not edges or len(edges) != len(works) - 1:
        return None
    if kind == CircleKind.OUTLET:
        own = outlets.get(works[0])
        closes = own is not None and own == outlets.get(works[-1])
        closes = closes and own != outlets.get(works[1])
    else:
        closes = works[0] == works[-1]
    return circle_from_edges(kind, tuple(edges)) if closes else None


def circle_from_edges(kind: CircleKind, edges: tuple[Edge, ...]) -> Circle:
    """The circle along these edges, each from where the last one led."""
    nodes = (edges[0].source, *(edge.target for edge in edges))
    return Circle(kind, nodes, edges)


def rotate_circle(circle: Circle) -> Circle:
    """The same closed circle, begun at the first of its works in order."""
    nodes = circle.nodes[:-1]
    first = nodes.index(min(nodes))
    return circle_from_edges(circle.kind, circle.edges[first:] + circle.edges[:first])


def circle_sort_key(circle: Circle) -> tuple[str, int, tuple[Node, ...]]:
    """Sorts by kind, the shortest first."""
    return (circle.kind, len(circle.nodes), circle.nodes)

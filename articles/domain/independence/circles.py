"""Finds circles: where citations and derivations lead back to where they began.

Pure: no Django, no database. Wikipedia's article on circular reporting tells the three
cases that are looked for: evidence that goes back to an article in which the claim
stands, works that rest on each other, and an outlet that comes back to itself by way of
another. A finding about works; it says nothing about what is true.

Works on circles are found by R. E. Tarjan's strongly connected components (Depth-first
search and linear graph algorithms, 1972), in time linear in the edges; only within a
component is anything searched, and no further than a trail may be long.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from articles.domain.independence.components import components
from articles.domain.independence.graph import Edge, Node
from articles.domain.independence.trails import (
    DERIVED,
    HALF,
    LEADING,
    LONGEST,
    LONGEST_ABROAD,
    Trails,
    leading_to,
    shortest,
    trails,
)

MOST = 500


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


def around_claim(
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
    for kinds, works in ((LEADING, supporting), (DERIVED, opposing)):
        ways = trails(all_edges, kinds)
        for work in sorted(set(works)):
            circle = (
                by_claim(work, goals, ways)
                or through(work, ways)
                or to_own_outlet(work, ways, outlets)
            )
            if circle:
                circle = turned(circle) if circle.kind == CircleKind.WORKS else circle
                found.setdefault(circle.nodes, circle)
    return sorted(found.values(), key=in_order)


def everywhere(
    edges: Iterable[Edge], outlets: Mapping[Node, Node], limit: int = MOST
) -> list[Circle]:
    """Find the circles of a whole collection, each once, at most `limit` a kind."""
    ways = trails(edges)
    return [*of_works(ways, limit), *of_outlets(ways, outlets, limit)]


def of_works(ways: Trails, limit: int = MOST) -> list[Circle]:
    """Find circles that contain no smaller one, from each work that is on any."""
    found: dict[tuple[Node, ...], Circle] = {}
    connected = components({w: [e.target for e in ways[w]] for w in ways})
    for circle in chain.from_iterable(within(frozenset(c), ways) for c in connected):
        found.setdefault(circle.nodes, circle)
        if len(found) >= limit:
            break
    return sorted(found.values(), key=in_order)


def within(component: frozenset[Node], ways: Trails) -> Iterator[Circle]:
    """Find the shortest circle through each work of a component, shortcuts taken."""
    inside: dict[Node, list[Edge]] = {}
    before: dict[Node, list[Node]] = {}
    for work in sorted(component):
        inside[work] = [edge for edge in ways[work] if edge.target in component]
        for edge in inside[work]:
            before.setdefault(edge.target, []).append(work)
    for work in inside:
        circle = through(work, inside, leading_to(work, before))
        if circle:
            yield turned(least(circle, inside))


def least(circle: Circle, ways: Trails) -> Circle:
    """The shortest circle among these works: this one, unless there is a shortcut."""
    inside = {
        work: [edge for edge in ways[work] if edge.target in circle.nodes]
        for work in sorted(set(circle.nodes))
    }
    found = (through(work, inside) for work in inside)
    return min((each for each in found if each), key=in_order)


def of_outlets(
    ways: Trails, outlets: Mapping[Node, Node], limit: int = MOST
) -> list[Circle]:
    """Find from each work the shortest way back to another work of its own outlet."""
    found: list[Circle] = []
    for work in ways:
        circle = to_own_outlet(work, ways, outlets)
        if circle:
            found.append(circle)
            if len(found) >= limit:
                break
    return sorted(found, key=in_order)


def by_claim(work: Node, goals: frozenset[Node], ways: Trails) -> Circle | None:
    """The way to an article of the claim; the whole circle if it leads on to here."""
    if work in goals:
        return Circle(CircleKind.CLAIM, (work,), ())
    full_circle = through(work, ways)
    if full_circle and not goals.isdisjoint(full_circle.nodes):
        return Circle(CircleKind.CLAIM, full_circle.nodes, full_circle.edges)
    edges = shortest(ways.get(work, ()), ways, goals.__contains__)
    return laid_out(CircleKind.CLAIM, edges) if edges else None


def through(
    work: Node, ways: Trails, away: Mapping[Node, int] | None = None
) -> Circle | None:
    """The shortest circle that this work is on; `away`: each work's distance to it."""

    def in_time(node: Node, so_far: int) -> bool:
        return away is None or so_far + away.get(node, HALF + 1) <= LONGEST

    edges = shortest(ways.get(work, ()), ways, work.__eq__, in_time)
    return laid_out(CircleKind.WORKS, edges) if edges else None


def to_own_outlet(
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
    edges = shortest(
        abroad,
        ways,
        lambda node: node != work and outlets.get(node) == own_outlet,
        lambda node, so_far: so_far < LONGEST_ABROAD,
    )
    return laid_out(CircleKind.OUTLET, edges) if edges else None


def laid_out(kind: CircleKind, edges: tuple[Edge, ...]) -> Circle:
    """The circle along these edges, each from where the last one led."""
    nodes = (edges[0].source, *(edge.target for edge in edges))
    return Circle(kind, nodes, edges)


def turned(circle: Circle) -> Circle:
    """The same closed circle, begun at the first of its works in order."""
    nodes = circle.nodes[:-1]
    first = nodes.index(min(nodes))
    return laid_out(circle.kind, circle.edges[first:] + circle.edges[:first])


def in_order(circle: Circle) -> tuple[str, int, tuple[Node, ...]]:
    """Sorts by kind, the shortest first."""
    return (circle.kind, len(circle.nodes), circle.nodes)

"""Where do citations and derivations lead back to where they began?

Pure: no Django, no database. Wikipedia's article on circular reporting tells the three
cases that are looked for: evidence that goes back to an article in which the claim
stands, works that rest on each other, and an outlet that comes back to itself by way of
another. A finding about works; it says nothing about what is true.

Works on circles are found by R. E. Tarjan's strongly connected components (Depth-first
search and linear graph algorithms, 1972), in time linear in the edges; only within a
component is anything searched, and no further than `LONGEST` works.
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
    """The circles of one claim: for each piece of evidence the one that tells most.

    What refutes a claim may cite the article that it refutes: for `opposing` works only
    derivation leads back, for the others citation does too.
    """
    known = list(edges)
    goals = frozenset(articles)
    found: dict[tuple[Node, ...], Circle] = {}
    for kinds, works in ((LEADING, supporting), (DERIVED, opposing)):
        ways = trails(known, kinds)
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
    edges: Iterable[Edge], outlets: Mapping[Node, Node], most: int = MOST
) -> list[Circle]:
    """The circles of a whole collection, each once, at most `most` of each kind."""
    ways = trails(edges)
    return [*of_works(ways, most), *of_outlets(ways, outlets, most)]


def of_works(ways: Trails, most: int = MOST) -> list[Circle]:
    """Circles that hold no smaller one, found from each work that is on any."""
    found: dict[tuple[Node, ...], Circle] = {}
    joined = components({w: [e.target for e in ways[w]] for w in ways})
    for circle in chain.from_iterable(within(frozenset(j), ways) for j in joined):
        found.setdefault(circle.nodes, circle)
        if len(found) >= most:
            break
    return sorted(found.values(), key=in_order)


def within(component: frozenset[Node], ways: Trails) -> Iterator[Circle]:
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
    """The shortest circle among these works: this one, unless a shortcut makes another."""
    inside = {
        work: [edge for edge in ways[work] if edge.target in circle.nodes]
        for work in sorted(set(circle.nodes))
    }
    found = (through(work, inside) for work in inside)
    return min((each for each in found if each), key=in_order)


def of_outlets(
    ways: Trails, outlets: Mapping[Node, Node], most: int = MOST
) -> list[Circle]:
    """From each work the shortest way back to another work of its own outlet."""
    found: list[Circle] = []
    for work in ways:
        circle = to_own_outlet(work, ways, outlets)
        if circle:
            found.append(circle)
            if len(found) >= most:
                break
    return sorted(found, key=in_order)


def by_claim(work: Node, goals: frozenset[Node], ways: Trails) -> Circle | None:
    """Back to an article of the claim; all the way round if that leads on to here."""
    if work in goals:
        return Circle(CircleKind.CLAIM, (work,), ())
    whole = through(work, ways)
    if whole and not goals.isdisjoint(whole.nodes):
        return Circle(CircleKind.CLAIM, whole.nodes, whole.edges)
    edges = shortest(ways.get(work, ()), ways, goals.__contains__)
    return laid_out(CircleKind.CLAIM, edges) if edges else None


def through(
    work: Node, ways: Trails, away: Mapping[Node, int] | None = None
) -> Circle | None:
    """The shortest circle that this work is on; `away` as from `leading_to`."""

    def in_time(node: Node, so_far: int) -> bool:
        return away is None or so_far + away.get(node, HALF + 1) <= LONGEST

    edges = shortest(ways.get(work, ()), ways, work.__eq__, in_time)
    return laid_out(CircleKind.WORKS, edges) if edges else None


def to_own_outlet(
    work: Node, ways: Trails, outlets: Mapping[Node, Node]
) -> Circle | None:
    """By way of other outlets only: that an outlet cites itself is no circle."""
    own = outlets.get(work)
    if own is None:
        return None
    abroad = [edge for edge in ways.get(work, ()) if outlets.get(edge.target) != own]
    edges = shortest(
        abroad,
        ways,
        lambda node: node != work and outlets.get(node) == own,
        lambda node, so_far: so_far < LONGEST_ABROAD,
    )
    return laid_out(CircleKind.OUTLET, edges) if edges else None


def laid_out(kind: CircleKind, edges: tuple[Edge, ...]) -> Circle:
    nodes = (edges[0].source, *(edge.target for edge in edges))
    return Circle(kind, nodes, edges)


def turned(circle: Circle) -> Circle:
    """The same circle, told from its first work in order."""
    nodes = circle.nodes[:-1]
    place = nodes.index(min(nodes))
    return laid_out(circle.kind, circle.edges[place:] + circle.edges[:place])


def in_order(circle: Circle) -> tuple[str, int, tuple[Node, ...]]:
    return (circle.kind, len(circle.nodes), circle.nodes)

"""Trails: the works that a work leads to, by citing them or deriving from them.

Pure: no Django, no database.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from articles.domain.independence.graph import Edge, Node

DERIVATION_KINDS = frozenset({"republishes", "translates", "derives_from"})
TRAIL_KINDS = DERIVATION_KINDS | {"cites"}
MAX_TRAIL_EDGES = 6
HALF_TRAIL_EDGES = MAX_TRAIL_EDGES // 2
# An outlet that is come back to after more works than this has hardly led there.
MAX_OUTLET_TRAIL_EDGES = 4

Trails = Mapping[Node, list[Edge]]


def build_trails(edges: Iterable[Edge], kinds: frozenset[str] = TRAIL_KINDS) -> Trails:
    """Build the trails: for each work one edge to each next work, the next in order."""
    best: dict[tuple[Node, Node], Edge] = {}
    for edge in edges:
        ends = (edge.source, edge.target)
        known = best.get(ends)
        leads = edge.kind in kinds and not edge.is_step
        if leads and (known is None or edge.rank < known.rank):
            best[ends] = edge
    found: dict[Node, list[Edge]] = {}
    for ends in sorted(best):
        found.setdefault(ends[0], []).append(best[ends])
    return found


def find_shortest_trail(
    first: Iterable[Edge],
    ways: Trails,
    is_goal: Callable[[Node], bool],
    in_time: Callable[[Node, int], bool] = lambda node, so_far: (
        so_far < MAX_TRAIL_EDGES
    ),
) -> tuple[Edge, ...]:
    """Find a shortest way to a goal that begins with one of these edges; () for none.

    Among equally short ones the first in the order of works. `in_time`: whether it is
    worth going on from a node that was reached over so many edges.
    """
    waiting: deque[tuple[Edge, ...]] = deque((edge,) for edge in first)
    seen = {way[0].source for way in waiting}
    while waiting:
        way = waiting.popleft()
        here = way[-1].target
        if is_goal(here):
            return way
        if here not in seen and in_time(here, len(way)):
            waiting.extend((*way, edge) for edge in ways.get(here, ()))
        seen.add(here)
    return ()


def distances_to(work: Node, before: Mapping[Node, list[Node]]) -> dict[Node, int]:
    """Find the works that lead to this one within half a circle, with their distances.

    Whoever searches from the other side then leaves out what cannot come back in time,
    and both look at a few hundred works where one alone would look at thousands.
    """
    away = {work: 0}
    waiting = deque([work])
    while waiting:
        here = waiting.popleft()
        if away[here] < HALF_TRAIL_EDGES:
            for earlier in before.get(here, ()):
                if earlier not in away:
                    away[earlier] = away[here] + 1
                    waiting.append(earlier)
    return away

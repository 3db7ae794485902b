"""Finds the path that connects a piece of evidence with those who speak, if one does.

Pure: no Django, no database. Two nodes are connected when one leans on the other, or
both lean on a third. That two lean *under* a third (two states fund one commission)
connects the two with the commission, not with each other: a collider in the sense of
J. Pearl, Probabilistic Reasoning in Intelligent Systems (1988), section 3.3. Such
paths are the treks of S. Wright, The Method of Path Coefficients (1934): up from one
end to a common root, down to the other. So both ends climb and meet at the root, and
nobody looks at the many who lean on a ministry in order to find one of them.

A path must hold on one day. Each relation has to hold on a day on which it may have been
said, those of a leg on one day, and the two legs on one day. By E. Helly's theorem
(1923), in one dimension, there is then one day for all: periods each two of which meet
all meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from articles.domain.dates import ALL_DAYS, DateRange
from articles.domain.independence.graph import (
    DatedVoice,
    DateOrRange,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    possible_days,
)

# So many ways up to one root are kept, the shortest first. Each has days on which no
# shorter one holds, so that more would take as many relations that came and went.
MAX_LEGS = 64


@dataclass(frozen=True)
class Path:
    """From one end to the other; `hubs` are those it passes only by their relations."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    hubs: tuple[Node, ...] = ()

    @cached_property
    def steps(self) -> int:
        """Steps between sources: what a work is a copy of, and by whom, counts none."""
        return sum(edge.is_step for edge in self.edges)

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts first which of two paths between the same two is told: always the same.

        By way of the same nodes too there can be two, as where one source owns another
        that is run by it: then the relations decide.
        """
        ranks = tuple(edge.rank for edge in self.edges)
        return (self.steps, len(self.edges), self.nodes, ranks)

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The recorded relations that the path rests on, between sources or works."""
        return [(edge.source[0], edge.row) for edge in self.edges if edge.row]


@dataclass(frozen=True)
class KnownConnection:
    """A path is known; it joins the two if it is short enough and passes no hub."""

    path: Path
    voice: DatedVoice
    limit: int

    @property
    def beyond(self) -> bool:
        """Whether the path has more steps than the rules let count."""
        return self.path.steps > self.limit

    @property
    def joins(self) -> bool:
        return not self.beyond and not self.path.hubs


@dataclass(frozen=True)
class NoKnownConnection:
    """Which is no proof that there is none.

    `nothing_recorded`: not even an author or an outlet of the work is known.
    """

    nothing_recorded: bool = False
    joins: bool = field(default=False, init=False)


@dataclass(frozen=True)
class CitedEvidence:
    """The article itself cites the work, or one that is one text with it.

    It shows whether the article cites rightly, and is no second voice.
    """

    path: Path
    voice: DatedVoice
    joins: bool = field(default=False, init=False)


ConnectionAnswer = KnownConnection | CitedEvidence | NoKnownConnection


# Steps between sources, and edges of any kind.
Length = tuple[int, int]


class Leg(NamedTuple):
    """One way up from where a climb began."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    steps: int
    # The last edge is a relation between sources, so that the next may pass a hub.
    by_relation: bool
    past_hub: bool
    # The days on which all of its edges hold.
    held: DateRange

    @property
    def length(self) -> Length:
        return (self.steps, len(self.edges))

    @property
    def cost(self) -> tuple[int, int, tuple[Node, ...], tuple[object, ...]]:
        ranks = tuple(edge.rank for edge in self.edges)
        return (*self.length, self.nodes, ranks)

    def stands_for(self, longer: "Leg") -> bool:
        """Whether whatever the longer one leads to, this one leads to as well."""
        return self.held.covers(longer.held) and (longer.past_hub or not self.past_hub)


Climb = dict[Node, list[Leg]]
# The number of who climbed, and the way up to a root.
Arrival = tuple[int, Leg]


@dataclass
class ConnectionSearch:
    """Climbs through one graph under one set of rules, each made once."""

    graph: DependenceGraph
    rules: IndependenceRules = field(default_factory=IndependenceRules)
    _climbs: dict[tuple[Node, DateOrRange], Climb] = field(
        default_factory=dict, init=False, repr=False
    )

    _roots: dict[tuple[Node, DateOrRange], list[tuple[Node, Edge]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def climb(self, start: Node, on: DateOrRange) -> Climb:
        """Find all that the start leans on that day within the hops, by the best ways.

        A way that has passed a hub does not stand for a longer one that has not, nor
        one of fewer days for a longer one that holds on others: then both are kept.
        """
        known = self._climbs.get((start, on))
        if known is None:
            known = self._climbs[start, on] = self._find_climb(start, on)
        return known

    def _find_climb(self, start: Node, on: DateOrRange) -> Climb:
        reached: Climb = {}
        # How long the first way to a node is that stands for every longer one: copies of
        # one text all lead to each other, and most ways need not even be put in order.
        plain: dict[Node, Length] = {}
        # Dijkstra's algorithm. No two entries have the same nodes by the same edges, so
        # that no entry is compared beyond its fourth member.
        first = Leg((start,), (), 0, by_relation=False, past_hub=False, held=ALL_DAYS)
        heap = [(*first.cost, first)]
        while heap:
            leg = heappop(heap)[-1]
            legs = reached.setdefault(leg.nodes[-1], [])
            if len(legs) < MAX_LEGS and not any(k.stands_for(leg) for k in legs):
                legs.append(leg)
                for longer in self._extend_leg(leg, on, plain):
                    heappush(heap, (*longer.cost, longer))
                    if longer.held == ALL_DAYS and not longer.past_hub:
                        plain.setdefault(longer.nodes[-1], longer.length)
        return reached

    def _extend_leg(
        self, leg: Leg, on: DateOrRange, plain: Mapping[Node, Length]
    ) -> Iterator[Leg]:
        """The legs that are one edge longer and still within the hops.

        `plain`: nodes to which a way of this length stands for every longer one.
        """
        here, edges = leg.nodes[-1], len(leg.edges) + 1
        is_hub = leg.by_relation and self.graph.is_hub(here, self.rules)
        for above, edge in self._above(here, on):
            steps = leg.steps + edge.is_step
            if above in plain and plain[above] < (steps, edges):
                continue
            held = leg.held.overlap(edge.period)
            if steps <= self.rules.hops and above not in leg.nodes and held:
                yield Leg(
                    (*leg.nodes, above),
                    (*leg.edges, edge),
                    steps,
                    by_relation=edge.is_step,
                    past_hub=leg.past_hub or (is_hub and edge.is_step),
                    held=held,
                )

    def _above(self, node: Node, on: DateOrRange) -> list[tuple[Node, Edge]]:
        """Find whom or what this node leans on that day.

        By the first edge in order, and by further ones that hold on days of their own.
        """
        known = self._roots.get((node, on))
        if known is None:
            best: dict[Node, list[Edge]] = defaultdict(list)
            edges = self.graph.edges_above.get(node, ())
            for edge in sorted(filter(self.rules.carry, edges), key=edge_rank):
                named = best[edge.other(node)]
                if edge.period.overlap(possible_days(on)) and not any(
                    each.period.covers(edge.period) for each in named
                ):
                    named.append(edge)
            known = self._roots[node, on] = [
                (end, edge) for end, named in best.items() for edge in named
            ]
        return known

    def arrivals(
        self, starts: Sequence[tuple[Iterable[Node], DateOrRange]]
    ) -> dict[Node, list[Arrival]]:
        """Find who arrives at which root without passing a hub, the shortest way first.

        Each start is some nodes and the day on which they climb.
        """
        at_root: dict[Node, list[Arrival]] = defaultdict(list)
        for number, (nodes, on) in enumerate(starts):
            for node in dict.fromkeys(nodes):
                for root, legs in self.climb(node, on).items():
                    at_root[root] += [(number, leg) for leg in legs if not leg.past_hub]
        return {
            root: sorted(arrivals, key=lambda each: (each[1].cost, each[0]))
            for root, arrivals in at_root.items()
        }

    def path(self, left: Leg, right: Leg) -> Path:
        """Up the left leg to the common root, down the right one."""
        nodes = (*left.nodes, *reversed(right.nodes[:-1]))
        edges = (*left.edges, *reversed(right.edges))
        hubs = tuple(
            nodes[index]
            for index in range(1, len(edges))
            if edges[index - 1].is_step
            and edges[index].is_step
            and self.graph.is_hub(nodes[index], self.rules)
        )
        return Path(nodes, edges, hubs)

    def joins(self, path: Path) -> bool:
        """Whether the path is short enough and passes no hub."""
        return path.steps <= self.rules.hops and not path.hubs

    def connection(
        self, evidence: Node, voices: Iterable[DatedVoice]
    ) -> ConnectionAnswer:
        """Find the best path to any of the voices: one that joins, else the shortest.

        Of two that are alike the one to the voice that is named first.
        One step more than the hops is told of too, and joins nobody.
        """
        found = [
            (not self.joins(path), path, voice)
            for voice in voices
            for path in self.meetings(
                self.climb(evidence, voice.on), self.climb(voice.node, voice.on)
            )
            if path.steps <= self.rules.hops + 1
        ]
        if not found:
            is_alone = len(self.climb(evidence, None)) == 1
            return NoKnownConnection(nothing_recorded=is_alone)
        _, path, voice = min(found, key=lambda each: (each[0], each[1].rank))
        return KnownConnection(path, voice, self.rules.hops)

    def meetings(self, left: Climb, right: Climb) -> Iterator[Path]:
        """The paths by way of every root that both climbs reach, at one time."""
        for root in left.keys() & right.keys():
            for up, down in product(left[root], right[root]):
                if up.held.overlap(down.held):
                    yield self.path(up, down)


def edge_rank(edge: Edge) -> tuple[object, ...]:
    return edge.rank


def find_connection(
    evidence: Node,
    voices: Iterable[Node],
    graph: DependenceGraph,
    rules: IndependenceRules,
    on: DateOrRange,
) -> ConnectionAnswer:
    """Find it for one piece of evidence and voices of one day.

    For more than one piece, keep a search: it climbs each way once.
    """
    return ConnectionSearch(graph, rules).connection(
        evidence, [DatedVoice(v, on) for v in voices]
    )

"""Do the answers equal those of trying every way, on any graph with any dates?"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.domain.dates import DateRange
from articles.domain.independence.connections import KnownConnection, find_connection
from articles.domain.independence.graph import (
    DateOrRange,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    source_node,
    work_node,
)
from articles.domain.independence.lineages import LineageItem, find_lineages

SOURCES = [source_node(n) for n in range(1, 6)]
WORKS = [work_node(n) for n in range(1, 5)]
# On as many days everything is tried: whatever holds on any day holds on one of these.
DAYS = [datetime.date(year, 1, 1) for year in range(2010, 2016)]
SAID = [None, *DAYS, DateRange(DAYS[0], DAYS[2]), DateRange(DAYS[2], DAYS[5])]


@st.composite
def edges(draw: st.DrawFn) -> Edge:
    sort = draw(st.sampled_from(["ss", "ss", "ww", "sw"]))
    begins = draw(st.sampled_from(WORKS if sort == "ww" else SOURCES))
    ends = draw(st.sampled_from(SOURCES if sort == "ss" else WORKS))
    kind = {
        "ss": ["owns", "part_of", "close_to", "republishes"],
        "ww": ["derives_from", "cites", "same_text"],
        "sw": ["authored", "published"],
    }[sort]
    first, last = sorted(
        draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)))
        if sort == "ss"
        else DAYS[:2]
    )
    dated = sort == "ss" and draw(st.sampled_from([True, True, True, False]))
    return Edge(
        begins,
        draw(st.sampled_from(kind)),
        ends,
        since=first if dated and draw(st.booleans()) else None,
        until=last if dated else None,
    )


GRAPHS = st.lists(edges().filter(lambda edge: edge.source != edge.target), max_size=18)
RULES = st.builds(
    IndependenceRules, hops=st.integers(0, 3), hub=st.sampled_from([1, 3, 99])
)


class Way(NamedTuple):
    """Up from a node, edge by edge; and on which of the days all of it holds."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    days: frozenset[datetime.date]

    @property
    def steps(self) -> int:
        return sum(edge.is_step for edge in self.edges)


def days_of(edge: Edge) -> frozenset[datetime.date]:
    return frozenset(
        day
        for day in DAYS
        if (edge.since or DAYS[0]) <= day <= (edge.until or DAYS[-1])
    )


def days_when(on: DateOrRange) -> set[datetime.date]:
    if on is None:
        return set(DAYS)
    first, last = on if isinstance(on, DateRange) else (on, on)
    return {day for day in DAYS if first <= day <= last}


def ways_up(
    edges: Iterable[Edge], start: Node, rules: IndependenceRules, on: DateOrRange
) -> Iterator[Way]:
    """Every way up that holds on one of the days, whether a shorter one is or not."""
    used = [edge for edge in edges if rules.carry(edge)]
    waiting = [Way((start,), (), frozenset(DAYS))]
    while waiting:
        way = waiting.pop()
        yield way
        here = way.nodes[-1]
        for edge in (each for each in used if here in (each.source, each.target)):
            above = edge.other(here)
            longer = Way(
                (*way.nodes, above), (*way.edges, edge), way.days & days_of(edge)
            )
            if (
                (edge.leaning == here or edge.kind == "same_text")
                and above not in way.nodes
                and longer.steps <= rules.hops
                and longer.days & days_when(on)
            ):
                waiting.append(longer)


def meeting_steps(
    edges: list[Edge],
    ends: tuple[Node, Node],
    rules: IndependenceRules,
    on: tuple[DateOrRange, DateOrRange],
    *,
    clean: bool,
) -> int | None:
    """The fewest steps of any two ways that meet and share a day; None if none do.

    At most one step more than the hops; `clean`: none more, and through no hub.
    """
    touching = Counter(
        end for edge in set(edges) if edge.is_step for end in (edge.source, edge.target)
    )
    hubs = {node for node, degree in touching.items() if degree > rules.hub}
    found = []
    both = (
        ways_up(edges, *each) for each in zip(ends, (rules, rules), on, strict=True)
    )
    for left, right in product(*(list(each) for each in both)):
        whole = (*left.edges, *reversed(right.edges))
        nodes = (*left.nodes, *reversed(right.nodes[:-1]))
        passed = {
            nodes[place]
            for place in range(1, len(whole))
            if whole[place - 1].is_step and whole[place].is_step
        }
        steps = left.steps + right.steps
        if (
            left.nodes[-1] == right.nodes[-1]
            and left.days & right.days
            and steps <= rules.hops + (not clean)
            and not (clean and passed & hubs)
        ):
            found.append(steps)
    return min(found, default=None)


NARROW_BEFORE_WIDE = [
    Edge(SOURCES[0], "published", WORKS[0]),
    Edge(SOURCES[0], "part_of", SOURCES[1], until=DAYS[1]),
    Edge(SOURCES[0], "part_of", SOURCES[2]),
    Edge(SOURCES[2], "part_of", SOURCES[1]),
    Edge(SOURCES[1], "part_of", SOURCES[3], since=DAYS[3]),
]
LEGS_OF_TWO_TIMES = [
    Edge(SOURCES[0], "published", WORKS[0]),
    Edge(SOURCES[0], "part_of", SOURCES[1], until=DAYS[0]),
    Edge(SOURCES[2], "part_of", SOURCES[1], since=DAYS[1]),
]
SECOND_RELATION_OF_TWO = [
    Edge(SOURCES[0], "published", WORKS[0]),
    Edge(SOURCES[0], "close_to", SOURCES[1], until=DAYS[0]),
    Edge(SOURCES[0], "part_of", SOURCES[1], since=DAYS[2]),
    Edge(SOURCES[1], "part_of", SOURCES[2], since=DAYS[2]),
]
TWO_OF_ANOTHER_TIME = [
    *LEGS_OF_TWO_TIMES,
    Edge(SOURCES[2], "published", WORKS[1]),
    Edge(SOURCES[3], "published", WORKS[2]),
    Edge(SOURCES[3], "part_of", SOURCES[1], since=DAYS[1]),
]


@settings(deadline=None, max_examples=400)
@given(GRAPHS, RULES, st.sampled_from(SAID), st.sampled_from(WORKS))
@example(NARROW_BEFORE_WIDE, IndependenceRules(hops=3), None, WORKS[0])
@example(LEGS_OF_TWO_TIMES, IndependenceRules(), None, WORKS[0])
@example(SECOND_RELATION_OF_TWO, IndependenceRules(), None, WORKS[0])
def test_every_connection_equals_the_best_of_all_ways(
    given_edges: list[Edge],
    rules: IndependenceRules,
    on: DateOrRange,
    evidence: Node,
) -> None:
    graph = DependenceGraph(given_edges)

    for voice in SOURCES:
        ends = (evidence, voice)
        known = meeting_steps(given_edges, ends, rules, (on, on), clean=False)
        joined = meeting_steps(given_edges, ends, rules, (on, on), clean=True)
        found = find_connection(evidence, [voice], graph, rules, on)

        assert isinstance(found, KnownConnection) == (known is not None)
        assert found.joins == (joined is not None)
        if isinstance(found, KnownConnection):
            assert found.path.steps == (joined if found.joins else known)
            assert (found.path.nodes[0], found.path.nodes[-1]) == (evidence, voice)
            assert len(set(found.path.nodes)) == len(found.path.nodes)
            days = days_when(on)
            for place, edge in enumerate(found.path.edges):
                ends = (found.path.nodes[place], found.path.nodes[place + 1])
                assert {edge.source, edge.target} == set(ends)
                assert rules.carry(edge)
                days &= days_of(edge)
            assert days, "there is no day on which all of the path holds"


@settings(deadline=None, max_examples=400)
@given(GRAPHS, RULES, st.lists(st.sampled_from(SAID), min_size=4, max_size=4))
@example(TWO_OF_ANOTHER_TIME, IndependenceRules(), [None] * 4)
def test_lineages_are_what_is_joined_by_any_chain(
    given_edges: list[Edge], rules: IndependenceRules, said: list[DateOrRange]
) -> None:
    """Each on a day of its own; what joins two has to have held at one time."""
    on = dict(zip(WORKS, said, strict=True))
    joined = {
        node: {
            other
            for other in WORKS
            if meeting_steps(
                given_edges, (node, other), rules, (on[node], on[other]), clean=True
            )
            is not None
        }
        for node in WORKS
    }
    expected = set()
    for node in WORKS:
        group = {node}
        while (more := group.union(*(joined[each] for each in group))) != group:
            group = more
        expected.add(tuple(str(each[1]) for each in WORKS if each in group))

    items = [LineageItem(str(each[1]), (each,), on[each]) for each in WORKS]
    found = find_lineages(items, DependenceGraph(given_edges), rules)

    assert {lineage.items for lineage in found} == expected
    for lineage in found:
        assert len(lineage.merges) == len(lineage.items) - 1
        for merge in lineage.merges:
            assert {merge.first, merge.second} <= set(lineage.items)
            assert merge.path.steps <= rules.hops

"""Do the answers equal those of a breadth-first search, on any graph?"""

import datetime
from collections import Counter, deque

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.independence.connections import KnownConnection, find_connection
from articles.domain.independence.graph import (
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    source_node,
    work_node,
)
from articles.domain.independence.lineages import LineageItem, find_lineages

SOURCES = [source_node(n) for n in range(1, 8)]
WORKS = [work_node(n) for n in range(1, 5)]
DAYS = [None, datetime.date(2010, 1, 1), datetime.date(2020, 1, 1)]


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
    return Edge(
        begins,
        draw(st.sampled_from(kind)),
        ends,
        since=draw(st.sampled_from(DAYS)) if sort == "ss" else None,
    )


GRAPHS = st.lists(edges().filter(lambda edge: edge.source != edge.target), max_size=18)
RULES = st.builds(
    IndependenceRules, hops=st.integers(0, 3), hub=st.sampled_from([1, 3, 99])
)


Way = tuple[Node, bool, int, int, bool]


def onward(node: Node, edge: Edge, down: bool, ups: int, downs: int) -> list[Way]:
    """Up by this edge, if the way has not turned yet; down by it, from now on."""
    other = edge.other(node)
    mutual = edge.kind == "same_text"
    ways = []
    if (node == edge.leaning or mutual) and not down:
        ways.append((other, False, ups + edge.is_step, downs, edge.is_step))
    if other == edge.leaning or mutual:
        ways.append((other, True, ups, downs + edge.is_step, edge.is_step))
    return ways


def searched(
    edges: list[Edge],
    start: Node,
    rules: IndependenceRules,
    on: datetime.date | None,
    clean: bool,
) -> dict[Node, int]:
    """The fewest steps to each node: breadth first, up and then down.

    At most one step more than the hops; `clean`: none more, and through no hub.
    """
    used = [edge for edge in edges if rules.carry(edge) and edge.holds(on)]
    steps = {edge for edge in edges if edge.is_step}
    ends = Counter(end for edge in steps for end in (edge.source, edge.target))
    hubs = {node for node, degree in ends.items() if degree > rules.hub}
    # The node, whether it goes down by now, its steps up and down, whether the last
    # was a step.
    first = (start, False, 0, 0, False)
    seen = {first}
    waiting = deque([first])
    best: dict[Node, int] = {}
    while waiting:
        node, down, ups, downs, stepped = waiting.popleft()
        if ups + downs <= rules.hops + (not clean):
            best[node] = min(best.get(node, 99), ups + downs)
        for edge in (each for each in used if node in (each.source, each.target)):
            if clean and stepped and edge.is_step and node in hubs:
                continue
            for way in onward(node, edge, down, ups, downs):
                if max(way[2], way[3]) <= rules.hops and way not in seen:
                    seen.add(way)
                    waiting.append(way)
    return best


@settings(deadline=None, max_examples=400)
@given(GRAPHS, RULES, st.sampled_from(DAYS), st.sampled_from(WORKS))
def test_every_connection_equals_the_search(
    given_edges: list[Edge],
    rules: IndependenceRules,
    on: datetime.date | None,
    evidence: Node,
) -> None:
    graph = DependenceGraph(given_edges)
    steps = searched(given_edges, evidence, rules, on, clean=False)
    joined = searched(given_edges, evidence, rules, on, clean=True)

    for voice in SOURCES:
        found = find_connection(evidence, [voice], graph, rules, on)

        assert isinstance(found, KnownConnection) == (voice in steps)
        assert found.joins == (voice in joined)
        if isinstance(found, KnownConnection):
            expected = joined if found.joins else steps
            assert found.path.steps == expected[voice]
            assert (found.path.nodes[0], found.path.nodes[-1]) == (evidence, voice)
            assert len(set(found.path.nodes)) == len(found.path.nodes)
            for place, edge in enumerate(found.path.edges):
                ends = {found.path.nodes[place], found.path.nodes[place + 1]}
                assert {edge.source, edge.target} == ends
                assert edge.holds(on)
                assert rules.carry(edge)


@settings(deadline=None, max_examples=400)
@given(GRAPHS, RULES, st.sampled_from(DAYS))
def test_lineages_are_what_is_joined_by_any_chain(
    given_edges: list[Edge], rules: IndependenceRules, on: datetime.date | None
) -> None:
    joined = {
        node: {
            other
            for other in searched(given_edges, node, rules, on, clean=True)
            if other in WORKS
        }
        for node in WORKS
    }
    expected = set()
    for node in WORKS:
        group = {node}
        while (more := group.union(*(joined[each] for each in group))) != group:
            group = more
        expected.add(tuple(str(each[1]) for each in WORKS if each in group))

    items = [LineageItem(str(each[1]), (each,)) for each in WORKS]
    found = find_lineages(items, DependenceGraph(given_edges), rules, on)

    assert {lineage.items for lineage in found} == expected
    for lineage in found:
        assert len(lineage.merges) == len(lineage.items) - 1
        for merge in lineage.merges:
            assert {merge.first, merge.second} <= set(lineage.items)
            assert merge.path.steps <= rules.hops

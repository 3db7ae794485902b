"""Are the circles found, each once, and only real ones?"""

from itertools import pairwise, permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.domain.independence.circles import (
    CircleKind,
    find_all_circles,
    find_claim_circles,
    find_outlet_circles,
    find_work_circles,
)
from articles.domain.independence.components import find_components
from articles.domain.independence.graph import Edge, Node, source_node, work_node
from articles.domain.independence.trails import build_trails

A, B, C, D = (work_node(n) for n in range(1, 5))
ONE, TWO = source_node(1), source_node(2)


def cites(*works: Node) -> list[Edge]:
    return [Edge(a, "cites", b) for a, b in pairwise(works)]


def test_evidence_that_leads_back_to_the_article_is_a_circle() -> None:
    (found,) = find_claim_circles([A], [], [C], cites(A, B, C), {})

    assert (found.kind, found.nodes) == (CircleKind.CLAIM, (A, B, C))
    assert not found.is_closed


def test_the_article_that_cites_the_evidence_closes_it() -> None:
    (found,) = find_claim_circles([A], [], [C], cites(A, B, C, A), {})

    assert (found.kind, found.nodes) == (CircleKind.CLAIM, (A, B, C, A))
    assert found.is_closed


def test_of_two_articles_the_one_that_leads_on_to_the_evidence_is_told_of() -> None:
    (found,) = find_claim_circles([A], [], [B, C], cites(A, B, C, A), {})

    assert found.nodes == (A, B, C, A)


def test_the_article_itself_as_evidence_is_the_smallest_circle() -> None:
    (found,) = find_claim_circles([A], [], [A], [], {})

    assert (found.nodes, found.edges) == ((A,), ())


def test_what_refutes_an_article_may_cite_it_but_not_derive_from_it() -> None:
    assert find_claim_circles([], [A], [B], cites(A, B), {}) == []
    assert len(find_claim_circles([], [A], [B], [Edge(A, "derives_from", B)], {})) == 1


def test_an_outlet_comes_back_to_itself_only_by_way_of_another() -> None:
    outlets = {A: ONE, C: ONE, B: TWO}

    assert find_outlet_circles(build_trails(cites(A, C)), outlets) == []
    (found,) = find_outlet_circles(build_trails(cites(A, B, C)), outlets)

    assert (found.kind, found.nodes) == (CircleKind.OUTLET, (A, B, C))


def test_corrections_and_relations_of_sources_lead_nowhere() -> None:
    edges = [Edge(A, "corrects", B), *cites(B, A), Edge(ONE, "republishes", TWO)]

    assert find_all_circles([*edges, Edge(TWO, "republishes", ONE)], {}) == []


def test_a_circle_that_holds_a_smaller_one_is_left_out() -> None:
    found = find_work_circles(build_trails([*cites(A, B, C, A), *cites(B, A)]))

    assert [circle.nodes for circle in found] == [(A, B, A)]


def test_circles_are_told_alike_in_whatever_order_the_edges_come() -> None:
    edges = [*cites(B, C, A, B), *cites(A, D, C)]

    assert (
        len({tuple(find_all_circles(order, {})) for order in permutations(edges)}) == 1
    )


@pytest.mark.parametrize("size", range(1, 9))
def test_a_circle_is_told_up_to_six_works(size: int) -> None:
    works = [work_node(n) for n in range(size)]

    found = find_all_circles(cites(*works, works[0]), {})

    assert [len(circle.edges) for circle in found] == ([size] if size <= 6 else [])


def test_no_more_circles_are_told_than_asked_for() -> None:
    edges = [
        edge
        for n in range(9)
        for edge in cites(work_node(n), work_node(n + 50), work_node(n))
    ]

    assert len(find_all_circles(edges, {}, limit=4)) == 4


def test_a_long_chain_exhausts_nothing() -> None:
    chain = cites(*(work_node(n) for n in range(20_000)))

    assert find_all_circles(chain, {}) == []


NODES = [work_node(n) for n in range(1, 6)]
PAIRS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14)


def all_circles(pairs: set[tuple[Node, Node]]) -> set[frozenset[Node]]:
    """Every circle, by trying all orders of all works."""
    return {
        frozenset(order)
        for size in range(1, len(NODES) + 1)
        for order in permutations(NODES, size)
        if all(pair in pairs for pair in zip(order, order[1:] + order[:1], strict=True))
    }


@settings(deadline=None)
@given(PAIRS)
@example(  # the shortest circle of the first work holds one that is nobody's first choice
    [(NODES[a], NODES[b]) for a, b in ((0, 3), (1, 2), (1, 3), (2, 0), (2, 1), (2, 3),
                                       (3, 1), (3, 2))]
)  # fmt: skip
def test_the_circles_found_are_minimal_and_leave_no_component_out(
    pairs: list[tuple[Node, Node]],
) -> None:
    known = all_circles(set(pairs))
    smallest = {each for each in known if not any(other < each for other in known)}

    found = find_work_circles(build_trails([Edge(a, "cites", b) for a, b in pairs]))
    sets = [frozenset(circle.nodes) for circle in found]

    assert len({circle.nodes for circle in found}) == len(found)
    assert set(sets) <= smallest
    # Whatever is on a smallest circle that is its shortest is told of.
    for node in NODES:
        through = [each for each in known if node in each]
        shortest = [each for each in through if len(each) == min(map(len, through))]
        if through and all(each in smallest for each in shortest):
            assert any(node in each for each in sets)
    ways = {n: [b for a, b in pairs if a == n] for n in NODES}
    for component in find_components(ways):
        assert any(each <= set(component) for each in sets)


@given(PAIRS)
def test_components_are_those_who_reach_each_other(
    pairs: list[tuple[Node, Node]],
) -> None:
    reach = {n: {b for a, b in pairs if a == n} for n in NODES}
    for _ in NODES:
        for node in NODES:
            reach[node] = reach[node].union(*(reach[each] for each in reach[node]))
    expected = {
        tuple(m for m in NODES if m in reach[n] and n in reach[m])
        for n in NODES
        if n in reach[n]
    }

    found = find_components({n: [b for a, b in pairs if a == n] for n in NODES})

    assert {tuple(each) for each in found} == expected

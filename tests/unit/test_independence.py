"""Who is connected with whom, and who only seems to be?"""

import datetime
from itertools import pairwise, permutations

import pytest

from articles.domain.dates import DateRange
from articles.domain.independence.connections import (
    ConnectionSearch,
    KnownConnection,
    NoKnownConnection,
    find_connection,
)
from articles.domain.independence.gate import GatedEvidence, Ground, judge_grounds
from articles.domain.independence.graph import (
    DatedVoice,
    DateOrRange,
    DependenceGraph,
    Edge,
    IndependenceRules,
    NodeName,
    source_node,
    work_node,
)
from articles.domain.independence.lineages import LineageItem, find_lineages
from articles.domain.independence.path_sentences import (
    FORWARD_WORDINGS,
    REVERSE_WORDINGS,
    path_in_words,
)
from tests.effort import steps

RULES = IndependenceRules()
PAGE, OTHER_PAGE = work_node(1), work_node(2)
AGENCY, STATE, MINISTRY, OTHER_STATE, COMMISSION = (source_node(n) for n in range(1, 6))
NAMES = {
    PAGE: NodeName("A page"),
    OTHER_PAGE: NodeName("Another page"),
    AGENCY: NodeName("The Agency", "outlet"),
    STATE: NodeName("the government", "organisation"),
    MINISTRY: NodeName("the ministry", "organisation"),
    COMMISSION: NodeName("Ada", "person"),
}
PUBLISHED = Edge(AGENCY, "published", PAGE)
AGENCY_OF = Edge(AGENCY, "state_agency_of", STATE, row=1)
PART_OF = Edge(MINISTRY, "part_of", STATE, row=2)


def day(year: int) -> datetime.date:
    return datetime.date(year, 6, 1)


def test_a_page_of_the_state_agency_is_connected_with_a_ministry_of_the_state() -> None:
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, PART_OF])

    found = find_connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, KnownConnection)
    assert found.joins
    assert found.path.steps == 2
    assert found.path.rows == [("s", 1), ("s", 2)]
    assert path_in_words(found.path.nodes, found.path.edges, NAMES) == (
        "“A page” was published by The Agency, the state agency of the government, "
        "of which the ministry is part"
    )


def test_two_states_that_fund_one_commission_are_not_connected_by_it() -> None:
    graph = DependenceGraph(
        [
            Edge(STATE, "published", PAGE),
            Edge(STATE, "funds", COMMISSION),
            Edge(OTHER_STATE, "funds", COMMISSION),
        ]
    )

    assert (
        find_connection(PAGE, [OTHER_STATE], graph, RULES, None) == NoKnownConnection()
    )
    assert find_connection(PAGE, [COMMISSION], graph, RULES, None).joins


def test_nothing_recorded_about_a_work_is_said_to_be_so() -> None:
    found = find_connection(PAGE, [MINISTRY], DependenceGraph([]), RULES, None)

    assert found == NoKnownConnection(nothing_recorded=True)


def test_citing_is_not_leaning() -> None:
    graph = DependenceGraph(
        [Edge(PAGE, "cites", OTHER_PAGE), Edge(MINISTRY, "authored", OTHER_PAGE)]
    )

    assert not find_connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_habit_of_republishing_connects_only_if_the_team_says_so() -> None:
    graph = DependenceGraph([PUBLISHED, Edge(AGENCY, "republishes", STATE)])
    stricter = IndependenceRules(
        between_sources=RULES.between_sources | {"republishes"}
    )

    assert not find_connection(PAGE, [STATE], graph, RULES, None).joins
    assert find_connection(PAGE, [STATE], graph, stricter, None).joins


@pytest.mark.parametrize(
    ("on", "joins"),
    [
        (None, True),
        (day(2009), False),
        (day(2010), True),
        (day(2021), False),
        (DateRange(day(2008), day(2009)), False),
        (DateRange(day(2009), day(2011)), True),
        (DateRange(day(2009), day(2022)), True),
        (DateRange(day(2021), day(2022)), False),
    ],
)
def test_a_relation_counts_only_while_it_holds(on: DateOrRange, joins: bool) -> None:
    """Of a statement of some time, if it held on any day of that."""
    owned = Edge(STATE, "owns", AGENCY, since=day(2010), until=day(2020))

    found = find_connection(
        PAGE, [STATE], DependenceGraph([PUBLISHED, owned]), RULES, on
    )

    assert found.joins is joins


def test_of_two_voices_each_is_judged_on_its_own_day() -> None:
    owned = Edge(STATE, "owns", AGENCY, until=day(2020))
    search = ConnectionSearch(DependenceGraph([PUBLISHED, owned]), RULES)

    assert not search.connection(PAGE, [DatedVoice(STATE, day(2021))]).joins
    found = search.connection(
        PAGE, [DatedVoice(STATE, day(2021)), DatedVoice(STATE, day(2019))]
    )

    assert isinstance(found, KnownConnection)
    assert found.voice.on == day(2019)


def test_a_longer_path_is_told_and_joins_nobody() -> None:
    graph = DependenceGraph(
        [PUBLISHED, AGENCY_OF, PART_OF, Edge(MINISTRY, "owns", OTHER_STATE)]
    )

    found = find_connection(PAGE, [OTHER_STATE], graph, RULES, None)

    assert isinstance(found, KnownConnection)
    assert (found.path.steps, found.beyond, found.joins) == (3, True, False)


def test_beyond_the_hops_on_either_side_nothing_is_looked_for() -> None:
    chain = [Edge(source_node(n), "part_of", source_node(n + 1)) for n in range(1, 5)]

    found = find_connection(
        PAGE, [source_node(4)], DependenceGraph([PUBLISHED, *chain]), RULES, None
    )

    assert found == NoKnownConnection()


def test_copies_of_copies_cost_no_steps() -> None:
    copies = [Edge(work_node(n), "republishes", work_node(n + 1)) for n in range(1, 9)]
    graph = DependenceGraph([*copies, Edge(MINISTRY, "authored", work_node(9))])

    found = find_connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, KnownConnection)
    assert (found.path.steps, len(found.path.edges)) == (0, 9)


def crowd(around: int) -> list[Edge]:
    return [Edge(source_node(100 + n), "part_of", STATE) for n in range(around)]


def test_a_hub_is_flagged_and_does_not_join() -> None:
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(49)])

    found = find_connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, KnownConnection)
    assert (found.path.hubs, found.joins) == ((STATE,), False)


def test_as_many_relations_as_the_threshold_make_no_hub_yet() -> None:
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(48)])

    assert find_connection(PAGE, [MINISTRY], graph, RULES, None).joins


def long_way_around() -> list[Edge]:
    """From the agency to the other state: in two steps by a hub, in three without."""
    chain = [AGENCY, MINISTRY, COMMISSION, OTHER_STATE]
    around = [Edge(a, "part_of", b) for a, b in pairwise(chain)]
    hub = [AGENCY_OF, Edge(STATE, "part_of", OTHER_STATE), *crowd(60)]
    return [PUBLISHED, *around, *hub]


def test_a_longer_way_around_a_hub_is_not_forgotten_for_the_shorter_one() -> None:
    graph = DependenceGraph(long_way_around())

    found = find_connection(PAGE, [OTHER_STATE], graph, IndependenceRules(hops=3), None)

    assert isinstance(found, KnownConnection)
    assert (found.joins, found.path.steps) == (True, 3)


def test_lineages_are_joined_by_a_way_around_a_hub() -> None:
    graph = DependenceGraph(
        [*long_way_around(), Edge(OTHER_STATE, "published", OTHER_PAGE)]
    )
    items = [LineageItem("a", (PAGE,)), LineageItem("b", (OTHER_PAGE,))]

    assert len(find_lineages(items, graph, IndependenceRules(hops=3))) == 1
    assert len(find_lineages(items, graph, IndependenceRules(hops=2))) == 2


def test_one_item_alone_that_climbs_past_a_hub_is_its_own_lineage() -> None:
    found = find_lineages(
        [LineageItem("a", (PAGE,))], DependenceGraph(long_way_around()), RULES
    )

    assert [lineage.items for lineage in found] == [("a",)]


def test_who_came_past_a_hub_joins_others_nowhere_above_it() -> None:
    # One comes to the root past the hub in two steps, two others in three without.
    chains = [
        [source_node(10), source_node(11), source_node(12), OTHER_STATE],
        [source_node(20), source_node(21), source_node(22), OTHER_STATE],
    ]
    edges = [PUBLISHED, AGENCY_OF, Edge(STATE, "part_of", OTHER_STATE), *crowd(60)]
    for number, chain in enumerate(chains):
        edges.append(Edge(chain[0], "published", work_node(10 + number)))
        edges += [Edge(a, "part_of", b) for a, b in pairwise(chain)]
    items = [
        LineageItem("a", (PAGE,)),
        LineageItem("b", (work_node(10),)),
        LineageItem("c", (work_node(11),)),
    ]

    found = find_lineages(items, DependenceGraph(edges), IndependenceRules(hops=6))

    assert [lineage.items for lineage in found] == [("a",), ("b", "c")]


def test_a_hub_that_speaks_itself_is_an_end_and_no_hub_between() -> None:
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, *crowd(60)])

    assert find_connection(PAGE, [STATE], graph, RULES, None).joins


def test_a_hub_that_published_the_page_is_not_passed_by_its_relations() -> None:
    graph = DependenceGraph([Edge(STATE, "published", PAGE), PART_OF, *crowd(60)])

    assert find_connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_part_of_a_graph_is_told_who_is_a_hub() -> None:
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, PART_OF], degrees={STATE: 51})

    assert not find_connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_way_around_a_hub_is_preferred_within_the_hops() -> None:
    around = [Edge(AGENCY, "close_to", OTHER_STATE), Edge(MINISTRY, "owns", AGENCY)]
    graph = DependenceGraph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(60), *around])

    found = find_connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, KnownConnection)
    assert found.path.nodes == (PAGE, AGENCY, MINISTRY)


def test_the_same_question_gets_the_same_path_in_whatever_order_it_is_put() -> None:
    edges = [
        PUBLISHED,
        Edge(AGENCY, "part_of", STATE, row=3),
        Edge(STATE, "owns", AGENCY, row=4),
        Edge(AGENCY, "part_of", OTHER_STATE),
        Edge(MINISTRY, "part_of", STATE),
        Edge(MINISTRY, "part_of", OTHER_STATE),
    ]
    paths = {
        find_connection(PAGE, voices, DependenceGraph(order), RULES, None)
        for order in permutations(edges)
        for voices in ([MINISTRY, COMMISSION], [COMMISSION, MINISTRY])
    }

    assert len(paths) == 1


def test_of_two_relations_that_lean_on_each_other_the_same_is_named_each_time() -> None:
    """Whatever numbers they have: a set of roots has no order that could be relied on."""
    told = set()
    for number in range(1, 60):
        agency, owner, page = (
            source_node(number),
            source_node(number + 1),
            work_node(number),
        )
        mutual = [
            Edge(agency, "owns", owner, row=1),
            Edge(owner, "runs", agency, row=2),
        ]
        graph = DependenceGraph([Edge(agency, "published", page), *mutual])
        found = find_connection(page, [owner], graph, RULES, None)
        items = [LineageItem("page", (page,)), LineageItem("owner", (owner,))]
        (lineage,) = find_lineages(items, graph, RULES)

        assert isinstance(found, KnownConnection)
        told |= {found.path.edges[-1].kind, lineage.merges[0].path.edges[-1].kind}
    assert told == {"owns"}


def test_one_author_makes_two_pages_one_lineage() -> None:
    graph = DependenceGraph(
        [
            Edge(COMMISSION, "authored", PAGE),
            Edge(COMMISSION, "authored", OTHER_PAGE),
            Edge(AGENCY, "published", work_node(3)),
        ]
    )
    items = [
        LineageItem("c", (work_node(3),)),
        LineageItem("a", (PAGE,)),
        LineageItem("b", (OTHER_PAGE,)),
    ]

    found = find_lineages(items, graph, RULES)

    assert [lineage.items for lineage in found] == [("c",), ("a", "b")]
    (merge,) = found[1].merges
    assert path_in_words(merge.path.nodes, merge.path.edges, NAMES) == (
        "“A page” is by Ada, the author of “Another page”"
    )


def test_a_hub_merges_only_what_it_published_itself() -> None:
    edges = [
        Edge(STATE, "published", work_node(1)),
        Edge(STATE, "published", work_node(2)),
        *(Edge(source_node(100 + n), "published", work_node(10 + n)) for n in range(3)),
        *crowd(60),
    ]
    items = [LineageItem(str(n), (work_node(n),)) for n in (10, 11, 1, 2)]

    found = find_lineages(items, DependenceGraph(edges), RULES)

    # The government's own two, and each bureau with them, but not by way of the hub.
    assert [lineage.items for lineage in found] == [("10", "11", "1", "2")]
    without = find_lineages(items[:2], DependenceGraph(edges), RULES)
    assert [lineage.items for lineage in without] == [("10",), ("11",)]


@pytest.mark.parametrize(
    ("pieces", "ground", "evidence"),
    [
        ([], Ground.NO_EVIDENCE, ""),
        ([("a", True, False, False)], Ground.ALL_CONNECTED, ""),
        ([("a", True, False, True)], Ground.ARGUED, "a"),
        ([("a", True, False, True), ("b", True, True, False)], Ground.PRIMARY, "b"),
        ([("a", True, True, False), ("b", False, False, False)], Ground.UNCONNECTED,
         "b"),
    ],
)  # fmt: skip
def test_the_gate(
    pieces: list[tuple[str, bool, bool, bool]], ground: Ground, evidence: str
) -> None:
    graph = DependenceGraph([PUBLISHED])
    joined = find_connection(PAGE, [AGENCY], graph, RULES, None)

    found = judge_grounds(
        GatedEvidence(
            key, joined if is_joined else NoKnownConnection(), primary, argued
        )
        for key, is_joined, primary, argued in pieces
    )

    assert (found.ground, found.evidence) == (ground, evidence)
    assert found.carries is (ground not in {Ground.ALL_CONNECTED, Ground.NO_EVIDENCE})
    assert found.reason.endswith(".")


def test_every_kind_of_relation_reads_both_ways() -> None:
    kinds = RULES.between_sources | RULES.of_works | {"cites", "corrects"}

    assert FORWARD_WORDINGS.keys() == REVERSE_WORDINGS.keys() == kinds
    for edge in (Edge(STATE, kind, MINISTRY) for kind in sorted(kinds)):
        there = path_in_words([STATE, MINISTRY], [edge], NAMES)
        back = path_in_words([MINISTRY, STATE], [edge], NAMES)
        assert there.startswith("the government ")
        assert back.startswith("the ministry ")
        assert "{" not in there + back


def test_a_climb_over_copies_takes_each_relation_once() -> None:
    """Of twice as many copies of one text, each with each, there are four times as many
    relations; more work than that would be done over and over."""

    def climb(copies: int) -> int:
        works = [work_node(number) for number in range(copies)]
        edges = [Edge(a, "same_text", b) for a, b in permutations(works, 2)]
        search = ConnectionSearch(DependenceGraph(edges))
        return steps(lambda: search.climb(works[0], None))

    assert climb(80) < 4.6 * climb(40)

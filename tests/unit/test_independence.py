"""Who is connected with whom, and who only seems to be?"""

import datetime
from itertools import pairwise, permutations

import pytest

from articles.domain.dates import DateRange
from articles.domain.independence.connections import (
    Connected,
    NoKnownConnection,
    Search,
    connection,
)
from articles.domain.independence.gate import Ground, Piece, carries
from articles.domain.independence.graph import (
    Edge,
    Graph,
    Name,
    Rules,
    Voice,
    When,
    source,
    work,
)
from articles.domain.independence.lineages import Item, lineages
from articles.domain.independence.words import FORWARD, REVERSE, in_words

RULES = Rules()
PAGE, OTHER_PAGE = work(1), work(2)
AGENCY, STATE, MINISTRY, OTHER_STATE, COMMISSION = (source(n) for n in range(1, 6))
NAMES = {
    PAGE: Name("A page"),
    OTHER_PAGE: Name("Another page"),
    AGENCY: Name("The Agency", "outlet"),
    STATE: Name("the government", "organisation"),
    MINISTRY: Name("the ministry", "organisation"),
    COMMISSION: Name("Ada", "person"),
}
PUBLISHED = Edge(AGENCY, "published", PAGE)
AGENCY_OF = Edge(AGENCY, "state_agency_of", STATE, row=1)
PART_OF = Edge(MINISTRY, "part_of", STATE, row=2)


def day(year: int) -> datetime.date:
    return datetime.date(year, 6, 1)


def test_a_page_of_the_state_agency_is_connected_with_a_ministry_of_the_state() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF])

    found = connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, Connected)
    assert found.joins
    assert found.path.steps == 2
    assert found.path.rows == [("s", 1), ("s", 2)]
    assert in_words(found.path.nodes, found.path.edges, NAMES) == (
        "“A page” was published by The Agency, the state agency of the government, "
        "of which the ministry is part"
    )


def test_two_states_that_fund_one_commission_are_not_connected_by_it() -> None:
    graph = Graph(
        [
            Edge(STATE, "published", PAGE),
            Edge(STATE, "funds", COMMISSION),
            Edge(OTHER_STATE, "funds", COMMISSION),
        ]
    )

    assert connection(PAGE, [OTHER_STATE], graph, RULES, None) == NoKnownConnection()
    assert connection(PAGE, [COMMISSION], graph, RULES, None).joins


def test_nothing_recorded_about_a_work_is_said_to_be_so() -> None:
    found = connection(PAGE, [MINISTRY], Graph([]), RULES, None)

    assert found == NoKnownConnection(nothing_recorded=True)


def test_citing_is_not_leaning() -> None:
    graph = Graph(
        [Edge(PAGE, "cites", OTHER_PAGE), Edge(MINISTRY, "authored", OTHER_PAGE)]
    )

    assert not connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_habit_of_republishing_connects_only_if_the_team_says_so() -> None:
    graph = Graph([PUBLISHED, Edge(AGENCY, "republishes", STATE)])
    stricter = Rules(between_sources=RULES.between_sources | {"republishes"})

    assert not connection(PAGE, [STATE], graph, RULES, None).joins
    assert connection(PAGE, [STATE], graph, stricter, None).joins


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
def test_a_relation_counts_only_while_it_holds(on: When, joins: bool) -> None:
    """Of a statement of some time, if it held on any day of that."""
    owned = Edge(STATE, "owns", AGENCY, since=day(2010), until=day(2020))

    found = connection(PAGE, [STATE], Graph([PUBLISHED, owned]), RULES, on)

    assert found.joins is joins


def test_of_two_voices_each_is_judged_on_its_own_day() -> None:
    owned = Edge(STATE, "owns", AGENCY, until=day(2020))
    search = Search(Graph([PUBLISHED, owned]), RULES)

    assert not search.connection(PAGE, [Voice(STATE, day(2021))]).joins
    found = search.connection(PAGE, [Voice(STATE, day(2021)), Voice(STATE, day(2019))])

    assert isinstance(found, Connected)
    assert found.voice.on == day(2019)


def test_a_longer_path_is_told_and_joins_nobody() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF, Edge(MINISTRY, "owns", OTHER_STATE)])

    found = connection(PAGE, [OTHER_STATE], graph, RULES, None)

    assert isinstance(found, Connected)
    assert (found.path.steps, found.beyond, found.joins) == (3, True, False)


def test_beyond_the_hops_on_either_side_nothing_is_looked_for() -> None:
    chain = [Edge(source(n), "part_of", source(n + 1)) for n in range(1, 5)]

    found = connection(PAGE, [source(4)], Graph([PUBLISHED, *chain]), RULES, None)

    assert found == NoKnownConnection()


def test_copies_of_copies_cost_no_steps() -> None:
    copies = [Edge(work(n), "republishes", work(n + 1)) for n in range(1, 9)]
    graph = Graph([*copies, Edge(MINISTRY, "authored", work(9))])

    found = connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, Connected)
    assert (found.path.steps, len(found.path.edges)) == (0, 9)


def crowd(around: int) -> list[Edge]:
    return [Edge(source(100 + n), "part_of", STATE) for n in range(around)]


def test_a_hub_is_flagged_and_does_not_join() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(49)])

    found = connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, Connected)
    assert (found.path.hubs, found.joins) == ((STATE,), False)


def test_as_many_relations_as_the_threshold_make_no_hub_yet() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(48)])

    assert connection(PAGE, [MINISTRY], graph, RULES, None).joins


def long_way_around() -> list[Edge]:
    """From the agency to the other state: in two steps by a hub, in three without."""
    chain = [AGENCY, MINISTRY, COMMISSION, OTHER_STATE]
    around = [Edge(a, "part_of", b) for a, b in pairwise(chain)]
    hub = [AGENCY_OF, Edge(STATE, "part_of", OTHER_STATE), *crowd(60)]
    return [PUBLISHED, *around, *hub]


def test_a_longer_way_around_a_hub_is_not_forgotten_for_the_shorter_one() -> None:
    graph = Graph(long_way_around())

    found = connection(PAGE, [OTHER_STATE], graph, Rules(hops=3), None)

    assert isinstance(found, Connected)
    assert (found.joins, found.path.steps) == (True, 3)


def test_lineages_are_joined_by_a_way_around_a_hub() -> None:
    graph = Graph([*long_way_around(), Edge(OTHER_STATE, "published", OTHER_PAGE)])
    items = [Item("a", (PAGE,)), Item("b", (OTHER_PAGE,))]

    assert len(lineages(items, graph, Rules(hops=3))) == 1
    assert len(lineages(items, graph, Rules(hops=2))) == 2


def test_one_item_alone_that_climbs_past_a_hub_is_its_own_lineage() -> None:
    found = lineages([Item("a", (PAGE,))], Graph(long_way_around()), RULES)

    assert [lineage.items for lineage in found] == [("a",)]


def test_who_came_past_a_hub_joins_others_nowhere_above_it() -> None:
    # One comes to the root past the hub in two steps, two others in three without.
    chains = [
        [source(10), source(11), source(12), OTHER_STATE],
        [source(20), source(21), source(22), OTHER_STATE],
    ]
    edges = [PUBLISHED, AGENCY_OF, Edge(STATE, "part_of", OTHER_STATE), *crowd(60)]
    for number, chain in enumerate(chains):
        edges.append(Edge(chain[0], "published", work(10 + number)))
        edges += [Edge(a, "part_of", b) for a, b in pairwise(chain)]
    items = [Item("a", (PAGE,)), Item("b", (work(10),)), Item("c", (work(11),))]

    found = lineages(items, Graph(edges), Rules(hops=6))

    assert [lineage.items for lineage in found] == [("a",), ("b", "c")]


def test_a_hub_that_speaks_itself_is_an_end_and_no_hub_between() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, *crowd(60)])

    assert connection(PAGE, [STATE], graph, RULES, None).joins


def test_a_hub_that_published_the_page_is_not_passed_by_its_relations() -> None:
    graph = Graph([Edge(STATE, "published", PAGE), PART_OF, *crowd(60)])

    assert connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_part_of_a_graph_is_told_who_is_a_hub() -> None:
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF], degrees={STATE: 51})

    assert not connection(PAGE, [MINISTRY], graph, RULES, None).joins


def test_a_way_around_a_hub_is_preferred_within_the_hops() -> None:
    around = [Edge(AGENCY, "close_to", OTHER_STATE), Edge(MINISTRY, "owns", AGENCY)]
    graph = Graph([PUBLISHED, AGENCY_OF, PART_OF, *crowd(60), *around])

    found = connection(PAGE, [MINISTRY], graph, RULES, None)

    assert isinstance(found, Connected)
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
        connection(PAGE, voices, Graph(order), RULES, None)
        for order in permutations(edges)
        for voices in ([MINISTRY, COMMISSION], [COMMISSION, MINISTRY])
    }

    assert len(paths) == 1


def test_of_two_relations_that_lean_on_each_other_the_same_is_named_each_time() -> None:
    """Whatever numbers they have: a set of roots has no order that could be relied on."""
    told = set()
    for number in range(1, 60):
        agency, owner, page = source(number), source(number + 1), work(number)
        mutual = [
            Edge(agency, "owns", owner, row=1),
            Edge(owner, "runs", agency, row=2),
        ]
        graph = Graph([Edge(agency, "published", page), *mutual])
        found = connection(page, [owner], graph, RULES, None)
        items = [Item("page", (page,)), Item("owner", (owner,))]
        (lineage,) = lineages(items, graph, RULES)

        assert isinstance(found, Connected)
        told |= {found.path.edges[-1].kind, lineage.merges[0].path.edges[-1].kind}
    assert told == {"owns"}


def test_one_author_makes_two_pages_one_lineage() -> None:
    graph = Graph(
        [
            Edge(COMMISSION, "authored", PAGE),
            Edge(COMMISSION, "authored", OTHER_PAGE),
            Edge(AGENCY, "published", work(3)),
        ]
    )
    items = [Item("c", (work(3),)), Item("a", (PAGE,)), Item("b", (OTHER_PAGE,))]

    found = lineages(items, graph, RULES)

    assert [lineage.items for lineage in found] == [("c",), ("a", "b")]
    (merge,) = found[1].merges
    assert in_words(merge.path.nodes, merge.path.edges, NAMES) == (
        "“A page” is by Ada, the author of “Another page”"
    )


def test_a_hub_merges_only_what_it_published_itself() -> None:
    edges = [
        Edge(STATE, "published", work(1)),
        Edge(STATE, "published", work(2)),
        *(Edge(source(100 + n), "published", work(10 + n)) for n in range(3)),
        *crowd(60),
    ]
    items = [Item(str(n), (work(n),)) for n in (10, 11, 1, 2)]

    found = lineages(items, Graph(edges), RULES)

    # The government's own two, and each bureau with them, but not by way of the hub.
    assert [lineage.items for lineage in found] == [("10", "11", "1", "2")]
    without = lineages(items[:2], Graph(edges), RULES)
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
    graph = Graph([PUBLISHED])
    joined = connection(PAGE, [AGENCY], graph, RULES, None)

    found = carries(
        Piece(key, joined if is_joined else NoKnownConnection(), primary, argued)
        for key, is_joined, primary, argued in pieces
    )

    assert (found.ground, found.evidence) == (ground, evidence)
    assert found.carries is (ground not in {Ground.ALL_CONNECTED, Ground.NO_EVIDENCE})
    assert found.reason.endswith(".")


def test_every_kind_of_relation_reads_both_ways() -> None:
    kinds = RULES.between_sources | RULES.of_works | {"cites", "corrects"}

    assert FORWARD.keys() == REVERSE.keys() == kinds
    for edge in (Edge(STATE, kind, MINISTRY) for kind in sorted(kinds)):
        there = in_words([STATE, MINISTRY], [edge], NAMES)
        back = in_words([MINISTRY, STATE], [edge], NAMES)
        assert there.startswith("the government ")
        assert back.startswith("the ministry ")
        assert "{" not in there + back

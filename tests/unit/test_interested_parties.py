"""Which evidence speaks about itself, and may a verdict rest on it?"""

import datetime
from typing import Any

import pytest

from articles.domain.independence.assessment import (
    GivenEvidence,
    IndependenceCase,
    IndependenceFinding,
    SpokenAppearance,
    independence_data,
)
from articles.domain.independence.gate import Ground
from articles.domain.independence.graph import (
    DatedVoice,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    NodeName,
    source_node,
    work_node,
)
from articles.domain.independence.interested_parties import Party, counted_answer

ARTICLE, DENIAL, LOG, REPORT = (work_node(number) for number in range(1, 5))
CLAIMANT, ACCUSED, FIRM, OWNER, STRANGER = (source_node(n) for n in range(1, 6))
DAY = datetime.date(2026, 2, 15)
EDGES = [
    Edge(CLAIMANT, "authored", ARTICLE),
    Edge(ACCUSED, "authored", DENIAL),
    Edge(FIRM, "published", LOG),
    Edge(STRANGER, "authored", REPORT),
    Edge(ACCUSED, "owns", FIRM, since=datetime.date(2020, 1, 1), row=7),
]
NAMES = {
    DENIAL: NodeName("A denial"),
    LOG: NodeName("A log"),
    REPORT: NodeName("A report"),
    ACCUSED: NodeName("The Command", "organisation", "bcdfghjkmn"),
    FIRM: NodeName("The Firm", "organisation"),
    CLAIMANT: NodeName("The Ministry", "organisation"),
    STRANGER: NodeName("Ada", "person"),
}


def case(
    *evidence: GivenEvidence, parties: tuple[Party, ...], edges: tuple[Edge, ...] = ()
) -> IndependenceCase:
    spoken = SpokenAppearance("a", ARTICLE, (DatedVoice(CLAIMANT, DAY),))
    return IndependenceCase(
        list(evidence),
        [spoken],
        DependenceGraph([*EDGES, *edges]),
        parties=list(parties),
    )


ABOUT = (Party(ACCUSED, "accused"),)


def speaking(found: IndependenceFinding) -> dict[str, tuple[int, str]]:
    """Which evidence speaks about itself: about the source with which number, as what."""
    return {
        key: (each.party.node.number, each.party.role)
        for key, each in found.interests.items()
    }


BEFORE = Edge(OWNER, "owns", STRANGER, until=datetime.date(2026, 2, 14))
ON_THE_DAY = Edge(OWNER, "owns", STRANGER, until=DAY)
OWNED = Edge(OWNER, "owns", ACCUSED)
SPEAK_ABOUT_THEMSELVES = [
    # what                                   the work  more relations        does it
    ("by the accused itself",                 DENIAL, (),                    True),
    ("by whom the accused owns",              LOG,    (),                    True),
    ("by a stranger",                         REPORT, (),                    False),
    ("by one of the same owner",              REPORT, (OWNED, ON_THE_DAY),   True),
    ("by one of the same owner until then",   REPORT, (OWNED, BEFORE),       False),
    ("by one who only pays with the accused", REPORT, (
        Edge(STRANGER, "funds", OWNER), Edge(ACCUSED, "funds", OWNER)),      False),
    ("which only cites the denial",           REPORT, (
        Edge(REPORT, "cites", DENIAL),),                                     False),
    ("which repeats the denial",              REPORT, (
        Edge(REPORT, "derives_from", DENIAL),),                              True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "work", "edges", "speaks"),
    SPEAK_ABOUT_THEMSELVES,
    ids=[row[0] for row in SPEAK_ABOUT_THEMSELVES],
)
def test_evidence_by_whom_the_claim_is_about_speaks_about_itself(
    what: str, work: Node, edges: tuple[Edge, ...], speaks: bool
) -> None:
    found = case(GivenEvidence("e", work), parties=ABOUT, edges=edges).find()

    assert speaking(found) == ({"e": (ACCUSED.number, "accused")} if speaks else {})
    assert not found.answers["e"].joins  # nobody of them has to do with who speaks


def test_of_several_parties_the_nearest_is_named() -> None:
    parties = (Party(ACCUSED, "accused"), Party(FIRM, "beneficiary"))

    found = case(GivenEvidence("e", LOG), parties=parties).find()

    assert speaking(found) == {"e": (FIRM.number, "beneficiary")}


def test_a_hub_and_too_many_steps_make_nobody_a_party() -> None:
    far = (
        Edge(STRANGER, "part_of", OWNER), Edge(OWNER, "part_of", source_node(8)),
        Edge(source_node(8), "part_of", ACCUSED),
    )  # fmt: skip
    near = (Edge(STRANGER, "part_of", OWNER), Edge(ACCUSED, "part_of", OWNER))
    evidence = GivenEvidence("e", REPORT)
    busy = case(evidence, parties=ABOUT, edges=near)

    assert speaking(busy.find())
    busy.rules = IndependenceRules(hub=1)
    assert not speaking(busy.find())
    assert not speaking(case(evidence, parties=ABOUT, edges=far).find())


def test_nobody_it_is_about_means_that_nothing_speaks_about_itself() -> None:
    assert not speaking(case(GivenEvidence("e", DENIAL), parties=()).find())


def given(work: Node, **more: Any) -> GivenEvidence:
    return GivenEvidence("e", work, "refutes", **more)


OF_THE_CLAIMANT = GivenEvidence("m", ARTICLE, "refutes")
STRANGERS = GivenEvidence("s", REPORT, "refutes")
REMOTE = (
    Edge(ACCUSED, "part_of", OWNER), Edge(OWNER, "part_of", source_node(8)),
    Edge(CLAIMANT, "part_of", source_node(8)),
)  # fmt: skip
GATE = [
    # the evidence of a refutation           more edges  the ground            the piece
    ([given(DENIAL)],                            (),     Ground.ABOUT_ITSELF,  ""),
    ([given(LOG)],                               (),     Ground.ABOUT_ITSELF,  ""),
    ([given(DENIAL), OF_THE_CLAIMANT],           (),     Ground.ABOUT_ITSELF,  ""),
    ([OF_THE_CLAIMANT],                          (),     Ground.ALL_CONNECTED, ""),
    ([given(DENIAL)],                            REMOTE, Ground.ABOUT_ITSELF,  ""),
    ([given(DENIAL), STRANGERS],                 (),     Ground.UNCONNECTED,   "s"),
    ([given(LOG, primary=True)],                 (),     Ground.PRIMARY,       "e"),
    ([given(LOG, argued="Sealed in 2019.")],     (),     Ground.ARGUED,        "e"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "edges", "ground", "piece"), GATE)
def test_a_denial_alone_carries_no_verdict(
    evidence: list[GivenEvidence], edges: tuple[Edge, ...], ground: Ground, piece: str
) -> None:
    found = case(*evidence, parties=ABOUT, edges=edges).find()

    grounds = found.gate(evidence, "refuted")

    assert (grounds.ground, grounds.evidence) == (ground, piece)
    assert grounds.carries is bool(piece)


def test_without_the_party_the_same_denial_would_carry_it() -> None:
    """The control: what stops it is whom the claim is about, and nothing else."""
    found = case(given(DENIAL), parties=()).find()

    assert found.gate([given(DENIAL)], "refuted").ground == Ground.UNCONNECTED


def test_the_path_to_a_party_is_data_and_a_reason_to_look_again() -> None:
    panel = case(GivenEvidence("e", LOG), GivenEvidence("s", REPORT), parties=ABOUT)
    found = panel.find()

    answers = independence_data(panel, found, NAMES)["evidence"]

    assert answers["e"]["about"]["role"] == "accused"
    assert answers["e"]["about"]["source"] == {
        "node": "source", "key": "bcdfghjkmn", "name": "The Command",
        "kind": "organisation",
    }  # fmt: skip
    assert answers["e"]["about"]["words"] == (
        "“A log” was published by The Firm, owned by The Command"
    )
    assert "about" not in answers["s"]
    assert ("s", 7) in found.rows


COUNTED: list[tuple[dict[str, object], str]] = [
    ({"answer": "none"},                          "none"),
    ({"answer": "none", "about": {}},             "about"),
    ({"answer": "remote", "about": {}},           "about"),
    ({"answer": "connected", "about": {}},        "connected"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "counted"), COUNTED)
def test_each_piece_counts_as_one_thing(answer: Any, counted: str) -> None:
    assert counted_answer(answer) == counted

"""What do the seed annotations and the demo show about independence?"""

import dataclasses
import datetime
import json
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from articles.domain.dates import PartialDate
from articles.domain.independence.assessment import (
    GivenEvidence,
    IndependenceCase,
    IndependenceFinding,
    SpokenAppearance,
    independence_data,
)
from articles.domain.independence.circles import CircleKind
from articles.domain.independence.connections import (
    ConnectionSearch,
    KnownConnection,
    NoKnownConnection,
)
from articles.domain.independence.gate import Ground
from articles.domain.independence.graph import (
    WORK_LETTER,
    DatedVoice,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    NodeName,
)
from articles.domain.independence.interested_parties import Party
from articles.domain.independence.path_sentences import path_in_words

FIXTURES = Path(__file__).parents[2] / "fixtures"
SEEDS = ("seed-more-evidence-2017", "seed-trump-regime-2018")
DEMO = ("demo/the-night-the-river-rose", "demo/haldrun-release", "demo/delta-fish",
        "demo/two-banks")  # fmt: skip


class World:
    """The annotation files as the importer would join them: by their keys."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self.files = [json.loads((FIXTURES / f"{n}.json").read_text()) for n in files]
        self.names: dict[Node, NodeName] = {}
        self.outlets: dict[Node, Node] = {}
        self.days: dict[Node, datetime.date | None] = {}
        self.edges: list[Edge] = []
        self.nodes: dict[str, Node] = {}
        numbers = count(1)
        for held in self.files:
            for sort, part in (("s", "sources"), (WORK_LETTER, "works")):
                for each in held[part]:
                    node = self.nodes.setdefault(each["key"], Node(sort, next(numbers)))
                    held.setdefault("nodes", {})[sort, each["ref"]] = node
                    text = each["name"] if sort == "s" else each["title"]
                    self.names[node] = NodeName(text, each["kind"], each["key"])
            self.relate(held)

    def relate(self, held: dict[str, Any]) -> None:
        nodes = held["nodes"]
        for sort, part in (("s", "relations"), (WORK_LETTER, "work_relations")):
            self.edges += [
                Edge(
                    nodes[sort, each["source"]],
                    each["kind"],
                    nodes[sort, each["target"]],
                    since=day(each.get("since") or ""),
                    until=day(each.get("until") or ""),
                )
                for each in held[part]
            ]
        for each in held["works"]:
            node = nodes[WORK_LETTER, each["ref"]]
            self.days[node] = day(each["published"])
            for author in each["authors"]:
                self.edges.append(Edge(nodes["s", author], "authored", node))
            if each["outlet"]:
                self.outlets[node] = nodes["s", each["outlet"]]
                self.edges.append(Edge(self.outlets[node], "published", node))

    def panel(self, key: str) -> IndependenceCase:
        """One claim with its appearances in all the files."""
        panel = IndependenceCase(
            [], [], DependenceGraph(self.edges), self.edges, self.outlets
        )
        for held in self.files:
            nodes = held["nodes"]
            article = nodes[WORK_LETTER, held["article"]["work"]]
            for claim in (each for each in held["claims"] if each["key"] == key):
                panel.parties = [
                    Party(nodes["s", each["source"]], each["role"])
                    for each in claim.get("about", ())
                ]
                known = {each.key for each in panel.evidence}
                panel.evidence += [
                    GivenEvidence(
                        e["ref"],
                        nodes[WORK_LETTER, e["work"]],
                        e["stance"],
                        e["primary"],
                    )
                    for e in claim["evidence"]
                    if e["ref"] not in known
                ]
                for shown in claim["appearances"]:
                    speak = [nodes["s", step["source"]] for step in shown["chain"]]
                    speak += self.behind(article)
                    voices = tuple(
                        DatedVoice(each, self.days[article]) for each in speak
                    )
                    panel.appearances.append(
                        SpokenAppearance(shown["key"], article, voices)
                    )
        return panel

    def behind(self, article: Node) -> list[Node]:
        return [
            edge.source
            for edge in self.edges
            if edge.target == article and edge.kind in {"authored", "published"}
        ]

    def found(self, key: str) -> IndependenceFinding:
        return self.panel(key).find()

    def words(self, answer: Any) -> str:
        return path_in_words(answer.path.nodes, answer.path.edges, self.names)

    def node(self, name: str) -> Node:
        (node,) = {each for each, known in self.names.items() if known.text == name}
        return node


def day(text: str) -> datetime.date | None:
    return PartialDate.parse(text).date


@cache
def world(*files: str) -> World:
    return World(files)


def seeds() -> World:
    return world(*SEEDS)


def test_the_page_of_sana_is_connected_with_the_general_whom_it_quotes() -> None:
    found = seeds().found("fjh5pvw42k")
    answer = found.answers["e1"]

    assert isinstance(answer, KnownConnection)
    assert answer.joins
    assert seeds().words(answer) == (
        "“Rudskoy: Terrorists in Aleppo still receiving US-made TOW missiles” derives "
        "from “TASS report of Rudskoi's statement on TOW missiles (2016)”, which "
        "derives from “Statement of Sergei Rudskoi on TOW missiles at Aleppo (2016)”, "
        "by Sergei Rudskoi"
    )


def test_the_page_of_sana_is_connected_with_his_ministry_through_tass() -> None:
    ministry = seeds().node("Russian Ministry of Defence")
    page = seeds().panel("fjh5pvw42k").evidence[0].work
    edges = [edge for edge in seeds().edges if edge.kind != "authored"]
    # Without his own statement, the way of the issue: by the state that both are of.
    answer = ConnectionSearch(DependenceGraph(edges)).connection(
        page, [DatedVoice(ministry)]
    )

    assert isinstance(answer, KnownConnection)
    assert answer.joins
    assert (
        seeds()
        .words(answer)
        .endswith(
            "published by TASS, the state agency of Russian government, "
            "of which Russian Ministry of Defence is part"
        )
    )


def test_a_verdict_on_sana_alone_would_need_a_reason() -> None:
    panel = seeds().panel("fjh5pvw42k")

    assert panel.find().gate(panel.evidence).ground == Ground.ALL_CONNECTED


def test_pages_that_only_quote_the_white_house_carry_nothing() -> None:
    panel = seeds().panel("tryqmjggxy")
    found = panel.find()

    for answer in found.answers.values():
        assert isinstance(answer, KnownConnection)
        assert answer.joins
        assert (
            seeds()
            .words(answer)
            .endswith(
                "derives from “White House statement on foreign policy, January 2017”, "
                "by White House"
            )
        )
    assert found.gate(panel.evidence).ground == Ground.ALL_CONNECTED


def without_the_page(panel: IndependenceCase) -> IndependenceCase:
    """As if RFE/RL had reported it by itself."""
    edges = [edge for edge in seeds().edges if edge.kind != "derives_from"]
    return dataclasses.replace(panel, graph=DependenceGraph(edges))


def test_what_the_funding_of_rferl_means_for_it() -> None:
    panel = without_the_page(seeds().panel("tryqmjggxy"))
    found = panel.find()
    answer = found.answers["e2"]

    assert found.answers["e1"] == NoKnownConnection()
    assert isinstance(answer, KnownConnection)
    assert (answer.joins, answer.beyond, answer.path.steps) == (False, True, 3)
    assert seeds().words(answer) == (
        "“Trump White House Vows 'Peace Through Strength'” was published by "
        "Radio Free Europe/Radio Liberty, funded by United States Congress, part of "
        "United States government, of which White House is part"
    )
    assert found.gate(panel.evidence).ground == Ground.UNCONNECTED
    assert found.gate(panel.evidence[1:]).ground == Ground.REMOTE


def test_a_team_that_counts_three_steps_lets_a_reviewer_argue_for_rferl() -> None:
    panel = without_the_page(seeds().panel("tryqmjggxy"))
    panel.rules = IndependenceRules(hops=3)
    found = panel.find()
    (funded,) = (each for each in panel.evidence if each.key == "e2")
    argued = GivenEvidence(
        funded.key, funded.work, argued="Its editors are free by law."
    )

    assert found.answers["e2"].joins
    assert found.gate([funded]).ground == Ground.ALL_CONNECTED
    assert found.gate([argued]).ground == Ground.ARGUED


def test_the_common_author_makes_both_appearances_one_lineage() -> None:
    found = seeds().found("y7894w328s")

    (lineage,) = found.appearances
    assert len(lineage.items) == 2
    (merge,) = lineage.merges
    assert "Stephen Lendman" in path_in_words(
        merge.path.nodes, merge.path.edges, seeds().names
    )


def test_three_reports_on_one_study_are_one_lineage() -> None:
    found = seeds().found("8cwsp8cyyj")

    assert [lineage.items for lineage in found.evidence] == [("e1", "e2", "e3")]


def test_the_circle_of_the_demo_is_found() -> None:
    found = world(*DEMO).found("cjcvyz4pbh")
    circles = [
        [world(*DEMO).names[node].key for node in circle.nodes]
        for circle in found.circles
    ]

    assert {circle.kind for circle in found.circles} == {CircleKind.CLAIM}
    # The copy leads straight back, the dispatch by way of the paper of the delta.
    assert circles == [
        ["pxcsnm68pf", "dbvs924gj6"],
        ["8tpxcfnt46", "qyxdhwt4s6", "dbvs924gj6", "8tpxcfnt46"],
    ]
    assert [circle.is_closed for circle in found.circles] == [False, True]


def test_a_commission_that_both_states_fund_speaks_for_neither() -> None:
    demo = world(*DEMO)
    search = ConnectionSearch(DependenceGraph(demo.edges))
    register, statement = demo.nodes["ydq8w9tzmv"], demo.nodes["vrzg9bj792"]
    ours, theirs = sorted(
        {edge.source for edge in demo.edges
         if edge.kind == "funds" and (edge.target, "authored", register) in authors(demo)},
        key=lambda node: demo.names[node].text,
    )  # fmt: skip

    assert search.connection(register, [DatedVoice(ours)]).joins
    assert search.connection(register, [DatedVoice(theirs)]).joins
    assert search.connection(statement, [DatedVoice(ours)]).joins
    assert not search.connection(statement, [DatedVoice(theirs)]).joins


def test_the_log_of_the_waterworks_speaks_about_itself() -> None:
    demo = world(*DEMO)
    panel = demo.panel("63mvj462s5")
    found, (log,) = panel.find(), panel.evidence
    interest = found.interests[log.key]

    assert not found.answers[log.key].joins
    assert interest.party.role == "subject"
    assert demo.words(interest) == (
        "“Operations log of the intake, February 2026” is by Perrin Ford Waterworks"
    )
    # It carries the verdict only as the primary document that it is.
    assert found.gate([log], "supported").ground == Ground.PRIMARY
    report = replace(log, primary=False)
    assert found.gate([report], "supported").ground == Ground.ABOUT_ITSELF


def authors(held: World) -> set[tuple[Node, str, Node]]:
    return {(edge.source, edge.kind, edge.target) for edge in held.edges}


@pytest.mark.parametrize("files", [SEEDS, DEMO])
def test_every_claim_can_be_shown_as_data(files: tuple[str, ...]) -> None:
    held = world(*files)
    keys = {claim["key"] for each in held.files for claim in each["claims"]}

    for key in sorted(keys):
        panel = held.panel(key)
        data = independence_data(panel, panel.find(), held.names)
        json.dumps(data)
        assert data["evidence"].keys() == {each.key for each in panel.evidence}
        counted = [m for each in data["lineages"]["evidence"] for m in each["members"]]
        assert sorted(counted) == sorted(each.key for each in panel.evidence)

"""Hard cases of independence, each with the answer that was written down beforehand.

A relation is a line "Agency part_of State 2010..2015"; names of works are in small
letters, all others are sources. Evidence "-page" refutes, "~page" gives context, and
"*page" is a primary document. What an article cites, it cites for this claim.
"""

import datetime
from dataclasses import dataclass, field, replace

import pytest

from articles.domain.dates import DateRange, PartialDate
from articles.domain.independence.assessment import (
    GivenEvidence,
    IndependenceCase,
    SpokenAppearance,
    independence_data,
)
from articles.domain.independence.graph import (
    DatedVoice,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    NodeName,
)
from articles.domain.records import FindingRecord

VERDICT_DAY = datetime.date(2021, 1, 1)
STANCES = {"-": "refutes", "~": "context"}


@dataclass(frozen=True)
class HardCase:
    """What is recorded, and what has to be answered."""

    why: str
    recorded: str
    evidence: dict[str, str]
    # By the article and the day of it: who speaks in it, and when if not on that day.
    articles: dict[str, str] = field(default_factory=lambda: {"article": ""})
    ground: str = ""
    verdict: str = "supported"
    independent: int | None = None  # lineages of evidence
    spoken: int | None = None  # lineages of appearances
    retracted: dict[str, str] = field(default_factory=dict)
    unnamed: str = ""
    rules: IndependenceRules = IndependenceRules()  # noqa: RUF009 - it is frozen


def told_by(voices: str) -> dict[str, str]:
    return {"article": voices}


AGENCY = "Agency published page; Agency state_agency_of State; Ministry part_of State"
CHANGED_HANDS = (
    "Agency published page; Agency part_of Group ..2010; Holder owns Group 2015.."
)
BOUGHT_IN_MARCH = (
    "Agency published page; Holder owns Agency ..2016-03-14;"
    " Fund owns Holder 2016-03-20.."
)
NOT_BEFORE = {"page": "none"}
JOINED = {"page": "connected"}
CITED = {"report": "cited"}

COUNTED = {
    "connected evidence alone": HardCase(
        "What leans on the same state as the claimant is no lineage of its own.",
        AGENCY, JOINED, told_by("Ministry"), "all_connected", independent=0,
    ),
    "context alone": HardCase(
        "What neither supports nor refutes carries nothing, however far off it is.",
        "Gazette published note", {"~note": "none"}, told_by("Ministry"),
        "none_fits", independent=0,
    ),
    "one apart beside one connected": HardCase(
        "The connected piece takes nothing away from the one that stands apart.",
        f"{AGENCY}; Gazette published other", {**JOINED, "other": "none"},
        told_by("Ministry"), "unconnected", independent=1,
    ),
    "context of the outlet that printed the claimant": HardCase(
        "Its one piece apart gives context only; the one that supports is the party's.",
        "Ministry authored page; Gazette published page; Gazette published note",
        {**JOINED, "~note": "none"}, told_by("Ministry"), "all_connected",
        independent=0,
    ),
    "a wire story printed by two": HardCase(
        "Two papers that print one wire story are one voice.",
        "wired derives_from wire; printed republishes wire; Left published wired;"
        " Right published printed",
        {"wired": "none", "printed": "none"}, told_by("Ministry"), "unconnected",
        independent=1,
    ),
    "a primary document by a party": HardCase(
        "The decree of the ministry that speaks shows its own words: no second voice.",
        "Ministry authored decree", {"*decree": "connected"}, told_by("Ministry"),
        "primary", independent=0,
    ),
    "two agencies that print one ministry's statement": HardCase(
        "Both only hand on what the claimant says.",
        "Ministry authored statement; one derives_from statement; First published one;"
        " two republishes statement; Second published two",
        {"one": "connected", "two": "connected"}, told_by("Ministry"),
        "all_connected", independent=0,
    ),
    "two agencies that cite one ministry": HardCase(
        "Who cites may have checked.",
        "Ministry authored statement; one cites statement; First published one;"
        " two cites statement; Second published two",
        {"one": "none", "two": "none"}, told_by("Ministry"), "unconnected",
        independent=2,
    ),
    "a correction and what it corrects": HardCase(
        "Anybody may correct: the two are not one voice for that.",
        "notice corrects page", {"notice": "none", "page": "none"},
        told_by("Ministry"), "unconnected", independent=2,
    ),
}  # fmt: skip

OF_THE_ARTICLE = {
    "the article itself, with no author and no outlet": HardCase(
        "An article is no evidence for what it claims.",
        "", {"article": "connected"}, ground="all_connected", independent=0,
    ),
    "its translation": HardCase(
        "In another language it is the same article.",
        "page translates article", JOINED, ground="all_connected", independent=0,
    ),
    "its copy": HardCase(
        "Printed elsewhere it is the same article.",
        "page republishes article", JOINED, ground="all_connected",
    ),
    "what derives from it": HardCase(
        "It says what the article said.",
        "page derives_from article", JOINED, ground="all_connected",
    ),
    "the translation of a copy of it": HardCase(
        "Copying twice makes no second voice.",
        "page translates copy; copy republishes article", JOINED,
        ground="all_connected",
    ),
    "syndicated text, no outlet": HardCase(
        "Nobody knows who copied whom, but it is one text.",
        "article same_text page", JOINED, ground="all_connected",
    ),
    "the original of which it is a copy": HardCase(
        "The claim came into the article with the text.",
        "article republishes page", JOINED, ground="all_connected",
    ),
    "another print of the wire story that it prints": HardCase(
        "Article and evidence are two prints of one text.",
        "article derives_from wire; page derives_from wire", JOINED,
        ground="all_connected",
    ),
    "another page by the outlet of the original that it prints": HardCase(
        "Who wrote the words that the article prints speaks in it.",
        "article republishes wire; Agency published wire; Agency published page",
        JOINED, ground="all_connected",
    ),
    "another article by its author in another outlet": HardCase(
        "An author stays the same person in every paper.",
        "Ada authored article; Courier published article; Ada authored page;"
        " Gazette published page", JOINED, ground="all_connected",
    ),
    "evidence that refutes it and cites it": HardCase(
        "What refutes has to cite what it refutes.",
        "page cites article; Gazette published page", {"-page": "none"},
        ground="unconnected", verdict="refuted", independent=1,
    ),
}  # fmt: skip

ON_ONE_DAY = {
    "relations that never held together": HardCase(
        "When the holder bought the group, the agency had left it.",
        CHANGED_HANDS, NOT_BEFORE, told_by("Holder@2012-06-01"), "unconnected",
    ),
    "the same, the day unknown": HardCase(
        "There is no day at all on which both held.",
        CHANGED_HANDS, NOT_BEFORE, told_by("Holder"), "unconnected",
    ),
    "the same, on the first day of the second": HardCase(
        "The first had ended long before.",
        CHANGED_HANDS, NOT_BEFORE, told_by("Holder@2015"), "unconnected",
    ),
    "a chain of owners in force on the day": HardCase(
        "Both relations held on that day.",
        "Agency published page; Group owns Agency 2012..; Holder owns Group 2010..2014",
        JOINED, told_by("Holder@2013-05-05"), "all_connected",
    ),
    "a chain of owners, one link sold by then": HardCase(
        "One of the two relations had ended.",
        "Agency published page; Group owns Agency 2012..; Holder owns Group 2010..2014",
        NOT_BEFORE, told_by("Holder@2015-05-05"), "unconnected",
    ),
    "a chain of owners, the day unknown": HardCase(
        "It may have been said in the years in which both held.",
        "Agency published page; Group owns Agency 2012..; Holder owns Group 2010..2014",
        JOINED, told_by("Holder"), "all_connected",
    ),
    "said in the month of the sale": HardCase(
        "It may have been said on one of the days before it.",
        "Agency published page; Holder owns Agency ..2016-03-14", JOINED,
        told_by("Holder@2016-03"), "all_connected",
    ),
    "said in the month of two sales, one after the other": HardCase(
        "Each held on some day of that month, but never both on one.",
        BOUGHT_IN_MARCH, NOT_BEFORE, told_by("Fund@2016-03"), "unconnected",
    ),
    "two legs that hold on different days of the year": HardCase(
        "Both lean on the group, but the one had left before the other came.",
        "Agency published page; Group owns Agency ..2016-05-01;"
        " Press part_of Group 2016-06-01..", NOT_BEFORE, told_by("Press@2016"),
    ),
    "one relation ended, another between the same two began": HardCase(
        "The first that is named must not hide the one that held.",
        "Agency published page; Holder owns Agency ..2010; Holder funds Agency 2014..;"
        " Fund owns Holder 2013..", JOINED, told_by("Fund"), "all_connected",
    ),
    "a short way of few days beside a long way of all days": HardCase(
        "The shorter way to the group must not hide the longer that goes on.",
        "Agency published page; Agency part_of Group ..2005;"
        " Agency part_of Desk; Desk part_of Group; Holder owns Group 2010..",
        JOINED, told_by("Holder"), "all_connected", rules=IndependenceRules(hops=3),
    ),
    "evidence older than the relation": HardCase(
        "A relation counts on the day of the statement, whatever it was before.",
        "Agency published page; Holder owns Agency 2010..", JOINED,
        told_by("Holder@2016"), "all_connected",
    ),
    "a person who moved jobs, before": HardCase(
        "On the day of the statement she worked for the ministry.",
        "Ada authored page; Ministry employs Ada ..2017; Gazette employs Ada 2018..",
        JOINED, told_by("Ministry@2016-04-01"), "all_connected",
    ),
    "a person who moved jobs, after": HardCase(
        "On the day of the statement she did not any more.",
        "Ada authored page; Ministry employs Ada ..2017; Gazette employs Ada 2018..",
        NOT_BEFORE, told_by("Ministry@2019-04-01"), "unconnected",
    ),
    "two articles under one owner, one after the other": HardCase(
        "The owner had sold the first paper before buying the second.",
        "Left published one; Owner owns Left ..2010; Right published two;"
        " Owner owns Right 2015..", {}, {"one@2009": "", "two@2016": ""}, spoken=2,
    ),
    "two articles under one owner at the same time": HardCase(
        "Both papers were the owner's from 2008 to 2010.",
        "Left published one; Owner owns Left ..2010; Right published two;"
        " Owner owns Right 2008..", {}, {"one@2009": "", "two@2016": ""}, spoken=1,
    ),
}  # fmt: skip

CITED_ITSELF = {
    "what the article cites": HardCase(
        "It shows whether the article cites rightly, and is no second voice.",
        "article cites report", CITED, told_by("Ministry"), "cited", independent=0,
    ),
    "a translation of what the article cites": HardCase(
        "In another language it is what the article cites.",
        "article cites report; page translates report", {"page": "cited"},
        told_by("Ministry"), "cited", independent=0,
    ),
    "the original of a translation that the article cites": HardCase(
        "The article had it in another language.",
        "article cites translation; translation translates report", CITED,
        told_by("Ministry"), "cited", independent=0,
    ),
    "a resolution that the article cites": HardCase(
        "A document that is the fact itself carries it, whoever cites it.",
        "article cites report", {"*report": "cited"}, told_by("Ministry"), "primary",
        independent=0,
    ),
    "what the article cites, against the claim": HardCase(
        "That the article cites wrongly is a finding about the citation.",
        "article cites report", {"-report": "cited"}, told_by("Ministry"), "cited",
        verdict="refuted",
    ),
    "what the article cites, by the claimant": HardCase(
        "That it is the claimant's own weighs more than that it is cited.",
        "article cites report; Ministry authored report", {"report": "connected"},
        told_by("Ministry"), "all_connected",
    ),
    "evidence that cites the same report": HardCase(
        "Who cites may have checked: it stands apart from the article.",
        "article cites report; page cites report; Gazette published page", NOT_BEFORE,
        told_by("Ministry"), "unconnected", independent=1,
    ),
    "the cited report's publisher on another page": HardCase(
        "Who is cited does not speak in the article.",
        "article cites report; Institute published report; Institute published page",
        NOT_BEFORE, told_by("Ministry"), "unconnected",
    ),
}  # fmt: skip

RETRACTED = {
    "retracted before the verdict": HardCase(
        "Its publisher does not stand by it.",
        "Gazette published page", NOT_BEFORE, told_by("Ministry"), "retracted",
        independent=0, retracted={"page": "2020-05-03"},
    ),
    "retracted, nobody knows when": HardCase(
        "Unknown is not later.",
        "Gazette published page", NOT_BEFORE, told_by("Ministry"), "retracted",
        retracted={"page": ""},
    ),
    "retracted in the year of the verdict": HardCase(
        "It may have been before the verdict.",
        "Gazette published page", NOT_BEFORE, told_by("Ministry"), "retracted",
        retracted={"page": "2021"},
    ),
    "retracted after the verdict": HardCase(
        "The verdict could rest on it then; it counts as no lineage any more.",
        "Gazette published page", NOT_BEFORE, told_by("Ministry"), "unconnected",
        independent=0, retracted={"page": "2021-02"},
    ),
    "a primary document, retracted": HardCase(
        "No ground carries what was taken back.",
        "Gazette published page", {"*page": "none"}, told_by("Ministry"), "retracted",
        retracted={"page": "2020"},
    ),
    "a retracted copy of what stands": HardCase(
        "The original was never taken back.",
        "copy republishes page", {"page": "none"}, told_by("Ministry"), "unconnected",
        independent=1, retracted={"copy": "2020"},
    ),
    "the copy itself, retracted": HardCase(
        "Who wants to rest on the original has to give the original.",
        "copy republishes page", {"copy": "none"}, told_by("Ministry"), "retracted",
        independent=0, retracted={"copy": "2020"},
    ),
    "a copy of what was retracted": HardCase(
        "It goes on saying what its author has taken back.",
        "copy republishes page; Gazette published copy", {"copy": "none"},
        told_by("Ministry"), "retracted", independent=0, retracted={"page": "2020"},
    ),
    "one retracted, one that stands": HardCase(
        "The one that stands carries the verdict.",
        "Gazette published page; Herald published other",
        {"page": "none", "other": "none"}, told_by("Ministry"), "unconnected",
        independent=1, retracted={"page": "2020"},
    ),
}  # fmt: skip

OFFICIALS_TWICE = {"one": "Officials", "two": "Officials"}
UNNAMED = {
    "officials in two articles": HardCase(
        "Two articles that use the word need not mean the same people.",
        "", {}, OFFICIALS_TWICE, spoken=2, unnamed="Officials",
    ),
    "officials in two articles, the same by a reviewer's word": HardCase(
        "Somebody stands for it by name.", "", {}, OFFICIALS_TWICE, spoken=1,
    ),
    "officials of one ministry in two articles": HardCase(
        "Whoever they are, they speak for one ministry.",
        "Officials part_of Ministry", {}, OFFICIALS_TWICE, spoken=1,
        unnamed="Officials",
    ),
    "evidence by officials": HardCase(
        "Not known to be those who speak in the article.",
        "Officials authored page", NOT_BEFORE, told_by("Officials"), "unconnected",
        independent=1, unnamed="Officials",
    ),
    "evidence by officials, of the ministry that speaks": HardCase(
        "What is recorded of the officials holds for each of them.",
        "Officials authored page; Officials part_of Ministry", JOINED,
        told_by("Ministry"), "all_connected", unnamed="Officials",
    ),
    "two pieces by a staff writer without a name": HardCase(
        "Two papers' staff writers are two.",
        "Staff authored one; Left published one; Staff authored two;"
        " Right published two", {"one": "none", "two": "none"}, told_by("Ministry"),
        "unconnected", independent=2, unnamed="Staff",
    ),
    "a copy of the article in which they speak": HardCase(
        "The same words of the same officials.",
        "page republishes article", JOINED, told_by("Officials"), "all_connected",
        unnamed="Officials",
    ),
}  # fmt: skip

BETWEEN_THEM = {
    "a broadcaster of the state that speaks": HardCase(
        "Who pays it speaks.", "State funds Radio; Radio published page", JOINED,
        told_by("State"), "all_connected", independent=0,
    ),
    "a broadcaster of the state whose ministry speaks": HardCase(
        "Both lean on the state.",
        "State funds Radio; Radio published page; Ministry part_of State", JOINED,
        told_by("Ministry"), "all_connected",
    ),
    "three steps": HardCase(
        "That far it is told, and joins nobody.",
        "Congress funds Radio; Radio published page; Congress part_of State;"
        " Ministry part_of State", {"page": "remote"}, told_by("Ministry"), "remote",
        independent=1,
    ),
    "two states that fund one commission": HardCase(
        "Each is connected with the commission, neither with the other.",
        "East published page; East funds Commission; West funds Commission",
        NOT_BEFORE, told_by("West"), "unconnected",
    ),
    "two that own each other": HardCase(
        "Either way round it is one house.",
        "Left published page; Left owns Right; Right owns Left", JOINED,
        told_by("Right"), "all_connected",
    ),
    "a hub between": HardCase(
        "So many lean on it that leaning on it says little.", AGENCY,
        {"page": "remote"}, told_by("Ministry"), "remote",
        rules=IndependenceRules(hub=1),
    ),
    "a hub that speaks itself": HardCase(
        "Its own agency is no stranger to it, however many others lean on it.",
        AGENCY, JOINED, told_by("State"), "all_connected",
        rules=IndependenceRules(hub=1),
    ),
}  # fmt: skip

GROUPS = (COUNTED, OF_THE_ARTICLE, ON_ONE_DAY, CITED_ITSELF, RETRACTED, UNNAMED,
          BETWEEN_THEM)  # fmt: skip
CASES = [
    pytest.param(case, id=name) for group in GROUPS for name, case in group.items()
]


class World:
    """A case as graph: every name is one node."""

    def __init__(self, case: HardCase) -> None:
        self.case = case
        self.nodes: dict[str, Node] = {}
        self.edges = [
            self.edge(line) for line in case.recorded.split(";") if line.strip()
        ]

    def node(self, name: str) -> Node:
        sort = "s" if name[0].isupper() else "w"
        return self.nodes.setdefault(name, Node(sort, len(self.nodes) + 1))

    def edge(self, line: str) -> Edge:
        source, kind, target, *period = line.split()
        since, until = period[0].split("..") if period else ("", "")
        edge = Edge(self.node(source), kind, self.node(target))
        return replace(
            edge,
            since=PartialDate.parse(since).date,
            until=PartialDate.parse(until).as_last_day().date,
        )

    def appearance(self, dated: str, voices: str) -> SpokenAppearance:
        name, on = self.dated(dated)
        article = self.node(name)
        speak = [self.dated(voice) for voice in voices.split()]
        behind = [
            edge.source
            for edge in self.edges
            if edge.target == article and edge.kind in {"authored", "published"}
        ]
        return SpokenAppearance(
            name,
            article,
            (
                *(DatedVoice(self.node(voice), day or on) for voice, day in speak),
                *(DatedVoice(source, on) for source in behind),
            ),
            on,
            tuple(
                edge.target
                for edge in self.edges
                if edge.source == article and edge.kind == "cites"
            ),
        )

    @staticmethod
    def dated(words: str) -> tuple[str, DateRange | None]:
        name, _, day = words.partition("@")
        return name, PartialDate.parse(day).as_range()

    def evidence(self, words: str) -> GivenEvidence:
        name = words.lstrip("-~*")
        stance = STANCES.get(words[0], "supports")
        return GivenEvidence(words, self.node(name), stance, words.startswith("*"))

    def panel(self) -> IndependenceCase:
        case = self.case
        evidence = [self.evidence(words) for words in case.evidence]
        appearances = [self.appearance(*each) for each in case.articles.items()]
        return IndependenceCase(
            evidence,
            appearances,
            DependenceGraph(self.edges),
            self.edges,
            rules=case.rules,
            retractions={
                self.node(name): PartialDate.parse(day)
                for name, day in case.retracted.items()
            },
            unnamed=frozenset(self.node(name) for name in case.unnamed.split()),
        )


def answered(case: HardCase) -> tuple[FindingRecord, str]:
    """The data of a page, and the ground of the verdict on all of the evidence."""
    world = World(case)
    panel = world.panel()
    found = panel.find()
    names = {node: NodeName(name, key=name) for name, node in world.nodes.items()}
    grounds = found.gate(panel.evidence, case.verdict, VERDICT_DAY)
    return independence_data(panel, found, names), str(grounds.ground)


@pytest.mark.parametrize("case", CASES)
def test_a_hard_case_is_answered_as_it_was_decided_beforehand(case: HardCase) -> None:
    data, ground = answered(case)

    answers = {key: each["answer"] for key, each in data["evidence"].items()}
    assert answers == case.evidence, case.why
    if case.ground:
        assert ground == case.ground, case.why
    if case.independent is not None:
        counted = [each["independent"] for each in data["lineages"]["evidence"]]
        assert sum(counted) == case.independent, case.why
    if case.spoken is not None:
        assert len(data["lineages"]["appearances"]) == case.spoken, case.why


def test_each_case_has_a_reason_and_something_to_be_answered() -> None:
    for case in (case for group in GROUPS for case in group.values()):
        assert case.why.endswith(".")
        assert case.evidence or case.spoken is not None
        assert case.ground or not case.evidence or not case.independent

"""All that a claim's page says about independence, found at once, and as data.

Pure: no Django, no database.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from articles.domain.dates import PartialDate
from articles.domain.independence.circles import Circle, find_claim_circles
from articles.domain.independence.connections import (
    CitedEvidence,
    ConnectionAnswer,
    ConnectionSearch,
    KnownConnection,
    NoKnownConnection,
)
from articles.domain.independence.copies import (
    ONE_TEXT_KINDS,
    REPEATING_KINDS,
    CitedWork,
    Retraction,
    copy_search,
    find_citation,
    find_retraction,
)
from articles.domain.independence.gate import (
    REQUIRED_STANCES,
    GatedEvidence,
    Ground,
    Grounds,
    judge_grounds,
)
from articles.domain.independence.graph import (
    DatedVoice,
    DateOrRange,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    first_day,
    sort_voices,
    to_date_range,
)
from articles.domain.independence.interested_parties import (
    Party,
    PartyInterest,
    find_interests,
)
from articles.domain.independence.lineages import (
    Lineage,
    LineageItem,
    group_into_lineages,
)
from articles.domain.independence.path_data import (
    NodeNames,
    circle_data,
    lineage_data,
    node_data,
    path_data,
    retraction_data,
)
from articles.domain.independence.path_sentences import display_name
from articles.domain.independence.unnamed import find_unnamed_voices
from articles.domain.records import (
    AnswerRecord,
    FindingRecord,
)


@dataclass(frozen=True)
class GivenEvidence:
    """A piece of evidence as recorded; `argued` is what a reviewer wrote of it."""

    key: str
    work: Node
    stance: str = ""
    primary: bool = False
    argued: str = ""


@dataclass(frozen=True)
class SpokenAppearance:
    """An appearance: the article's work, its day, who speaks in it, what it cites."""

    key: str
    article: Node
    voices: tuple[DatedVoice, ...]
    on: DateOrRange = None
    cited: tuple[Node, ...] = ()

    @property
    def speakers(self) -> tuple[DatedVoice, ...]:
        """Who speaks, and the article itself: it says what they say."""
        return (*self.voices, DatedVoice(self.article, self.on))


@dataclass(frozen=True)
class IndependenceFinding:
    """What was found about one claim."""

    answers: dict[str, ConnectionAnswer]
    evidence: list[Lineage]
    appearances: list[Lineage]
    circles: list[Circle]
    rules: IndependenceRules
    retractions: dict[str, Retraction] = field(default_factory=dict)
    # Evidence that speaks about itself, by its key.
    interests: dict[str, PartyInterest] = field(default_factory=dict)

    def gate(
        self,
        pieces: Iterable[GivenEvidence],
        verdict: str = "",
        on: datetime.date | None = None,
    ) -> Grounds:
        """Judge the evidence that a decision rests on; only what fits can carry it.

        `on`: the day of the decision; None: today.
        """
        given = list(pieces)
        fits = REQUIRED_STANCES.get(verdict)
        fitting = [each for each in given if fits in (None, each.stance)]
        if given and not fitting:
            return Grounds(carries=False, ground=Ground.NONE_FITS)
        return judge_grounds(
            [
                GatedEvidence(
                    each.key,
                    self.answers[each.key],
                    each.primary,
                    bool(each.argued),
                    retracted=self.was_retracted(each.key, on),
                    about_itself=each.key in self.interests,
                )
                for each in fitting
            ]
        )

    def was_retracted(self, key: str, on: datetime.date | None = None) -> bool:
        """Whether this piece of evidence had been retracted on that day, or by now."""
        return key in self.retractions and self.retractions[key].counts_on(on)

    def is_independent(self, piece: GivenEvidence) -> bool:
        """Whether it can make a lineage of its own: context cannot, nor what is joined."""
        answer = self.answers[piece.key]
        return (
            piece.stance in REQUIRED_STANCES.values()
            and not answer.joins
            and not isinstance(answer, CitedEvidence)
            and piece.key not in self.interests
            and not self.was_retracted(piece.key)
        )

    @property
    def rows(self) -> set[tuple[str, int]]:
        """The recorded relations that any answer rests on: what to recheck for."""
        paths = [
            answer.path
            for answer in self.answers.values()
            if not isinstance(answer, NoKnownConnection)
        ]
        paths += [each.path for each in self.retractions.values()]
        paths += [interest.path for interest in self.interests.values()]
        for lineage in [*self.evidence, *self.appearances]:
            paths += [merge.path for merge in lineage.merges]
        found = {row for path in paths for row in path.rows}
        for circle in self.circles:
            found |= {(edge.source[0], edge.row) for edge in circle.edges if edge.row}
        return found


@dataclass
class IndependenceCase:
    """One claim: its evidence, its appearances and whom it is about, in their graph.

    `retractions`: works and when they were retracted. `unnamed`: sources without a name
    that nobody has said to be one voice everywhere.
    """

    evidence: list[GivenEvidence]
    appearances: list[SpokenAppearance]
    graph: DependenceGraph
    citing: list[Edge] = field(default_factory=list)
    outlets: Mapping[Node, Node] = field(default_factory=dict)
    rules: IndependenceRules = field(default_factory=IndependenceRules)
    retractions: Mapping[Node, PartialDate] = field(default_factory=dict)
    unnamed: frozenset[Node] = frozenset()
    parties: list[Party] = field(default_factory=list)

    def find(self) -> IndependenceFinding:
        """Find all answers; evidence is compared on the day of the first appearance."""
        return (
            self.with_voices_apart().find_in_graph()
            if self.unnamed
            else self.find_in_graph()
        )

    def with_voices_apart(self) -> "IndependenceCase":
        """The same case, each unnamed voice being another one in each work."""
        articles = [each.article for each in self.appearances]
        voices = find_unnamed_voices(self.unnamed, articles, self.graph.edges)
        return replace(
            self,
            unnamed=frozenset(),
            graph=voices.tell_apart(self.graph),
            appearances=[
                replace(
                    each,
                    voices=tuple(
                        DatedVoice(voices.in_work(voice.node, each.article), voice.on)
                        for voice in each.voices
                    ),
                )
                for each in self.appearances
            ],
            outlets={
                work: voices.in_work(outlet, work)
                for work, outlet in self.outlets.items()
            },
        )

    def find_in_graph(self) -> IndependenceFinding:
        search = ConnectionSearch(self.graph, self.rules)
        spoken = [voice for each in self.appearances for voice in each.speakers]
        voices = sort_voices(spoken)
        first = first_day(voices)
        return IndependenceFinding(
            self.find_answers(search, voices),
            group_into_lineages(
                [LineageItem(e.key, (e.work,), first) for e in self.evidence], search
            ),
            group_into_lineages([self.item(each) for each in self.appearances], search),
            find_claim_circles(
                [e.work for e in self.evidence if e.stance != "refutes"],
                [e.work for e in self.evidence if e.stance == "refutes"],
                [each.article for each in self.appearances],
                self.citing,
                self.outlets,
            ),
            self.rules,
            retractions=self.find_retractions(),
            interests=find_interests(
                {e.key: e.work for e in self.evidence}, self.parties, search, first
            ),
        )

    def find_answers(
        self, search: ConnectionSearch, voices: list[DatedVoice]
    ) -> dict[str, ConnectionAnswer]:
        """For each piece the path that joins, else that it is cited, else what is known."""
        copies = copy_search(self.graph, self.rules, ONE_TEXT_KINDS)
        cited = [
            CitedWork(
                Edge(each.article, "cites", work), DatedVoice(each.article, each.on)
            )
            for each in self.appearances
            for work in each.cited
        ]
        answers: dict[str, ConnectionAnswer] = {}
        for piece in self.evidence:
            answer = search.connection(piece.work, voices)
            if not answer.joins:
                answer = find_citation(piece.work, cited, copies) or answer
            answers[piece.key] = answer
        return answers

    def find_retractions(self) -> dict[str, Retraction]:
        """The retracted pieces, by their keys."""
        if not self.retractions:
            return {}
        repeats = copy_search(self.graph, self.rules, REPEATING_KINDS)
        found = {
            piece.key: find_retraction(piece.work, self.retractions, repeats)
            for piece in self.evidence
        }
        return {key: each for key, each in found.items() if each}

    @staticmethod
    def item(spoken: SpokenAppearance) -> LineageItem:
        """An appearance as it is counted: its article and voices, on the first day."""
        nodes = (spoken.article, *(voice.node for voice in spoken.voices))
        return LineageItem(spoken.key, nodes, first_day(spoken.voices))


def independence_data(
    panel: IndependenceCase, finding: IndependenceFinding, names: NodeNames
) -> FindingRecord:
    """The `independence` part of a claim's record."""
    independent = {each.key for each in panel.evidence if finding.is_independent(each)}
    return {
        "rules": {
            "hops": panel.rules.hops,
            "hub": panel.rules.hub,
            "between_sources": sorted(panel.rules.between_sources),
            "of_works": sorted(panel.rules.of_works),
        },
        "evidence": {
            each.key: {
                **answer_data(finding.answers[each.key], each.argued, names),
                **retraction_data(finding.retractions.get(each.key), names),
                **interest_data(finding.interests.get(each.key), names),
            }
            for each in panel.evidence
        },
        "lineages": {
            "evidence": [
                {
                    **lineage_data(each, names),
                    "independent": not independent.isdisjoint(each.items),
                }
                for each in finding.evidence
            ],
            "appearances": [lineage_data(each, names) for each in finding.appearances],
        },
        "circles": [circle_data(each, names) for each in finding.circles],
    }


def answer_data(
    answer: ConnectionAnswer, argued: str, names: NodeNames
) -> AnswerRecord:
    if isinstance(answer, NoKnownConnection):
        return {
            "answer": "none",
            "nothing_recorded": answer.nothing_recorded,
            "argued": argued,
        }
    path = path_data(answer.path, names)
    cited = isinstance(answer, CitedEvidence)
    return {
        "answer": "cited" if cited else "connected" if answer.joins else "remote",
        "beyond": isinstance(answer, KnownConnection) and answer.beyond,
        "voice": node_data(answer.voice.node, names),
        "on": to_date_range(answer.voice.on).first.isoformat()
        if answer.voice.on
        else None,
        "argued": argued,
        "words": path["words"]
        if answer.path.edges
        else f"{display_name(answer.path.nodes[0], names)} is the article itself",
        "steps": path["steps"],
        "nodes": path["nodes"],
        "links": path["links"],
        "hubs": path["hubs"],
    }


def interest_data(interest: PartyInterest | None, names: NodeNames) -> AnswerRecord:
    """What a piece of evidence that speaks about itself has besides its answer."""
    if interest is None:
        return {}
    party = node_data(interest.party.node, names)
    return {
        "about": {
            "source": party,
            "role": interest.party.role,
            **path_data(interest.path, names),
        }
    }

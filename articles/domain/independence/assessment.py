"""All that a claim's page says about independence, found at once, and as data.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.domain.dates import period_data
from articles.domain.independence.circles import Circle, find_claim_circles
from articles.domain.independence.connections import (
    ConnectionAnswer,
    ConnectionSearch,
    KnownConnection,
    Path,
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
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
    NodeName,
    first_day,
    sort_voices,
    to_date_range,
)
from articles.domain.independence.lineages import (
    Lineage,
    LineageItem,
    group_into_lineages,
)
from articles.domain.independence.path_sentences import link_in_words, path_in_words
from articles.domain.records import (
    AnswerRecord,
    CircleRecord,
    FindingRecord,
    LineageRecord,
    LinkRecord,
    NodeRecord,
    PathRecord,
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
    """An appearance: the article's work, and everybody who speaks in it."""

    key: str
    article: Node
    voices: tuple[DatedVoice, ...]


@dataclass(frozen=True)
class IndependenceFinding:
    """What was found about one claim."""

    answers: dict[str, ConnectionAnswer]
    evidence: list[Lineage]
    appearances: list[Lineage]
    circles: list[Circle]
    rules: IndependenceRules

    def gate(self, pieces: Iterable[GivenEvidence], verdict: str = "") -> Grounds:
        """Judge the evidence that a decision rests on; only what fits can carry it."""
        given = list(pieces)
        fits = REQUIRED_STANCES.get(verdict)
        fitting = [each for each in given if fits in (None, each.stance)]
        if given and not fitting:
            return Grounds(carries=False, ground=Ground.NONE_FITS)
        return judge_grounds(
            [
                GatedEvidence(
                    each.key, self.answers[each.key], each.primary, bool(each.argued)
                )
                for each in fitting
            ]
        )

    @property
    def rows(self) -> set[tuple[str, int]]:
        """The recorded relations that any answer rests on: what to recheck for."""
        paths = [
            a.path for a in self.answers.values() if isinstance(a, KnownConnection)
        ]
        for lineage in [*self.evidence, *self.appearances]:
            paths += [merge.path for merge in lineage.merges]
        found = {row for path in paths for row in path.rows}
        for circle in self.circles:
            found |= {(edge.source[0], edge.row) for edge in circle.edges if edge.row}
        return found


@dataclass
class IndependenceCase:
    """One claim: its evidence and its appearances in the graph around them."""

    evidence: list[GivenEvidence]
    appearances: list[SpokenAppearance]
    graph: DependenceGraph
    citing: list[Edge] = field(default_factory=list)
    outlets: Mapping[Node, Node] = field(default_factory=dict)
    rules: IndependenceRules = field(default_factory=IndependenceRules)

    def find(self) -> IndependenceFinding:
        """Find all answers; evidence is compared on the day of the first appearance."""
        search = ConnectionSearch(self.graph, self.rules)
        spoken = [voice for each in self.appearances for voice in each.voices]
        voices = sort_voices(spoken)
        first = first_day(voices)
        return IndependenceFinding(
            {e.key: search.connection(e.work, voices) for e in self.evidence},
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
        )

    @staticmethod
    def item(spoken: SpokenAppearance) -> LineageItem:
        """An appearance as it is counted: its article and voices, on the first day."""
        nodes = (spoken.article, *(voice.node for voice in spoken.voices))
        return LineageItem(spoken.key, nodes, first_day(spoken.voices))


NodeNames = Mapping[Node, NodeName]


def independence_data(
    panel: IndependenceCase, finding: IndependenceFinding, names: NodeNames
) -> FindingRecord:
    """The `independence` part of a claim's record."""
    return {
        "rules": {
            "hops": panel.rules.hops,
            "hub": panel.rules.hub,
            "between_sources": sorted(panel.rules.between_sources),
            "of_works": sorted(panel.rules.of_works),
        },
        "evidence": {
            each.key: answer_data(finding.answers[each.key], each.argued, names)
            for each in panel.evidence
        },
        "lineages": {
            "evidence": [lineage_data(each, names) for each in finding.evidence],
            "appearances": [lineage_data(each, names) for each in finding.appearances],
        },
        "circles": [circle_data(each, names) for each in finding.circles],
    }


def answer_data(
    answer: ConnectionAnswer, argued: str, names: NodeNames
) -> AnswerRecord:
    if not isinstance(answer, KnownConnection):
        return {
            "answer": "none",
            "nothing_recorded": answer.nothing_recorded,
            "argued": argued,
        }
    path = path_data(answer.path, names)
    return {
        "answer": "connected" if answer.joins else "remote",
        "beyond": answer.beyond,
        "voice": node_data(answer.voice.node, names),
        "on": to_date_range(answer.voice.on).first.isoformat()
        if answer.voice.on
        else None,
        "argued": argued,
        "words": path["words"],
        "steps": path["steps"],
        "nodes": path["nodes"],
        "links": path["links"],
        "hubs": path["hubs"],
    }


def path_data(path: Path, names: NodeNames) -> PathRecord:
    return {
        "words": path_in_words(path.nodes, path.edges, names),
        "steps": path.steps,
        "nodes": [node_data(node, names) for node in path.nodes],
        "links": links_data(path.nodes, path.edges),
        "hubs": [node_data(node, names) for node in path.hubs],
    }


def links_data(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[LinkRecord]:
    return [link_data(edge, node) for node, edge in zip(nodes, edges, strict=False)]


def link_data(edge: Edge, begins: Node) -> LinkRecord:
    period = period_data(edge)
    link: LinkRecord = {
        "kind": edge.kind,
        "words": link_in_words(edge, begins),
        "since": period["since"],
        "until": period["until"],
        "reference": edge.reference,
        "ground": (
            {"text": edge.ground, "by": edge.grounded_by} if edge.ground else None
        ),
    }
    if edge.is_unfounded:
        link["unseen"] = True
    return link


def node_data(node: Node, names: NodeNames) -> NodeRecord:
    name = names[node]
    return {
        "node": "source" if node[0] == "s" else "work",
        "key": name.key,
        "name": name.text,
        "kind": name.kind,
    }


def lineage_data(lineage: Lineage, names: NodeNames) -> LineageRecord:
    return {
        "members": list(lineage.items),
        "merges": [
            {
                "first": merge.first,
                "second": merge.second,
                **path_data(merge.path, names),
            }
            for merge in lineage.merges
        ],
    }


def circle_data(circle: Circle, names: NodeNames) -> CircleRecord:
    return {
        "kind": str(circle.kind),
        "words": path_in_words(circle.nodes, circle.edges, names),
        "nodes": [node_data(node, names) for node in circle.nodes],
        "links": links_data(circle.nodes, circle.edges),
        "closed": circle.is_closed,
    }

"""All that a claim's page says about independence, found at once, and as data.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.domain.dates import period
from articles.domain.independence.circles import Circle, around_claim
from articles.domain.independence.connections import Answer, Connected, Path, Search
from articles.domain.independence.gate import FITTING, Ground, Grounds, Piece, carries
from articles.domain.independence.graph import (
    Edge,
    Graph,
    Name,
    Node,
    Rules,
    Voice,
    days,
    first_day,
    in_order,
)
from articles.domain.independence.lineages import Item, Lineage, among
from articles.domain.independence.words import in_words, link_words
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
class Given:
    """A piece of evidence as recorded; `argued` is what a reviewer wrote of it."""

    key: str
    work: Node
    stance: str = ""
    primary: bool = False
    argued: str = ""


@dataclass(frozen=True)
class Spoken:
    """An appearance: the article's work, and everybody who speaks in it."""

    key: str
    article: Node
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Finding:
    """What was found about one claim."""

    answers: dict[str, Answer]
    evidence: list[Lineage]
    appearances: list[Lineage]
    circles: list[Circle]
    rules: Rules

    def gate(self, pieces: Iterable[Given], verdict: str = "") -> Grounds:
        """Judge the evidence that a decision rests on; only what fits can carry it."""
        given = list(pieces)
        fits = FITTING.get(verdict)
        fitting = [each for each in given if fits in (None, each.stance)]
        if given and not fitting:
            return Grounds(carries=False, ground=Ground.NONE_FITS)
        return carries(
            [
                Piece(each.key, self.answers[each.key], each.primary, bool(each.argued))
                for each in fitting
            ]
        )

    @property
    def rows(self) -> set[tuple[str, int]]:
        """The recorded relations that any answer rests on: what to recheck for."""
        paths = [a.path for a in self.answers.values() if isinstance(a, Connected)]
        for lineage in [*self.evidence, *self.appearances]:
            paths += [merge.path for merge in lineage.merges]
        found = {row for path in paths for row in path.rows}
        for circle in self.circles:
            found |= {(edge.source[0], edge.row) for edge in circle.edges if edge.row}
        return found


@dataclass
class Panel:
    """One claim: its evidence and its appearances in the graph around them."""

    evidence: list[Given]
    appearances: list[Spoken]
    graph: Graph
    citing: list[Edge] = field(default_factory=list)
    outlets: Mapping[Node, Node] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)

    def find(self) -> Finding:
        """Find all answers; evidence is compared on the day of the first appearance."""
        search = Search(self.graph, self.rules)
        spoken = [voice for each in self.appearances for voice in each.voices]
        voices = in_order(spoken)
        first = first_day(voices)
        return Finding(
            {e.key: search.connection(e.work, voices) for e in self.evidence},
            among([Item(e.key, (e.work,), first) for e in self.evidence], search),
            among([self.item(each) for each in self.appearances], search),
            around_claim(
                [e.work for e in self.evidence if e.stance != "refutes"],
                [e.work for e in self.evidence if e.stance == "refutes"],
                [each.article for each in self.appearances],
                self.citing,
                self.outlets,
            ),
            self.rules,
        )

    @staticmethod
    def item(spoken: Spoken) -> Item:
        """An appearance as it is counted: its article and voices, on the first day."""
        nodes = (spoken.article, *(voice.node for voice in spoken.voices))
        return Item(spoken.key, nodes, first_day(spoken.voices))


Names = Mapping[Node, Name]


def as_data(panel: Panel, finding: Finding, names: Names) -> FindingRecord:
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


def answer_data(answer: Answer, argued: str, names: Names) -> AnswerRecord:
    if not isinstance(answer, Connected):
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
        "on": days(answer.voice.on).first.isoformat() if answer.voice.on else None,
        "argued": argued,
        "words": path["words"],
        "steps": path["steps"],
        "nodes": path["nodes"],
        "links": path["links"],
        "hubs": path["hubs"],
    }


def path_data(path: Path, names: Names) -> PathRecord:
    return {
        "words": in_words(path.nodes, path.edges, names),
        "steps": path.steps,
        "nodes": [node_data(node, names) for node in path.nodes],
        "links": links_data(path.nodes, path.edges),
        "hubs": [node_data(node, names) for node in path.hubs],
    }


def links_data(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[LinkRecord]:
    return [
        {
            "kind": edge.kind,
            "words": link_words(edge, node),
            **period(edge),
            "reference": edge.reference,
        }
        for node, edge in zip(nodes, edges, strict=False)
    ]


def node_data(node: Node, names: Names) -> NodeRecord:
    name = names[node]
    return {
        "node": "source" if node[0] == "s" else "work",
        "key": name.key,
        "name": name.text,
        "kind": name.kind,
    }


def lineage_data(lineage: Lineage, names: Names) -> LineageRecord:
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


def circle_data(circle: Circle, names: Names) -> CircleRecord:
    return {
        "kind": str(circle.kind),
        "words": in_words(circle.nodes, circle.edges, names),
        "nodes": [node_data(node, names) for node in circle.nodes],
        "links": links_data(circle.nodes, circle.edges),
        "closed": circle.is_closed,
    }

"""How independent the evidence of a claim is, as readers or as reviewers may know it.

Reads the graph around a claim's record (articles/queries/graph.py) and asks the pure
core (articles/domain/independence/). Two statements, for one claim or for many.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Value

from articles.claim_data import decision_in_force
from articles.domain.dates import DateRange, PartialDate
from articles.domain.independence.assessment import (
    GivenEvidence,
    IndependenceCase,
    IndependenceFinding,
    SpokenAppearance,
    independence_data,
)
from articles.domain.independence.gate import GATED_VERDICTS, Grounds
from articles.domain.independence.graph import (
    SOURCE_LETTER,
    WORK_LETTER,
    DatedVoice,
    Edge,
    IndependenceRules,
    Node,
)
from articles.domain.independence.interested_parties import Party
from articles.domain.records import (
    AppearanceRecord,
    ClaimRecord,
    EvidenceRecord,
    GateRecord,
    IndependenceRecord,
    SourceRef,
    WorkRef,
)
from articles.models import Article, Source, Work
from articles.queries.graph import Asked, Surroundings, fetch_each_surroundings
from articles.queries.works import works_in_record


def team_rules() -> IndependenceRules:
    """The team's rules: which relations carry dependence, how far, and past whom."""
    chosen: dict[str, frozenset[str]] = {
        name: frozenset(kinds)
        for name, kinds in (
            ("between_sources", settings.INDEPENDENCE_RELATIONS),
            ("of_works", settings.INDEPENDENCE_WORKS),
        )
        if kinds
    }
    return IndependenceRules(
        hops=settings.INDEPENDENCE_HOPS, hub=settings.INDEPENDENCE_HUB, **chosen
    )


@dataclass(frozen=True)
class JudgedClaim:
    """A claim's panel, what was found, and the names to say it in."""

    record: ClaimRecord
    panel: IndependenceCase
    finding: IndependenceFinding
    around: Surroundings

    def data(self) -> IndependenceRecord:
        """As a claim's record holds it and its page shows it."""
        found = independence_data(self.panel, self.finding, self.around.names)
        return {**found, "gate": self.gate_data()}

    def gate_data(self) -> GateRecord | None:
        """What carries the verdict in force; None where nothing has to."""
        decision = decision_in_force(self.record["decisions"])
        verdict = self.record["verdict"]
        if decision is None or verdict not in GATED_VERDICTS:
            return None
        given = datetime.datetime.fromisoformat(decision["at"]).date()
        grounds = self.grounds(verdict, decision["evidence"], given)
        return {
            "carries": grounds.carries,
            "ground": str(grounds.ground),
            "reason": grounds.reason,
            "evidence": grounds.evidence,
        }

    def grounds(
        self, verdict: str, evidence: Iterable[str], on: datetime.date | None = None
    ) -> Grounds:
        """Whether, and on what ground, these pieces (their keys) carry the verdict.

        `on`: the day of the verdict; None: today.
        """
        chosen = set(evidence)
        pieces = [each for each in self.panel.evidence if each.key in chosen]
        return self.finding.gate(pieces, verdict, on)


def judge_independence(
    record: ClaimRecord, *, public: bool, rules: IndependenceRules | None = None
) -> JudgedClaim:
    """Judge a claim's record, as below."""
    (judged,) = judge_each([record], public=public, rules=rules)
    return judged


def judge_each(
    records: Sequence[ClaimRecord],
    *,
    public: bool,
    rules: IndependenceRules | None = None,
) -> list[JudgedClaim]:
    """Judge claims' records; `public`: only by what readers may see.

    What the record itself names counts as seen, so that it is judged alike before and
    after it is published.
    """
    if not records:
        return []
    rules = rules or team_rules()
    cases = [
        RecordedCase(record, numbers)
        for record, numbers in zip(records, nodes_by_key(records), strict=True)
    ]
    found = fetch_each_surroundings(
        [case.asked() for case in cases], rules, public=public
    )
    return [
        case.judge(surroundings, rules)
        for case, surroundings in zip(cases, found, strict=True)
    ]


class RecordedCase:
    """What a record says of one claim, as nodes of the graph."""

    def __init__(self, record: ClaimRecord, numbers: dict[str, Node]) -> None:
        self.record = record
        self.named = frozenset(numbers.values())
        self.evidence = list(evidence_from_record(record, numbers))
        self.appearances = list(appearances_from_record(record, numbers))
        self.parties = list(parties_from_record(record, numbers))

    def asked(self) -> Asked:
        articles = [each.article.number for each in self.appearances]
        cited = [work.number for each in self.appearances for work in each.cited]
        voices = [voice.node for each in self.appearances for voice in each.voices]
        parties = [each.node for each in self.parties]
        return Asked(
            works=[*(each.work.number for each in self.evidence), *articles, *cited],
            sources=[node.number for node in (*voices, *parties)],
            articles=articles,
            seen=self.named,
        )

    def judge(self, around: Surroundings, rules: IndependenceRules) -> JudgedClaim:
        cited = [
            Edge(each.article, "cites", work)
            for each in self.appearances
            for work in each.cited
        ]
        panel = IndependenceCase(
            self.evidence,
            self.appearances,
            around.graph,
            [*around.citing, *cited],
            around.outlets,
            rules,
            retractions=around.retractions,
            unnamed=around.unnamed,
            parties=self.parties,
        )
        return JudgedClaim(self.record, panel, panel.find(), around)


def evidence_from_record(
    record: ClaimRecord, numbers: dict[str, Node]
) -> Iterator[GivenEvidence]:
    for each in record["evidence"]:
        if node := numbers.get(each["work"]["key"]):
            yield GivenEvidence(
                each["key"],
                node,
                each["stance"],
                each["primary"],
                argument_in_words(each),
            )


def appearances_from_record(
    record: ClaimRecord, numbers: dict[str, Node]
) -> Iterator[SpokenAppearance]:
    for each in record["appearances"]:
        if node := numbers.get(each["article"]["key"]):
            yield SpokenAppearance(
                each["key"],
                node,
                tuple(appearance_voices(each, numbers)),
                PartialDate.from_record(each["article"]["published"]).as_range(),
                tuple(cited_works(each, node, numbers)),
            )


def cited_works(
    appearance: AppearanceRecord, article: Node, numbers: dict[str, Node]
) -> Iterator[Node]:
    """What the article cites for this claim, itself left out."""
    for each in appearance["citations"]:
        work = numbers.get(each["work"]["key"]) if each["work"] else None
        if work and work != article:
            yield work


def parties_from_record(
    record: ClaimRecord, numbers: dict[str, Node]
) -> Iterator[Party]:
    """Whom the claim is about; nobody in a record from before that was kept."""
    for each in record.get("about", ()):
        if node := numbers.get(each["source"]["key"]):
            yield Party(node, each["role"])


def argument_in_words(evidence: EvidenceRecord) -> str:
    """What a reviewer argues of a piece of evidence, with the reviewer's name."""
    argument = evidence.get("argued")
    return f"{argument['text']} ({argument['by']})" if argument else ""


def nodes_by_key(records: Sequence[ClaimRecord]) -> list[dict[str, Node]]:
    """The nodes of everything that each record names, by its key; one statement."""
    named = list(map(keys_in_record, records))
    sources, works, articles = (set().union(*part) for part in zip(*named, strict=True))
    found = (
        Source.objects.filter(key__in=sources).values_list(Value(0), "key", "pk")
    ).union(
        Work.objects.filter(key__in=works).values_list(Value(1), "key", "pk"),
        Article.objects.filter(key__in=articles).values_list(Value(2), "key", "work"),
        all=True,
    )
    nodes = {
        (table, key): Node(WORK_LETTER if table else SOURCE_LETTER, pk)
        for table, key, pk in found
    }
    return [
        {
            key: nodes[table, key]
            for table, keys in enumerate(each)
            for key in keys
            if (table, key) in nodes
        }
        for each in named
    ]


def keys_in_record(record: ClaimRecord) -> tuple[set[str], set[str], set[str]]:
    """The keys of the sources, works and articles that a record names."""
    named = list(works_in_record(record))
    articles = {each["article"]["key"] for each in record["appearances"]}
    sources = {
        ref["key"]
        for each in record["appearances"]
        for ref in appearance_speakers(each)
    }
    sources |= {ref["key"] for each in named for ref in authors_and_outlet(each)}
    sources |= {each["source"]["key"] for each in record.get("about", ())}
    return sources, {each["key"] for each in named}, articles


def authors_and_outlet(work: WorkRef) -> list[SourceRef]:
    """Who wrote a work, and who published it."""
    return [*work["authors"], *([work["outlet"]] if work["outlet"] else [])]


def appearance_speakers(appearance: AppearanceRecord) -> Iterator[SourceRef]:
    """Everybody who speaks in an appearance: its voices, authors and outlet."""
    yield from (step["source"] for step in appearance["chain"])
    yield from authors_and_outlet(appearance["article"])


def appearance_voices(
    appearance: AppearanceRecord, numbers: dict[str, Node]
) -> Iterator[DatedVoice]:
    """Who speaks, each on the day of speaking, else on that of the article."""
    published = PartialDate.from_record(appearance["article"]["published"]).as_range()
    days = {each["key"]: published for each in appearance_speakers(appearance)}
    for step in appearance["chain"]:
        said = step["said"]
        on = (
            days_from_ends(day_from_iso(said["from"]), day_from_iso(said["to"]))
            if said
            else None
        )
        days[step["source"]["key"]] = on or published
    for key, on in days.items():
        if key in numbers:
            yield DatedVoice(numbers[key], on)


def days_from_ends(
    first: datetime.date | None, last: datetime.date | None
) -> DateRange | None:
    return DateRange(first, last or first) if first else None


def day_from_iso(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def verdict_grounds(
    record: ClaimRecord, verdict: str, evidence: Iterable[str]
) -> Grounds | None:
    """Whether this evidence carries the verdict; None where nothing has to."""
    if verdict not in GATED_VERDICTS:
        return None
    return judge_independence(record, public=False).grounds(verdict, evidence)

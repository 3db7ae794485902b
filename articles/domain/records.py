"""The record of a claim: everything that is said of it, as data.

What articles/claim_data.py builds from rows, publications keep as JSON, and pages, JSON
and CSV show. Dates are ISO 8601. A key that is not required was added after the first
publications: a record that was kept before may lack it.
"""

from typing import Literal, NotRequired, TypedDict


class SourceRef(TypedDict):
    """Whom a record names. `unseen`: readers cannot open it any more."""

    key: str
    name: str
    kind: str
    unseen: NotRequired[bool]


class DateRecord(TypedDict):
    """A date that may be known to a year or a month only."""

    date: str | None
    precision: str


class SnapshotRef(TypedDict):
    """The newest copy that is kept of a work."""

    at: str
    sha256: str


class WorkRef(TypedDict):
    """A work; in an appearance the article, with the key of the article.

    `status_on`: when it was corrected or retracted, as closely as that is known.
    """

    key: str
    kind: str
    title: str
    address: str
    outlet: SourceRef | None
    authors: list[SourceRef]
    published: DateRecord
    language: str
    status: str
    status_on: NotRequired[str]
    kept: NotRequired[SnapshotRef]
    unseen: NotRequired[bool]


# PEP 589 has no other way to spell the key "from".
SaidRecord = TypedDict(
    "SaidRecord",
    {
        "words": str,
        "start": NotRequired[int | None],
        "from": str | None,
        "to": str | None,
        "precision": str,
    },
)


class StepRecord(TypedDict):
    """One step of a chain of attribution; position 0 is the voice of the article."""

    position: int
    source: SourceRef
    described: NotRequired[str]
    cue: str
    cue_start: NotRequired[int | None]
    mode: str
    said: SaidRecord | None
    unclear: bool
    note: str


class BreakRecord(TypedDict):
    position: int
    why: str


class GradeRecord(TypedDict):
    """How far the claimant is from the reader."""

    value: str
    steps: int
    breaks: list[BreakRecord]
    unclear: bool
    words: str


class TranslationRecord(TypedDict):
    text: str
    by: str


class CheckRecord(TypedDict):
    by: str
    at: str


class CitationRecord(TypedDict):
    """What the article cites for the claim, and whether the cited work says so."""

    work: WorkRef | None
    description: str
    locator: str
    passage: str
    translation: NotRequired[TranslationRecord | None]
    fidelity: str
    note: str
    checked: NotRequired[CheckRecord | None]


class SpanRecord(TypedDict):
    """A W3C text position and text quote selector; offsets count code points."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class AppearanceRecord(TypedDict):
    """Where the claim is asserted, by whom and through whom, and what is cited."""

    key: str
    article: WorkRef
    version: int
    spans: list[SpanRecord]
    chain: list[StepRecord]
    grade: NotRequired[GradeRecord]
    citations: list[CitationRecord]
    gone_since: NotRequired[int | None]
    claim: NotRequired[str]
    edit_url: NotRequired[str]


class AboutRecord(TypedDict):
    """A source that the claim speaks of, and as what; never one who says it."""

    source: SourceRef
    role: str


class ArgumentRecord(TypedDict):
    text: str
    by: str


class EvidenceRecord(TypedDict):
    key: str
    work: WorkRef
    locator: str
    passage: str
    translation: NotRequired[TranslationRecord | None]
    stance: str
    primary: bool
    question: str
    note: str
    argued: NotRequired[ArgumentRecord | None]
    edit_url: NotRequired[str]


class DecisionRecord(TypedDict):
    number: int
    action: str
    round: str
    verdict: str | None
    rationale: str
    searched: str
    override: NotRequired[str]
    # Of a second verdict: given without having seen the first.
    blind: NotRequired[bool]
    by: str
    at: str
    evidence: list[str]


class GroundRecord(TypedDict):
    """How one knows of a relation where no page says so, and who states it."""

    text: str
    by: str


class Period(TypedDict):
    """Both ends, each as closely as it is known: 1998-07, or open."""

    since: str | None
    until: str | None


class NeighbourRecord(Period):
    """A relation between two sources, so many steps from the one that is asked for."""

    hop: int
    source: SourceRef
    kind: str
    text: str
    target: SourceRef
    reference: str
    ground: GroundRecord | None


class NodeRecord(TypedDict):
    """A source or a work on a path."""

    node: Literal["source", "work"]
    key: str
    name: str
    kind: str


class LinkRecord(Period):
    """A relation between two nodes of a path, with the time for which it holds.

    `unseen`: it has neither reference nor ground, so that only reviewers know of it.
    """

    kind: str
    words: str
    reference: str
    ground: NotRequired[GroundRecord | None]
    unseen: NotRequired[bool]


class PathRecord(TypedDict):
    words: str
    steps: int
    nodes: list[NodeRecord]
    links: list[LinkRecord]
    hubs: list[NodeRecord]


class RetractionRecord(TypedDict):
    """When a work was retracted; `words`: how it repeats the one that was."""

    on: str | None
    words: str


class InterestRecord(PathRecord):
    """By which path evidence speaks about itself: to whom the claim is about, as what."""

    source: NodeRecord
    role: str


class AnswerRecord(TypedDict, total=False):
    """How a piece of evidence and those who speak are connected; a path, where one is.

    "cited": an article of the claim itself cites it, or what it is one text with.
    `about`: it speaks about itself.
    """

    answer: Literal["connected", "cited", "remote", "none"]
    retracted: RetractionRecord
    nothing_recorded: bool
    argued: str
    about: InterestRecord
    beyond: bool
    voice: NodeRecord
    on: str | None
    words: str
    steps: int
    nodes: list[NodeRecord]
    links: list[LinkRecord]
    hubs: list[NodeRecord]


class MergeRecord(PathRecord):
    """Why two pieces of evidence, or two appearances, are one lineage."""

    first: str
    second: str


class LineageRecord(TypedDict):
    """What may be one voice. `independent`: whether evidence stands apart by it."""

    members: list[str]
    independent: NotRequired[bool]
    merges: list[MergeRecord]


class LineagesRecord(TypedDict):
    evidence: list[LineageRecord]
    appearances: list[LineageRecord]


class CircleRecord(TypedDict):
    kind: str
    words: str
    nodes: list[NodeRecord]
    links: list[LinkRecord]
    closed: bool


class RulesRecord(TypedDict):
    hops: int
    hub: int
    between_sources: list[str]
    of_works: list[str]


class GateRecord(TypedDict):
    """Whether the evidence that a verdict rests on carries it."""

    carries: bool
    ground: str
    reason: str
    evidence: str


class FindingRecord(TypedDict):
    """What was found about the independence of a claim's evidence."""

    rules: RulesRecord
    evidence: dict[str, AnswerRecord]
    lineages: LineagesRecord
    circles: list[CircleRecord]


class IndependenceRecord(FindingRecord):
    gate: NotRequired[GateRecord | None]


class ClaimRecord(TypedDict):
    """A claim with its appearances, evidence and decisions.

    A publication's also has when and as which number it was published.
    """

    key: str
    statement: str
    kind: str
    checkable: bool
    verdict: str | None
    why: str
    about: NotRequired[list[AboutRecord]]
    appearances: list[AppearanceRecord]
    evidence: list[EvidenceRecord]
    decisions: list[DecisionRecord]
    independence: NotRequired[IndependenceRecord]
    published_at: NotRequired[str]
    number: NotRequired[int]

"""The graph that independence is read from: who and what leans on whom.

Pure: no Django, no database. Nodes are sources and works; an edge is a dated relation
between two of them. Each kind of relation says which of its two ends leans on the
other: what is owned on its owner, a part on the whole, a copy on the original, a work
on its author and its outlet. W3C PROV words the same relations as wasDerivedFrom,
wasAttributedTo and actedOnBehalfOf, which all point from what leans to what it leans
on.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.domain.dates import ALL_DAYS, DateRange

SOURCE_LETTER, WORK_LETTER = "s", "w"


class Node(NamedTuple):
    """A source or a work, and its number.

    `within`: the number of the work in which a voice without a name stands, which in
    another work may be somebody else (unnamed.py); 0 for all others.
    """

    sort: str
    number: int
    within: int = 0

    @property
    def recorded(self) -> "Node":
        """The source or work that is recorded, wherever it stands."""
        return Node(self.sort, self.number)


# Read from left to right, the first leans on the second.
LEANS_ON_TARGET = frozenset(
    {"part_of", "state_agency_of", "speaks_for", "close_to", "republishes",
     "translates", "derives_from", "corrects", "cites", "same_text"}
)  # fmt: skip
# The second leans on the first.
LEANS_ON_SOURCE = frozenset(
    {"owns", "runs", "employs", "funds", "founded", "authored", "published"}
)
# Nobody knows who copied whom.
MUTUAL_KINDS = frozenset({"same_text"})


DateOrRange = datetime.date | DateRange | None


def possible_days(on: DateOrRange) -> DateRange:
    """The days on one of which it was: any day where none is known."""
    return ALL_DAYS if on is None else to_date_range(on)


def to_date_range(on: datetime.date | DateRange) -> DateRange:
    """A single day as a range of one; a range as it is."""
    return on if isinstance(on, DateRange) else DateRange(on, on)


@dataclass(frozen=True)
class DatedVoice:
    """Who speaks in an appearance, and when, as far as that is known."""

    node: Node
    on: DateOrRange = None


def first_day(voices: Iterable[DatedVoice]) -> DateRange | None:
    """When the first of these spoke; None where no day is known."""
    return min((to_date_range(voice.on) for voice in voices if voice.on), default=None)


def sort_voices(voices: Iterable[DatedVoice]) -> list[DatedVoice]:
    """Each voice once, by its node, then by its day; without a day first."""
    return sorted(
        set(voices),
        key=lambda each: (each.node, to_date_range(each.on or datetime.date.min)),
    )


def source_node(number: int) -> Node:
    return Node(SOURCE_LETTER, number)


def work_node(number: int) -> Node:
    return Node(WORK_LETTER, number)


@dataclass(frozen=True, slots=True)
class Edge:
    """What `source` is to `target`, from which to which day; no date: always.

    `row` is the number of the relation that says so; 0 where it follows from what is
    recorded otherwise: authorship, outlet, citation. `ground` is how one knows it where
    no page says so, as `grounded_by` states it.
    """

    source: Node
    kind: str
    target: Node
    since: datetime.date | None = None
    until: datetime.date | None = None
    row: int = 0
    reference: str = ""
    since_precision: str = "day"
    until_precision: str = "day"
    ground: str = ""
    grounded_by: str = ""

    @property
    def is_unfounded(self) -> bool:
        """Whether somebody recorded it and nobody says how one knows it."""
        return bool(self.row) and not (self.reference or self.ground)

    @property
    def is_step(self) -> bool:
        """Whether it joins two sources. Only these count as steps."""
        return self.source[0] == SOURCE_LETTER == self.target[0]

    @property
    def leaning(self) -> Node:
        """The end that leans on the other."""
        return self.source if self.kind in LEANS_ON_TARGET else self.target

    def other(self, node: Node) -> Node:
        return self.target if node == self.source else self.source

    @property
    def period(self) -> DateRange:
        """The days on which it holds; unknown limits rule nothing out."""
        return DateRange(self.since or ALL_DAYS.first, self.until or ALL_DAYS.last)

    @property
    def rank(self) -> tuple[str, datetime.date, datetime.date, int]:
        """Sorts first the relation that is named of two between the same two."""
        return (self.kind, *self.period, self.row)


@dataclass(frozen=True)
class IndependenceRules:
    """Which relations carry dependence, how far, and past whom. A team's choice.

    `hops` counts steps between sources. `hub` is the number of relations of any kind
    above which a source joins nobody merely by standing between them.
    """

    between_sources: frozenset[str] = frozenset(
        {"owns", "runs", "employs", "funds", "part_of", "state_agency_of",
         "speaks_for", "founded", "close_to"}
    )  # fmt: skip
    of_works: frozenset[str] = frozenset(
        {"authored", "published", "republishes", "translates", "derives_from",
         "same_text"}
    )  # fmt: skip
    hops: int = 2
    hub: int = 50

    def carry(self, edge: Edge) -> bool:
        """Whether dependence follows from relations of this kind."""
        kinds = self.between_sources if edge.is_step else self.of_works
        return edge.kind in kinds


@dataclass(frozen=True)
class NodeName:
    """What a node is called; `kind` is a kind of source or of work."""

    text: str
    kind: str = ""
    key: str = ""

    @property
    def is_human(self) -> bool:
        return self.kind in {"person", "group", "unnamed"}


@dataclass
class DependenceGraph:
    """Edges, found by the end that leans (`edges_above`).

    `degrees` says how many relations a source has. A part of a graph has
    to be told, as it does not hold them all.
    """

    edges: Iterable[Edge]
    degrees: Mapping[Node, int] = field(default_factory=dict)
    edges_above: dict[Node, list[Edge]] = field(init=False, repr=False)
    _relations: Counter[Node] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.edges = list(dict.fromkeys(self.edges))
        self.edges_above = defaultdict(list)
        self._relations = Counter()
        for edge in self.edges:
            self.edges_above[edge.leaning].append(edge)
            if edge.kind in MUTUAL_KINDS:
                self.edges_above[edge.target].append(edge)
            if edge.is_step:
                self._relations.update((edge.source, edge.target))

    @property
    def known_degrees(self) -> dict[Node, int]:
        """How many relations each source has: as told, else as counted here."""
        return {**self._relations, **self.degrees}

    def is_hub(self, node: Node, rules: IndependenceRules) -> bool:
        """Whether so many have relations with it that it joins nobody."""
        if node[0] != SOURCE_LETTER:
            return False
        degree = self.degrees.get(node.recorded)
        if degree is None:
            degree = self._relations[node]
        return degree > rules.hub

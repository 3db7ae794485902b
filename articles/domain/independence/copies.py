"""What a work shares with others: which are one text with it, and which it repeats.

Pure: no Django, no database. Two answers rest on it: whether the article itself cites a
piece of evidence, and whether what the evidence repeats has been retracted.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from articles.domain.dates import PartialDate
from articles.domain.independence.connections import (
    CitedEvidence,
    ConnectionSearch,
    Path,
)
from articles.domain.independence.graph import (
    DatedVoice,
    DependenceGraph,
    Edge,
    IndependenceRules,
    Node,
)
from articles.domain.independence.trails import DERIVATION_KINDS

# Who prints or translates a text goes on saying what it says.
REPEATING_KINDS = frozenset({"republishes", "translates"})


@dataclass(frozen=True)
class CitedWork:
    """What an article cites for a claim, by which edge, and the article with its day."""

    edge: Edge
    article: DatedVoice


@dataclass(frozen=True)
class Retraction:
    """What was retracted, the evidence itself or what it repeats, and when."""

    path: Path
    on: PartialDate

    def counts_on(self, day: datetime.date | None) -> bool:
        """Whether it may have been retracted by then; None: whenever it was."""
        return day is None or self.on.date is None or self.on.date <= day


def copy_search(
    graph: DependenceGraph, rules: IndependenceRules, kinds: frozenset[str]
) -> ConnectionSearch:
    """A search that goes from work to work only, by these of the team's kinds."""
    among_works = replace(
        rules, between_sources=frozenset(), of_works=rules.of_works & kinds, hops=0
    )
    return ConnectionSearch(graph, among_works)


def find_citation(
    evidence: Node, cited: Iterable[CitedWork], search: ConnectionSearch
) -> CitedEvidence | None:
    """Find the shortest way from the evidence to a work that an article cites."""
    own = search.climb(evidence, None)
    found = []
    for each in cited:
        for path in search.meetings(own, search.climb(each.edge.target, None)):
            whole = Path((*path.nodes, each.edge.source), (*path.edges, each.edge))
            found.append(CitedEvidence(whole, each.article))
    return min(found, key=lambda each: each.path.rank, default=None)


def find_retraction(
    evidence: Node, retractions: Mapping[Node, PartialDate], search: ConnectionSearch
) -> Retraction | None:
    """Find the first retraction of the work, or of one that it repeats."""
    found = [
        Retraction(Path(leg.nodes, leg.edges), retractions[work])
        for work, legs in search.climb(evidence, None).items()
        if work in retractions
        for leg in legs
    ]
    return min(
        found,
        key=lambda each: (each.on.date or datetime.date.min, each.path.rank),
        default=None,
    )


ONE_TEXT_KINDS = DERIVATION_KINDS | {"same_text"}

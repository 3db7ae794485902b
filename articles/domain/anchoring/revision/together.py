"""Combines the outcomes of a claim's spans into one for its words as a whole.

Each span is found by itself; the whole stands only where all its parts do, in their
order. Whatever else happens to them, a reviewer looks at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.domain.anchoring.anchors import Place, merged
from articles.domain.anchoring.revision.verdict import (
    MOST_CANDIDATES,
    Carried,
    Gone,
    NeedsReview,
    Outcome,
)

PART_IS_GONE = "a part of the words; the rest is not in the text any more"
OTHER_ORDER = "the same words, in another order"


@dataclass(frozen=True)
class Stands:
    """All the words, or close ones, stand here; `exactly`: equal sign for sign."""

    places: tuple[Place, ...]
    exactly: bool


@dataclass(frozen=True)
class Offer:
    """Spans that are offered to a reviewer, and why they are not certain."""

    places: tuple[Place, ...]
    why: str


@dataclass(frozen=True)
class Uncertain:
    """It could be one of these, the best first, or none of them."""

    offers: tuple[Offer, ...]


Whole = Stands | Uncertain | Gone


def together(outcomes: Sequence[Outcome]) -> Whole:
    """Combine the outcomes of the spans of one claim, which come in their order."""
    if all(isinstance(outcome, Gone) for outcome in outcomes):
        return Gone()
    carried = [outcome for outcome in outcomes if isinstance(outcome, Carried)]
    places = tuple(outcome.place for outcome in carried)
    if len(carried) == len(outcomes) and _rise(places):
        return Stands(places, all(outcome.exactly for outcome in carried))
    return Uncertain(tuple(_offers(outcomes)))


def _rise(places: Iterable[Place]) -> bool:
    """Whether they stand in order and do not overlap."""
    return all(one.end <= other.start for one, other in pairwise(places))


def _offers(outcomes: Sequence[Outcome]) -> Iterable[Offer]:
    """One offer for each rank of the candidates, the best first, each once."""
    seen = set()
    for rank in range(MOST_CANDIDATES):
        places = tuple(merged(_places(outcomes, rank)))
        if places not in seen:
            seen.add(places)
            yield Offer(places, _why(outcomes, rank))


def _places(outcomes: Iterable[Outcome], rank: int) -> Iterable[Place]:
    """The certain spans; of the rest the candidate of this rank, or the last."""
    for outcome in outcomes:
        if isinstance(outcome, Carried):
            yield outcome.place
        elif isinstance(outcome, NeedsReview):
            yield outcome.candidates[min(rank, len(outcome.candidates) - 1)].place


def _why(outcomes: Iterable[Outcome], rank: int) -> str:
    if any(isinstance(outcome, Gone) for outcome in outcomes):
        return PART_IS_GONE
    for outcome in outcomes:
        if isinstance(outcome, NeedsReview):
            candidates = outcome.candidates
            return str(candidates[min(rank, len(candidates) - 1)].why)
    return OTHER_ORDER

"""Combines the outcomes of a claim's spans into one for its words as a whole.

Each span is found by itself; the whole stands only where all its parts do, in their
order. Whatever else happens to them, a reviewer looks at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.domain.anchoring.anchors import TextSpan, merge_spans
from articles.domain.anchoring.revision.outcomes import (
    MAX_CANDIDATES,
    Carried,
    Gone,
    NeedsReview,
    Outcome,
)

PART_IS_GONE = "a part of the words; the rest is not in the text any more"
OTHER_ORDER = "the same words, in another order"


@dataclass(frozen=True)
class CarriedWhole:
    """All the words, or close ones, stand here; `exactly`: equal sign for sign."""

    places: tuple[TextSpan, ...]
    exactly: bool


@dataclass(frozen=True)
class OfferedSpans:
    """Spans that are offered to a reviewer, and why they are not certain."""

    places: tuple[TextSpan, ...]
    why: str


@dataclass(frozen=True)
class UncertainWhole:
    """It could be one of these, the best first, or none of them."""

    offers: tuple[OfferedSpans, ...]


WholeOutcome = CarriedWhole | UncertainWhole | Gone


def combine_outcomes(outcomes: Sequence[Outcome]) -> WholeOutcome:
    """Combine the outcomes of the spans of one claim, which come in their order."""
    if all(isinstance(outcome, Gone) for outcome in outcomes):
        return Gone()
    carried = [outcome for outcome in outcomes if isinstance(outcome, Carried)]
    places = tuple(outcome.place for outcome in carried)
    if len(carried) == len(outcomes) and _is_in_text_order(places):
        return CarriedWhole(places, all(outcome.exactly for outcome in carried))
    return UncertainWhole(tuple(_offers_by_rank(outcomes)))


def _is_in_text_order(places: Iterable[TextSpan]) -> bool:
    """Whether they stand in order and do not overlap."""
    return all(one.end <= other.start for one, other in pairwise(places))


def _offers_by_rank(outcomes: Sequence[Outcome]) -> Iterable[OfferedSpans]:
    """One offer for each rank of the candidates, the best first, each once."""
    seen = set()
    for rank in range(MAX_CANDIDATES):
        places = tuple(merge_spans(_spans_of_rank(outcomes, rank)))
        if places not in seen:
            seen.add(places)
            yield OfferedSpans(places, _reason_for_rank(outcomes, rank))


def _spans_of_rank(outcomes: Iterable[Outcome], rank: int) -> Iterable[TextSpan]:
    """The certain spans; of the rest the candidate of this rank, or the last."""
    for outcome in outcomes:
        if isinstance(outcome, Carried):
            yield outcome.place
        elif isinstance(outcome, NeedsReview):
            yield outcome.candidates[min(rank, len(outcome.candidates) - 1)].place


def _reason_for_rank(outcomes: Iterable[Outcome], rank: int) -> str:
    if any(isinstance(outcome, Gone) for outcome in outcomes):
        return PART_IS_GONE
    for outcome in outcomes:
        if isinstance(outcome, NeedsReview):
            candidates = outcome.candidates
            return str(candidates[min(rank, len(candidates) - 1)].why)
    return OTHER_ORDER

"""Decides whether an anchor is carried to its best place, put to a reviewer, or gone.

The thresholds were tuned on one half of benchmarks/anchoring/ and hold on the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.anchoring.revision.matches import PossibleMatch

# The Hypothesis client's weights for quote, prefix and suffix.
QUOTE_WEIGHT, PREFIX_WEIGHT, SUFFIX_WEIGHT = 50, 20, 20
# A passage that still stands between the same neighbours has at least this context,
# even if these were rewritten.
MIN_CONTEXT_IN_ORDER = 0.9
# Approximate words that are where they were are carried from this likeness on, if what
# is before and after them is kept; else from this bare score on, or if they are few,
# from this likeness on.
MIN_QUOTE_IN_ORDER = 0.42
MIN_SCORE_IN_ORDER = 0.45
MAX_FEW_WORDS = 4
MIN_QUOTE_OF_FEW_WORDS = 0.55
# Words that have left their place are carried from this likeness on, if so much of the
# place is, by the alignment, the anchor's own.
MIN_QUOTE_IF_MOVED = 0.5
MIN_OWN_SHARE_IF_MOVED = 0.4
# Words that the old text says more than once, and that have left their place, have to
# take this much of what was before or after them along.
MIN_CONTEXT_IF_MOVED = 0.55
# So much of what was before or after a place has to be there to say that it is kept.
MIN_KEPT_CONTEXT = 0.65
# So much of a place has to be the anchor's own words, by the alignment, to rely on it.
MIN_KEPT_WORDS = 0.75
# The next best place has to be worse by this much, if it is as much like the words as
# this.
MIN_SCORE_MARGIN = 0.1
MIN_RIVAL_QUOTE = 0.6
# A place that is some other passage of the old text by more than this, and more than
# it is the anchor's own, is no place for the anchor.
MAX_TAKEN_SHARE = 0.4
# What is less like the words than this is not worth a reviewer's look.
MIN_QUOTE_TO_OFFER = 0.3
MAX_CANDIDATES = 3


class DoubtReason(StrEnum):
    """What a reviewer is told about a place that is offered."""

    MUCH_CHANGED = "the same passage, much changed"
    MOVED = "similar words, in another place"
    SEVERAL_ALIKE = "one of several places that are much alike"
    OTHER_PASSAGE = "another passage, which says the same or nearly so"


@dataclass(frozen=True)
class Carried:
    """The words, or close ones, stand here; `exactly`: equal sign for sign."""

    place: TextSpan
    exactly: bool
    score: float


@dataclass(frozen=True)
class Candidate:
    """A place that is offered to a reviewer, and why it is not certain."""

    place: TextSpan
    score: float
    why: DoubtReason


@dataclass(frozen=True)
class NeedsReview:
    """It could be one of these places, the best first, or none of them."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Gone:
    """Neither the words nor similar ones are in the text any more."""


Outcome = Carried | NeedsReview | Gone


def decide_outcome(places: Sequence[PossibleMatch]) -> Outcome:
    """Decide the outcome of an anchor that could be at one of these places."""
    ranked = _rank_matches(places)
    if not ranked:
        return Gone()
    best, *others = sorted(ranked, key=_is_unmistakable, reverse=True)
    if _is_unmistakable(best) and not any(map(_may_have_stayed, others)):
        return Carried(best.place, exactly=True, score=match_score(best))
    best, *others = ranked
    if _is_certain(best, others):
        return Carried(best.place, best.is_exact, match_score(best))
    candidates = [
        Candidate(place.place, match_score(place), _doubt_reason(place, ranked))
        for place in ranked[:MAX_CANDIDATES]
    ]
    return NeedsReview(tuple(candidates))


def _is_unmistakable(place: PossibleMatch) -> bool:
    """Whether both texts say exactly this, each of them once."""
    return place.is_unique and place.word_count > 1


def _may_have_stayed(place: PossibleMatch) -> bool:
    """Whether this could be what an edit has left of the words where they were.

    Then the very words elsewhere may be a copy. A mere stretch of them does not count.
    """
    return (
        place.in_order
        and not place.is_fragment
        and place.quote >= MIN_QUOTE_IN_ORDER
        and place.own_share > place.taken_share
    )


def match_score(possible: PossibleMatch) -> float:
    """How much speaks for a place, from 0 to 1, its order included."""
    least_context = 0.0
    if possible.in_order and possible.quote >= MIN_QUOTE_TO_OFFER:
        least_context = MIN_CONTEXT_IN_ORDER
    return _weighted_score(possible, least_context)


def _bare_score(possible: PossibleMatch) -> float:
    """How much speaks for a place, from 0 to 1, whatever its order."""
    return _weighted_score(possible, 0.0)


def _weighted_score(possible: PossibleMatch, least_context: float) -> float:
    return (
        QUOTE_WEIGHT * possible.quote
        + PREFIX_WEIGHT * max(possible.prefix, least_context)
        + SUFFIX_WEIGHT * max(possible.suffix, least_context)
    ) / (QUOTE_WEIGHT + PREFIX_WEIGHT + SUFFIX_WEIGHT)


def _rank_matches(places: Sequence[PossibleMatch]) -> list[PossibleMatch]:
    """Rank the places worth a look that do not overlap, the best first."""
    ranked = sorted(filter(_is_worth_a_look, places), key=_match_sort_key)
    distinct: list[PossibleMatch] = []
    # Of places that overlap, one with the very words is right, else the best one.
    for place in sorted(ranked, key=lambda place: not place.is_exact):
        if not any(_overlaps(place.place, other.place) for other in distinct):
            distinct.append(place)
    return sorted(distinct, key=_match_sort_key)


def _is_worth_a_look(place: PossibleMatch) -> bool:
    """Whether to offer it: another passage only if it says nearly the same."""
    return place.quote >= (
        MIN_RIVAL_QUOTE if _is_other_passage(place) else MIN_QUOTE_TO_OFFER
    )


def _match_sort_key(place: PossibleMatch) -> tuple[bool, bool, float, bool, TextSpan]:
    """Sorts the best first."""
    return (
        _is_other_passage(place),
        not _is_verbatim(place),
        -match_score(place),
        not place.is_exact,
        place.place,
    )


def _is_other_passage(place: PossibleMatch) -> bool:
    """Whether this is some other passage of the old text."""
    return place.is_said_elsewhere or place.taken_share > max(
        MAX_TAKEN_SHARE, place.own_share
    )


def _is_verbatim(place: PossibleMatch) -> bool:
    """Whether the very words stand here, and by the alignment are no others."""
    return place.is_exact and place.own_share >= MIN_KEPT_WORDS


def _overlaps(one: TextSpan, other: TextSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _is_certain(best: PossibleMatch, others: Sequence[PossibleMatch]) -> bool:
    """Whether the anchor can be carried to the best place without a reviewer."""
    if _is_other_passage(best):
        return False
    rivals = [place for place in others if not _is_other_passage(place)]
    if not all(
        _is_clear(best, rival) for rival in rivals if rival.quote >= MIN_RIVAL_QUOTE
    ):
        return False
    if best.is_exact:
        return best.in_order or _is_recognisable(best)
    return _is_close_enough(best)


def _is_clear(best: PossibleMatch, rival: PossibleMatch) -> bool:
    """Whether so much more speaks for the best place that the other can be ignored."""
    if _is_verbatim(best) and not rival.is_exact:
        return True
    # Between the neighbours that it had, an edited passage is no copy of another one.
    if _is_between_neighbours(best) and not rival.in_order:
        return True
    return match_score(best) - match_score(rival) >= MIN_SCORE_MARGIN


def _is_between_neighbours(place: PossibleMatch) -> bool:
    """Whether what was before and after the anchor's words is around this place."""
    return place.in_order and min(place.prefix, place.suffix) >= MIN_KEPT_CONTEXT


def _is_recognisable(best: PossibleMatch) -> bool:
    """Whether words that have left their place can be no others."""
    if best.is_repeated:
        return (
            max(best.prefix, best.suffix) >= MIN_CONTEXT_IF_MOVED
            and best.own_share >= MIN_OWN_SHARE_IF_MOVED
        )
    return best.word_count > 1 or best.own_share > 0.5


def _is_close_enough(best: PossibleMatch) -> bool:
    """Whether approximate words are still the anchor's."""
    if not best.in_order:
        return (
            best.quote >= MIN_QUOTE_IF_MOVED
            and best.own_share >= MIN_OWN_SHARE_IF_MOVED
            and _is_recognisable(best)
        )
    if best.word_count <= MAX_FEW_WORDS and not _is_between_neighbours(best):
        return best.quote >= MIN_QUOTE_OF_FEW_WORDS
    return best.quote >= MIN_QUOTE_IN_ORDER and _bare_score(best) >= MIN_SCORE_IN_ORDER


def _doubt_reason(place: PossibleMatch, ranked: Sequence[PossibleMatch]) -> DoubtReason:
    """Why this place is offered and not certain."""
    if _is_other_passage(place):
        return DoubtReason.OTHER_PASSAGE
    if any(
        other is not place
        and abs(match_score(other) - match_score(place)) < MIN_SCORE_MARGIN
        for other in ranked
        if not _is_other_passage(other)
    ):
        return DoubtReason.SEVERAL_ALIKE
    return DoubtReason.MUCH_CHANGED if place.in_order else DoubtReason.MOVED

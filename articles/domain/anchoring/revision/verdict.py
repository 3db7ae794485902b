"""Decides whether an anchor is carried to its best place, put to a reviewer, or gone.

The thresholds were tuned on one half of benchmarks/anchoring/ and hold on the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.domain.anchoring.anchors import Place
from articles.domain.anchoring.revision.evidence import Possible

# The Hypothesis client's weights for quote, prefix and suffix.
QUOTE, PREFIX, SUFFIX = 50, 20, 20
# A passage that still stands between the same neighbours has at least this context,
# even if these were rewritten.
CONTEXT_IN_ORDER = 0.9
# Approximate words that are where they were are carried from this likeness on, if what
# is before and after them is kept; else from this bare score on, or if they are few,
# from this likeness on.
IN_ORDER_QUOTE = 0.42
IN_ORDER_SCORE = 0.45
FEW_WORDS = 4
FEW_WORDS_QUOTE = 0.55
# Words that have left their place are carried from this likeness on, if so much of the
# place is, by the alignment, the anchor's own.
MOVED_QUOTE = 0.5
MOVED_OWN = 0.4
# Words that the old text says more than once, and that have left their place, have to
# take this much of what was before or after them along.
MOVED_CONTEXT = 0.55
# So much of what was before or after a place has to be there to say that it is kept.
KEPT_CONTEXT = 0.65
# So much of a place has to be the anchor's own words, by the alignment, to rely on it.
KEPT_WORDS = 0.75
# The next best place has to be worse by this much, if it is as much like the words as
# this.
MARGIN = 0.1
RIVAL_QUOTE = 0.6
# A place that is some other passage of the old text by more than this, and more than
# it is the anchor's own, is no place for the anchor.
TAKEN = 0.4
# What is less like the words than this is not worth a reviewer's look.
WORTH_A_LOOK = 0.3
MOST_CANDIDATES = 3


class Why(StrEnum):
    """What a reviewer is told about a place that is offered."""

    MUCH_CHANGED = "the same passage, much changed"
    MOVED = "similar words, in another place"
    SEVERAL_ALIKE = "one of several places that are much alike"
    OTHER_PASSAGE = "another passage, which says the same or nearly so"


@dataclass(frozen=True)
class Carried:
    """The words, or close ones, stand here; `exactly`: equal sign for sign."""

    place: Place
    exactly: bool
    score: float


@dataclass(frozen=True)
class Candidate:
    """A place that is offered to a reviewer, and why it is not certain."""

    place: Place
    score: float
    why: Why


@dataclass(frozen=True)
class NeedsReview:
    """It could be one of these places, the best first, or none of them."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Gone:
    """Neither the words nor similar ones are in the text any more."""


Outcome = Carried | NeedsReview | Gone


def decide(places: Sequence[Possible]) -> Outcome:
    """Decide the outcome of an anchor that could be at one of these places."""
    ranked = _ranked(places)
    if not ranked:
        return Gone()
    best, *others = sorted(ranked, key=_is_unmistakable, reverse=True)
    if _is_unmistakable(best) and not any(map(_has_stayed, others)):
        return Carried(best.place, exactly=True, score=score(best))
    best, *others = ranked
    if _is_certain(best, others):
        return Carried(best.place, best.is_exact, score(best))
    candidates = [
        Candidate(place.place, score(place), _why(place, ranked))
        for place in ranked[:MOST_CANDIDATES]
    ]
    return NeedsReview(tuple(candidates))


def _is_unmistakable(place: Possible) -> bool:
    """Whether both texts say exactly this, each of them once."""
    return place.is_unique and place.word_count > 1


def _has_stayed(place: Possible) -> bool:
    """Whether this could be what an edit has left of the words where they were.

    Then the very words elsewhere may be a copy. A mere stretch of them does not count.
    """
    return (
        place.in_order
        and not place.is_fragment
        and place.quote >= IN_ORDER_QUOTE
        and place.own_share > place.taken_share
    )


def score(possible: Possible) -> float:
    """How much speaks for a place, from 0 to 1, its order included."""
    least_context = 0.0
    if possible.in_order and possible.quote >= WORTH_A_LOOK:
        least_context = CONTEXT_IN_ORDER
    return _weighed(possible, least_context)


def _bare_score(possible: Possible) -> float:
    """How much speaks for a place, from 0 to 1, whatever its order."""
    return _weighed(possible, 0.0)


def _weighed(possible: Possible, least_context: float) -> float:
    return (
        QUOTE * possible.quote
        + PREFIX * max(possible.prefix, least_context)
        + SUFFIX * max(possible.suffix, least_context)
    ) / (QUOTE + PREFIX + SUFFIX)


def _ranked(places: Sequence[Possible]) -> list[Possible]:
    """Rank the places worth a look that do not overlap, the best first."""
    ranked = sorted(filter(_is_worth_a_look, places), key=_rank)
    distinct: list[Possible] = []
    # Of places that overlap, one with the very words is right, else the best one.
    for place in sorted(ranked, key=lambda place: not place.is_exact):
        if not any(_overlap(place.place, other.place) for other in distinct):
            distinct.append(place)
    return sorted(distinct, key=_rank)


def _is_worth_a_look(place: Possible) -> bool:
    """Whether to offer it: another passage only if it says nearly the same."""
    return place.quote >= (RIVAL_QUOTE if _is_taken(place) else WORTH_A_LOOK)


def _rank(place: Possible) -> tuple[bool, bool, float, bool, Place]:
    """Sorts the best first."""
    return (
        _is_taken(place),
        not _is_the_same(place),
        -score(place),
        not place.is_exact,
        place.place,
    )


def _is_taken(place: Possible) -> bool:
    """Whether this is some other passage of the old text."""
    return place.is_said_elsewhere or place.taken_share > max(TAKEN, place.own_share)


def _is_the_same(place: Possible) -> bool:
    """Whether the very words stand here, and by the alignment are no others."""
    return place.is_exact and place.own_share >= KEPT_WORDS


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _is_certain(best: Possible, others: Sequence[Possible]) -> bool:
    """Whether the anchor can be carried to the best place without a reviewer."""
    if _is_taken(best):
        return False
    rivals = [place for place in others if not _is_taken(place)]
    if not all(
        _is_clear(best, rival) for rival in rivals if rival.quote >= RIVAL_QUOTE
    ):
        return False
    if best.is_exact:
        return best.in_order or _is_recognisable(best)
    return _is_close_enough(best)


def _is_clear(best: Possible, rival: Possible) -> bool:
    """Whether so much more speaks for the best place that the other can be ignored."""
    if _is_the_same(best) and not rival.is_exact:
        return True
    # Between the neighbours that it had, an edited passage is no copy of another one.
    if _is_hemmed(best) and not rival.in_order:
        return True
    return score(best) - score(rival) >= MARGIN


def _is_hemmed(place: Possible) -> bool:
    """Whether what was before and after the anchor's words is around this place."""
    return place.in_order and min(place.prefix, place.suffix) >= KEPT_CONTEXT


def _is_recognisable(best: Possible) -> bool:
    """Whether words that have left their place can be no others."""
    if best.is_repeated:
        return (
            max(best.prefix, best.suffix) >= MOVED_CONTEXT
            and best.own_share >= MOVED_OWN
        )
    return best.word_count > 1 or best.own_share > 0.5


def _is_close_enough(best: Possible) -> bool:
    """Whether approximate words are still the anchor's."""
    if not best.in_order:
        return (
            best.quote >= MOVED_QUOTE
            and best.own_share >= MOVED_OWN
            and _is_recognisable(best)
        )
    if best.word_count <= FEW_WORDS and not _is_hemmed(best):
        return best.quote >= FEW_WORDS_QUOTE
    return best.quote >= IN_ORDER_QUOTE and _bare_score(best) >= IN_ORDER_SCORE


def _why(place: Possible, ranked: Sequence[Possible]) -> Why:
    """Why this place is offered and not certain."""
    if _is_taken(place):
        return Why.OTHER_PASSAGE
    if any(
        other is not place and abs(score(other) - score(place)) < MARGIN
        for other in ranked
        if not _is_taken(other)
    ):
        return Why.SEVERAL_ALIKE
    return Why.MUCH_CHANGED if place.in_order else Why.MOVED

"""Do words in several spans stand only where all of them do?"""

import pytest

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.anchoring.revision import (
    Candidate,
    Carried,
    DoubtReason,
    Gone,
    NeedsReview,
    Outcome,
)
from articles.domain.anchoring.revision.whole_outcomes import (
    OTHER_ORDER,
    PART_IS_GONE,
    CarriedWhole,
    OfferedSpans,
    UncertainWhole,
    WholeOutcome,
    combine_outcomes,
)


def at(start: int, exactly: bool = True) -> Carried:
    return Carried(TextSpan(start, start + 5), exactly, 1.0)


def one_of(*starts: int) -> NeedsReview:
    return NeedsReview(
        tuple(
            Candidate(TextSpan(s, s + 5), 0.5, DoubtReason.SEVERAL_ALIKE)
            for s in starts
        )
    )


def offer(why: str, *starts: int) -> OfferedSpans:
    return OfferedSpans(tuple(TextSpan(s, s + 5) for s in starts), why)


ALIKE = str(DoubtReason.SEVERAL_ALIKE)
CASES: list[tuple[list[Outcome], WholeOutcome]] = [
    # the spans                the whole
    ([at(1)],                  CarriedWhole((TextSpan(1, 6),), exactly=True)),
    ([at(1), at(9, False)],    CarriedWhole((TextSpan(1, 6), TextSpan(9, 14)), exactly=False)),
    ([Gone(), Gone()],         Gone()),
    ([at(9), at(1)],           UncertainWhole((offer(OTHER_ORDER, 1, 9),))),
    ([at(1), Gone()],          UncertainWhole((offer(PART_IS_GONE, 1),))),
    ([one_of(1, 20)],          UncertainWhole((offer(ALIKE, 1), offer(ALIKE, 20)))),
    ([at(1), one_of(9, 20)],   UncertainWhole((offer(ALIKE, 1, 9), offer(ALIKE, 1, 20)))),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "whole"), CASES)
def test_the_whole_stands_only_where_all_its_parts_do(
    outcomes: list[Outcome], whole: WholeOutcome
) -> None:
    assert combine_outcomes(outcomes) == whole


def test_places_that_overlap_are_offered_as_one() -> None:
    found = combine_outcomes([at(3), one_of(1)])

    assert found == UncertainWhole((OfferedSpans((TextSpan(1, 8),), ALIKE),))

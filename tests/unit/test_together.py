"""Do words in several spans stand only where all of them do?"""

import pytest

from articles.domain.anchoring.anchors import Place
from articles.domain.anchoring.revision import (
    Candidate,
    Carried,
    Gone,
    NeedsReview,
    Outcome,
    Why,
)
from articles.domain.anchoring.revision.together import (
    OTHER_ORDER,
    PART_IS_GONE,
    Offer,
    Stands,
    Uncertain,
    Whole,
    together,
)


def at(start: int, exactly: bool = True) -> Carried:
    return Carried(Place(start, start + 5), exactly, 1.0)


def one_of(*starts: int) -> NeedsReview:
    return NeedsReview(
        tuple(Candidate(Place(s, s + 5), 0.5, Why.SEVERAL_ALIKE) for s in starts)
    )


def offer(why: str, *starts: int) -> Offer:
    return Offer(tuple(Place(s, s + 5) for s in starts), why)


ALIKE = str(Why.SEVERAL_ALIKE)
CASES: list[tuple[list[Outcome], Whole]] = [
    # the spans                the whole
    ([at(1)],                  Stands((Place(1, 6),), exactly=True)),
    ([at(1), at(9, False)],    Stands((Place(1, 6), Place(9, 14)), exactly=False)),
    ([Gone(), Gone()],         Gone()),
    ([at(9), at(1)],           Uncertain((offer(OTHER_ORDER, 1, 9),))),
    ([at(1), Gone()],          Uncertain((offer(PART_IS_GONE, 1),))),
    ([one_of(1, 20)],          Uncertain((offer(ALIKE, 1), offer(ALIKE, 20)))),
    ([at(1), one_of(9, 20)],   Uncertain((offer(ALIKE, 1, 9), offer(ALIKE, 1, 20)))),
]  # fmt: skip


@pytest.mark.parametrize(("outcomes", "whole"), CASES)
def test_the_whole_stands_only_where_all_its_parts_do(
    outcomes: list[Outcome], whole: Whole
) -> None:
    assert together(outcomes) == whole


def test_places_that_overlap_are_offered_as_one() -> None:
    found = together([at(3), one_of(1)])

    assert found == Uncertain((Offer((Place(1, 8),), ALIKE),))

"""Which searches with fewer words are offered where all of them find nothing?"""

import pytest
from pyroaring import BitMap

from articles.queries.fewer_words import FewerWords, offer_fewer_words

ALL = BitMap(range(10))
GATES, OPENED, NIGHT, NOBODY = (
    BitMap([1, 2, 3]),
    BitMap([2, 3, 4]),
    BitMap([5]),
    BitMap(),
)

OFFERS = [
    # what has each word                                   what is offered
    ({"gates": GATES, "opened": OPENED, "night": NIGHT},
     [("gates opened", ["night"], 2)]),
    ({"gates": GATES, "night": NIGHT},
     [("night", ["gates"], 1), ("gates", ["night"], 3)]),
    ({"gates": GATES, "opened": OPENED, "x": NOBODY, "y": NOBODY},
     [("gates opened", ["x", "y"], 2)]),
    ({"gates": GATES, "night": NIGHT, "x": NOBODY, "y": NOBODY},
     [("night", ["gates", "x", "y"], 1), ("gates", ["night", "x", "y"], 3)]),
    ({"gates": GATES},                  []),
    ({"x": NOBODY, "y": NOBODY},        []),
    ({f"word{n}": GATES for n in range(13)}, []),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), OFFERS)
def test_the_closest_searches_that_find_something_are_offered(
    parts: dict[str, BitMap], expected: list[tuple[str, list[str], int]]
) -> None:
    offered = offer_fewer_words(ALL, parts)

    assert offered == [FewerWords(*each) for each in expected]


def test_only_what_other_filters_leave_is_counted_and_what_is_not_wanted_stays() -> (
    None
):
    (offer,) = offer_fewer_words(BitMap([2]), {"gates": GATES, "night": NIGHT}, ["old"])

    assert offer == FewerWords("gates -old", ["night"], 1)

"""Which appearance is the first known one, as far as the dates tell?"""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.attribution.first_known import (
    find_first_known,
    find_possibly_first,
)
from articles.domain.dates import DateRange


def shown(key: str, date: str | None, precision: str = "day") -> Any:
    padded = date and date + "-01" * (2 - date.count("-"))
    return {
        "key": key,
        "article": {
            "key": key, "title": f"About {key}", "outlet": None,
            "published": {"date": padded, "precision": precision},
        },
    }  # fmt: skip


def i(name: str) -> str:
    return f"\u2068About {name}\u2069"


# fmt: off
FIRST = [
    # appearances                                                   first       tie    uncertain
    ([shown("a", "2017-06-20"), shown("b", "2017-06-19")],          ["b"],      False, False),
    ([shown("a", "2017-06-20"), shown("b", "2017-06-20")],          ["a", "b"], True,  False),
    ([shown("a", "2017-06", "month"), shown("b", "2017-06-20")],    ["a", "b"], False, True),
    ([shown("a", "2017-06", "month"), shown("b", "2017-07-01")],    ["a"],      False, False),
    ([shown("a", "2017", "year"), shown("b", "2016-12-31")],        ["b"],      False, False),
    ([shown("a", None), shown("b", "2018", "year")],                ["b"],      False, False),
    ([shown("a", "2017-06", "month"), shown("b", "2017-06", "month")], ["a", "b"], True, False),
]
# fmt: on


@pytest.mark.parametrize(("appearances", "first", "tie", "uncertain"), FIRST)
def test_the_first_known_appearance_is_the_one_that_none_precedes(
    appearances: list[Any], first: list[str], tie: bool, uncertain: bool
) -> None:
    found = find_first_known(appearances)

    assert found is not None
    assert [each["key"] for each in found["appearances"]] == first
    assert (found["tie"], found["uncertain"]) == (tie, uncertain)


def test_it_is_said_in_words() -> None:
    late = shown("a", "2017-06-20")
    found = find_first_known([late, shown("b", "2017-06", "month"), shown("c", None)])

    assert found is not None
    assert found["undated"] == 1
    assert found["words"] == (
        f"June 2017, in {i('b')}, or 20 June 2017, in {i('a')}; the dates are not known"
        " closely enough to say which was first"
    )
    tied = find_first_known([late, shown("b", "2017-06-20")])
    assert tied is not None
    assert tied["words"] == f"20 June 2017, in {i('a')} and {i('b')}"


def test_without_a_date_nothing_is_first() -> None:
    assert find_first_known([shown("a", None)]) is None
    assert find_first_known([]) is None


spans = st.tuples(st.dates(), st.dates()).map(lambda two: DateRange(*sorted(two)))


@given(st.lists(spans, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_whichever_days_are_the_true_ones_the_first_is_among_those_named(
    held: list[DateRange], chance: Any
) -> None:
    true = [
        datetime.date.fromordinal(
            chance.randint(each.first.toordinal(), each.last.toordinal())
        )
        for each in held
    ]

    earliest = {place for place, day in enumerate(true) if day == min(true)}
    assert earliest <= set(find_possibly_first(held))

"""Are agreement beyond chance and its interval what published tables and definitions say?"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.agreement import (
    Interval,
    alpha_interval,
    cohens_kappa,
    krippendorffs_alpha,
    measure_agreement,
)

Cases = list[tuple[str | None, ...]]

# -- published tables ------------------------------------------------------------------


def square(*rows: Sequence[int]) -> dict[tuple[str, str], int]:
    """A table of two raters' values: rows for the one, columns for the other."""
    return {
        ("abcdefg"[one], "abcdefg"[other]): count
        for one, row in enumerate(rows)
        for other, count in enumerate(row)
    }


def ratings(*observers: str) -> Cases:
    """What each observer said of each unit; a dot: nothing."""
    said = [[None if value == "." else value for value in row] for row in observers]
    return list(zip(*said, strict=True))


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
BINARY = ratings("0100000010", "1110010000")  # section A: Meg and Owen
NOMINAL = ratings("aabbdcccedda", "babbbccceddd")  # B: Ben and Gerry
MISSING = ratings(  # section C: observers A to D
    "123321412...", "1233224125.3", ".3332342251.", "12332441251."
)
# J. L. Fleiss, Measuring Nominal Scale Agreement Among Many Raters, Psychological
# Bulletin 76 (1971), as it is worked out for 14 raters in many textbooks: rows are
# subjects, columns how many raters chose each of five categories. Kappa is .210.
FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)]
)
def test_alpha_is_the_one_that_krippendorff_published(
    cases: Cases, published: float
) -> None:
    alpha = krippendorffs_alpha(Counter(cases))

    assert alpha == pytest.approx(published, abs=0.0005)


def test_alpha_follows_from_the_kappa_that_is_published_of_fleiss_table() -> None:
    """Both count chance from all ratings; alpha without putting one back."""
    cases = [
        tuple(value for value, n in zip("abcde", row, strict=True) for _ in range(n))
        for row in FLEISS
    ]
    alpha = krippendorffs_alpha(Counter(cases))

    assert alpha is not None
    every = 10 * 14
    kappa = 1 - (1 - alpha) * every / (every - 1)
    assert kappa == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "published"),
    [
        # J. Cohen, A Coefficient of Agreement for Nominal Scales (1960), table 2.
        (square([88, 14, 18], [10, 40, 10], [2, 6, 12]), 0.492),
        # The example of encyclopedias: 50 proposals for a grant, two readers.
        (square([20, 5], [10, 15]), 0.400),
    ],
)
def test_kappa_is_the_published_one(
    table: dict[tuple[str, str], int], published: float
) -> None:
    assert cohens_kappa(table) == pytest.approx(published, abs=0.0005)


# -- definitions, slowly ---------------------------------------------------------------

VALUES = st.sampled_from("abc")
RATERS = st.integers(2, 4)
CASES = RATERS.flatmap(
    lambda raters: st.lists(
        st.tuples(*[st.one_of(st.none(), VALUES)] * raters), min_size=1, max_size=12
    )
)
PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=15)


def alpha_by_definition(cases: Cases) -> Fraction | None:
    """One less the observed over the expected disagreement, pair of ratings by pair."""
    units = [[value for value in case if value is not None] for case in cases]
    units = [unit for unit in units if len(unit) > 1]
    every = [value for unit in units for value in unit]
    observed = sum(
        (
            Fraction(one != other, len(unit) - 1)
            for unit in units
            for one, other in permutations(unit, 2)
        ),
        Fraction(0),
    )
    expected = sum(one != other for one, other in permutations(every, 2))
    if not expected:
        return None
    return 1 - observed * (len(every) - 1) / expected


def kappa_by_definition(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    same = Fraction(sum(one == other for one, other in pairs), len(pairs))
    chance = Fraction(
        sum(one == other for one, _ in pairs for _, other in pairs), len(pairs) ** 2
    )
    return None if chance == 1 else (same - chance) / (1 - chance)


@given(CASES)
def test_alpha_is_what_its_definition_says(cases: Cases) -> None:
    expected = alpha_by_definition(cases)
    found = krippendorffs_alpha(Counter(cases))

    assert found == (None if expected is None else pytest.approx(float(expected)))


@given(PAIRS)
def test_kappa_is_what_its_definition_says(pairs: list[tuple[str, str]]) -> None:
    expected = kappa_by_definition(pairs)
    found = cohens_kappa(Counter(pairs))

    assert found == (None if expected is None else pytest.approx(float(expected)))


# -- what has to hold of all of them ---------------------------------------------------


@given(CASES, st.randoms(use_true_random=False))
def test_who_gave_which_rating_and_in_which_order_changes_nothing(
    cases: Cases, chance: Random
) -> None:
    """Neither alpha nor its interval, and not what the values are called."""
    shuffled = [tuple(chance.sample(case, len(case))) for case in cases]
    chance.shuffle(shuffled)
    renamed = [tuple(value and value.upper() for value in case) for case in shuffled]
    one, other = Counter(cases), Counter(renamed)

    assert krippendorffs_alpha(one) == krippendorffs_alpha(other)
    assert alpha_interval(one, draws=50) == alpha_interval(other, draws=50)


@given(st.lists(VALUES, min_size=1, max_size=12), RATERS)
def test_where_all_always_agree_alpha_is_one_or_nothing(
    values: list[str], raters: int
) -> None:
    alpha = krippendorffs_alpha(Counter((value,) * raters for value in values))

    assert alpha == (1 if len(set(values)) > 1 else None)


@given(PAIRS)
def test_an_interval_lies_between_the_ends_of_the_scale(
    pairs: list[tuple[str, str]],
) -> None:
    interval = alpha_interval(Counter(pairs), draws=50)

    assert interval is None or -1 <= interval.low <= interval.high <= 1


# -- intervals, and what is not defined -------------------------------------------------

HUNDRED = {("a", "a"): 45, ("b", "b"): 35, ("a", "b"): 12, ("b", "a"): 8}


def test_the_same_cases_always_have_the_same_interval() -> None:
    backwards = dict(reversed(HUNDRED.items()))

    assert alpha_interval(HUNDRED) == alpha_interval(backwards)
    assert alpha_interval(HUNDRED) != alpha_interval(HUNDRED, seed=1)


def test_an_interval_holds_alpha_and_narrows_with_more_cases() -> None:
    more = {pair: 100 * count for pair, count in HUNDRED.items()}
    alpha = krippendorffs_alpha(HUNDRED)
    wide, narrow = alpha_interval(HUNDRED), alpha_interval(more)

    assert alpha is not None
    assert wide is not None
    assert narrow is not None
    assert wide.low < narrow.low < alpha < narrow.high < wide.high
    # By the usual formula of the standard error, alpha +- 1.96 x 0.08.
    assert wide == pytest.approx((alpha - 0.16, alpha + 0.16), abs=0.03)


def test_drawing_from_nothing_but_agreement_shows_nothing() -> None:
    found = measure_agreement({("a", "a"): 20, ("b", "b"): 15})

    assert (found.alpha, found.kappa, found.interval) == (1, 1, None)


def test_an_interval_of_which_many_draws_have_no_alpha_is_none() -> None:
    """A third of the draws hold none but the three cases that are alike."""
    assert alpha_interval({("a", "a"): 3, ("a", "b"): 1}) is None


def test_where_every_rating_is_alike_nothing_is_defined() -> None:
    found = measure_agreement({("a", "a"): 40})

    assert (found.cases, found.same, found.share) == (40, 40, 1)
    assert (found.alpha, found.kappa, found.interval) == (None, None, None)


def test_of_cases_that_nobody_or_one_has_rated_nothing_can_be_said() -> None:
    assert krippendorffs_alpha({}) is None
    assert alpha_interval({}) is None
    assert krippendorffs_alpha({("a", None): 5, (None, None): 2}) is None


def test_all_measures_are_of_the_same_cases() -> None:
    found = measure_agreement(HUNDRED)

    assert (found.cases, found.same, found.share) == (100, 80, 0.8)
    assert found.alpha == krippendorffs_alpha(HUNDRED)
    assert found.kappa == cohens_kappa(HUNDRED)
    assert isinstance(found.interval, Interval)
    assert not found.has_few
    assert measure_agreement({("a", "a"): 29}).has_few

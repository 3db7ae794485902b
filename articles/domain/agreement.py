"""Measures how often people who rate the same cases agree, and how often beyond chance.

Pure: no Django, no database. Ratings are on a nominal scale: two are the same, or not.
Cases with the same ratings are counted together, so that a thousand cost what their few
patterns cost.

J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20 (1960), 37-46. K. Krippendorff, Computing Krippendorff's
Alpha-Reliability (2011), https://repository.upenn.edu/asc_papers/43.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

# What each rater said of one case; None: nothing.
Pattern = TypeVar("Pattern", bound=tuple[str | None, ...])
DRAWS = 1_000
COVERAGE = 95  # per cent of the draws
SEED = 1960  # the same cases always have the same interval
LEAST_DEFINED = 0.95  # of the draws; else the interval would leave out too many
FEW_CASES = 30  # below, an interval is too wide to say much


class Interval(NamedTuple):
    """Where 95 of 100 draws lie."""

    low: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """How far ratings agree; a measure is None where it is not defined."""

    cases: int
    same: int
    kappa: float | None
    alpha: float | None
    interval: Interval | None

    @property
    def share(self) -> float:
        """The part of the cases that both rated the same."""
        return self.same / self.cases

    @property
    def has_few(self) -> bool:
        return self.cases < FEW_CASES


def measure_agreement(pairs: Mapping[tuple[str, str], int]) -> Agreement:
    """All measures of two ratings of each case: how many cases have which two."""
    return Agreement(
        cases=sum(pairs.values()),
        same=sum(count for (one, other), count in pairs.items() if one == other),
        kappa=cohens_kappa(pairs),
        alpha=krippendorffs_alpha(pairs),
        interval=alpha_interval(pairs),
    )


def cohens_kappa(pairs: Mapping[tuple[str, str], int]) -> float | None:
    """Cohen's kappa of two raters; None where both use one value and no other.

    What counts as chance follows from how often each of the two uses each value.
    """
    total = sum(pairs.values())
    ones: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        ones[one] += count
        others[other] += count
    same = total * sum(n for (one, other), n in pairs.items() if one == other)
    by_chance = sum(ones[value] * others[value] for value in ones)
    if by_chance == total * total:
        return None
    return (same - by_chance) / (total * total - by_chance)


def krippendorffs_alpha(patterns: Mapping[Pattern, int]) -> float | None:
    """Krippendorff's alpha, nominal, of two or more raters; None where all is alike.

    A case that fewer than two have rated says nothing of agreement, and is left out.
    """
    counts, values, disagreements = coincidences(patterns)
    alpha = alphas(counts[np.newaxis], values, disagreements)[0]
    return None if np.isnan(alpha) else float(alpha)


def alpha_interval(
    patterns: Mapping[Pattern, int], seed: int = SEED, draws: int = DRAWS
) -> Interval | None:
    """Between which values alpha lies in 95 of 100 draws of as many cases from these.

    None where drawing shows nothing: no case has two different ratings, so that none is
    ever drawn; or all ratings are alike in so many draws that too few have an alpha.
    """
    counts, values, disagreements = coincidences(patterns)
    total = counts.sum()
    if not disagreements.any():
        return None
    drawn = np.random.default_rng(seed).multinomial(total, counts / total, draws)
    found = alphas(drawn, values, disagreements)
    defined = found[~np.isnan(found)]
    if len(defined) < LEAST_DEFINED * draws:
        return None
    beyond = (100 - COVERAGE) / 2
    low, high = np.percentile(defined, [beyond, 100 - beyond])
    return Interval(float(low), float(high))


def coincidences(
    patterns: Mapping[Pattern, int],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many cases have each pattern, how often it has each value, how it disagrees.

    The last is what one case adds to the coincidence table beside its diagonal: for each
    ordered pair of ratings that differ, one over the number of its ratings less one.
    Whoever gave which rating is no matter; the order is that of the values, so that the
    same cases are drawn in whatever order they come.
    """
    cases: Counter[tuple[str, ...]] = Counter()
    for pattern, count in patterns.items():
        cases[tuple(sorted(value for value in pattern if value is not None))] += count
    rated = sorted((ratings, n) for ratings, n in cases.items() if len(ratings) > 1)
    scale = sorted({value for ratings, _ in rated for value in ratings})
    values = np.array(
        [[ratings.count(value) for value in scale] for ratings, _ in rated], dtype=float
    ).reshape(len(rated), len(scale))
    sizes = values.sum(axis=1)
    disagreements = (sizes**2 - (values**2).sum(axis=1)) / (sizes - 1)
    return np.array([count for _, count in rated], dtype=int), values, disagreements


def alphas(
    drawn: np.ndarray, values: np.ndarray, disagreements: np.ndarray
) -> np.ndarray:
    """Alpha for each row of counts of the patterns; not a number where all is alike."""
    totals = drawn @ values
    ratings = totals.sum(axis=1)
    by_chance = ratings**2 - (totals**2).sum(axis=1)
    observed = (ratings - 1) * (drawn @ disagreements)
    undefined = np.full(len(drawn), np.nan)
    quotient: np.ndarray = np.divide(
        observed, by_chance, out=undefined, where=by_chance > 0
    )
    return 1 - quotient

"""How the claims behind which a source stands fared: by role, and over time."""

import datetime
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from articles.domain.dates import DateRange
from articles.domain.periods import divide_into_periods
from articles.models import Source
from articles.models.choices import Role
from articles.queries.public_index.codes import VERDICT_CODES
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias

VerdictCounts = dict[str, int]


@dataclass(frozen=True)
class SourceVerdicts:
    """How many claims have each verdict, in each role, and in one role in each period.

    By the day on which a claim first appeared; `undated`: claims of that role without.
    """

    by_role: dict[str, VerdictCounts]
    over_time: list[tuple[DateRange, VerdictCounts]]
    undated: int


def count_verdicts(source: Source, role: str) -> SourceVerdicts:
    with public_index(reading_alias()) as index:
        rows = index.of_source(source.pk, role)
        by_role = {
            each: index.verdict_counts(index.of_source(source.pk, each))
            for each in Role.values
        }
        over_time = count_over_time(index, rows)
        dated = sum(sum(counts.values()) for _, counts in over_time)
        return SourceVerdicts(by_role, over_time, len(rows) - dated)


def count_over_time(
    index: PublicIndex, rows: BitMap
) -> list[tuple[DateRange, VerdictCounts]]:
    """The claims of each verdict in each of a few equal periods."""
    days = index.claims.numbers_of("appeared_on", rows)
    if not len(days):
        return []
    ends = datetime.date.fromordinal(days.min()), datetime.date.fromordinal(days.max())
    periods = divide_into_periods(*ends)
    starts = [period.first.toordinal() for period in periods]
    counts: list[VerdictCounts] = [{} for _ in periods]
    for verdict, code in VERDICT_CODES.items():
        of_verdict = rows & index.claims.having("verdict", [code])
        days = index.claims.numbers_of("appeared_on", of_verdict)
        found = np.bincount(np.searchsorted(starts, days, "right") - 1)
        for place in np.flatnonzero(found):
            counts[place][verdict] = int(found[place])
    return list(zip(periods, counts, strict=True))

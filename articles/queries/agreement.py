"""Pairs of verdicts on one claim, the second given blind, and how far they agree.

A case is one such pair; a claim that was re-opened can have several. Both verdicts are
decisions, so what is still sealed is not among them.
"""

import calendar
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from articles.domain.agreement import Agreement, measure_agreement
from articles.models import Decision, Publication, User
from articles.models.choices import Action, ClaimKind, Round

# Steps that end a round of work: what was decided in it is public, or is taken back.
ROUND_ENDS = (
    Action.PUBLISH, Action.SEND_BACK, Action.RETURN_TO_DRAFT, Action.WITHDRAW,
)  # fmt: skip
LEAST_PUBLIC_CASES = 30

Group = TypeVar("Group", bound=Hashable)
Measured = list[tuple[Group, Agreement]]


class AlikeCases(NamedTuple):
    """How many cases are the same in all of this; `at`: of the second verdict."""

    blind: bool
    first: str
    second: str
    first_by: int
    second_by: int
    kind: str
    year: int
    quarter: int
    cases: int


def second_verdicts() -> QuerySet[Decision]:
    """Every second verdict that was asked for without the first in view."""
    return Decision.objects.filter(
        action=Action.GIVE_SECOND_VERDICT,
        round=Round.SECOND,
        supersedes__round=Round.FIRST,
    )


def published_second_verdicts() -> QuerySet[Decision]:
    """Those that readers see: their round was published, and the claim still is."""
    ends = Decision.objects.filter(
        claim=OuterRef("claim"), number__gt=OuterRef("number"), action__in=ROUND_ENDS
    )
    ended_by = Subquery(ends.order_by("number").values("action")[:1])
    stands = Publication.objects.current().filter(claim=OuterRef("claim"))
    return (
        second_verdicts()
        .filter(Exists(stands))
        .alias(ended_by=ended_by)
        .filter(ended_by=Action.PUBLISH)
    )


def read_cases(verdicts: QuerySet[Decision]) -> list[AlikeCases]:
    """The cases of these second verdicts, in one statement."""
    rows = verdicts.values_list(
        "blind", "supersedes__verdict", "verdict", "supersedes__by", "by",
        "claim__kind", "at__year", "at__quarter",
    )  # fmt: skip
    return [AlikeCases(*row) for row in rows.annotate(Count("pk")).order_by()]


@dataclass(frozen=True)
class TeamAgreement:
    """How far the team's reviewers agree; without a case, nothing but `in_view`."""

    whole: Agreement | None
    by_period: Measured[str]
    by_kind: Measured[str]
    by_pair: Measured[tuple[str, str]]
    verdicts: Counter[tuple[str, str]]  # first and second
    in_view: int  # second verdicts by somebody who had seen the first


def team_agreement() -> TeamAgreement:
    """Of all cases, also of those that readers do not see."""
    every = read_cases(second_verdicts())
    blind = [each for each in every if each.blind]
    verdicts = count_pairs(blind)
    names = {
        user.pk: user.name for user in User.objects.filter(pk__in=who_took_part(blind))
    }
    by_pair = sorted(
        measure_groups(
            map(seen_by_person, blind), lambda each: (each.first_by, each.second_by)
        ),
        key=lambda pair: (-pair[1].cases, pair[0]),
    )
    return TeamAgreement(
        whole=measure_agreement(verdicts) if verdicts else None,
        by_period=measure_periods(blind),
        by_kind=sorted(
            measure_groups(blind, lambda each: each.kind),
            key=lambda pair: ClaimKind.values.index(pair[0]),
        ),
        by_pair=[
            ((names[one], names[other]), found) for (one, other), found in by_pair
        ],
        verdicts=verdicts,
        in_view=sum(each.cases for each in every if not each.blind),
    )


@dataclass(frozen=True)
class PublicAgreement:
    """How far reviewers agree on claims that stand published."""

    whole: Agreement
    by_period: Measured[str]


def public_agreement() -> PublicAgreement | None:
    """Of what readers see; None while the cases are too few to say anything."""
    cases = read_cases(published_second_verdicts().filter(blind=True))
    if sum(each.cases for each in cases) < LEAST_PUBLIC_CASES:
        return None
    return PublicAgreement(
        measure_agreement(count_pairs(cases)), measure_periods(cases)
    )


def count_pairs(cases: Iterable[AlikeCases]) -> Counter[tuple[str, str]]:
    """How many cases have which first and which second verdict."""
    counted: Counter[tuple[str, str]] = Counter()
    for each in cases:
        counted[each.first, each.second] += each.cases
    return counted


def measure_groups(
    cases: Iterable[AlikeCases], group_of: Callable[[AlikeCases], Group]
) -> Measured[Group]:
    """The agreement within each group of cases."""
    groups: dict[Group, list[AlikeCases]] = {}
    for each in cases:
        groups.setdefault(group_of(each), []).append(each)
    return [
        (group, measure_agreement(count_pairs(members)))
        for group, members in groups.items()
    ]


def measure_periods(cases: list[AlikeCases]) -> Measured[str]:
    """By the year of the second verdict; by its quarter where one year holds all."""
    in_quarters = len({each.year for each in cases}) == 1
    periods = measure_groups(
        cases, lambda each: (each.year, each.quarter if in_quarters else 0)
    )
    return [(name_year_or_quarter(*period), found) for period, found in sorted(periods)]


def name_year_or_quarter(year: int, quarter: int) -> str:
    """2026, or January to March 2026."""
    if not quarter:
        return str(year)
    months = calendar.month_name[3 * quarter - 2], calendar.month_name[3 * quarter]
    return f"{' to '.join(months)} {year}"


def seen_by_person(cases: AlikeCases) -> AlikeCases:
    """With the verdict of one of two persons first, whoever of them gave the first.

    So the kappa of two persons rests on the habits of each of them.
    """
    if cases.first_by <= cases.second_by:
        return cases
    return cases._replace(
        first=cases.second, second=cases.first,
        first_by=cases.second_by, second_by=cases.first_by,
    )  # fmt: skip


def who_took_part(cases: Iterable[AlikeCases]) -> set[int]:
    return {person for each in cases for person in (each.first_by, each.second_by)}

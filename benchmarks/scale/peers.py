"""Answers of several programs to one question, and whether they are equal.

Nothing is timed before it is known that both sides find the same claims, in the same
order, and count the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

# What a list of claims can be asked for here and there.
FACETS = ("verdict", "kind", "source", "outlet")


class UnequalAnswersError(Exception):
    """Two sides answer one question differently, and cannot be compared."""


@dataclass(frozen=True)
class ListAnswer:
    """The first rows of a list, how many there are, and the counts beside them.

    `inexact`: what the program itself says that it counted in part only. `most`: so many
    values of a facet are shown, where there are more.
    """

    total: int
    keys: list[str]
    facets: Mapping[str, Mapping[str, int]]
    inexact: Collection[str] = field(default=())
    most: int = 12


def top_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """The values that most rows have; none with 0, and no more than a facet shows."""
    ranked = sorted(counts.items(), key=lambda each: -each[1])
    return {value: n for value, n in ranked if n}


def counts_differ(one: Mapping[str, int], other: Mapping[str, int], most: int) -> bool:
    """Whether two top lists cannot both be right: at their end, equals may be either."""
    ours, theirs = top_counts(one), top_counts(other)
    if sorted(ours.values()) != sorted(theirs.values()):
        return True
    last = min(ours.values(), default=0) if len(ours) >= most else 0
    return {v: n for v, n in ours.items() if n > last} != {
        v: n for v, n in theirs.items() if n > last
    }


def differences(
    ours: ListAnswer, theirs: ListAnswer, filtered: Collection[str] = ()
) -> list[str]:
    """What the two say differently, in words.

    What either counted in part is left out, and so is the facet of a filter that is on:
    ours shows what there would be without it, another program what is left.
    """
    inexact = {*ours.inexact, *theirs.inexact}
    found = []
    if "total" not in inexact and ours.total != theirs.total:
        found.append(f"total {ours.total} and {theirs.total}")
    if ours.keys != theirs.keys:
        found.append(f"rows {ours.keys[:3]}... and {theirs.keys[:3]}...")
    for name in FACETS:
        if name in inexact or name in filtered or name not in theirs.facets:
            continue
        if counts_differ(ours.facets.get(name, {}), theirs.facets[name], ours.most):
            found.append(f"{name} {ours.facets.get(name)} and {theirs.facets[name]}")
    return found


def check_equal(
    what: str, ours: ListAnswer, theirs: ListAnswer, filtered: Collection[str] = ()
) -> None:
    """Ends the comparison where an answer differs."""
    if found := differences(ours, theirs, filtered):
        raise UnequalAnswersError(f"{what}: {'; '.join(found)}")

"""Matches what two sequences have in common and in order, in bounded time.

Two that are short are matched by their longest common subsequence. Of longer ones, for
which this would take time and memory that grow with the square, only what lies between
runs that stand once in both.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.revision.alignment import align_in_order
from articles.domain.anchoring.revision.common_runs import NO_MATCH


class MatchStep(NamedTuple):
    """A run that both have, or one of the old in place of which is one of the new."""

    is_same: bool
    old: slice
    new: slice


class OrderedMatch(NamedTuple):
    """All of both in order; not `is_complete` where not each was compared with each."""

    steps: list[MatchStep]
    is_complete: bool


def match_in_order(
    old: Sequence[str], new: Sequence[str], most_pairs: int
) -> OrderedMatch:
    """Match two sequences; compare each with each if these are so many pairs at most."""
    if len(old) * len(new) <= most_pairs:
        steps = [
            MatchStep(
                block.tag == "equal",
                slice(block.src_start, block.src_end),
                slice(block.dest_start, block.dest_end),
            )
            for block in LCSseq.opcodes(old, new)
        ]
        return OrderedMatch(steps, is_complete=True)
    numbers: dict[str, int] = {}
    aligned = align_in_order(
        *(
            [numbers.setdefault(word, len(numbers)) for word in side]
            for side in (old, new)
        )
    )
    return OrderedMatch(
        list(_steps_of_alignment(aligned.to_new, len(new))), aligned.is_complete
    )


def _steps_of_alignment(to_new: Sequence[int], length: int) -> Iterator[MatchStep]:
    """The runs of an alignment that keeps the order, and what lies between them."""
    at_old = at_new = 0
    matched = [(old, new) for old, new in enumerate(to_new) if new != NO_MATCH]
    for _, group in groupby(
        enumerate(matched), lambda item: (item[1][0] - item[0], item[1][1] - item[0])
    ):
        run = [pair for _, pair in group]
        (old, new), size = run[0], len(run)
        if at_old < old or at_new < new:
            yield MatchStep(False, slice(at_old, old), slice(at_new, new))
        yield MatchStep(True, slice(old, old + size), slice(new, new + size))
        at_old, at_new = old + size, new + size
    if at_old < len(to_new) or at_new < length:
        yield MatchStep(False, slice(at_old, len(to_new)), slice(at_new, length))

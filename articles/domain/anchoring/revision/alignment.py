"""Which word of the new text is which word of the old one?

Runs of words that stand once in both texts are matched first, the longest chain of
them that keeps its order; then the gaps between them, in the same way with shorter
runs; then small gaps by their longest common subsequence. What is left is looked at
once more for passages that have moved, and may have been edited as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.revision.runs import (
    NEAR,
    NOWHERE,
    Island,
    Pair,
    beginnings,
    common,
    free,
    islands,
    rising,
)

# How many words a run has that is looked for, longest first.
RUNS = (6, 3, 2, 1)
# Words that have moved are matched from this weight on; they are looked for by runs of
# these lengths.
MOVED_WEIGHT = 3.0
MOVED_RUNS = (4, 2, 1)
# A gap of more pairs of words than this is not compared word by word, unless it has
# words that stand once in it.
LEAF = 1_000_000
# Gaps within gaps are looked at until this many words have been read per word of the
# texts; only a text made for the purpose needs more, and keeps the rest unmatched.
PATIENCE = 40


@dataclass
class Alignment:
    """Old and new words that are each other, by their index; NOWHERE where none is."""

    to_new: list[int]
    to_old: list[int]
    # How many pairs of words have been compared, at most: what the time depends on.
    steps: int = 0
    # The nearest old word to the left, and to the right, that has kept its order.
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def pair(self, old: int, new: int, size: int = 1) -> None:
        for step in range(size):
            self.to_new[old + step] = new + step
            self.to_old[new + step] = old + step


def align(
    old: Sequence[int],
    new: Sequence[int],
    is_word: Sequence[bool],
    weights: Sequence[float],
) -> Alignment:
    """Match the words of two texts, given by their numbers in one vocabulary.

    `is_word` and `weights` are looked up by number; a weight is 1 for a rare word.
    """
    result = Alignment([NOWHERE] * len(old), [NOWHERE] * len(new))
    waiting = [(0, len(old), 0, len(new), 0)]
    most = PATIENCE * (len(old) + len(new))
    while waiting and result.steps <= most:
        left, right, low, high, level = waiting.pop()
        while left < right and low < high and old[left] == new[low]:
            result.pair(left, low)
            left, low = left + 1, low + 1
        while left < right and low < high and old[right - 1] == new[high - 1]:
            right, high = right - 1, high - 1
            result.pair(right, high)
        if left < right and low < high:
            waiting.extend(_parts(old, new, (left, right, low, high, level), result))
    _stick(old, new, result, 1)
    _stick(old, new, result, -1)
    result.before, result.after = _neighbours(old, result.to_new, is_word)
    _match_moved(old, new, result, weights)
    return result


Gap = tuple[int, int, int, int, int]


def _parts(
    old: Sequence[int], new: Sequence[int], gap: Gap, result: Alignment
) -> list[Gap]:
    """The gaps that remain in this one once its best runs are matched."""
    left, right, low, high, level = gap
    result.steps += right - left + high - low
    pairs = (right - left) * (high - low)
    for level_, size in enumerate(RUNS[level:], level):
        if size == 1 and pairs <= LEAF:
            break
        here = range(left, right - size + 1)
        there = range(low, high - size + 1)
        chain = rising(common(old, here, new, there, size))
        if chain:
            return _split(gap, level_, chain, result)
    if pairs <= LEAF:
        result.steps += pairs // 64
        _match_longest(old, new, range(left, right), range(low, high), result)
    return []


def _split(gap: Gap, level: int, chain: list[Pair], result: Alignment) -> list[Gap]:
    """Match the runs of the chain; what lies between them."""
    left, right, low, high, _ = gap
    size = RUNS[level]
    gaps = []
    for at, place in chain:
        if at >= left and place >= low:
            gaps.append((left, at, low, place, level))
            result.pair(at, place, size)
            left, low = at + size, place + size
    gaps.append((left, right, low, high, level))
    return gaps


def _stick(
    old: Sequence[int], new: Sequence[int], result: Alignment, step: int
) -> None:
    """A word goes where its neighbour went, if it is matched apart from both.

    The longest common subsequence does not mind which of many full stops it takes.
    """
    places = range(len(old)) if step == 1 else range(len(old) - 1, -1, -1)
    for index in places:
        at, there = index + step, result.to_new[index] + step
        if (
            there == step + NOWHERE
            or not (0 <= at < len(old) and 0 <= there < len(new))
            or result.to_old[there] != NOWHERE
            or old[at] != new[there]
        ):
            continue
        now = result.to_new[at]
        if now != NOWHERE:
            beyond = at + step
            if 0 <= beyond < len(old) and result.to_new[beyond] == now + step:
                continue
            result.to_old[now] = NOWHERE
        result.pair(at, there)


def _neighbours(
    old: Sequence[int], to_new: list[int], is_word: Sequence[bool]
) -> tuple[list[int], list[int]]:
    """For each border between old words the nearest matched one before and after it.

    Signs do not count: there are too many that are alike.
    """
    before = [NOWHERE] * (len(to_new) + 1)
    after = [len(to_new)] * (len(to_new) + 1)
    fixed = [
        place != NOWHERE and is_word[number]
        for number, place in zip(old, to_new, strict=True)
    ]
    for index, is_fixed in enumerate(fixed):
        before[index + 1] = index if is_fixed else before[index]
    for index in range(len(to_new) - 1, -1, -1):
        after[index] = index if fixed[index] else after[index + 1]
    return before, after


def _match_moved(
    old: Sequence[int],
    new: Sequence[int],
    result: Alignment,
    weights: Sequence[float],
) -> None:
    """Match passages that have left their place, the weightiest first.

    They are found by what stands once among the words that are left in each text.
    """
    seeds: set[Pair] = set()
    free_old, free_new = free(result.to_new), free(result.to_old)
    for size in MOVED_RUNS:
        here, there = beginnings(free_old, size), beginnings(free_new, size)
        for at, place in common(old, here, new, there, size):
            seeds.update((at + step, place + step) for step in range(size))
    found = [
        (-sum(weights[old[at]] for at, _ in island), island)
        for island in islands(sorted(seeds))
    ]
    for weight, island in sorted(found):
        if weight <= -MOVED_WEIGHT:
            _match_island(old, new, island, result)


def _match_island(
    old: Sequence[int], new: Sequence[int], island: Island, result: Alignment
) -> None:
    """Match what is still free in an island, between its words and just beyond them."""
    for at, place in island:
        if result.to_new[at] == NOWHERE and result.to_old[place] == NOWHERE:
            result.pair(at, place)
    (left, low), (right, high) = island[0], island[-1]
    margin = min(NEAR, left, low)
    beyond = [(left - margin - 1, low - margin - 1), *island]
    beyond.append((min(right + NEAR, len(old)), min(high + NEAR, len(new))))
    for (left, low), (right, high) in pairwise(beyond):
        here = [at for at in range(left + 1, right) if result.to_new[at] == NOWHERE]
        there = [at for at in range(low + 1, high) if result.to_old[at] == NOWHERE]
        result.steps += len(here) * len(there)
        if here and there:
            _match_longest(old, new, here, there, result)


def _match_longest(
    old: Sequence[int],
    new: Sequence[int],
    here: Sequence[int],
    there: Sequence[int],
    result: Alignment,
) -> None:
    """Match the longest subsequence that these words have in common."""
    for block in LCSseq.opcodes([old[at] for at in here], [new[at] for at in there]):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                at, place = here[block.src_start + step], there[block.dest_start + step]
                result.pair(at, place)

"""Aligns two texts word by word: which word of the new one is which of the old.

Runs of words that stand once in both texts are matched first, the longest chain of
them that keeps its order; then the gaps between them, in the same way with shorter
runs; then small gaps by their longest common subsequence. What is left is looked at
once more for passages that have moved, and may have been edited as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.revision.common_runs import (
    MAX_ISLAND_GAP_WORDS,
    NO_MATCH,
    Island,
    MatchedPair,
    find_common_runs,
    group_into_islands,
    longest_rising_chain,
    run_starts,
    unmatched_runs,
)

# How many words a run has that is looked for, longest first.
RUN_LENGTHS = (6, 3, 2, 1)
# Words that have moved are matched from this weight on; they are looked for by runs of
# these lengths.
MIN_MOVED_WEIGHT = 3.0
MOVED_RUN_LENGTHS = (4, 2, 1)
# A gap of more pairs of words than this is not compared word by word, unless it has
# words that stand once in it.
MAX_COMPARED_PAIRS = 1_000_000
# Gaps within gaps are looked at until this many words have been read per word of the
# texts; only a text made for the purpose needs more, and keeps the rest unmatched.
MAX_STEPS_PER_WORD = 40


@dataclass
class Alignment:
    """Old and new words that are each other, by their index; -1 where none is."""

    to_new: list[int]
    to_old: list[int]
    # How many pairs of words have been compared, at most: what the time depends on.
    steps: int = 0
    # Whether every gap was looked at, and none left as it would have taken too long.
    is_complete: bool = True
    # The nearest old word to the left, and to the right, that has kept its order.
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def pair(self, old: int, new: int, size: int = 1) -> None:
        self.to_new[old : old + size] = range(new, new + size)
        self.to_old[new : new + size] = range(old, old + size)


def align(
    old: Sequence[int],
    new: Sequence[int],
    is_word: Sequence[bool],
    weights: Sequence[float],
) -> Alignment:
    """Match the words of two texts, given by their numbers in one vocabulary.

    `is_word` and `weights` are looked up by number; a weight is 1 for a rare word.
    """
    result = align_in_order(old, new)
    _match_beside_neighbours(old, new, result, 1)
    _match_beside_neighbours(old, new, result, -1)
    result.before, result.after = _nearest_matches(old, result.to_new, is_word)
    _match_moved(old, new, result, weights)
    return result


def align_in_order(old: Sequence[int], new: Sequence[int]) -> Alignment:
    """Match the words that have kept their order; a word by its number."""
    result = Alignment([NO_MATCH] * len(old), [NO_MATCH] * len(new))
    waiting = [(0, len(old), 0, len(new), 0)]
    step_limit = MAX_STEPS_PER_WORD * (len(old) + len(new))
    while waiting and result.steps <= step_limit:
        left, right, low, high, level = waiting.pop()
        while left < right and low < high and old[left] == new[low]:
            result.pair(left, low)
            left, low = left + 1, low + 1
        while left < right and low < high and old[right - 1] == new[high - 1]:
            right, high = right - 1, high - 1
            result.pair(right, high)
        if left < right and low < high:
            waiting.extend(
                _match_runs_in_gap(old, new, (left, right, low, high, level), result)
            )
    if waiting:
        result.is_complete = False
    return result


AlignmentGap = tuple[int, int, int, int, int]


def _match_runs_in_gap(
    old: Sequence[int], new: Sequence[int], gap: AlignmentGap, result: Alignment
) -> list[AlignmentGap]:
    """Match the best runs of a gap; return the gaps that remain in it."""
    left, right, low, high, level = gap
    result.steps += right - left + high - low
    pairs = (right - left) * (high - low)
    if set(old[left:right]).isdisjoint(new[low:high]):
        return []
    for next_level, size in enumerate(RUN_LENGTHS[level:], level):
        if size == 1 and pairs <= MAX_COMPARED_PAIRS:
            break
        if size > min(right - left, high - low):
            continue
        old_starts = range(left, right - size + 1)
        new_starts = range(low, high - size + 1)
        chain = longest_rising_chain(
            find_common_runs(old, old_starts, new, new_starts, size)
        )
        if chain:
            return _match_chain(gap, next_level, chain, result)
    if pairs <= MAX_COMPARED_PAIRS:
        result.steps += pairs // 64
        _match_longest(old, new, range(left, right), range(low, high), result)
    else:
        result.is_complete = False
    return []


def _match_chain(
    gap: AlignmentGap, level: int, chain: list[MatchedPair], result: Alignment
) -> list[AlignmentGap]:
    """Match the runs of the chain; return the gaps between them."""
    left, right, low, high, _ = gap
    size = RUN_LENGTHS[level]
    gaps = []
    for old_at, new_at in chain:
        if old_at >= left and new_at >= low:
            gaps.append((left, old_at, low, new_at, level))
            result.pair(old_at, new_at, size)
            left, low = old_at + size, new_at + size
    gaps.append((left, right, low, high, level))
    return gaps


def _match_beside_neighbours(
    old: Sequence[int], new: Sequence[int], result: Alignment, step: int
) -> None:
    """Match a word beside its neighbour, if it is matched apart from both of them.

    The longest common subsequence does not mind which of many full stops it takes.
    """
    pairs = pairwise(result.to_new)
    if step == 1:
        ends = [at for at, (one, two) in enumerate(pairs) if two != one + 1 != 0]
    else:
        ends = [at for at, (one, two) in enumerate(pairs, 1) if one != two - 1 != -2]
    for end in ends[::step]:
        index = end
        while _is_matched_beside(old, new, result, index, step):
            index += step


def _is_matched_beside(
    old: Sequence[int], new: Sequence[int], result: Alignment, index: int, step: int
) -> bool:
    """Whether the word beside this one could be matched beside it, and was."""
    old_at, new_at = index + step, result.to_new[index] + step
    if (
        not (0 <= old_at < len(old) and 0 <= new_at < len(new))
        or result.to_old[new_at] != NO_MATCH
        or old[old_at] != new[new_at]
    ):
        return False
    previous = result.to_new[old_at]
    if previous != NO_MATCH:
        beyond = old_at + step
        if 0 <= beyond < len(old) and result.to_new[beyond] == previous + step:
            return False
        result.to_old[previous] = NO_MATCH
    result.pair(old_at, new_at)
    return True


def _nearest_matches(
    old: Sequence[int], to_new: list[int], is_word: Sequence[bool]
) -> tuple[list[int], list[int]]:
    """For each border between old words, the nearest matched one before and after it.

    Signs do not count: there are too many that are alike.
    """
    count = len(to_new)
    fixed = [
        match != NO_MATCH and is_word[number]
        for number, match in zip(old, to_new, strict=True)
    ]
    before = [at if is_fixed else NO_MATCH for at, is_fixed in enumerate(fixed)]
    after = [at if is_fixed else count for at, is_fixed in enumerate(fixed)]
    return (
        list(accumulate(before, max, initial=NO_MATCH)),
        list(accumulate(reversed(after), min, initial=count))[::-1],
    )


def _match_moved(
    old: Sequence[int],
    new: Sequence[int],
    result: Alignment,
    weights: Sequence[float],
) -> None:
    """Match passages that have moved, the weightiest first.

    They are found by what stands once among the words that are left in each text.
    """
    seeds: set[MatchedPair] = set()
    free_old, free_new = unmatched_runs(result.to_new), unmatched_runs(result.to_old)
    for size in MOVED_RUN_LENGTHS:
        old_starts = run_starts(free_old, size)
        new_starts = run_starts(free_new, size)
        for old_at, new_at in find_common_runs(old, old_starts, new, new_starts, size):
            seeds.update((old_at + step, new_at + step) for step in range(size))
    by_weight = [
        (-sum(weights[old[old_at]] for old_at, _ in island), island)
        for island in group_into_islands(sorted(seeds))
    ]
    for weight, island in sorted(by_weight):
        if weight <= -MIN_MOVED_WEIGHT:
            _match_island(old, new, island, result)


def _match_island(
    old: Sequence[int], new: Sequence[int], island: Island, result: Alignment
) -> None:
    """Match what is still free in an island, between its words and just beyond them."""
    for old_at, new_at in island:
        if result.to_new[old_at] == NO_MATCH and result.to_old[new_at] == NO_MATCH:
            result.pair(old_at, new_at)
    (left, low), (right, high) = island[0], island[-1]
    margin = min(MAX_ISLAND_GAP_WORDS, left, low)
    beyond = [(left - margin - 1, low - margin - 1), *island]
    beyond.append(
        (
            min(right + MAX_ISLAND_GAP_WORDS, len(old)),
            min(high + MAX_ISLAND_GAP_WORDS, len(new)),
        )
    )
    for (left, low), (right, high) in pairwise(beyond):
        old_free = [i for i in range(left + 1, right) if result.to_new[i] == NO_MATCH]
        new_free = [i for i in range(low + 1, high) if result.to_old[i] == NO_MATCH]
        result.steps += len(old_free) * len(new_free)
        if old_free and new_free:
            _match_longest(old, new, old_free, new_free, result)


def _match_longest(
    old: Sequence[int],
    new: Sequence[int],
    old_places: Sequence[int],
    new_places: Sequence[int],
    result: Alignment,
) -> None:
    """Match the longest subsequence that the words at these places have in common."""
    old_words = [old[place] for place in old_places]
    new_words = [new[place] for place in new_places]
    for block in LCSseq.opcodes(old_words, new_words):
        if block.tag == "equal":
            for step in range(block.src_end - block.src_start):
                old_at = old_places[block.src_start + step]
                new_at = new_places[block.dest_start + step]
                result.to_new[old_at], result.to_old[new_at] = new_at, old_at

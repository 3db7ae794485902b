"""Which word of the new text is which word of the old one?

Runs of words that stand once in both texts are matched first, the longest chain of
them that keeps its order; then the gaps between them, in the same way with shorter
runs; then small gaps by their longest common subsequence. What is left is looked at
once more for runs that have moved.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

# How many words a run has that is looked for, longest first.
RUNS = (6, 3, 2, 1)
MOVED_RUN = 4
# A gap of more pairs of words than this is not compared word by word, unless it has
# words that stand once in it.
LEAF = 1_000_000
NOWHERE = -1
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


def align(old: Sequence[int], new: Sequence[int], is_word: Sequence[bool]) -> Alignment:
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
    _match_moved(old, new, result)
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
        chain = _rising(_common(old, here, new, there, size))
        if chain:
            return _split(gap, level_, chain, result)
    if pairs <= LEAF:
        result.steps += pairs // 64
        for block in LCSseq.opcodes(old[left:right], new[low:high]):
            if block.tag == "equal":
                size = block.src_end - block.src_start
                result.pair(left + block.src_start, low + block.dest_start, size)
    return []


def _split(
    gap: Gap, level: int, chain: list[tuple[int, int]], result: Alignment
) -> list[Gap]:
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


def _common(
    old: Sequence[int],
    old_places: Sequence[int],
    new: Sequence[int],
    new_places: Sequence[int],
    size: int,
) -> list[tuple[int, int]]:
    """Where runs of this size begin that stand once among the places of each text."""
    here = _once(old, old_places, size)
    if not here:
        return []
    there = _once(new, new_places, size)
    return [(at, there[run]) for run, at in here.items() if run in there]


def _once(
    numbers: Sequence[int], places: Sequence[int], size: int
) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for place in places:
        run = tuple(numbers[place : place + size])
        found[run] = NOWHERE if run in found else place
    return {run: place for run, place in found.items() if place != NOWHERE}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs in which both places rise; the pairs come by old place."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        slot = bisect_left(tails, place)
        previous.append(ends[slot - 1] if slot else NOWHERE)
        if slot == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[slot] = place
            ends[slot] = index
    chain = []
    index = ends[-1] if ends else NOWHERE
    while index != NOWHERE:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


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


def _match_moved(old: Sequence[int], new: Sequence[int], result: Alignment) -> None:
    size = MOVED_RUN
    old_places = list(_free(result.to_new, size))
    new_places = list(_free(result.to_old, size))
    for at, place in _common(old, old_places, new, new_places, size):
        if result.to_new[at] == NOWHERE and result.to_old[place] == NOWHERE:
            _extend(old, new, at, place, result)


def _free(matches: list[int], size: int) -> Iterator[int]:
    """Where runs of this size begin that have no match at all."""
    length = 0
    for index, match in enumerate(matches):
        length = length + 1 if match == NOWHERE else 0
        if length >= size:
            yield index - size + 1


def _extend(
    old: Sequence[int], new: Sequence[int], at: int, place: int, result: Alignment
) -> None:
    """Match a moved run as far to both sides as it goes."""
    for step in (1, -1):
        here, there = (at, place) if step == 1 else (at - 1, place - 1)
        while (
            0 <= here < len(old)
            and 0 <= there < len(new)
            and old[here] == new[there]
            and result.to_new[here] == result.to_old[there] == NOWHERE
        ):
            result.pair(here, there)
            here, there = here + step, there + step

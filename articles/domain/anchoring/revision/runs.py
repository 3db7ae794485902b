"""Which runs of words do two texts have in common, and which of these go together?"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

NOWHERE = -1
# Matches with fewer words than this between them, in both texts, belong together.
NEAR = 8

# An old place and a new one.
Pair = tuple[int, int]
Island = list[Pair]


def common(
    old: Sequence[int],
    old_places: Sequence[int],
    new: Sequence[int],
    new_places: Sequence[int],
    size: int,
) -> list[Pair]:
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


def rising(pairs: list[Pair]) -> list[Pair]:
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


def free(matches: Sequence[int]) -> list[range]:
    """The runs of words that have no match at all."""
    runs = []
    start = 0
    for index, match in enumerate(matches):
        if match != NOWHERE:
            if start < index:
                runs.append(range(start, index))
            start = index + 1
    if start < len(matches):
        runs.append(range(start, len(matches)))
    return runs


def beginnings(runs: Iterable[range], size: int) -> list[int]:
    """Where so many words can begin without leaving their run."""
    return [at for run in runs for at in run[: max(0, len(run) - size + 1)]]


def islands(pairs: Iterable[Pair]) -> Iterator[Island]:
    """The pairs, which come by old place, in groups that are close in both texts."""
    waiting: list[Island] = []
    for pair in pairs:
        for island in waiting:
            if _follows(island[-1], pair):
                island.append(pair)
                break
        else:
            yield from (one for one in waiting if pair[0] - one[-1][0] > NEAR)
            waiting = [one for one in waiting if pair[0] - one[-1][0] <= NEAR]
            waiting.append([pair])
    yield from waiting


def _follows(one: Pair, other: Pair) -> bool:
    return 0 < other[0] - one[0] <= NEAR and 0 < other[1] - one[1] <= NEAR

"""Runs of words that two texts have in common, and islands of those that lie close."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

NO_MATCH = -1
# Matches with fewer words than this between them, in both texts, belong together.
MAX_ISLAND_GAP_WORDS = 8

# An old place and a new one.
MatchedPair = tuple[int, int]
Island = list[MatchedPair]

Item = TypeVar("Item", bound=Hashable)


def find_common_runs(
    old: Sequence[int],
    old_places: Sequence[int],
    new: Sequence[int],
    new_places: Sequence[int],
    size: int,
) -> list[MatchedPair]:
    """Where runs of this many words begin that stand once among the places of each."""
    old_runs = _find_unique(_read_runs(old, old_places, size), old_places)
    matches = list(map(old_runs.get, _read_runs(new, new_places, size)))
    new_places_of = _find_unique(matches, new_places)
    return [
        (at, new_places_of[at])
        for at in sorted(at for at in new_places_of if at is not None)
    ]


def _read_runs(
    numbers: Sequence[int], places: Sequence[int], size: int
) -> list[tuple[int, ...]]:
    if isinstance(places, range):  # one after the other: many times as quick
        shifted = (numbers[places.start + i : places.stop + i] for i in range(size))
        return list(zip(*shifted, strict=True))
    return [tuple(numbers[place : place + size]) for place in places]


def _find_unique(items: Sequence[Item], places: Sequence[int]) -> dict[Item, int]:
    """The items that come once, each with its place."""
    found: dict[Item, int] = {}
    # A long text has hundreds of thousands: each is looked up once, by a call in C.
    first_places = map(found.setdefault, items, places)
    repeated = {
        item
        for item, first, place in zip(items, first_places, places, strict=True)
        if first != place
    }
    for item in repeated:
        del found[item]
    return found


def longest_rising_chain(pairs: list[MatchedPair]) -> list[MatchedPair]:
    """The longest chain of pairs, which come by old place, in which both rise."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        slot = bisect_left(tails, place) if tails and place <= tails[-1] else len(tails)
        previous.append(ends[slot - 1] if slot else NO_MATCH)
        if slot == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[slot] = place
            ends[slot] = index
    chain = []
    index = ends[-1] if ends else NO_MATCH
    while index != NO_MATCH:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def unmatched_runs(matches: Sequence[int]) -> list[range]:
    """The ranges of words that have no match at all."""
    matched = [index for index, match in enumerate(matches) if match != NO_MATCH]
    return [
        range(one + 1, other)
        for one, other in pairwise([-1, *matched, len(matches)])
        if one + 1 < other
    ]


def run_starts(runs: Iterable[range], size: int) -> list[int]:
    """The places where a run of `size` words can begin without leaving its range."""
    return [at for run in runs for at in run[: max(0, len(run) - size + 1)]]


def group_into_islands(pairs: Iterable[MatchedPair]) -> Iterator[Island]:
    """Group the pairs, which come by old place, by being close in both texts."""
    open_islands: list[Island] = []
    for pair in pairs:
        for island in open_islands:
            if _is_close_behind(island[-1], pair):
                island.append(pair)
                break
        else:
            yield from (
                one
                for one in open_islands
                if pair[0] - one[-1][0] > MAX_ISLAND_GAP_WORDS
            )
            open_islands = [
                one
                for one in open_islands
                if pair[0] - one[-1][0] <= MAX_ISLAND_GAP_WORDS
            ]
            open_islands.append([pair])
    yield from open_islands


def _is_close_behind(one: MatchedPair, other: MatchedPair) -> bool:
    return (
        0 < other[0] - one[0] <= MAX_ISLAND_GAP_WORDS
        and 0 < other[1] - one[1] <= MAX_ISLAND_GAP_WORDS
    )

"""Aligns two wordings: which word of the one answers to which word of the other.

Python's difflib looks for the longest equal run first, whatever it consists of, and so
often fits an “of the” together and tears the sentence around it apart. This is the
alignment of Gotoh (1982) instead: equal words score by what they say, a gap costs most
where it opens, so that changes come as few and long ones, and what stands before the
first and after the last common word costs nothing, since an article and the passage
that it cites seldom begin and end at the same word. Long texts are first cut at the
long runs that they share, which difflib is good at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from articles.domain.quotation.tokens import Token

GAP_OPEN_COST, GAP_EXTEND_COST = 0.6, 0.02
MAX_CELLS = 60_000  # compared at once; more is cut at shared runs
MIN_SHARED_RUN = 6  # tokens of a shared run that is long enough to cut at
MAX_TOKENS = 4000  # tokens of a wording; longer ones are not compared word by word
# Pairs of equal tokens that difflib may look at for two wordings. A text needs a tenth
# of them; of one that says the same few words over and over, it looks at each pair anew
# for each run that it finds.
MAX_EQUAL_PAIRS = 4_000_000

TokenScore = Callable[[Token, Token], float | None]
TokenPair = tuple[int | None, int | None]
# Where it begins and ends in the one, and in the other.
Window = tuple[int, int, int, int]
DIAGONAL, UP, LEFT = 0, 1, 2


class AlignedTokens(NamedTuple):
    """Pairs of indexes in order; None where one side has nothing to answer with.

    Not `is_compared` where that would take too long: then no token is paired.
    """

    pairs: list[TokenPair]
    is_compared: bool = True


def align_tokens(
    ours: Sequence[Token], theirs: Sequence[Token], score: TokenScore
) -> AlignedTokens:
    """Align two wordings; the same way round whichever is asked first."""
    if max(len(ours), len(theirs)) > MAX_TOKENS:
        return not_compared(ours, theirs)
    if [token.key for token in theirs] < [token.key for token in ours]:
        aligned = align_tokens(theirs, ours, score)
        return aligned._replace(pairs=[(i, j) for j, i in aligned.pairs])
    try:
        return AlignedTokens(align_at_shared_runs(ours, theirs, score))
    except TooManyPairsError:
        return not_compared(ours, theirs)


def align_at_shared_runs(
    ours: Sequence[Token], theirs: Sequence[Token], score: TokenScore
) -> list[TokenPair]:
    """Cut both at the long runs that they share; align what lies between."""
    finder = RunFinder(ours, theirs)
    pairs: list[TokenPair] = []
    at_ours = at_theirs = 0
    cuts = shared_runs(finder) if len(ours) * len(theirs) > MAX_CELLS else []
    for i, j, size in [*cuts, (len(ours), len(theirs), 0)]:
        pairs += align_window(finder, (at_ours, i, at_theirs, j), score)
        pairs += [(i + step, j + step) for step in range(size)]
        at_ours, at_theirs = i + size, j + size
    return pairs


def not_compared(ours: Sequence[Token], theirs: Sequence[Token]) -> AlignedTokens:
    return AlignedTokens(unpaired_tokens(0, len(ours), 0, len(theirs)), False)


def unpaired_tokens(i: int, i_end: int, j: int, j_end: int) -> list[TokenPair]:
    """Pairs for tokens of which none answers to another."""
    ours: list[TokenPair] = [(at, None) for at in range(i, i_end)]
    return ours + [(None, at) for at in range(j, j_end)]


class TooManyPairsError(Exception):
    """The wordings have so many words in common that to pair them takes too long."""


class RunFinder:
    """Finds the runs that two wordings share, as difflib does; the longest first."""

    def __init__(self, ours: Sequence[Token], theirs: Sequence[Token]) -> None:
        self.ours, self.theirs = ours, theirs
        self.looked_at = 0

    def matching_blocks(self, window: Window) -> list[tuple[int, int, int]]:
        """The runs in a window; TooManyPairsError once too many were looked at."""
        i, i_end, j, j_end = window
        one = [token.key for token in self.ours[i:i_end]]
        other = [token.key for token in self.theirs[j:j_end]]
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        often = Counter(other)
        # How many pairs there are up to each token.
        pairs = [0, *accumulate(often[key] for key in one)]
        found: list[tuple[int, int, int]] = []
        waiting = [(0, len(one), 0, len(other))]
        while waiting:
            low, high, from_, to = waiting.pop()
            self.looked_at += pairs[high] - pairs[low]
            if self.looked_at > MAX_EQUAL_PAIRS:
                raise TooManyPairsError
            a, b, size = matcher.find_longest_match(low, high, from_, to)
            if size:
                found.append((i + a, j + b, size))
                if low < a and from_ < b:
                    waiting.append((low, a, from_, b))
                if a + size < high and b + size < to:
                    waiting.append((a + size, high, b + size, to))
        return sorted(found)


def shared_runs(finder: RunFinder) -> list[tuple[int, int, int]]:
    """The long runs that two long wordings share."""
    whole = (0, len(finder.ours), 0, len(finder.theirs))
    return merge_adjacent(finder.matching_blocks(whole), MIN_SHARED_RUN)


def merge_adjacent(
    blocks: Iterable[tuple[int, int, int]], least: int
) -> list[tuple[int, int, int]]:
    """The blocks of at least this size, those that meet in both wordings made one."""
    merged: list[tuple[int, int, int]] = []
    for i, j, size in blocks:
        if merged and (i, j) == (
            merged[-1][0] + merged[-1][2],
            merged[-1][1] + merged[-1][2],
        ):
            i, j, before = merged.pop()
            size += before
        merged.append((i, j, size))
    return [block for block in merged if block[2] >= least]


def align_window(
    finder: RunFinder, window: Window, score: TokenScore
) -> list[TokenPair]:
    """The alignment of what lies between two cuts."""
    i, i_end, j, j_end = window
    ours, theirs = finder.ours, finder.theirs
    height, width = i_end - i, j_end - j
    if not height or not width:
        return unpaired_tokens(i, i_end, j, j_end)
    if height * width > MAX_CELLS:
        return align_coarsely(finder, window)
    # A gap at the very beginning or end of the wordings costs nothing.
    free = (i == 0 and j == 0, i_end == len(ours) and j_end == len(theirs))
    matrix = fill_matrix(ours[i:i_end], theirs[j:j_end], score, free)
    return trace_back(matrix, i, i_end, j, j_end)


def align_coarsely(finder: RunFinder, window: Window) -> list[TokenPair]:
    """Align as difflib does, where the rest would take too long."""
    at_ours, i_end, at_theirs, j_end = window
    pairs: list[TokenPair] = []
    for i, j, size in [*finder.matching_blocks(window), (i_end, j_end, 0)]:
        pairs += unpaired_tokens(at_ours, i, at_theirs, j)
        pairs += [(i + step, j + step) for step in range(size)]
        at_ours, at_theirs = i + size, j + size
    return pairs


def fill_matrix(
    ours: Sequence[Token],
    theirs: Sequence[Token],
    score: TokenScore,
    free: tuple[bool, bool],
) -> tuple[list[list[int]], int]:
    """For each cell and each of the three states, the state that it was reached from."""
    width, height = len(theirs), len(ours)
    low = float("-inf")
    first = 0.0 if free[0] else GAP_OPEN_COST
    rows: tuple[list[float], ...] = (
        [0.0, *[low] * width],
        [low] * (width + 1),
        [low, *(-first - GAP_EXTEND_COST * at * (not free[0]) for at in range(width))],
    )
    origins = [[LEFT * 9] * (width + 1)]
    for i in range(1, height + 1):
        edge = -first - GAP_EXTEND_COST * i * (not free[0])
        new: tuple[list[float], ...] = ([low], [edge], [low])
        origin = [UP * 3]
        ends = free[1] and i == height
        for j in range(1, width + 1):
            pair = score(ours[i - 1], theirs[j - 1])
            before = (rows[0][j - 1], rows[1][j - 1], rows[2][j - 1])
            best = max(before)
            new[0].append(low if pair is None else best + pair)
            cost = 0.0 if free[1] and j == width else GAP_OPEN_COST
            up = (
                rows[0][j] - cost,
                rows[1][j] - GAP_EXTEND_COST * (cost > 0),
                rows[2][j] - cost,
            )
            new[1].append(max(up))
            cost = 0.0 if ends else GAP_OPEN_COST
            left = (
                new[0][j - 1] - cost,
                new[1][j - 1] - cost,
                new[2][j - 1] - GAP_EXTEND_COST * (cost > 0),
            )
            new[2].append(max(left))
            origin.append(
                before.index(best) + 3 * up.index(new[1][j]) + 9 * left.index(new[2][j])
            )
        origins.append(origin)
        rows = new
    last = [row[width] for row in rows]
    return origins, last.index(max(last))


def trace_back(
    matrix: tuple[list[list[int]], int], i: int, i_end: int, j: int, j_end: int
) -> list[TokenPair]:
    """The pairs on the best way back from the last cell, in order."""
    origins, state = matrix
    row, column = i_end - i, j_end - j
    pairs: list[TokenPair] = []
    while row or column:
        before = origins[row][column] // 3**state % 3
        if not row or (column and state == LEFT):
            column -= 1
            pairs.append((None, j + column))
        elif not column or state == UP:
            row -= 1
            pairs.append((i + row, None))
        else:
            row, column = row - 1, column - 1
            pairs.append((i + row, j + column))
        state = before
    return pairs[::-1]

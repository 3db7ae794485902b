"""Aligns two wordings: which word of the one answers to which word of the other.

Python's difflib looks for the longest equal run first, whatever it consists of, and so
often fits an “of the” together and tears the sentence around it apart. This is the
alignment of Gotoh (1982) instead: equal words score by what they say, a gap costs most
where it opens, so that changes come as few and long ones, and what stands before the
first and after the last common word costs nothing, since an article and the passage
that it cites seldom begin and end at the same word. Long texts are first cut at the
long runs that they share, which difflib is good at.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from articles.domain.quotation.tokens import Token

GAP_OPEN_COST, GAP_EXTEND_COST = 0.6, 0.02
MAX_CELLS = 60_000  # compared at once; more is cut at shared runs
MIN_SHARED_RUN = 6  # tokens of a shared run that is long enough to cut at
MAX_TOKENS = 4000  # tokens of a wording; longer ones are not compared word by word

TokenScore = Callable[[Token, Token], float | None]
TokenPair = tuple[int | None, int | None]
DIAGONAL, UP, LEFT = 0, 1, 2


def align_tokens(
    ours: Sequence[Token], theirs: Sequence[Token], score: TokenScore
) -> list[TokenPair]:
    """Pairs of indexes in order; None where one side has nothing to answer with."""
    if is_too_long(ours, theirs):
        return unpaired_tokens(0, len(ours), 0, len(theirs))
    # The same way round whichever is asked first, so that the answer is symmetric.
    if [token.key for token in theirs] < [token.key for token in ours]:
        return [(i, j) for j, i in align_tokens(theirs, ours, score)]
    pairs: list[TokenPair] = []
    at_ours = at_theirs = 0
    for i, j, size in [*shared_runs(ours, theirs), (len(ours), len(theirs), 0)]:
        pairs += align_window(ours, theirs, (at_ours, i, at_theirs, j), score)
        pairs += [(i + step, j + step) for step in range(size)]
        at_ours, at_theirs = i + size, j + size
    return pairs


def is_too_long(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether the two are not compared word by word, since it would take too long."""
    return max(len(ours), len(theirs)) > MAX_TOKENS


def unpaired_tokens(i: int, i_end: int, j: int, j_end: int) -> list[TokenPair]:
    """Pairs for tokens of which none answers to another."""
    ours: list[TokenPair] = [(at, None) for at in range(i, i_end)]
    return ours + [(None, at) for at in range(j, j_end)]


def shared_runs(
    ours: Sequence[Token], theirs: Sequence[Token]
) -> list[tuple[int, int, int]]:
    """The long runs that two long wordings share."""
    if len(ours) * len(theirs) <= MAX_CELLS:
        return []
    return [
        block for block in matching_blocks(ours, theirs) if block[2] >= MIN_SHARED_RUN
    ]


def matching_blocks(
    ours: Sequence[Token], theirs: Sequence[Token]
) -> list[tuple[int, int, int]]:
    """The runs that difflib finds in both."""
    one, other = ([token.key for token in side] for side in (ours, theirs))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(i, j, size) for i, j, size in matcher.get_matching_blocks()]


def align_window(
    ours: Sequence[Token],
    theirs: Sequence[Token],
    window: tuple[int, int, int, int],
    score: TokenScore,
) -> list[TokenPair]:
    """The alignment of what lies between two cuts."""
    i, i_end, j, j_end = window
    height, width = i_end - i, j_end - j
    if not height or not width:
        return unpaired_tokens(i, i_end, j, j_end)
    if height * width > MAX_CELLS:
        return align_coarsely(ours, theirs, window)
    # A gap at the very beginning or end of the wordings costs nothing.
    free = (i == 0 and j == 0, i_end == len(ours) and j_end == len(theirs))
    matrix = fill_matrix(ours[i:i_end], theirs[j:j_end], score, free)
    return trace_back(matrix, i, i_end, j, j_end)


def align_coarsely(
    ours: Sequence[Token], theirs: Sequence[Token], window: tuple[int, int, int, int]
) -> list[TokenPair]:
    """Align as difflib does, where the rest would take too long."""
    at_ours, i_end, at_theirs, j_end = window
    pairs: list[TokenPair] = []
    for i, j, size in matching_blocks(ours[at_ours:i_end], theirs[at_theirs:j_end]):
        i, j = i + window[0], j + window[2]
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

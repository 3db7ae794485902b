"""Groups an alignment into edits, and sets apart what stands around the cited words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, takewhile

from articles.domain.quotation.alignment import TokenPair
from articles.domain.quotation.tokens import Token, TokenKind


class EditOperation(StrEnum):
    """What an edit does to the words of the source."""

    SAME = "same"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    FRAME = "frame"  # the article's words before or after what it cites
    REST = "rest"  # what the source says before or after what is cited


OUTER_OPERATIONS = {EditOperation.FRAME, EditOperation.REST}


@dataclass(frozen=True)
class Run:
    """Consecutive pairs of the alignment that are one edit."""

    op: EditOperation
    pairs: tuple[TokenPair, ...]

    @property
    def ours(self) -> list[int]:
        return [i for i, _ in self.pairs if i is not None]

    @property
    def theirs(self) -> list[int]:
        return [j for _, j in self.pairs if j is not None]

    @property
    def answering(self) -> list[int]:
        """The indexes in `pairs` where two tokens answer to each other."""
        return [at for at, pair in enumerate(self.pairs) if None not in pair]

    @property
    def is_long(self) -> bool:
        return len(self.ours) + len(self.theirs) > 3


def run_weight(run: Run, ours: Sequence[Token]) -> float:
    return sum(ours[i].weight for i in run.ours)


def group_runs(
    pairs: Sequence[TokenPair], ours: Sequence[Token], theirs: Sequence[Token]
) -> list[Run]:
    """The alignment as edits in order."""

    def is_same(pair: TokenPair) -> bool:
        i, j = pair
        return i is not None and j is not None and ours[i].key == theirs[j].key

    found = [
        Run(EditOperation.SAME if same else EditOperation.REPLACE, tuple(group))
        for same, group in groupby(pairs, key=is_same)
    ]
    found = without_lonely_ends(without_lonely_words(found, ours), ours)
    last = len(found) - 1
    pieces = [
        piece
        for at, run in enumerate(found)
        for piece in split_at_edges(run, ours, theirs, first=at == 0, last=at == last)
    ]
    return join_same_runs(pieces)


def join_same_runs(pieces: Sequence[Run]) -> list[Run]:
    """Join the runs beside each other that both have."""
    joined: list[Run] = []
    for op, runs in groupby(pieces, key=lambda piece: piece.op):
        group = list(runs)
        if op == EditOperation.SAME:
            group = [Run(op, tuple(pair for run in group for pair in run.pairs))]
        joined += group
    return joined


def split_at_edges(
    run: Run, ours: Sequence[Token], theirs: Sequence[Token], *, first: bool, last: bool
) -> list[Run]:
    """Split a run by what its pieces do, an edge that only differs in words included."""
    pieces = split_run_ends(run, first=first, last=last)
    if first == last:  # in between, or nothing in common at all
        return pieces
    return mark_edge_change(pieces, ours, theirs, first=first)


def merge_runs(*parts: Run) -> Run:
    """Join runs to one change; words common in it by chance are no longer paired."""
    pairs: list[TokenPair] = []
    for part in parts:
        if part.op == EditOperation.SAME:
            pairs += [(i, None) for i in part.ours] + [(None, j) for j in part.theirs]
        else:
            pairs += part.pairs
    return Run(EditOperation.REPLACE, tuple(pairs))


MIN_COMMON_WEIGHT = (
    0.75  # weight of common words that say too little to part two changes
)


def without_lonely_words(found: list[Run], ours: Sequence[Token]) -> list[Run]:
    """Join two changes that have no more than an “of” or a comma between them.

    Where no spaces part the words, one sign is seldom a word: 见 in 发见 and 见到.
    """
    # Joined only at the end, since each joining copies all that was joined before.
    joined: list[list[Run]] = []
    for run in found:
        if (
            len(joined) > 1
            and run.op != EditOperation.SAME
            and is_lonely(joined[-2][0], joined[-1][0], run, ours)
        ):
            between = joined.pop()
            joined[-1] += [*between, run]
        else:
            joined.append([run])
    return [merge_runs(*runs) if len(runs) > 1 else runs[0] for runs in joined]


def is_lonely(before: Run, run: Run, after: Run, ours: Sequence[Token]) -> bool:
    """Whether what two changes have between them says too little to part them."""
    if len(run.ours) == 1 and ours[run.ours[0]].is_character:
        return True
    both_long = before.is_long and after.is_long
    return both_long and run_weight(run, ours) < MIN_COMMON_WEIGHT


def without_lonely_ends(found: list[Run], ours: Sequence[Token]) -> list[Run]:
    """Join a “the” far from everything else, at an end, to the change beside it."""
    begin = lonely_end(found, ours)
    if begin:
        found = [merge_runs(*found[:begin]), *found[begin:]]
    end = lonely_end(found[::-1], ours)
    if end:
        found = [*found[:-end], merge_runs(*found[-end:])]
    return found


def lonely_end(found: Sequence[Run], ours: Sequence[Token]) -> int:
    """How many runs from this end on have no more in common than such a word."""
    at = 0 if found and found[0].op == EditOperation.SAME else 1
    if len(found) < at + 3 or not found[at + 1].is_long:
        return 0
    return at + 2 if run_weight(found[at], ours) < MIN_COMMON_WEIGHT else 0


def split_run_ends(run: Run, *, first: bool, last: bool) -> list[Run]:
    """Split a run by what its pieces do; at the ends, set apart what stands around."""
    if run.op == EditOperation.SAME:
        return [run]
    if first and last:
        return split_outer_run(run)
    answering = run.answering
    if first:
        split = answering[0] if answering else len(run.pairs)
        return [
            *split_outer_run(Run(run.op, run.pairs[:split])),
            *split_inner_run(run.pairs[split:]),
        ]
    if last:
        split = answering[-1] + 1 if answering else 0
        return [
            *split_inner_run(run.pairs[:split]),
            *split_outer_run(Run(run.op, run.pairs[split:])),
        ]
    return split_inner_run(run.pairs)


def split_inner_run(pairs: tuple[TokenPair, ...]) -> list[Run]:
    """Words that answer to each other, and what is left between them, each for itself."""
    return [
        run_by_sides(tuple(group))
        for _, group in groupby(pairs, lambda pair: None in pair)
    ]


def run_by_sides(pairs: tuple[TokenPair, ...]) -> Run:
    """An insertion, a deletion or a replacement, by which sides have words."""
    run = Run(EditOperation.REPLACE, pairs)
    if not run.theirs:
        return Run(EditOperation.INSERT, pairs)
    return run if run.ours else Run(EditOperation.DELETE, pairs)


def split_outer_run(run: Run) -> list[Run]:
    """The article's words and the source's, each for itself."""
    sides = [
        Run(EditOperation.FRAME, tuple((i, None) for i in run.ours)),
        Run(EditOperation.REST, tuple((None, j) for j in run.theirs)),
    ]
    return [side for side in sides if side.pairs]


MAX_EDGE_TOKENS = 3  # of a change beside the cited words; more is a frame


def mark_edge_change(
    pieces: list[Run], ours: Sequence[Token], theirs: Sequence[Token], *, first: bool
) -> list[Run]:
    """Take a few words beside the cited ones that both sides have for a change.

    "Dozens of wells" and "Hundreds of wells" differ in a word; what stands beyond a
    mark, or is longer on both sides, only stands around what is cited.
    """
    outer = [piece for piece in pieces if piece.op in OUTER_OPERATIONS]
    if [piece.op for piece in outer] != [EditOperation.FRAME, EditOperation.REST]:
        return pieces
    frame, rest = outer[0].ours, outer[1].theirs
    if first:
        frame, rest = frame[::-1], rest[::-1]
    same = 0  # words that answer to none because an equal one stands further out
    while same < min(len(frame), len(rest)) and (
        ours[frame[same]].key == theirs[rest[same]].key
    ):
        same += 1
    pairs = zip(frame[:same], rest[:same], strict=True)
    common = Run(EditOperation.SAME, tuple(sorted(pairs)))
    frame, rest = frame[same:], rest[same:]
    size = min(words_before_mark(frame, ours), words_before_mark(rest, theirs))
    beside = [ours[i] for i in frame[:size]] + [theirs[j] for j in rest[:size]]
    if size > MAX_EDGE_TOKENS or not any(token.is_content for token in beside):
        size = 0
    change = Run(
        EditOperation.REPLACE,
        (
            *((i, None) for i in sorted(frame[:size])),
            *((None, j) for j in sorted(rest[:size])),
        ),
    )
    around = split_outer_run(
        Run(
            EditOperation.REPLACE,
            (
                *((i, None) for i in sorted(frame[size:])),
                *((None, j) for j in sorted(rest[size:])),
            ),
        )
    )
    inner = [piece for piece in pieces if piece not in outer]
    beside_core = [piece for piece in (change, common) if piece.pairs]
    if first:
        return [*around, *beside_core, *inner]
    return [*inner, *beside_core[::-1], *around]


def words_before_mark(indexes: Sequence[int], tokens: Sequence[Token]) -> int:
    """How many of these tokens come before the first mark."""
    words = takewhile(lambda at: tokens[at].kind != TokenKind.MARK, indexes)
    return sum(1 for _ in words)

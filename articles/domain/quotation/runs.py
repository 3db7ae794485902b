"""Groups an alignment into edits, and sets apart what stands around the cited words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from articles.domain.quotation.alignment import Pair
from articles.domain.quotation.tokens import Token


class Op(StrEnum):
    """What an edit does to the words of the source."""

    SAME = "same"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    FRAME = "frame"  # the article's words before or after what it cites
    REST = "rest"  # what the source says before or after what is cited


AROUND = {Op.FRAME, Op.REST}


@dataclass(frozen=True)
class Run:
    """Consecutive pairs of the alignment that are one edit."""

    op: Op
    pairs: tuple[Pair, ...]

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


def weight(run: Run, ours: Sequence[Token]) -> float:
    return sum(ours[i].weight for i in run.ours)


def runs(
    pairs: Sequence[Pair], ours: Sequence[Token], theirs: Sequence[Token]
) -> list[Run]:
    """The alignment as edits in order."""

    def is_same(pair: Pair) -> bool:
        i, j = pair
        return i is not None and j is not None and ours[i].key == theirs[j].key

    found = [
        Run(Op.SAME if same else Op.REPLACE, tuple(group))
        for same, group in groupby(pairs, key=is_same)
    ]
    found = without_lonely_ends(without_lonely_words(found, ours), ours)
    last = len(found) - 1
    return [
        piece
        for at, run in enumerate(found)
        for piece in named(run, first=at == 0, last=at == last)
    ]


def merged(*parts: Run) -> Run:
    """Join runs to one change; words common in it by chance are no longer paired."""
    pairs: list[Pair] = []
    for part in parts:
        if part.op == Op.SAME:
            pairs += [(i, None) for i in part.ours] + [(None, j) for j in part.theirs]
        else:
            pairs += part.pairs
    return Run(Op.REPLACE, tuple(pairs))


LONELY = 0.75  # weight of common words that say too little to part two changes


def without_lonely_words(found: list[Run], ours: Sequence[Token]) -> list[Run]:
    """Join two changes that have no more than an “of” or a comma between them."""
    result: list[Run] = []
    for run in found:
        if (
            len(result) > 1
            and run.op != Op.SAME
            and run.is_long
            and result[-2].is_long
            and weight(result[-1], ours) < LONELY
        ):
            result[-2:] = [merged(result[-2], result[-1], run)]
        else:
            result.append(run)
    return result


def without_lonely_ends(found: list[Run], ours: Sequence[Token]) -> list[Run]:
    """Join a “the” far from everything else, at an end, to the change beside it."""
    begin = lonely_end(found, ours)
    if begin:
        found = [merged(*found[:begin]), *found[begin:]]
    end = lonely_end(found[::-1], ours)
    if end:
        found = [*found[:-end], merged(*found[-end:])]
    return found


def lonely_end(found: Sequence[Run], ours: Sequence[Token]) -> int:
    """How many runs from this end on have no more in common than such a word."""
    at = 0 if found and found[0].op == Op.SAME else 1
    if len(found) < at + 3 or not found[at + 1].is_long:
        return 0
    return at + 2 if weight(found[at], ours) < LONELY else 0


def named(run: Run, *, first: bool, last: bool) -> list[Run]:
    """Split a run by what its pieces do; at the ends, set apart what stands around."""
    if run.op == Op.SAME:
        return [run]
    if first and last:
        return around(run)
    answering = run.answering
    if first:
        split = answering[0] if answering else len(run.pairs)
        return [*around(Run(run.op, run.pairs[:split])), *within(run.pairs[split:])]
    if last:
        split = answering[-1] + 1 if answering else 0
        return [*within(run.pairs[:split]), *around(Run(run.op, run.pairs[split:]))]
    return within(run.pairs)


def within(pairs: tuple[Pair, ...]) -> list[Run]:
    """Words that answer to each other, and what is left between them, each for itself."""
    return [
        by_sides(tuple(group)) for _, group in groupby(pairs, lambda pair: None in pair)
    ]


def by_sides(pairs: tuple[Pair, ...]) -> Run:
    """An insertion, a deletion or a replacement, by which sides have words."""
    run = Run(Op.REPLACE, pairs)
    if not run.theirs:
        return Run(Op.INSERT, pairs)
    return run if run.ours else Run(Op.DELETE, pairs)


def around(run: Run) -> list[Run]:
    """The article's words and the source's, each for itself."""
    sides = [
        Run(Op.FRAME, tuple((i, None) for i in run.ours)),
        Run(Op.REST, tuple((None, j) for j in run.theirs)),
    ]
    return [side for side in sides if side.pairs]

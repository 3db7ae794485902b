"""The difference of two wordings, word by word.

Pure: no Django, no database. Both can be put together again from what comes out, so
nothing that changed stays unsaid.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from articles.domain.anchoring.revision.order import match_in_order
from articles.domain.text.tokenization import DIFFERENCE_TOKENS, list_words

# So many pairs of words are compared at most, each with each.
MAX_WORD_PAIRS = 16_000_000
_NO_LETTERS = re.compile(r"\W*\Z")


class WordChange(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class WordRun:
    """A run of words that stayed, went or came."""

    op: WordChange
    text: str


class ComparedWords(NamedTuple):
    """All words of two texts; `is_complete`: every one was compared with every other.

    Where they were too many for that, words that stayed may be shown as removed and
    added again.
    """

    pieces: tuple[WordRun, ...]
    is_complete: bool = True


def compare_words(old: str, new: str) -> ComparedWords:
    """The words of both texts, removed ones before those added in their place."""
    old_words = list_words(old, DIFFERENCE_TOKENS)
    new_words = list_words(new, DIFFERENCE_TOKENS)
    matched = match_in_order(old_words, new_words, MAX_WORD_PAIRS)
    pieces: list[WordRun] = []
    removed: list[str] = []
    added: list[str] = []
    for same, ours, theirs in matched.steps:
        left, right = "".join(old_words[ours]), "".join(new_words[theirs])
        if same and not ((removed or added) and _is_bridge(left)):
            pieces += _word_runs_of_change("".join(removed), "".join(added))
            pieces.append(WordRun(WordChange.SAME, left))
            removed, added = [], []
        else:
            removed.append(left)
            added.append(right)
    pieces += _word_runs_of_change("".join(removed), "".join(added))
    return ComparedWords(_merge_word_runs(pieces), matched.is_complete)


def _merge_word_runs(pieces: Iterable[WordRun]) -> tuple[WordRun, ...]:
    return tuple(
        WordRun(op, "".join(piece.text for piece in run))
        for op, run in groupby(pieces, attrgetter("op"))
    )


def _is_bridge(words: str) -> bool:
    """Whether words between two changes are so few that they read as part of them."""
    return len(words) <= 2 and bool(_NO_LETTERS.match(words))


def _word_runs_of_change(removed: str, added: str) -> Iterator[WordRun]:
    """What was removed and added; what both begin or end with has stayed."""
    head = _common_start_length(removed, added)
    tail = _common_start_length(removed[head:][::-1], added[head:][::-1])
    # Words are changed as a whole: only blanks and signs around them are set apart.
    if head and not _NO_LETTERS.match(removed[:head]):
        head = 0
    if tail and not _NO_LETTERS.match(removed[len(removed) - tail :]):
        tail = 0
    parts = [
        (WordChange.SAME, removed[:head]),
        (WordChange.REMOVED, removed[head : len(removed) - tail]),
        (WordChange.ADDED, added[head : len(added) - tail]),
        (WordChange.SAME, removed[len(removed) - tail :]),
    ]
    return (WordRun(op, text) for op, text in parts if text)


def _common_start_length(one: str, other: str) -> int:
    """How many signs both begin with, as far as these are no words."""
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left.isalnum():
            break
        size += 1
    return size

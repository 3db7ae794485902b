"""The difference of two text versions, paragraph by paragraph and word by word.

Pure: no Django, no database. Both texts can be put together again from what comes out,
so nothing that changed stays unsaid.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.revision.order import match_in_order
from articles.domain.text.canonical import split_paragraphs
from articles.domain.text.tokenization import DIFFERENCE_TOKENS, list_words

# Paragraphs that share so much of their words are one paragraph that was edited; ...
MIN_PARAGRAPH_SIMILARITY = 0.4
# ... among so many that follow, so that a rewritten text takes no quadratic time.
MAX_PARAGRAPHS_COMPARED = 12
# So many pairs are compared at most, each with each: the words of two paragraphs, to
# show what changed and to see how alike they are; the paragraphs of two texts.
MAX_WORD_PAIRS, MAX_SIMILARITY_PAIRS = 16_000_000, 1_000_000
MAX_PARAGRAPH_PAIRS = 100_000_000
_NO_LETTERS = re.compile(r"\W*\Z")


class WordChange(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class ParagraphChange(StrEnum):
    """What happened to a paragraph, as a reader is told."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


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


@dataclass(frozen=True)
class ComparedParagraph:
    """One paragraph, with what changed in it; `is_complete` as of its words."""

    kind: ParagraphChange
    pieces: tuple[WordRun, ...]
    is_complete: bool = True


@dataclass(frozen=True)
class OmittedParagraphs:
    """So many paragraphs that nothing changed in, left out of a short view."""

    count: int


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


def compare_paragraphs(old_text: str, new_text: str) -> list[ComparedParagraph]:
    """Compare every paragraph of both texts, in the order of the new one."""
    old_paragraphs = [old_text[start:end] for start, end in split_paragraphs(old_text)]
    new_paragraphs = [new_text[start:end] for start, end in split_paragraphs(new_text)]
    blocks: list[ComparedParagraph] = []
    removed: list[str] = []
    added: list[str] = []
    matched = match_in_order(old_paragraphs, new_paragraphs, MAX_PARAGRAPH_PAIRS)
    for same, ours, theirs in matched.steps:
        if same:
            blocks += _match_edited_paragraphs(removed, added)
            removed, added = [], []
            for words in old_paragraphs[ours]:
                blocks.append(
                    ComparedParagraph(
                        ParagraphChange.SAME, (WordRun(WordChange.SAME, words),)
                    )
                )
        else:
            removed += old_paragraphs[ours]
            added += new_paragraphs[theirs]
    blocks += _match_edited_paragraphs(removed, added)
    return _mark_moved_paragraphs(blocks)


def _match_edited_paragraphs(
    removed: Iterable[str], added: Iterable[str]
) -> Iterator[ComparedParagraph]:
    """Pair paragraphs between two that stayed: edited, where they are alike enough."""
    others = [_VisibleWords(text) for text in added]
    low = 0
    for words in map(_VisibleWords, removed):
        match = _most_similar_index(words, others[low : low + MAX_PARAGRAPHS_COMPARED])
        if match is None:
            yield ComparedParagraph(
                ParagraphChange.REMOVED, (WordRun(WordChange.REMOVED, words.text),)
            )
            continue
        for other in others[low : low + match]:
            yield _added_paragraph(other)
        yield ComparedParagraph(
            ParagraphChange.CHANGED,
            *compare_words(words.text, others[low + match].text),
        )
        low += match + 1
    yield from map(_added_paragraph, others[low:])


class _VisibleWords:
    """A paragraph with its words, and how often it has each, once they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[str]:
        found = list_words(self.text, DIFFERENCE_TOKENS)
        return [word for word in found if not word.isspace()]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)


def _added_paragraph(words: _VisibleWords) -> ComparedParagraph:
    return ComparedParagraph(
        ParagraphChange.ADDED, (WordRun(WordChange.ADDED, words.text),)
    )


def _most_similar_index(
    words: _VisibleWords, others: Sequence[_VisibleWords]
) -> int | None:
    """The index of the one that is this paragraph, edited; None where none is."""
    best, best_index = MIN_PARAGRAPH_SIMILARITY, None
    for index, other in enumerate(others):
        alike = _shared_part(words, other, best)
        if alike >= best and (best_index is None or alike > best):
            best, best_index = alike, index
    return best_index


def _shared_part(one: _VisibleWords, other: _VisibleWords, least: float) -> float:
    """How much of the longer one both have in order; of long ones, in any order."""
    if len(one.words) * len(other.words) <= MAX_SIMILARITY_PAIRS:
        return LCSseq.normalized_similarity(one.words, other.words, score_cutoff=least)
    common = (one.counts & other.counts).total()
    return common / max(len(one.words), len(other.words))


def _mark_moved_paragraphs(
    blocks: Sequence[ComparedParagraph],
) -> list[ComparedParagraph]:
    """Mark paragraphs that were removed at one place and added at another as moved."""
    removed = {
        block.pieces[0].text
        for block in blocks
        if block.kind is ParagraphChange.REMOVED
    }
    added = {
        block.pieces[0].text for block in blocks if block.kind is ParagraphChange.ADDED
    }
    moved = removed & added
    names = {
        ParagraphChange.REMOVED: ParagraphChange.MOVED_AWAY,
        ParagraphChange.ADDED: ParagraphChange.MOVED_HERE,
    }
    return [
        replace(block, kind=names[block.kind])
        if block.kind in names and block.pieces[0].text in moved
        else block
        for block in blocks
    ]


def omit_unchanged(
    blocks: Sequence[ComparedParagraph], around: int = 1
) -> list[ComparedParagraph | OmittedParagraphs]:
    """What changed, with `around` paragraphs on each side; the rest as gaps."""
    near = {
        index
        for at, block in enumerate(blocks)
        if block.kind is not ParagraphChange.SAME
        for index in range(at - around, at + around + 1)
    }
    result: list[ComparedParagraph | OmittedParagraphs] = []
    left_out = 0
    for index, block in enumerate(blocks):
        if index not in near:
            left_out += 1
            continue
        if left_out:
            result.append(OmittedParagraphs(left_out))
            left_out = 0
        result.append(block)
    return [*result, OmittedParagraphs(left_out)] if left_out else result


def surviving_share(blocks: Sequence[ComparedParagraph]) -> float:
    """The share of the old text's signs that the new one has as well, from 0 to 1."""
    surviving = total = 0
    for block in blocks:
        moved = block.kind is ParagraphChange.MOVED_AWAY
        for piece in block.pieces:
            if piece.op is WordChange.ADDED:
                continue
            total += len(piece.text)
            surviving += len(piece.text) if moved or piece.op is WordChange.SAME else 0
    return surviving / total if total else 1.0

"""The difference of two text versions, paragraph by paragraph.

Pure: no Django, no database. Both texts can be put together again from what comes out,
so nothing that changed stays unsaid.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.revision.order import match_in_order
from articles.domain.anchoring.revision.word_difference import (
    WordChange,
    WordRun,
    compare_words,
)
from articles.domain.text.canonical import split_paragraphs
from articles.domain.text.tokenization import DIFFERENCE_TOKENS, list_words

# Paragraphs that share so much of their words are one paragraph that was edited; ...
MIN_PARAGRAPH_SIMILARITY = 0.4
# ... among so many that follow, so that a rewritten text takes no quadratic time.
MAX_PARAGRAPHS_COMPARED = 12
# So many pairs are compared at most, each with each: the words of two paragraphs, to
# see how alike they are, and the paragraphs of two texts.
MAX_SIMILARITY_PAIRS, MAX_PARAGRAPH_PAIRS = 1_000_000, 100_000_000


class ParagraphChange(StrEnum):
    """What happened to a paragraph, as a reader is told."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


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


def is_complete(blocks: Iterable[ComparedParagraph]) -> bool:
    """Whether no paragraph was too long; what stayed is more, where one was."""
    return all(block.is_complete for block in blocks)


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

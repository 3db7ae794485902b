"""The difference of two text versions, paragraph by paragraph and word by word.

Pure: no Django, no database. Both texts can be put together again from what comes out,
so nothing that changed stays unsaid.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from articles.domain.anchoring.text import paragraphs

# Paragraphs that share so much of their words are one paragraph that was edited; ...
SAME_PARAGRAPH = 0.4
# ... among so many that follow, so that a rewritten text takes no quadratic time.
WINDOW = 12
_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
_BLANK = re.compile(r"\W*\Z")


class Op(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Kind(StrEnum):
    """What happened to a paragraph, as a reader is told."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True)
class Block:
    """One paragraph, with what changed in it."""

    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Gap:
    """So many paragraphs that nothing changed in, left out of a short view."""

    count: int


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts, removed ones before those added in their place."""
    old_words, new_words = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    removed = added = ""
    for block in LCSseq.opcodes(old_words, new_words):
        left = "".join(old_words[block.src_start : block.src_end])
        right = "".join(new_words[block.dest_start : block.dest_end])
        if block.tag == "equal" and not ((removed or added) and _is_bridge(left)):
            pieces += _changed(removed, added)
            pieces.append(Piece(Op.SAME, left))
            removed = added = ""
        else:
            removed, added = removed + left, added + right
    return _merged([*pieces, *_changed(removed, added)])


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].op is piece.op:
            piece = Piece(piece.op, result.pop().text + piece.text)
        result.append(piece)
    return tuple(result)


def _is_bridge(words: str) -> bool:
    """Whether words between two changes are so few that they read as part of them."""
    return len(words) <= 2 and bool(_BLANK.match(words))


def _changed(removed: str, added: str) -> Iterator[Piece]:
    """What was removed and added; what both begin or end with has stayed."""
    head = _shared(removed, added)
    tail = _shared(removed[head:][::-1], added[head:][::-1])
    # Words are changed as a whole: only blanks and signs around them are set apart.
    if head and not _BLANK.match(removed[:head]):
        head = 0
    if tail and not _BLANK.match(removed[len(removed) - tail :]):
        tail = 0
    parts = [
        (Op.SAME, removed[:head]),
        (Op.REMOVED, removed[head : len(removed) - tail]),
        (Op.ADDED, added[head : len(added) - tail]),
        (Op.SAME, removed[len(removed) - tail :]),
    ]
    return (Piece(op, text) for op, text in parts if text)


def _shared(one: str, other: str) -> int:
    """How many signs both begin with, as far as these are no words."""
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left.isalnum():
            break
        size += 1
    return size


def difference(old_text: str, new_text: str) -> list[Block]:
    """Compare every paragraph of both texts, in the order of the new one."""
    old_paragraphs = [old_text[start:end] for start, end in paragraphs(old_text)]
    new_paragraphs = [new_text[start:end] for start, end in paragraphs(new_text)]
    blocks: list[Block] = []
    removed: list[str] = []
    added: list[str] = []
    for step in LCSseq.opcodes(old_paragraphs, new_paragraphs):
        if step.tag == "equal":
            blocks += _edited(removed, added)
            removed, added = [], []
            for words in old_paragraphs[step.src_start : step.src_end]:
                blocks.append(Block(Kind.SAME, (Piece(Op.SAME, words),)))
        else:
            removed += old_paragraphs[step.src_start : step.src_end]
            added += new_paragraphs[step.dest_start : step.dest_end]
    blocks += _edited(removed, added)
    return _with_moves(blocks)


def _edited(removed: Sequence[str], added: Sequence[str]) -> Iterator[Block]:
    """Pair paragraphs between two that stayed: edited, where they are alike enough."""
    low = 0
    for words in removed:
        match = _like(words, added[low : low + WINDOW])
        if match is None:
            yield Block(Kind.REMOVED, (Piece(Op.REMOVED, words),))
            continue
        for other in added[low : low + match]:
            yield Block(Kind.ADDED, (Piece(Op.ADDED, other),))
        yield Block(Kind.CHANGED, word_difference(words, added[low + match]))
        low += match + 1
    for other in added[low:]:
        yield Block(Kind.ADDED, (Piece(Op.ADDED, other),))


def _like(words: str, others: Sequence[str]) -> int | None:
    """The index of the one that is this paragraph, edited; None where none is."""
    tokens = [token for token in _TOKEN.findall(words) if not token.isspace()]
    best, best_index = SAME_PARAGRAPH, None
    for index, other in enumerate(others):
        other_tokens = [token for token in _TOKEN.findall(other) if not token.isspace()]
        alike = LCSseq.normalized_similarity(tokens, other_tokens, score_cutoff=best)
        if alike >= best and (best_index is None or alike > best):
            best, best_index = alike, index
    return best_index


def _with_moves(blocks: Sequence[Block]) -> list[Block]:
    """Mark paragraphs that were removed at one place and added at another as moved."""
    removed = {block.pieces[0].text for block in blocks if block.kind is Kind.REMOVED}
    added = {block.pieces[0].text for block in blocks if block.kind is Kind.ADDED}
    moved = removed & added
    names = {Kind.REMOVED: Kind.MOVED_AWAY, Kind.ADDED: Kind.MOVED_HERE}
    return [
        Block(names[block.kind], block.pieces)
        if block.kind in names and block.pieces[0].text in moved
        else block
        for block in blocks
    ]


def shortened(blocks: Sequence[Block], around: int = 1) -> list[Block | Gap]:
    """What changed, with `around` paragraphs on each side; the rest as gaps."""
    near = {
        index
        for at, block in enumerate(blocks)
        if block.kind is not Kind.SAME
        for index in range(at - around, at + around + 1)
    }
    result: list[Block | Gap] = []
    left_out = 0
    for index, block in enumerate(blocks):
        if index not in near:
            left_out += 1
            continue
        if left_out:
            result.append(Gap(left_out))
            left_out = 0
        result.append(block)
    return [*result, Gap(left_out)] if left_out else result


def kept_share(blocks: Sequence[Block]) -> float:
    """The share of the old text's signs that the new one has as well, from 0 to 1."""
    surviving = total = 0
    for block in blocks:
        moved = block.kind is Kind.MOVED_AWAY
        for piece in block.pieces:
            if piece.op is Op.ADDED:
                continue
            total += len(piece.text)
            surviving += len(piece.text) if moved or piece.op is Op.SAME else 0
    return surviving / total if total else 1.0

"""What did a new text version change, paragraph by paragraph and word by word?

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
    """The words of both, those that went before those that came in their place."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    gone = come = ""
    for block in LCSseq.opcodes(olds, news):
        left = "".join(olds[block.src_start : block.src_end])
        right = "".join(news[block.dest_start : block.dest_end])
        if block.tag == "equal" and not ((gone or come) and _is_bridge(left)):
            pieces += _changed(gone, come)
            pieces.append(Piece(Op.SAME, left))
            gone = come = ""
        else:
            gone, come = gone + left, come + right
    return _merged([*pieces, *_changed(gone, come)])


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].op is piece.op:
            piece = Piece(piece.op, result.pop().text + piece.text)
        result.append(piece)
    return tuple(result)


def _is_bridge(words: str) -> bool:
    """So little between two changes that it is easier to read as a part of them."""
    return len(words) <= 2 and bool(_BLANK.match(words))


def _changed(gone: str, come: str) -> Iterator[Piece]:
    """What went and what came; what both begin or end with did neither."""
    head = _shared(gone, come)
    tail = _shared(gone[head:][::-1], come[head:][::-1])
    # Words are changed as a whole: only blanks and signs around them are set apart.
    if head and not _BLANK.match(gone[:head]):
        head = 0
    if tail and not _BLANK.match(gone[len(gone) - tail :]):
        tail = 0
    middle = [(Op.REMOVED, gone[head : len(gone) - tail]),
              (Op.ADDED, come[head : len(come) - tail])]  # fmt: skip
    parts = [(Op.SAME, gone[:head]), *middle, (Op.SAME, gone[len(gone) - tail :])]
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
    """Every paragraph of both texts, in the order of the new one."""
    olds = [old_text[start:end] for start, end in paragraphs(old_text)]
    news = [new_text[start:end] for start, end in paragraphs(new_text)]
    blocks: list[Block] = []
    gone: list[str] = []
    come: list[str] = []
    for step in LCSseq.opcodes(olds, news):
        if step.tag == "equal":
            blocks += _edited(gone, come)
            gone, come = [], []
            for words in olds[step.src_start : step.src_end]:
                blocks.append(Block(Kind.SAME, (Piece(Op.SAME, words),)))
        else:
            gone += olds[step.src_start : step.src_end]
            come += news[step.dest_start : step.dest_end]
    blocks += _edited(gone, come)
    return _with_moves(blocks)


def _edited(gone: Sequence[str], come: Sequence[str]) -> Iterator[Block]:
    """Paragraphs between two that stayed: edited, where they are alike enough."""
    low = 0
    for words in gone:
        match = _like(words, come[low : low + WINDOW])
        if match is None:
            yield Block(Kind.REMOVED, (Piece(Op.REMOVED, words),))
            continue
        for other in come[low : low + match]:
            yield Block(Kind.ADDED, (Piece(Op.ADDED, other),))
        yield Block(Kind.CHANGED, word_difference(words, come[low + match]))
        low += match + 1
    for other in come[low:]:
        yield Block(Kind.ADDED, (Piece(Op.ADDED, other),))


def _like(words: str, others: Sequence[str]) -> int | None:
    """Which of the others is this paragraph, edited."""
    tokens = [token for token in _TOKEN.findall(words) if not token.isspace()]
    best, found = SAME_PARAGRAPH, None
    for index, other in enumerate(others):
        news = [token for token in _TOKEN.findall(other) if not token.isspace()]
        alike = LCSseq.normalized_similarity(tokens, news, score_cutoff=best)
        if alike >= best and (found is None or alike > best):
            best, found = alike, index
    return found


def _with_moves(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that went at one place and came at another have moved."""
    gone = {block.pieces[0].text for block in blocks if block.kind is Kind.REMOVED}
    come = {block.pieces[0].text for block in blocks if block.kind is Kind.ADDED}
    moved = gone & come
    names = {Kind.REMOVED: Kind.MOVED_AWAY, Kind.ADDED: Kind.MOVED_HERE}
    return [
        Block(names[block.kind], block.pieces)
        if block.kind in names and block.pieces[0].text in moved
        else block
        for block in blocks
    ]


def shortened(blocks: Sequence[Block], around: int = 1) -> list[Block | Gap]:
    """What changed, with so many paragraphs around it; the rest as gaps."""
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
    """Which share of the old text's signs stands in the new one as well, from 0 to 1."""
    kept = total = 0
    for block in blocks:
        moved = block.kind is Kind.MOVED_AWAY
        for piece in block.pieces:
            if piece.op is Op.ADDED:
                continue
            total += len(piece.text)
            kept += len(piece.text) if moved or piece.op is Op.SAME else 0
    return kept / total if total else 1.0

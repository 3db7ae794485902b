"""Splits a long text into chunks that are searched one after the other."""

from collections.abc import Iterable, Iterator, Sequence

Pieces = list[tuple[int, int]]

LONGEST = 60_000  # code points: ten thousand words, so that an article is in one


def stretches(
    text: str, paragraphs: Iterable[tuple[int, int]], longest: int = LONGEST
) -> list[Pieces]:
    """Chunks of whole paragraphs; only one that is too long by itself is split."""
    chunks: list[Pieces] = []
    for start, end in paragraphs:
        for piece in cut(text, start, end, longest):
            if not chunks or piece[1] - chunks[-1][0][0] > longest:
                chunks.append([])
            chunks[-1].append(piece)
    return chunks


def cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Split after the end of a sentence or at a space, where there is one."""
    while end - start > longest:
        half = start + longest // 2
        border = start + longest
        for sign in (". ", " "):
            offset = text.rfind(sign, half, border)
            if offset >= 0:
                border = offset + len(sign)
                break
        yield start, border
        start = border
    yield start, end


def holding(chunks: Sequence[Pieces], offset: int) -> int:
    """Number of the chunk that an offset lies in, or of the last one before it."""
    before = [at for at, pieces in enumerate(chunks) if pieces[0][0] <= offset]
    return before[-1] if before else 0

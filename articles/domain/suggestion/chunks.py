"""Splits a long text into chunks that are searched one after the other."""

from collections.abc import Iterable, Iterator, Sequence

TextPieces = list[tuple[int, int]]

MAX_CHUNK_LENGTH = (
    60_000  # code points: ten thousand words, so that an article is in one
)


def split_into_chunks(
    text: str, paragraphs: Iterable[tuple[int, int]], longest: int = MAX_CHUNK_LENGTH
) -> list[TextPieces]:
    """Chunks of whole paragraphs; only one that is too long by itself is split."""
    chunks: list[TextPieces] = []
    for start, end in paragraphs:
        for piece in split_paragraph(text, start, end, longest):
            if not chunks or piece[1] - chunks[-1][0][0] > longest:
                chunks.append([])
            chunks[-1].append(piece)
    return chunks


def split_paragraph(
    text: str, start: int, end: int, longest: int
) -> Iterator[tuple[int, int]]:
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


def chunk_index_at(chunks: Sequence[TextPieces], offset: int) -> int:
    """Number of the chunk that an offset lies in, or of the last one before it."""
    before = [at for at, pieces in enumerate(chunks) if pieces[0][0] <= offset]
    return before[-1] if before else 0

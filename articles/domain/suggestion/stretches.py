"""Into which stretches is a long text cut, to be looked through one after the other?"""

from collections.abc import Iterable, Iterator, Sequence

Pieces = list[tuple[int, int]]

LONGEST = 60_000  # code points: ten thousand words, so that an article is in one


def stretches(
    text: str, paragraphs: Iterable[tuple[int, int]], longest: int = LONGEST
) -> list[Pieces]:
    """Runs of whole paragraphs; only one that is too long by itself is cut."""
    found: list[Pieces] = []
    for start, end in paragraphs:
        for piece in cut(text, start, end, longest):
            if not found or piece[1] - found[-1][0][0] > longest:
                found.append([])
            found[-1].append(piece)
    return found


def cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """After the end of a sentence or at a space, where there is one."""
    while end - start > longest:
        half = start + longest // 2
        border = start + longest
        for sign in (". ", " "):
            place = text.rfind(sign, half, border)
            if place >= 0:
                border = place + len(sign)
                break
        yield start, border
        start = border
    yield start, end


def holding(found: Sequence[Pieces], place: int) -> int:
    """The stretch that a place lies in, or the last one that begins before it."""
    before = [at for at, pieces in enumerate(found) if pieces[0][0] <= place]
    return before[-1] if before else 0

"""Highlights: cuts a text into segments where marks overlap and may not nest.

Pure: no Django, no database. A text is cut at every border of a mark, so that each
segment lies under the same set of marks from its first sign to its last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.domain.text.canonical import split_paragraphs


@dataclass(frozen=True)
class Mark:
    """Code points [start, end) of a text that belong to the note with this number."""

    start: int
    end: int
    note: int


@dataclass(frozen=True)
class HighlightedSegment:
    """A run of text under the same marks; `notes` in the order in which they began."""

    text: str
    notes: tuple[int, ...] = ()
    # The notes whose first words these are.
    begins: tuple[int, ...] = ()


@dataclass
class HighlightedParagraph:
    """A paragraph, cut into segments; `start` counts the code points before it."""

    start: int
    end: int
    segments: list[HighlightedSegment] = field(default_factory=list)
    # The notes that begin here, in order.
    notes: list[int] = field(default_factory=list)


def highlight_paragraphs(
    text: str, marks: Iterable[Mark]
) -> list[HighlightedParagraph]:
    """Return the text's paragraphs, cut at the borders of the marks.

    Takes time in proportion to the text, and to the number of borders times how many
    marks lie on one sign, not to the square of the number of marks.
    """
    ordered = sorted(
        (mark for mark in marks if mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end, mark.note),
    )
    remaining = iter(ordered)
    next_mark = next(remaining, None)
    active: list[Mark] = []
    seen: set[int] = set()
    result = []
    for start, end in split_paragraphs(text):
        inside = [mark for mark in active if mark.end > start]
        while next_mark and next_mark.start < end:
            # A mark that ends in the gap before this paragraph has nothing in it.
            if next_mark.end > start:
                inside.append(next_mark)
            next_mark = next(remaining, None)
        segments = split_at_marks(text, start, end, inside, seen)
        notes = sorted(note for segment in segments for note in segment.begins)
        result.append(HighlightedParagraph(start, end, segments, notes))
        active = [mark for mark in inside if mark.end > end]
    return result


def split_at_marks(
    text: str, start: int, end: int, marks: Sequence[Mark], seen: set[int]
) -> list[HighlightedSegment]:
    """Return one paragraph's segments; `seen` collects the notes that have begun."""
    borders = {start, end}
    for mark in marks:
        borders.update((max(mark.start, start), min(mark.end, end)))
    segments = []
    remaining = iter(marks)
    next_mark = next(remaining, None)
    active: list[Mark] = []
    for left, right in pairwise(sorted(borders)):
        active = [mark for mark in active if mark.end > left]
        while next_mark and next_mark.start <= left:
            active.append(next_mark)
            next_mark = next(remaining, None)
        notes = tuple(dict.fromkeys(mark.note for mark in active))
        begins = tuple(note for note in notes if note not in seen)
        seen.update(begins)
        segments.append(HighlightedSegment(text[left:right], notes, begins))
    return segments

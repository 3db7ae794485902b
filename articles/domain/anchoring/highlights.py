"""Which marks lie on which words, when claims overlap and marks may not nest?

Pure: no Django, no database. A text is cut at every border of a mark, so that each
segment lies under the same set of marks from its first sign to its last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.domain.anchoring.text import paragraphs


@dataclass(frozen=True)
class Mark:
    """Code points [start, end) of a text that belong to the note with this number."""

    start: int
    end: int
    note: int


@dataclass(frozen=True)
class Segment:
    """A run of text under the same marks; `notes` in the order in which they began."""

    text: str
    notes: tuple[int, ...] = ()
    # The notes whose first words these are.
    begins: tuple[int, ...] = ()


@dataclass
class Paragraph:
    """A paragraph, cut into segments; `start` counts the code points before it."""

    start: int
    end: int
    segments: list[Segment] = field(default_factory=list)
    # The notes that begin here, in order.
    notes: list[int] = field(default_factory=list)


def marked(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The text's paragraphs, cut at the borders of the marks.

    Takes time in proportion to the text, and to the number of borders times how many
    marks lie on one place, not to the square of the number of marks.
    """
    ordered = sorted(
        (mark for mark in marks if mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end, mark.note),
    )
    waiting = iter(ordered)
    coming = next(waiting, None)
    active: list[Mark] = []
    seen: set[int] = set()
    result = []
    for start, end in paragraphs(text):
        inside = [mark for mark in active if mark.end > start]
        while coming and coming.start < end:
            # A mark that ends in the gap before this paragraph has nothing in it.
            if coming.end > start:
                inside.append(coming)
            coming = next(waiting, None)
        segments = cut(text, start, end, inside, seen)
        notes = sorted(note for segment in segments for note in segment.begins)
        result.append(Paragraph(start, end, segments, notes))
        active = [mark for mark in inside if mark.end > end]
    return result


def cut(
    text: str, start: int, end: int, marks: Sequence[Mark], seen: set[int]
) -> list[Segment]:
    """One paragraph's segments; `seen` collects the notes that have begun."""
    borders = {start, end}
    for mark in marks:
        borders.update((max(mark.start, start), min(mark.end, end)))
    segments = []
    waiting = iter(marks)
    coming = next(waiting, None)
    lying: list[Mark] = []
    for left, right in pairwise(sorted(borders)):
        lying = [mark for mark in lying if mark.end > left]
        while coming and coming.start <= left:
            lying.append(coming)
            coming = next(waiting, None)
        notes = tuple(dict.fromkeys(mark.note for mark in lying))
        begins = tuple(note for note in notes if note not in seen)
        seen.update(begins)
        segments.append(Segment(text[left:right], notes, begins))
    return segments

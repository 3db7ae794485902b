"""Does each sign of a text lie under the marks that were made on it, and no others?"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.anchoring.highlights import (
    HighlightedParagraph,
    HighlightedSegment,
    Mark,
    highlight_paragraphs,
)
from articles.domain.text.canonical import split_paragraphs, to_canonical_text

PIECES = st.sampled_from(["a", "b c", "🐟", "ال", "\n", "\n\n"])
TEXTS = st.lists(PIECES, max_size=16).map("".join).map(to_canonical_text)
MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(1, 4),
    ).filter(lambda mark: mark.start < mark.end),
    max_size=8,
)
SPACED = "one two three\n\nfour five\n\nsix"


def words(paragraph: HighlightedParagraph) -> list[tuple[str, tuple[int, ...]]]:
    return [(segment.text, segment.notes) for segment in paragraph.segments]


@given(TEXTS, MARKS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_the_segments_of_a_paragraph_are_its_text(text: str, marks: list[Mark]) -> None:
    found = highlight_paragraphs(text, marks)

    assert [(one.start, one.end) for one in found] == split_paragraphs(text)
    for one in found:
        joined = "".join(segment.text for segment in one.segments)
        assert joined == text[one.start : one.end]


@given(TEXTS, MARKS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_every_sign_lies_under_the_notes_that_mark_it(
    text: str, marks: list[Mark]
) -> None:
    for paragraph in highlight_paragraphs(text, marks):
        at = paragraph.start
        for segment in paragraph.segments:
            for place in range(at, at + len(segment.text)):
                over = {mark.note for mark in marks if mark.start <= place < mark.end}
                assert set(segment.notes) == over
            at += len(segment.text)


@given(TEXTS, MARKS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_every_note_begins_once_where_its_first_words_are(
    text: str, marks: list[Mark]
) -> None:
    found = highlight_paragraphs(text, marks)

    segments = [segment for one in found for segment in one.segments]
    begun = [note for segment in segments for note in segment.begins]
    seen = {note for segment in segments for note in segment.notes}
    assert len(begun) == len(set(begun))
    assert set(begun) == seen
    for one in found:
        assert one.notes == sorted(n for part in one.segments for n in part.begins)
    for note in seen:
        first = next(segment for segment in segments if note in segment.notes)
        assert note in first.begins


OVERLAPPING = [
    # marks                                 what the first paragraph becomes
    ([],                                    [("one two three", ())]),
    ([Mark(0, 3, 1)],                       [("one", (1,)), (" two three", ())]),
    ([Mark(0, 13, 1), Mark(4, 7, 2)],       [("one ", (1,)), ("two", (1, 2)),
                                             (" three", (1,))]),
    ([Mark(0, 7, 1), Mark(4, 13, 2)],       [("one ", (1,)), ("two", (1, 2)),
                                             (" three", (2,))]),
    ([Mark(4, 7, 2), Mark(4, 7, 1)],        [("one ", ()), ("two", (1, 2)),
                                             (" three", ())]),
    ([Mark(0, 3, 1), Mark(8, 13, 1)],       [("one", (1,)), (" two ", ()),
                                             ("three", (1,))]),
    ([Mark(0, 5, 1), Mark(2, 9, 1)],        [("on", (1,)), ("e t", (1,)),
                                             ("wo t", (1,)), ("hree", ())]),
]  # fmt: skip


@pytest.mark.parametrize(("marks", "becomes"), OVERLAPPING)
def test_overlapping_marks_cut_a_text_into_segments(
    marks: list[Mark], becomes: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert words(highlight_paragraphs(SPACED, marks)[0]) == becomes


def test_a_note_with_several_spans_begins_with_the_first_of_them() -> None:
    first, second, third = highlight_paragraphs(
        SPACED, [Mark(20, 24, 7), Mark(0, 3, 7)]
    )

    assert first.segments[0] == HighlightedSegment("one", (7,), (7,))
    assert (first.notes, second.notes, third.notes) == ([7], [], [])
    assert second.segments[-1] == HighlightedSegment("five", (7,))


def test_a_mark_goes_on_through_the_paragraphs_that_it_covers() -> None:
    first, second, third = highlight_paragraphs(SPACED, [Mark(8, 29, 1)])

    assert words(first) == [("one two ", ()), ("three", (1,))]
    assert words(second) == [("four five", (1,))]
    assert words(third) == [("six", (1,))]
    assert [one.notes for one in (first, second, third)] == [[1], [], []]


BETWEEN = [
    # a mark that begins or ends between two paragraphs
    Mark(13, 14, 1),
    Mark(13, 15, 1),
    Mark(8, 14, 1),
    Mark(14, 19, 1),
]  # fmt: skip


@pytest.mark.parametrize("mark", BETWEEN)
def test_a_mark_at_a_border_of_paragraphs_adds_no_sign(mark: Mark) -> None:
    found = highlight_paragraphs(SPACED, [mark])

    joined = "\n\n".join("".join(s.text for s in one.segments) for one in found)
    assert joined == SPACED


def test_a_mark_that_ends_after_the_text_ends_with_it() -> None:
    assert words(highlight_paragraphs("one", [Mark(1, 99, 1)])[0]) == [
        ("o", ()),
        ("ne", (1,)),
    ]


class Counted(int):
    """A place that counts how often it is compared."""

    comparisons = 0

    def __le__(self, other: Any) -> bool:
        Counted.comparisons += 1
        return int(self) <= int(other)

    def __ge__(self, other: Any) -> bool:
        Counted.comparisons += 1
        return int(self) >= int(other)

    def __lt__(self, other: Any) -> bool:
        Counted.comparisons += 1
        return int(self) < int(other)

    def __gt__(self, other: Any) -> bool:
        Counted.comparisons += 1
        return int(self) > int(other)

    __hash__ = int.__hash__


def work(number: int, border: str) -> tuple[int, int]:
    """How many segments and comparisons so many marks take, each on its own word."""
    text = border.join(["word"] * number)
    step = len("word" + border)
    marks = [
        Mark(Counted(at * step), Counted(at * step + 4), at) for at in range(number)
    ]
    Counted.comparisons = 0
    segments = sum(len(one.segments) for one in highlight_paragraphs(text, marks))
    return segments, Counted.comparisons


def test_twice_as_many_marks_make_twice_as_many_segments() -> None:
    assert work(400, " ")[0] == 799
    assert work(800, " ")[0] == 1599


@pytest.mark.parametrize("border", ["\n\n", " "], ids=["apart", "in one paragraph"])
def test_twice_as_many_marks_take_about_twice_the_work(border: str) -> None:
    assert work(800, border)[1] < 3 * work(400, border)[1]

"""Is the passage found in a long text, and nothing offered where there is none?"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.quotation import find_passages
from tests.effort import grows_in_proportion, within_a_minute

REPORT = """The water of the upper lake, a report of the council

Samples were taken at six wells in March. They were kept cold, and were sent on the same day.

Well 4. Nitrate was measured at 41 milligrams per litre. Coliform bacteria were found in one \
of thirteen samples. The well was flushed.

In the upper reservoir the inspectors noted hairline cracks in the western wall. They do not \
affect the quality of the water, but they should be watched. A further look is planned.

The council received nineteen complaints. Eleven were about the taste of chlorine.
"""
ARABIC = "قال المدير إن السفينة وصلت. فُتحت بوابات السد قبل منتصف الليل. ثم غادر."

FOUND = [
    # the article's words, language, the text, the likeliest passage begins and ends with
    ("bacteria in one of 13 samples, the council says", "en", REPORT, "Coliform", "samples."),
    ("inspectors saw cracks in the wall, which do not affect the water", "en", REPORT,
     "In the upper", "watched."),
    ("Eleven complaints about chlorine", "en", REPORT, "The council", "chlorine."),
    ("41 mg of nitrate per litre", "en", REPORT, "Nitrate", "litre."),
    ("فتحت البوابات قبل منتصف الليل", "ar", ARABIC, "فُتحت", "الليل."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "language", "text", "begins", "ends"), FOUND)
def test_the_likeliest_place_comes_first(
    words: str, language: str, text: str, begins: str, ends: str
) -> None:
    first = find_passages(words, text, language)[0]

    passage = text[first.start : first.end].strip()
    assert (passage[: len(begins)], passage[-len(ends) :]) == (begins, ends)


@pytest.mark.parametrize("words", ["The dam will fail", "", "of the", "water"])
def test_too_little_in_common_is_no_place(words: str) -> None:
    assert find_passages(words, REPORT, "en") == []


@settings(derandomize=True, deadline=None)
@given(
    words=st.text("abc ABC.1\n", max_size=40),
    text=st.text("abc ABC.1\n", max_size=200),
)
def test_places_lie_in_the_text_apart_and_the_best_first(words: str, text: str) -> None:
    found = find_passages(words, text, "en", most=2)

    assert len(found) <= 2
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert sorted(found, key=lambda each: -each.share) == found
    ordered = sorted(found, key=lambda each: each.start)
    assert all(a.end <= b.start for a, b in pairwise(ordered))


def test_a_book_is_searched_in_steps_in_proportion_to_its_length() -> None:
    def look(size: int) -> None:
        book = (REPORT * 500)[:size]
        found = find_passages(
            "coliform bacteria in one of thirteen samples", book, "en"
        )
        assert len(found) == 3

    assert grows_in_proportion(look, 50_000)
    with within_a_minute():
        look(300_000)

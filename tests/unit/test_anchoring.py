"""Are words found again where they stand, whatever signs a copy has lost or changed?"""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.domain.anchoring.anchors import (
    CONTEXT_LENGTH,
    TextSpan,
    build_anchor,
    find_occurrences,
    trim_span,
)
from articles.domain.text.normalization import fold_with_offsets
from tests.effort import grows_in_proportion, within_a_minute

SIGNS = st.sampled_from("aAbß \n\u00a0’'“\"–-\u0640\u200dﬁéلسا🐟👩🏽\u0301¨İ")
TEXTS = st.text(SIGNS, max_size=40)

NO_WORDS = [
    # start, end
    (-1,     2),
    (0,      0),
    (3,      2),
    (4,     99),
    (99,   100),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), NO_WORDS)
def test_an_anchor_of_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        build_anchor("some words", start, end)


def test_an_anchor_counts_code_points_and_keeps_what_surrounds_them() -> None:
    text = "🐟👩🏽 قال الوزير إن المياه جفت أمس"

    anchor = build_anchor(text, text.index("المياه"), text.index(" جفت"))

    assert anchor.exact == "المياه"
    assert (anchor.start, anchor.end) == (18, 24)
    assert anchor.prefix == text[:18]
    assert anchor.suffix == " جفت أمس"


def test_an_anchor_keeps_no_more_context_than_it_should() -> None:
    text = "a" * 100 + "words" + "b" * 100

    anchor = build_anchor(text, 100, 105)

    assert anchor.prefix == "a" * CONTEXT_LENGTH
    assert anchor.suffix == "b" * CONTEXT_LENGTH


TRIMMED = [
    # text           start  end  place
    ("  one two  ",    0,   11,  TextSpan(2, 9)),
    ("one",            0,    3,  TextSpan(0, 3)),
    ("one \n\n two",   3,    7,  TextSpan(7, 7)),
    ("\u00a0one\u00a0", 0,   5,  TextSpan(1, 4)),
    ("🐟 one",         1,    5,  TextSpan(2, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "place"), TRIMMED)
def test_white_space_at_the_ends_of_a_selection_is_left_out(
    text: str, start: int, end: int, place: TextSpan
) -> None:
    assert trim_span(text, start, end) == place


FOUND = [
    # text                          quote                   the words found
    ("he said “no” to it",          'said "no"',            ["said “no”"]),
    ("the town’s wells",            "town's wells",         ["town’s wells"]),
    ("a well–known case",           "well-known",           ["well–known"]),
    ("The Gates were OPEN",         "the gates were open",  ["The Gates were OPEN"]),
    ("one\n\ntwo three",            "one two",              ["one\n\ntwo"]),
    ("one\u00a0two",                "one two",              ["one\u00a0two"]),
    ("one two",                     " one\u00a0\u00a0two ", ["one two"]),
    ("قــال الوزير",                "قال الوزير",           ["قــال الوزير"]),
    ("قال الوزير",                  "قـال",                 ["قال"]),
    ("co\u00adoperation",           "cooperation",          ["co\u00adoperation"]),
    ("🐟 ran dry 🐟",               "RAN DRY 🐟",           ["ran dry 🐟"]),
    ("Straße",                      "STRASSE",              ["Straße"]),
    ("of\ufb01ce hours",            "office hours",         ["of\ufb01ce hours"]),
    ("no words here",               "other words",          []),
    ("anything",                    "   ",                  []),
    ("anything",                    "",                     []),
    ("anything",                    "\u200b\u0640",         []),
    ("aaaa",                        "aa",                   ["aa", "aa"]),
    ("It rained. Then. It rained.", "It rained.",           ["It rained."] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "words"), FOUND)
def test_a_quotation_is_found_as_people_type_it(
    text: str, quote: str, words: list[str]
) -> None:
    found = find_occurrences(text, quote)

    assert [text[place.start : place.end] for place in found] == words


def test_a_quotation_with_accents_typed_apart_is_found() -> None:
    text = "The café in Malmö, said José"

    found = find_occurrences(text, unicodedata.normalize("NFD", "café in Malmö"))

    assert [text[place.start : place.end] for place in found] == ["café in Malmö"]


def test_words_as_they_stand_come_before_words_that_differ() -> None:
    text = "Open the gates. open the gates."

    assert find_occurrences(text, "open the gates") == [TextSpan(16, 30)]


def test_places_that_overlap_are_one_place() -> None:
    assert find_occurrences("ababa", "aba") == [TextSpan(0, 3)]


@given(TEXTS, st.data())
@settings(derandomize=True, max_examples=300, deadline=None)
def test_words_cut_out_of_a_text_are_found_where_they_stood(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = trim_span(text, start, end)
    assume(place.start < place.end)

    found = find_occurrences(text, text[start:end])

    assert any(one.start < place.end and place.start < one.end for one in found)
    assert found == sorted(found)
    assert {text[one.start : one.end] for one in found} == {
        text[place.start : place.end]
    }


@given(TEXTS, TEXTS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_what_is_found_says_the_same_when_both_are_folded(
    text: str, quote: str
) -> None:
    wanted = fold_with_offsets(quote.strip())[0].strip()

    for place in find_occurrences(text, quote):
        assert 0 <= place.start < place.end <= len(text)
        assert wanted in fold_with_offsets(text[place.start : place.end])[0]


@given(TEXTS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_the_places_of_a_folded_text_only_go_forward(text: str) -> None:
    signs, origin = fold_with_offsets(text)

    assert len(origin) == len(signs) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(text)
    assert all(0 <= place < len(text) for place in origin[:-1])


@given(TEXTS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_a_folded_text_has_no_upper_case_and_no_invisible_signs(text: str) -> None:
    signs, _ = fold_with_offsets(text)

    assert not {"\u0640", "\u200d", "\u00a0", "\n", "’", "“", "–", "A"} & set(signs)


ADVERSARIAL = [
    # one unit of the text, and the quotation as a share of the text
    ("a",   lambda size: "a" * (size // 2) + "b"),
    ("ab",  lambda size: "ab" * (size // 4) + "aa"),
    (" ",   lambda size: "x" + " " * (size // 2) + "y"),
    ("“’",  lambda size: "\"'" * (size // 4) + "!"),
    ("\u0640", lambda size: "b" + "\u0640" * (size // 2)),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "quote"), ADVERSARIAL)
def test_looking_for_words_takes_steps_in_proportion_to_the_text(
    unit: str, quote: Callable[[int], str]
) -> None:
    def look(size: int) -> None:
        find_occurrences(unit * (size // len(unit)), quote(size))

    assert grows_in_proportion(look, 4_000)
    # What str.find does is no step.
    with within_a_minute():
        look(1_000_000)

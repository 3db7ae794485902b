"""Is the stored form of a text one and the same, however a text was typed?"""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.text.canonical import (
    fingerprint,
    join_paragraphs,
    split_paragraphs,
    to_canonical_text,
)
from articles.domain.text.combining_marks import MAX_COMBINING_MARKS
from articles.domain.text.normalization import (
    REVISION_WORDS,
    STEMMED_WORD,
    TYPED_NAME,
    TYPED_TEXT,
    NormalizationProfile,
    normalize_text,
)
from tests.effort import within_a_minute

# Characters that have been mistaken for something else before.
NASTY = st.sampled_from(
    "\r\n\t\0\x0b\x0c\x1c\x7f\x85\u00a0\u00ad\u0301\u0316\u0344\u200b\u200d\u200f"
    "\u2028\u2029\u202e\u3000\ufeff\ufffe\ud83d\ude00\u1100\u1161\u212a aé👩🏽ال"
)
TEXTS = st.lists(NASTY | st.characters(), max_size=60).map("".join)

SAME = [
    ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ("one\n\n\n \t\n\ntwo", "one\n\ntwo"),
    ("  one  \n\t two \n", "one\ntwo"),
    ("\ufeffone", "one"),
    ("one\0\x07two", "onetwo"),
    ("one\u00a0two\u2009three\u3000four", "one two three four"),
    ("co\u00adopera\u00adtion", "cooperation"),
    ("one\u2028two\u2029three", "one\ntwo\n\nthree"),
    ("one\x0ctwo\x85three", "one\ntwo\nthree"),
    ("cafe\u0301", "café"),
    ("\ud83d\ude00", "\U0001f600"),
    ("lone \ud83d half", "lone \ufffd half"),
    ("السلام\u200cعليكم", "السلام\u200cعليكم"),
    ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ("", ""),
    (" \n\t\u00a0\n", ""),
]


@pytest.mark.parametrize(("typed", "stored"), SAME)
def test_what_only_looks_different_is_stored_alike(typed: str, stored: str) -> None:
    assert to_canonical_text(typed) == stored


@given(TEXTS)
@settings(derandomize=True, max_examples=500, deadline=None)
def test_a_canonical_text_is_left_as_it_is(typed: str) -> None:
    text = to_canonical_text(typed)

    assert to_canonical_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\xa0\ud800-\udfff\ufeff]", text)
    assert not re.search(" \n|\n |\n{3}", text)
    text.encode()


@given(TEXTS)
@settings(derandomize=True, max_examples=500, deadline=None)
def test_paragraphs_cover_the_text_and_nothing_else(typed: str) -> None:
    text = to_canonical_text(typed)

    found = split_paragraphs(text)

    assert all(start < end for start, end in found)
    assert "\n\n".join(text[start:end] for start, end in found) == text


def test_offsets_count_characters_and_not_bytes_or_halves() -> None:
    text = to_canonical_text("👩\u200d👧 said:\n\nوزير جديد\n\nend")

    first, second, third = split_paragraphs(text)

    assert first == (0, 9)
    assert text[slice(*second)] == "وزير جديد"
    assert text[slice(*third)] == "end"


def test_an_empty_text_has_no_paragraphs() -> None:
    assert split_paragraphs("") == []


def test_joined_paragraphs_are_canonical() -> None:
    assert join_paragraphs([" one ", "", "two\r\nthree"]) == "one\n\ntwo\nthree"


def test_the_fingerprint_is_the_hash_of_the_bytes() -> None:
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert fingerprint("abc") == abc
    assert fingerprint("abç") != fingerprint("abc")


def test_an_endless_run_of_marks_is_cut_and_takes_no_time() -> None:
    # Bringing so many into their order would take minutes.
    with within_a_minute():
        text = to_canonical_text("a" + "\u0301" * 150_000 + "\u0316" * 150_000)

    assert sum(map(bool, map(unicodedata.combining, text))) <= MAX_COMBINING_MARKS


# Pairs that change places as they are put in order: two accents; a sign of Tibetan that
# becomes two marks; an accent and a mark of Japanese that counts as a letter.
@pytest.mark.parametrize("marks", ["\u0301\u0327", "\u0f73", "\u0301\uff9e"])
@pytest.mark.parametrize(
    "profile", [TYPED_TEXT, REVISION_WORDS, STEMMED_WORD, TYPED_NAME]
)
def test_no_profile_puts_an_endless_run_of_marks_in_order(
    marks: str, profile: NormalizationProfile
) -> None:
    with within_a_minute():
        text = normalize_text("a" + marks * 300_000, profile)

    assert len(text) <= 2 + 2 * MAX_COMBINING_MARKS


def test_marks_as_languages_use_them_stay() -> None:
    vocalised = unicodedata.normalize("NFC", "بِسْمِ اللَّهِ شָׁלוֹם")

    assert to_canonical_text(vocalised) == vocalised

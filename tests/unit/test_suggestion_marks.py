"""Are quotations found whose marks are typed as two signs, or are rarer ones?"""

import pytest

from articles.domain.suggestion import suggest

WORDS = "The quay isn't safe and won't be opened"
MARKED = [
    ("''", "''"), ("``", "''"), (",,", "''"), ("‘‘", "’’"), ("‚‚", "‘‘"), ("``", '"'),
    ("‚", "‘"), ("‚", "’"), ("‹", "›"), ("›", "‹"), ("「", "」"), ("『", "』"), ("„", "“"),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), MARKED)
def test_words_in_these_marks_are_said_by_who_stands_behind_them(
    opening: str, closing: str
) -> None:
    text = f"{opening}{WORDS},{closing} said Ina Falk, an engineer."

    (found,) = suggest(text)

    assert text[found.start : found.end] == f"{WORDS},"
    assert (found.speaker, found.mode) == ("Ina Falk", "direct")


def test_a_quotation_in_doubled_marks_goes_on_after_its_speaker() -> None:
    text = "``It is shut,'' Ina Falk said. ``We won't open it before the summer.''"

    found = suggest(text)

    assert [text[each.start : each.end] for each in found] == [
        "It is shut,",
        "We won't open it before the summer.",
    ]
    assert {each.speaker for each in found} == {"Ina Falk"}


def test_one_that_is_opened_anew_in_the_next_paragraph_is_one() -> None:
    text = "Ina Falk said: ``It is shut.\n\n``We won't open it.''\n\nShe left."

    (found,) = suggest(text)

    assert [text[part.start : part.end] for part in found.content] == [
        "It is shut.",
        "We won't open it.",
    ]


def test_a_term_in_doubled_marks_stands_in_what_is_said() -> None:
    text = "Ina Falk called the plan ''a gift to the town'' on Monday."

    (found,) = suggest(text)

    assert text[found.start : found.end] == "the plan ''a gift to the town''"


@pytest.mark.parametrize(
    "text",
    [
        "“The pipe is 5'' wide and won't be mended,” said Ina Falk.",
        "“The ''old'' quay won't be opened by anybody,” said Ina Falk.",
    ],
)
def test_two_signs_within_other_marks_close_nothing(text: str) -> None:
    (found,) = suggest(text)

    assert text[found.start : found.end] == text[1 : text.index("”")]


@pytest.mark.parametrize(
    "text",
    [
        "The pipe is 5'7'' long and 3'' wide, and nobody has said who paid for it.",
        "The word ''quay'' is old, and '''bold''' is not.",
        "The sums are 3,,4 and 5,,6 in the list of the harbour office of the town.",
    ],
)
def test_inches_terms_and_slips_are_no_quotations(text: str) -> None:
    assert suggest(text) == []

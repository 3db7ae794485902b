"""Is an anchor on a sentence carried to the sentence's new borders, and no further?"""

import pytest

from articles.domain.anchoring.anchors import build_anchor
from articles.domain.anchoring.revision import Carried, reanchor

BEFORE = "The council of Orlen met on Tuesday. "
AFTER = " Its treasurer left before the vote."
SENTENCE = "The old bridge over the Tarn was closed on Monday."
OPEN = SENTENCE[:-1]
QUOTED = "“We have closed the bridge for good,” the mayor of Orlen said."


def carried_words(old: str, new: str, words: str | None = None) -> str:
    """What the anchor on these words of the old sentence covers in the new text."""
    old_text, new_text = BEFORE + old + AFTER, BEFORE + new + AFTER
    start = old_text.index(words or old)
    anchor = build_anchor(old_text, start, start + len(words or old))
    (outcome,) = reanchor(old_text, new_text, [anchor])
    assert isinstance(outcome, Carried), outcome
    return new_text[outcome.place.start : outcome.place.end]


LONGER = {
    "a clause of time": f"{OPEN} after inspectors found cracks in two pillars.",
    "a second main clause": f"{OPEN}, and it stays shut until the summer of next year.",
    "a speaker": f"{OPEN}, two officials in the town hall said.",
    "after a semicolon": f"{OPEN}; nobody was hurt.",
    "a relative clause with a title": f"{OPEN} by Gen. Okafor, who gave no reasons.",
    "an initial": f"{OPEN} on the advice of J. Okafor and two engineers.",
    "a question now": f"{OPEN}, or has the mayor changed her mind again?",
    "a quotation": f"{OPEN} “for reasons that everybody knows”, officials said.",
    "at its beginning": "In spite of many protests, the" + SENTENCE[3:],
    "a speaker before it": "Two officials in the town hall said that the"
    + SENTENCE[3:],
    "a word less": "The bridge over the Tarn was closed on Monday after a storm.",
    "at both ends": "After a storm, the" + OPEN[3:] + " and on Tuesday.",
}


@pytest.mark.parametrize("new", LONGER.values(), ids=list(LONGER))
def test_a_lengthened_sentence_is_carried_to_its_new_borders(new: str) -> None:
    assert carried_words(SENTENCE, new) == new


def test_without_its_stop_it_is_carried_without_it() -> None:
    new = "The bridge over the Tarn was closed on Monday after a storm."

    assert carried_words(SENTENCE, new, OPEN) == new[:-1]


def test_words_from_the_middle_to_the_end_of_a_sentence_reach_its_end() -> None:
    new = "The old bridge over the Tarn was shut on Monday after a storm."

    found = carried_words(SENTENCE, new, "bridge over the Tarn was closed on Monday.")

    assert found == new.removeprefix("The old ")


def test_a_quotation_with_its_speaker_is_carried_to_the_end() -> None:
    new = QUOTED.replace("good", "good and all")[:-1] + " after the meeting."

    assert carried_words(QUOTED, new) == new


@pytest.mark.parametrize(
    ("old", "words"),
    [
        ("Мост через Тарн закрыли в понедельник.", "Мост через Тарн закрыли в понедельник"),
        ("أغلق الجسر القديم يوم الاثنين.", "أغلق الجسر القديم يوم الاثنين"),
        ("Die alte Brücke wurde am Montag gesperrt.", "Die alte Brücke wurde am Montag gesperrt"),
    ],
)  # fmt: skip
def test_other_scripts_and_languages_reach_the_end_too(old: str, words: str) -> None:
    new = f"{words} (2019–2021), 12 + 30."

    assert carried_words(old, new) == new


# What must not be taken in: the new sentence, and what the anchor covers in it.
NOT_LONGER = {
    "a sentence after it": (f"{SENTENCE} It stays shut.", SENTENCE),
    "a sentence after it, a word less": (
        "The bridge over the Tarn was closed on Monday. It stays shut.",
        "The bridge over the Tarn was closed on Monday.",
    ),
    "a sentence before it, a word less": (
        "Snow fell. The bridge over the Tarn was closed on Monday.",
        "The bridge over the Tarn was closed on Monday.",
    ),
    "split in two": (
        "The old bridge over the Tarn was closed. That was on Monday.",
        "The old bridge over the Tarn was closed. That was on Monday.",
    ),
    "a paragraph after it": (
        "The bridge over the Tarn was closed on Monday.\n\nIt stays shut.",
        "The bridge over the Tarn was closed on Monday.",
    ),
    "a stop that may be an abbreviation’s": (
        f"{OPEN} by Mayr. Okafor gave no reasons.",
        OPEN,
    ),
}


@pytest.mark.parametrize(("new", "kept"), NOT_LONGER.values(), ids=list(NOT_LONGER))
def test_what_stands_beside_a_sentence_is_not_taken_in(new: str, kept: str) -> None:
    assert carried_words(SENTENCE, new) == kept


def test_what_another_sentence_says_is_not_taken_in() -> None:
    old = f"{SENTENCE} Nobody in the town was hurt."
    new = f"{OPEN}, and nobody in the town was hurt."

    assert carried_words(old, new, SENTENCE).strip(",") == OPEN


def test_a_quotation_that_goes_on_is_not_cut_in_two() -> None:
    old = "“The bridge is shut for good.”"
    new = "“The bridge is shut for good and all. We are sorry,” the mayor said."

    found = carried_words(old, new)

    assert found in {
        new,
        "“The bridge is shut for good",
        "“The bridge is shut for good and all.",
    }
    assert found != "“The bridge is shut for good and all. We are sorry,"


def test_words_that_still_stand_keep_their_place_sign_for_sign() -> None:
    new = f"{OPEN} after a storm."

    assert carried_words(SENTENCE, new, OPEN) == OPEN
    assert (
        carried_words(SENTENCE, new, "was closed on Monday") == "was closed on Monday"
    )


def test_a_clause_within_a_sentence_stays_a_clause() -> None:
    new = "The old bridge over the river Tarn was closed on Monday after a storm."

    assert carried_words(SENTENCE, new, "old bridge over the Tarn") == (
        "old bridge over the river Tarn"
    )

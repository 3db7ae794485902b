"""Who seems to say what in a text, and what is left open or left alone?"""

import pytest

from articles.domain.suggestion import (
    Suggestion,
    chunk_index_at,
    split_into_chunks,
    suggest,
)
from articles.domain.suggestion.chunks import MAX_CHUNK_LENGTH
from articles.domain.text.canonical import split_paragraphs
from articles.domain.text.language_tags import primary_language
from tests.effort import grows_in_proportion, within_a_minute


def only(text: str, language: str = "en") -> Suggestion:
    found = suggest(text, language)
    assert len(found) == 1, found
    return found[0]


def words(text: str, suggestion: Suggestion) -> str:
    return " | ".join(text[place.start : place.end] for place in suggestion.content)


# What is said, who says it, and by which words, in one sentence each.
SENTENCES = [
    ("Marta Kell said on Monday that the wells of the town were dry.",
     "the wells of the town were dry", "Marta Kell", "said"),
    ("The wells of the town were dry, Marta Kell said.",
     "The wells of the town were dry", "Marta Kell", "said"),
    ("“We were not warned of the flood,” said Marta Kell, a teacher.",
     "We were not warned of the flood,", "Marta Kell", "said"),
    ("“We were not warned,” Marta Kell said, “and nobody came.”",
     "We were not warned, | and nobody came.", "Marta Kell", "said"),
    ("According to the Ministry of Rivers, the gates were opened at noon.",
     "the gates were opened at noon", "Ministry of Rivers", "According to"),
    ("The gates were opened at noon, according to the Ministry of Rivers.",
     "The gates were opened at noon", "Ministry of Rivers", "according to"),
    ("The Ministry of Rivers accused the River Command of hiding the gauge.",
     "the River Command of hiding the gauge", "Ministry of Rivers", "accused"),
    ("Marta Kell told reporters that the bridge would stay closed.",
     "the bridge would stay closed", "Marta Kell", "told"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "speaker", "cue"), SENTENCES)
def test_a_sentence_tells_what_is_said_by_whom_and_by_which_words(
    text: str, said: str, speaker: str, cue: str
) -> None:
    found = only(text)

    assert words(text, found) == said
    assert found.speaker == speaker
    assert found.cue is not None
    assert text[found.cue.start : found.cue.end] == cue


# Nobody says anything here, or nobody says it yet.
SILENT = [
    "Marta Kell did not say that the wells were dry.",
    "It is open whether Marta Kell said that the wells were dry.",
    "The wells of the town were dry in the whole of March.",
    "Fans posted a record crowd at the stadium.",
    "She read from a book titled “The Long and Quiet Flood of Ilvane”.",
]


@pytest.mark.parametrize("text", SILENT)
def test_where_nobody_says_anything_nothing_is_suggested(text: str) -> None:
    assert suggest(text) == []


def test_a_pronoun_that_could_be_two_people_names_nobody() -> None:
    text = (
        "Marta Kell met Jonas Wirth at the gate of the dam.\n\n"
        "The dam was safe in every way, he said. “It will hold for years,” she said."
    )

    assert [each.speaker for each in suggest(text)] == ["", ""]


def test_a_short_name_is_the_one_full_name_that_the_text_gives() -> None:
    text = (
        "The engineer Marta Kell visited the dam at noon.\n\n"
        "Kell said that the lower gates would not move."
    )

    assert only(text).speaker == "Marta Kell"


def test_two_people_of_one_name_are_not_told_apart_by_guessing() -> None:
    text = (
        "The engineer Marta Kell and the farmer Jonas Kell met at the dam.\n\n"
        "Kell said that the lower gates would not move."
    )

    assert only(text).speaker == ""


def test_who_passes_on_what_another_says_is_a_relayer() -> None:
    text = (
        "The Ilvane Wire agency reported that, according to the ministry, no gate"
        " was opened before midnight."
    )
    inner = suggest(text)[-1]

    assert words(text, inner) == "no gate was opened before midnight"
    assert (inner.speaker, inner.relayers) == ("ministry", ("Ilvane Wire agency",))


def test_when_it_was_said_is_kept_apart_from_what_was_said() -> None:
    text = "Marta Kell said on Monday that the wells would be dry on Friday."
    found = only(text)

    assert found.said is not None
    assert text[found.said.start : found.said.end] == "on Monday"


def test_what_the_author_says_is_the_articles_own_voice() -> None:
    text = "Tessa Aldering wrote that the wells of the town were dry."

    assert only(text).speaker == "Tessa Aldering"
    assert suggest(text, authors=["Tessa Aldering"]) == []


def test_what_is_no_part_of_the_article_is_left_out() -> None:
    text = (
        "Marta Kell said that the wells were dry.\n\n"
        "Jonas Wirth said that the dam was safe."
    )
    second = split_paragraphs(text)[1:]

    assert [each.speaker for each in suggest(text, paragraphs=second)] == [
        "Jonas Wirth"
    ]


def test_a_quotation_may_go_on_over_paragraphs() -> None:
    text = (
        "“We were not warned of the flood,” said Marta Kell. “Nobody came to us.\n\n"
        "“They came only when the water had gone.”"
    )
    later = suggest(text)[-1]

    assert words(text, later) == (
        "Nobody came to us. | They came only when the water had gone."
    )
    assert later.speaker == "Marta Kell"


def test_places_count_code_points() -> None:
    text = "🐟🐟 Marta Kell said that the wells 🐟 were dry."

    assert words(text, only(text)) == "the wells 🐟 were dry"


def test_a_team_adds_a_cue_and_takes_one_out() -> None:
    text = "Marta Kell groused that the wells were dry. Jonas Wirth said that no rain had come."
    added = ("speaks", "groused", "", False)
    removed = ("speaks", "said", "", True)

    assert [each.speaker for each in suggest(text)] == ["Jonas Wirth"]
    assert [each.speaker for each in suggest(text, changes=(added, removed))] == [
        "Marta Kell"
    ]


def test_a_cue_about_somebody_counts_with_the_word_that_follows() -> None:
    text = "The Ministry of Rivers scolded the River Command for hiding the gauge."
    other = "The Ministry of Rivers scolded the River Command in the morning papers."
    changes = (("about", "scolded", "for", False),)

    assert suggest(text) == []
    assert len(suggest(text, changes=changes)) == 1
    assert suggest(other, changes=changes) == []


def test_another_language_is_another_table() -> None:
    text = (
        "Anwohner berichteten am 3. März, dass der Asphalt seit Wochen bebt."
        " Der Polizei zufolge wurde niemand verletzt."
    )
    found = suggest(text, "de-AT")

    assert [(words(text, each), each.speaker) for each in found] == [
        ("der Asphalt seit Wochen bebt", "Anwohner"),
        ("wurde niemand verletzt", "Polizei"),
    ]


def test_a_language_without_a_table_still_shows_its_quotations() -> None:
    text = "قال مدير الميناء: «لم نر شيئا من ذلك في تلك الليلة الطويلة قط»."
    found = only(text, "ar")

    assert words(text, found) == "لم نر شيئا من ذلك في تلك الليلة الطويلة قط"
    assert (found.speaker, found.cue) == ("", None)


def test_a_team_can_begin_the_table_of_a_language() -> None:
    text = "Marta Kell sa at brønnene i byen var tomme."
    changes = (("speaks", "sa", "", False), ("that", "at", "", False))

    assert suggest(text, "nb") == []
    assert [each.speaker for each in suggest(text, "nb", changes=changes)] == [
        "Marta Kell"
    ]


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN_us"])
def test_a_tag_of_a_language_leads_to_its_table(tag: str) -> None:
    assert primary_language(tag) == "en"


def test_a_long_text_is_cut_at_paragraphs_and_only_then_in_them() -> None:
    text = "\n\n".join(["One two three."] * 10 + ["Four five six. " * 30])
    found = split_into_chunks(text, split_paragraphs(text), longest=100)
    pieces = [piece for stretch in found for piece in stretch]

    assert all(run[-1][1] - run[0][0] <= 100 for run in found)
    assert pieces[:10] == split_paragraphs(text)[:10]
    assert "".join(text[start:end] for start, end in pieces[10:]) == (
        "Four five six. " * 30
    )
    assert [chunk_index_at(found, run[0][0]) for run in found] == list(
        range(len(found))
    )


@pytest.mark.parametrize(
    "unit",
    ["“", "‘ ", "said ", "“said” ", ", said ", "A. ", "Kell said that “", "‘a’ b "],
)
def test_no_stretch_takes_more_steps_than_its_length_asks_for(unit: str) -> None:
    def work(size: int) -> None:
        suggest(unit * (size // len(unit)))

    assert grows_in_proportion(work, MAX_CHUNK_LENGTH // 4)
    # What a pattern does is no step. So long that one which tries again takes minutes.
    with within_a_minute():
        work(10 * MAX_CHUNK_LENGTH)

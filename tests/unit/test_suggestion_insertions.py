"""Is what X says found around "X said", and is nothing offered that X did not say?"""

import pytest

from articles.domain.suggestion import suggest


def found_in(text: str, language: str = "en") -> list[tuple[str, str]]:
    """What is suggested, its spans parted by a stroke, and the speaker of each."""
    return [
        (" | ".join(text[span.start : span.end] for span in each.content), each.speaker)
        for each in suggest(text, language)
    ]


INSERTED = [
    ("The town, Ina Falk said, needs a bridge.", "The town | needs a bridge"),
    ("The town, said Ina Falk, needs a bridge.", "The town | needs a bridge"),
    ("The town, says Ina Falk, its mayor, needs a bridge.", "The town | needs a bridge"),
    ("The quay – Ina Falk said – leaks.", "The quay | leaks"),
    ("The town council, Ina Falk told reporters on Monday, has not paid for the quay.",
     "The town council | has not paid for the quay"),
    ("The old quay near the fish market, Ina Falk said, will be shut for a year.",
     "The old quay near the fish market | will be shut for a year"),
    ("The plan, which the council adopted in May, will, Ina Falk said, cost too much.",
     "The plan, which the council adopted in May, will | cost too much"),
    ("The town needs, Ina Falk said, a quay and a ferry.",
     "The town needs | a quay and a ferry"),
    ("The southern states, Ina Falk said, want a quay.",
     "The southern states | want a quay"),
    ("In the winter, Ina Falk said, the town needs a ferry.", "the town needs a ferry"),
    ("The town, Ina Falk said on Nov. 9, needs “a quay for all”.",
     "The town | needs “a quay for all”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), INSERTED)
def test_what_is_said_stands_on_both_sides_of_an_inserted_speaker(
    text: str, said: str
) -> None:
    assert found_in(text) == [(said, "Ina Falk")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Stadt, sagte Anna Falk, braucht eine Fähre.", "Die Stadt | braucht eine Fähre"),
        ("Die Pfeiler, betonte Anna Falk, seien morsch.", "Die Pfeiler | seien morsch"),
        ("Die Mole, laut Anna Falk, ist morsch.", "Die Mole | ist morsch"),
    ],
)  # fmt: skip
def test_in_german_as_well(text: str, said: str) -> None:
    assert found_in(text, "de") == [(said, "Anna Falk")]


@pytest.mark.parametrize(
    "rest",
    ["and left the hall", "while the mayor shook her head", "but nobody replied",
     "because the council had asked", "who was not there", "as the rain began"],
)  # fmt: skip
def test_what_follows_a_whole_statement_is_no_part_of_it(rest: str) -> None:
    text = f"The old quay is unsafe, Ina Falk said, {rest}."

    ((said, _),) = found_in(text)

    assert said == "The old quay is unsafe"


ADVERBIALS = [
    "on Nov. 9", "on 9 November 2024", "late on Monday", "at a news conference in Orlen",
    "in a statement on Dec. 3, 2024", "by telephone from Orlen", "last week",
    "after the vote on Monday evening", "during the talks", "in the early hours of Monday",
    "before the meeting of the council", "from the deck of a ferry",
]  # fmt: skip


@pytest.mark.parametrize("words", ADVERBIALS)
def test_when_and_where_somebody_spoke_is_no_statement(words: str) -> None:
    assert found_in(f"She said {words}.") == []
    assert found_in(f"Ina Falk said {words}.") == []


@pytest.mark.parametrize(
    "words", ["am 9. November", "am 9. Nov.", "in Orlen", "bei der Sitzung am Montag",
              "nach der Wahl in der Stadt", "am Montag in Orlen"],
)  # fmt: skip
def test_nor_is_it_in_german(words: str) -> None:
    assert found_in(f"Anna Falk sagte {words}.".replace("..", "."), "de") == []


@pytest.mark.parametrize(
    "words",
    ["in the north nobody wants a quay", "at least five people died",
     "on Monday the quay was shut", "for years the quay leaked"],
)  # fmt: skip
def test_a_statement_that_begins_with_such_words_is_still_one(words: str) -> None:
    assert [speaker for _, speaker in found_in(f"Ina Falk said {words}.")] == [
        "Ina Falk"
    ]


def test_what_was_said_after_its_day_begins_after_it() -> None:
    text = "Ina Falk said on Nov. 9 that the quay was shut."

    assert found_in(text) == [("the quay was shut", "Ina Falk")]


@pytest.mark.parametrize(
    "text",
    [
        "Gulf states that joined the pact will vote in May.",
        "The northern states that joined the pact will vote in May.",
        "News reports that the quay was shut were wrong.",
        "Police reports that name the driver are secret.",
        "Insurance claims that were filed in May are still open.",
        "Court claims that the town had filed were dropped.",
        "Earlier press reports that the quay was shut were wrong.",
        "Budget estimates that were made in May have changed.",
    ],
)
def test_a_noun_that_looks_like_a_verb_says_nothing(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("begin", "speaker"),
    [
        ("The ministry states", "ministry"), ("Ina Falk claims", "Ina Falk"),
        ("Ina Falk left. Falk reports", "Ina Falk"), ("Officials claim", "Officials"),
        ("The Orlen Courier reports", "Orlen Courier"), ("She claims", ""),
        ("The River Council estimates", "River Council"),
    ],
)  # fmt: skip
def test_but_a_verb_of_somebody_does(begin: str, speaker: str) -> None:
    assert found_in(f"{begin} that the quay was shut.") == [
        ("the quay was shut", speaker)
    ]


RELATIVE = [
    ("Ina Falk, who said that the quay was shut, left on Monday.", "the quay was shut"),
    ("Ina Falk, who said the quay was old and shut, has left.", "the quay was old and shut"),
    ("An engineer, who warned that the quay was unsafe, resigned.", "the quay was unsafe"),
    ("The ministry, which said that the quay was safe, did not answer.", "the quay was safe"),
    ("Ina Falk, who said that the quay, which was built in 1950, was old, left.",
     "the quay, which was built in 1950, was old"),
    ("The mayor met Ina Falk, who said that the quay, which leaks, was old.",
     "the quay, which leaks, was old"),
    ("Ina Falk, who said the town needs houses, roads and a quay, left.",
     "the town needs houses, roads and a quay"),
    ("The quay is unsafe, said Ina Falk, who has led the office, and it will be shut.",
     "The quay is unsafe"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), RELATIVE)
def test_what_is_said_in_a_relative_clause_ends_with_it(text: str, said: str) -> None:
    assert [words for words, _ in found_in(text)] == [said]


@pytest.mark.parametrize(
    "document",
    ["The report on the harbour", "A document on the tram line", "The letter",
     "A study published on Friday", "The Harbour Report", "Annex B", "The Quay Act",
     "A court document"],
)  # fmt: skip
def test_a_document_is_no_source(document: str) -> None:
    assert found_in(f"{document} said that the quay was shut.") == [
        ("the quay was shut", "")
    ]


@pytest.mark.parametrize(
    ("document", "speaker"),
    [
        ("The report by Ina Falk", "Ina Falk"), ("Ina Falk's report", "Ina Falk"),
        ("The ministry's report", "ministry"),
        ("A report from the River Council", "River Council"),
        ("A statement by Ina Falk", "Ina Falk"),
    ],
)  # fmt: skip
def test_who_gave_a_document_out_speaks_by_it(document: str, speaker: str) -> None:
    assert found_in(f"{document} said that the quay was shut.") == [
        ("the quay was shut", speaker)
    ]


@pytest.mark.parametrize(
    "document", ["Der Bericht", "Die Studie", "Der Bericht der Stadt"]
)
def test_a_german_document_is_no_source_either(document: str) -> None:
    found = found_in(f"{document} behauptet, die Mole sei morsch.", "de")

    assert {speaker for _, speaker in found} <= {""}

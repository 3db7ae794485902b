"""Whom do the rules name, through whom, and when do they leave it open?"""

import pytest

from articles.domain.suggestion import Suggestion, suggest


def last(text: str) -> Suggestion:
    return suggest(text)[-1]


def words(text: str, suggestion: Suggestion) -> str:
    return " | ".join(text[place.start : place.end] for place in suggestion.content)


DRY = "said the wells were dry."
# The speaker of the last statement in each text; "" where it is left open.
SPEAKERS = [
    # A description is not the name; the name of whom somebody works for is not theirs.
    (f"A lawyer for Marta Kell {DRY}", "lawyer for Marta Kell"),
    (f"People close to Marta Kell {DRY}", "People close to Marta Kell"),
    (f"A spokesman for the Tarn Works, Jonas Wirth, {DRY}", "Jonas Wirth"),
    (f"Its deputy chief of staff General Jonas Wirth {DRY}", "Jonas Wirth"),
    (f"Jonas Wirth of the River Command {DRY}", "Jonas Wirth"),
    (f"Jonas Wirth, 54, of Lisk, {DRY}", "Jonas Wirth"),
    (f"Karim al-Kell {DRY}", "Karim al-Kell"),
    (f"The Court of Audit {DRY}", "Court of Audit"),
    (f"Even the River Board {DRY}", "River Board"),
    (f"Residents who saw the mayor {DRY}", "Residents"),
    # A document speaks for whoever gave it out, where that is told.
    (f"A statement by the River Command {DRY}", "River Command"),
    (f"A day later a letter from the River Board to Ina Falk {DRY}", "River Board"),
    (f"A River Board statement {DRY}", "River Board"),
    (f"The River Board’s report {DRY}", "River Board"),
    (f"A new River Board report {DRY}", ""),
    (f"A study published on Friday {DRY}", ""),
    # Two who share a verb are not one of them; and neither of two says it.
    (f"Jonas Wirth and Marta Kell {DRY}", ""),
    (f"The ministry and the River Command {DRY}", ""),
    # An office is held by whom the text names with it, if by one.
    (f"The minister, Ina Falk, was late. The minister {DRY}", "Ina Falk"),
    (f"Ina Falk, the mayor of Lisk, was late. The mayor {DRY}", "Ina Falk"),
    (f"Ina Falk, the mayor said, was ill. The mayor {DRY}", "mayor"),
    (f"Mayor Ina Falk met the mayor of Tarn, Jonas Wirth. The mayor {DRY}", ""),
    (f"The former minister Ina Falk was late. The minister {DRY}", "minister"),
    (f"The union River Watch {DRY} “They knew,” the union said.", "River Watch"),
    # "The official" is the one who has spoken.
    (f"A river board official {DRY} “They knew,” the official said.",
     "river board official"),
    (f"Officials in Karsk {DRY} Officials in Suvia {DRY} The officials {DRY}", ""),
    # A pronoun that may mean somebody without a name means nobody.
    (f"Marta Kell’s lawyer was late. He {DRY}", ""),
    (f"The mayor, who knew Jonas Wirth, {DRY} He {DRY}", ""),
    ("Marta Kell said Jonas Wirth was ill. “I am not,” he replied.", ""),
    ("Marta Kell told Jonas Wirth that all was lost. “I know,” he said.", ""),
    ("Marta Kell wrote to the board. In the spring she said the wells were dry.",
     "Marta Kell"),
    # Whoever stands between a verb and a comma, after a quotation, says it.
    ("“We saw it,” said one beekeeper, who lives there.", "one beekeeper"),
    ("Q. Did Jonas Wirth come? A. He said, “The wells are dry.”", "Jonas Wirth"),
    # Another sentence, or clause, was about somebody else.
    ("Marta Kell said it rained. Mill owner Jonas Wirth backed her. “I saw it,” he said.",
     ""),
    ("Marta Kell said it rained; the council disagreed, saying the wells were dry.",
     "council"),
    # What stands beside a name is no name.
    (f"Jonas Wirth, CEO of DamCo, {DRY}", "Jonas Wirth"),
    (f"Jonas Wirth, CEO of DamCo, was late. DamCo {DRY}", "DamCo"),
    (f"Sir Jonas Wirth, KC, {DRY}", "Jonas Wirth"),
    (f"Sgt. First Class Marta Kell {DRY}", "Marta Kell"),
    (f"Economist Marta Kell {DRY}", "Marta Kell"),
    (f"Historian Marta Kell of the Tarn Institute {DRY}", "Marta Kell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_is_named_is_who_says_it(text: str, speaker: str) -> None:
    assert last(text).speaker == speaker


def test_an_article_that_is_a_relative_pronoun_too_ends_no_name() -> None:
    text = "Der Sprecher der Polizei sagte, dass die Brunnen leer seien."

    assert suggest(text, "de")[-1].speaker == "Sprecher der Polizei"


# Words of the last statement, who says them, and who passes them on.
RELAYED = [
    ("Radio Lisk quoted General Ina Falk as saying that the wells were dry.",
     "the wells were dry", "Ina Falk", ("Radio Lisk",)),
    ("Radio Lisk quoted the head of the board, Ina Falk, as saying the wells were dry.",
     "the wells were dry", "Ina Falk", ("Radio Lisk",)),
    ("Ina Falk was quoted by Radio Lisk as saying that the wells were dry.",
     "the wells were dry", "Ina Falk", ("Radio Lisk",)),
    ("“The wells are dry,” Radio Lisk quoted a soldier as saying.",
     "The wells are dry,", "soldier", ("Radio Lisk",)),
    ("The ministry was accused by the Board of the Rivers of hiding the gauge.",
     "The ministry | of hiding the gauge", "Board of the Rivers", ()),
    ("Radio Lisk reported that, according to two drivers who fled, the dam broke.",
     "the dam broke", "two drivers", ("Radio Lisk",)),
    ("Marta Kell said she believed that the dam was lost.",
     "the dam was lost", "Marta Kell", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "speaker", "relayers"), RELAYED)
def test_who_is_quoted_speaks_and_who_quotes_passes_it_on(
    text: str, said: str, speaker: str, relayers: tuple[str, ...]
) -> None:
    found = last(text)

    assert words(text, found) == said
    assert (found.speaker, found.relayers) == (speaker, relayers)


# Words that are said around, after or before a verb.
PLACES = [
    ("The sale, an official said, is one of five options.",
     "The sale | is one of five options"),
    ("The fire was out, Marta Kell said in the hall.", "The fire was out"),
    ("“It is late,” said Marta Kell of the union, “and it is cold.”",
     "It is late, | and it is cold."),
    ("It fooled nobody, the minister’s promise that no well would go dry.",
     "no well would go dry"),
    ("Marta Kell now says that was a mistake.", "that was a mistake"),
    ("Marta Kell said in court that the wells were dry.", "the wells were dry"),
    ("According to Marta Kell, who runs the mill, the wells are dry.",
     "the wells are dry"),
    ("According to a report by the Guardian, which cited two aides, the wells are dry.",
     "the wells are dry"),
    ("The boat, officials say privately, was never inspected.",
     "The boat | was never inspected"),
    ("Marta Kell told Radio Lisk’s Agenda programme the wells were dry.",
     "the wells were dry"),
    ("The River Board found that the dam held.", "the dam held"),
    ("Marta Kell said:\n\nThe mills had “more flour than courage” – so she thinks.",
     "The mills had “more flour than courage”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PLACES)
def test_what_is_said_may_stand_around_its_verb(text: str, said: str) -> None:
    assert words(text, last(text)) == said


SILENT = [
    "Neither Jonas Wirth nor Marta Kell said that the wells were dry.",
    "The wells, which Marta Kell says are dry, lie in the north.",
    "What Marta Kell said that day was never written down.",
    # Nobody says it here: it is asked, doubted, open, or said of nobody.
    "Neither Jonas Wirth nor Marta Kell would say whether the wells were dry.",
    "Marta Kell asked whether the wells were dry.",
    f"No official {DRY}",
    f"Few residents {DRY}",
    f"Not a single minister {DRY}",
    "Had the minister said that the wells were dry, all would have left.",
    "Only once has the minister said that the wells were dry.",
    "Did the minister joke, or was it Marta Kell who said the wells were dry?",
    f"It is not true that Marta Kell {DRY}",
    f"Nobody here believes Marta Kell {DRY}",
    "Jonas just heard the minister say the wells were dry.",
    "Marta Kell said nothing of the sort.",
    "Marta Kell asked the miller, Jonas Wirth, if the wells were dry.",
    "Marta Kell’s claim was rejected by the board of the mill.",
    "Falk: “I counted the stairs”\n\nIna Falk came down from the hill.",
]


@pytest.mark.parametrize("text", SILENT)
def test_half_of_what_is_said_is_not_suggested(text: str) -> None:
    assert suggest(text) == []


IN_GERMAN = [
    ("Die Ministerin sagte nicht, dass die Brunnen leer seien.", []),
    ("Wie der „Bote“ berichtet, sind die Brunnen leer.", []),
    ("Ob die Brunnen leer sind, ist laut Polizei offen.", []),
    ("Kein Sprecher sagte, dass die Brunnen leer seien.", []),
    ("Nach Angaben der Polizei, die am Abend kam, sind die Brunnen leer.",
     ["sind die Brunnen leer"]),
    ("Die Ministerin sagte der Agentur, die Brunnen seien leer.",
     ["die Brunnen seien leer"]),
    ("Die Ministerin sagte am Montag in Lisk, dass die Brunnen leer seien.",
     ["die Brunnen leer seien"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), IN_GERMAN)
def test_in_german_a_comma_parts_the_saying_from_what_is_said(
    text: str, said: list[str]
) -> None:
    assert [words(text, each) for each in suggest(text, "de")] == said


def test_another_speaker_after_a_semicolon_ends_what_the_first_says() -> None:
    text = "Marta Kell said the dam was “small”; its owner, Jonas Wirth, says it held."

    assert words(text, suggest(text)[0]) == "the dam was “small”"


def test_a_semicolon_is_no_part_of_what_is_said() -> None:
    text = "Marta Kell said help was coming; it was not, Jonas Wirth said later."

    assert words(text, last(text)) == "it was not"


# The words that tell when it was said, not when something else happened.
WHEN = [
    ("On Monday Marta Kell said that the wells were dry.", "On Monday"),
    ("Marta Kell on Monday said that the wells were dry.", "on Monday"),
    ("The wells were dry, Marta Kell said on Monday.", "on Monday"),
    ("Marta Kell, who resigned on Monday, said that the wells were dry.", ""),
    ("Marta Kell told Radio 4’s Today programme that the wells were dry.", ""),
    ("After the flood in May, Marta Kell said that the wells were dry.", ""),
]


@pytest.mark.parametrize(("text", "when"), WHEN)
def test_only_time_words_of_the_saying_tell_when_it_was_said(
    text: str, when: str
) -> None:
    said = last(text).said

    assert (text[said.start : said.end] if said else "") == when


def test_what_a_colon_announced_ends_where_the_author_speaks_again() -> None:
    text = (
        "Marta Kell said:\n\n“The wells are dry.”\n\n“The mills are empty.”\n\n"
        "Instead of “dry” wells, the town has a lake."
    )

    assert [words(text, each) for each in suggest(text)] == [
        "The wells are dry.", "The mills are empty.",
    ]  # fmt: skip

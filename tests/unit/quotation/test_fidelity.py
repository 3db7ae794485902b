"""How often is the suggested fidelity what a careful reader would say?

The pairs are made by hand, each with the reader's answer. Precision is over recall: the
floor for what is suggested is high, and leaving a pair open costs nothing but a look.
"""

from collections import Counter

import pytest

from articles.domain.quotation import compare, suggest_fidelity

V, P, A = "verbatim", "paraphrase", "altered"
PAIRS = [
    # reader, language, the article's words, the passage
    (V, "en", "“The gates were opened at noon.”", "The gates were opened at noon."),
    (V, "en", "The flow “at no hour exceeded 380 cubic metres a second”, he told us",
     "It at no hour exceeded 380 cubic metres a second."),
    (V, "en", "“The gates,” the ministry said, “were opened without notice.”",
     "We know it now. The gates were opened without notice. We protest."),
    (V, "en", "“The gates [of the dam] were opened without notice.”",
     "The gates were opened without notice."),
    (V, "en", "“The gates … were opened without notice.”",
     "The gates of the upper dam were opened without notice."),
    (V, "en", "notice of not less than twelve hours",
     "The Party upstream shall give notice of not less than twelve hours."),
    (P, "en", "the sheet reads “Manganese at the intake: 0.42 milligrams per litre”",
     "Manganese at the intake: 0.42 mg per litre."),
    (V, "en", "It calls the river “fit for drinking after ordinary treatment”",
     "The water there is fit for drinking after ordinary treatment."),
    (V, "ar", "قالت الوزارة «فُتحت البوابات من دون إشعار»",
     "فتحت البوابات من دون إشعار."),
    (V, "de", "„Die Tore wurden ohne Warnung geöffnet“, sagte sie",
     "Die Tore wurden ohne Warnung geöffnet."),
    (P, "en", "About forty tonnes of dead fish were taken from the banks",
     "Around 40 tonnes of dead fish have been taken from the banks."),
    (P, "en", "Notice was sent at noon on Friday, the command said",
     "Notice had been sent at noon on Friday, the command added."),
    (P, "en", "no gate was opened before midnight, he said",
     "We opened no gate before midnight."),
    (P, "en", "He said the council would ask the panel to meet in April",
     "The council will ask the panel to meet in April."),
    (P, "en", "the readings of the gauges are exchanged every hour",
     "The ministers agree to exchange the readings of their gauges every hour."),
    (P, "en", "The council voted to bring the case before the panel",
     "The town council decided to bring the case before the panel."),
    (P, "en", "The river rose 1.8 metres within six hours",
     "The river rose by 1.8 m in six hours."),
    (P, "en", "Eleven members of the council were in favour",
     "11 members of the council voted in favour."),
    (P, "en", "The wells of the town could not be used in March",
     "In March the wells of the town cannot be used."),
    (P, "de", "Die Stadt konnte die Brunnen im März nicht nutzen",
     "Die Stadt kann die Brunnen im März nicht nutzen."),
    (A, "en", "Low oxygen explains the samples of the five sites",
     "Low oxygen probably explains the samples of the five sites."),
    (A, "en", "The dam will fail in spring, the report warns",
     "The dam may fail in spring, the report warns."),
    (A, "en", "The state must publish the readings of all gauges",
     "The state should publish the readings of all gauges."),
    (A, "en", "The notice was sent to the ministry in time",
     "The notice was not sent to the ministry in time."),
    (A, "en", "About 400 tonnes of dead fish were taken from the banks",
     "About 40 tonnes of dead fish were taken from the banks."),
    (A, "en", "The lake lost 12 million litres of water in a week",
     "The lake lost 12 thousand litres of water in a week."),
    (A, "en", "“The gates were opened without notice.”",
     "The gates of the upper dam were opened without notice."),
    (A, "en", "“The gates were torn open without notice.”",
     "The gates were opened without notice."),
    (A, "en", "The mayor reportedly knew of the release on Friday",
     "The mayor knew of the release on Friday."),
    (A, "en", "The union never received a message about the release",
     "The union received a message about the release."),
    (A, "en", "The gates can be opened by the engineer of the shift",
     "The gates cannot be opened by the engineer of the shift."),
    (A, "en", "The farmers must leave the fields below the weir",
     "The farmers may leave the fields below the weir."),
    (A, "de", "Die Behörde muss die Werte jede Woche nennen",
     "Die Behörde soll die Werte jede Woche nennen."),
    (A, "ar", "فُتحت بوابات السد قبل منتصف الليل",
     "لم تُفتح بوابات السد قبل منتصف الليل"),
    # What only reading shows; nothing may be suggested with a wrong word.
    ("", "en", "The lake is safe for everybody who lives at its shore",
     "Samples were taken on 9 February at the upper end."),
    ("", "en", "defeating the group and other terrorist groups is the aim",
     "The group and other radical northern terror groups"),
    ("", "en", "warn the other side twelve hours ahead of any release",
     "give notice of not less than twelve hours for any release"),
    ("", "en", "The water stood at 40 metres", "The water stood at up to 40 metres"),
    ("", "en", "the silt took the oxygen out of the river and killed the fish",
     "Low oxygen probably explains three of the five samples."),
]  # fmt: skip


# Written after the rules were settled on the pairs above, and changed no rule.
UNSEEN = [
    (V, "en", "The minister called it “a matter for both countries”",
     "This is, as I said in May, a matter for both countries."),
    (V, "en", "“We have seen no plan,” the mayor told reporters, “and we want one.”",
     "We have seen no plan and we want one."),
    (V, "en", "the note speaks of “low oxygen at three sites”",
     "We found low oxygen at three sites, and salt at one."),
    (V, "en", "“We will rebuild the landing stages before April”",
     "We will rebuild the landing stages before April."),
    (V, "fr", "Il a dit: «les vannes étaient fermées toute la nuit»",
     "Les vannes étaient fermées toute la nuit."),
    (P, "en", "Dr Marren told the panel that two of the samples remain unexplained",
     "Two of the samples remain unexplained, Dr Marren said."),
    (P, "en", "The price of fish doubled in the market in two days",
     "In two days, the price of fish at the market doubled."),
    (P, "en", "the union counts 1,200 hectares of flooded fields",
     "One thousand two hundred hectares of fields are flooded, the union counts."),
    (P, "en", "He promised that the intake would be moved upstream",
     "The intake will be moved upstream."),
    (P, "en", "Both ministers signed the agreement in January",
     "The agreement was signed by both ministers in January."),
    (A, "en", "The lake could burst its dam this year, experts say",
     "The lake will burst its dam this year, experts say."),
    (A, "en", "Nobody has tested the water since the release",
     "Somebody has tested the water since the release."),
    (A, "en", "The command denies that it sent no notice on Friday",
     "The command denies that it sent notice on Friday."),
    (A, "en", "Half of the 90 wells in the delta are dry",
     "Half of the 19 wells in the delta are dry."),
    (A, "en", "The bulletin says “the river is fit for drinking”",
     "The river above the dam is fit for drinking."),
    (A, "en", "The tap water seems safe for the children of the town",
     "The tap water is safe for the children of the town."),
    (A, "en", "Farmers have to register every well they dig",
     "Farmers can register every well they dig."),
    (A, "es", "El embalse está lleno según el informe anual",
     "El embalse no está lleno según el informe anual."),
    ("", "en", "The gates opened early", "The gates of the accord bind both sides"),
    ("", "en", "Officials praised the open and friendly talks",
     "The talks were open, friendly and without any result."),
    ("", "en", "The release killed thousands of fish",
     "Thousands of fish were found dead in the week before the release."),
]  # fmt: skip


Pairs = list[tuple[str, str, str, str]]


def answers(pairs: Pairs = PAIRS) -> list[tuple[str, str, str]]:
    """For each pair the reader's answer, the suggestion, and the article's words."""
    return [
        (reader, suggest_fidelity(compare(article, source, language)).fidelity, article)
        for reader, language, article, source in pairs
    ]


def scores(found: list[tuple[str, str, str]]) -> tuple[float, float]:
    """How many suggestions are right, and how many that could be made are."""
    right = sum(reader == guess != "" for reader, guess, _ in found)
    made = sum(guess != "" for _, guess, _ in found)
    return right / made, right / sum(reader != "" for reader, _, _ in found)


@pytest.mark.parametrize(
    ("pairs", "precision", "recall"), [(PAIRS, 0.97, 0.9), (UNSEEN, 0.85, 0.6)]
)
def test_suggestions_are_right_and_frequent_enough(
    pairs: Pairs, precision: float, recall: float
) -> None:
    found = answers(pairs)

    right, given = scores(found)

    others = [answer for answer in found if answer[0] != answer[1]]
    assert right >= precision, others
    assert given >= recall, others


@pytest.mark.parametrize("fidelity", [V, P, A])
def test_each_fidelity_is_among_the_suggestions(fidelity: str) -> None:
    right = Counter(found for reader, found, _ in answers() if reader == found)

    assert right[fidelity] >= 8


def test_a_suggestion_says_why_with_the_words() -> None:
    found = suggest_fidelity(
        compare(
            "It explains the whole loss", "It probably explains the whole loss", "en"
        )
    )

    assert found.fidelity == "altered"
    assert found.reasons == ("A hedge of the source is left out: “probably”.",)


# What is said of two wordings whose words are nearly the same.
REASONS = [
    ("The army lost 20 tanks and the rebels lost 5 tanks",
     "The army lost 5 tanks and the rebels lost 20 tanks", "",
     "A number, a limit or a negation stands in another place: “5” became “20”."),
    ("The army did not leave the town, and the rebels did",
     "The army did leave the town, and the rebels did not", "",
     "A number, a limit or a negation stands in another place: “not”."),
    ("The bridge is unsafe for lorries", "The bridge is safe for lorries", "altered",
     "The article adds a negation: “unsafe”."),
    ("The bridge isn’t safe for lorries", "The bridge is unsafe for lorries",
     "paraphrase", "No hedge, negation, number, must, should or can is changed."),
    ("It is possible that the bridge was mined", "The bridge may have been mined", "",
     "One hedge stands for another: “may” became “possible”."),
    ("The works cost €1.2bn, the ministry said",
     "The works cost 1.2 billion euros, the ministry said", "paraphrase",
     "No hedge, negation, number, must, should or can is changed."),
    ("The mine was closed for two weeks in May", "The mine was closed for 14 days in May",
     "", "The unit of a number is another, or is left out: “14 days” became “two weeks”."),
    ("Prices in the market rose by 5% in May",
     "Prices in the market rose by 5 percentage points in May", "",
     "The unit of a number is another, or is left out: “5 percentage points” became “5%”."),
    ("The mine was a 3 day walk away", "The mine was a 3 days walk away",
     "paraphrase", "No hedge, negation, number, must, should or can is changed."),
    ("Almost all of the miners came home", "All of the miners came home", "",
     "A limit on a number is another, or is left out: “Almost”."),
    ("The mine is likely to be safe now", "The mine is unlikely to be safe now",
     "altered", "A negation of the source is left out: “unlikely”."),
    ("The night was 5 degrees warm", "The night was -5 degrees warm", "altered",
     "A number is another one: “-5 degrees” became “5 degrees”."),
]  # fmt: skip


@pytest.mark.parametrize(("article", "source", "fidelity", "reason"), REASONS)
def test_what_is_said_of_a_difference_is_true(
    article: str, source: str, fidelity: str, reason: str
) -> None:
    found = suggest_fidelity(compare(article, source, "en"))

    assert found.fidelity == fidelity
    assert found.reasons[0] == reason


def test_too_little_in_common_is_said_and_nothing_suggested() -> None:
    found = suggest_fidelity(compare("The lake is safe", "Samples were taken", "en"))

    assert found.fidelity == ""
    assert found.reasons == ("The two have too few words in common to compare.",)


# A dropped negation and a changed number in languages without tables, or in none.
NOT_READ = [
    ("pl", "Wójt nie mówił o moście w maju", "Wójt mówił o moście w maju"),
    ("sv", "Nivån sjönk två meter i maj", "Nivån sjönk tre meter i maj"),
    ("el", "Ο δήμαρχος δεν ήρθε τον Μάιο", "Ο δήμαρχος ήρθε τον Μάιο"),
    ("", "The mayor did not come in May", "The mayor did come in May"),
    ("xx", "The mayor did not come in May", "The mayor did come in May"),
]


@pytest.mark.parametrize(("language", "article", "source"), NOT_READ)
def test_nothing_is_suggested_in_a_language_that_is_not_read(
    language: str, article: str, source: str
) -> None:
    found = suggest_fidelity(compare(article, source, language))
    other_way = suggest_fidelity(compare(source, article, language))

    assert (found.fidelity, other_way.fidelity) == ("", "")
    assert "cannot be compared" in found.reasons[0]
    assert ("not recorded" in found.reasons[0]) == (language == "")
    assert found.reasons[1].startswith("These words were not compared: “")


def test_the_same_words_are_verbatim_in_any_language() -> None:
    words = "Wójt nie mówił o moście w maju"

    found = suggest_fidelity(compare(f"„{words}”", words, "pl"))
    longer = suggest_fidelity(compare(words, f"Nieprawda, że {words}", "pl"))

    assert (found.fidelity, longer.fidelity) == ("verbatim", "")


# Words in quotation marks, or all of them where there are none.
VERBATIM = [
    (
        "The gates were shut at noon",
        "We met. The gates were shut at noon. We left.",
        True,
    ),
    (
        "On 5 May it said “the gates were shut at noon”",
        "The gates were shut at noon.",
        True,
    ),
    ("It has 300 members and said “the gates were shut”", "The gates were shut.", True),
    ("“The gates,” it said, “were shut at noon”", "The gates were shut at noon.", True),
    ("The gates were shut at noon, it said", "The gates were shut at noon.", False),
    ("Some gates were shut at noon", "The gates were shut at noon.", False),
    ("The gates were shut at night", "The gates were shut at noon.", False),
    ("“A gate was shut at noon”", "The gate was shut at noon.", False),
    ("“Old gates were shut at noon”", "Three gates were shut at noon.", False),
    ("“The gates were shut at noon today”", "The gates were shut at noon.", False),
    ("“Forty gates were shut at noon”", "40 gates were shut at noon.", False),
]


@pytest.mark.parametrize(("article", "source", "is_verbatim"), VERBATIM)
def test_verbatim_are_words_that_all_stand_so_in_the_source(
    article: str, source: str, is_verbatim: bool
) -> None:
    found = suggest_fidelity(compare(article, source, "en"))

    assert (found.fidelity == "verbatim") == is_verbatim

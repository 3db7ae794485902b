"""What did the article do to the words that it cites?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.quotation import Comparison, EditOperation, compare, restore_texts
from articles.domain.quotation.alignment import (
    MAX_EQUAL_PAIRS,
    RunFinder,
    TooManyPairsError,
)
from articles.domain.quotation.tokens import tokenize
from tests.effort import steps


def told(found: Comparison) -> set[str]:
    return {change.value for edit in found.edits for change in edit.changes}


CHANGES = [
    # the article's words, the source's words, what was done, from, to
    ("The silt killed all the fish.", "The silt probably killed all the fish.",
     "hedge_dropped", "probably", ""),
    ("The dam was allegedly opened by night.", "The dam was opened by night.",
     "hedge_added", "", "allegedly"),
    ("The dam is likely to fail in spring.", "The dam is said to fail in spring.",
     "hedge_changed", "said", "likely"),
    ("The state must publish its readings.", "The state should publish its readings.",
     "modality", "should", "must"),
    ("The state publishes all its readings.",
     "The state shall publish all its readings.", "modality", "shall", ""),
    ("The ministry was told in time.", "The ministry was not told in time.",
     "negation_dropped", "not", ""),
    ("The gates weren’t opened that night.", "The gates were opened that night.",
     "negation_added", "", "n’t"),
    ("About 40 tonnes of fish died.", "About 400 tonnes of fish died.",
     "number", "400 tonnes", "40 tonnes"),
    ("The river rose by 12 per cent.", "The river rose by 21%.", "number", "21%", "12 per cent"),
    ("The river rose twice in May.", "The river rose 3 metres in May.",
     "number", "3 metres", "twice"),
    ("Dead were 40 tonnes of fish.", "Dead were up to 40 tonnes of fish.",
     "limit", "up to", ""),
    ("“The gates [of Haldrun] were opened.”", "The gates were opened.",
     "brackets", "", "[of Haldrun]"),
    ("“The gates … were opened.”", "The gates of Haldrun were opened.",
     "ellipsis", "of Haldrun", "…"),
    ("“The gates were opened.”", "The gates of Haldrun were opened.",
     "omission", "of Haldrun", ""),
    ("“The gates,” it said, “were opened.”", "The gates were opened.",
     "aside", "", ",” it said, “"),
    ("The gauges were measuring by night.", "The gauge was measured by night.",
     "form", "gauge", "gauges"),
    ("Die Behörde muss die Werte nennen.", "Die Behörde soll die Werte nennen.",
     "modality", "soll", "muss"),
    ("فتحت الوزارة البوابة ليلا", "ربما فتحت الوزارة البوابة ليلا",
     "hedge_dropped", "ربما", ""),
    ("فتحت الوزارة البوابة ليلا", "لم فتحت الوزارة البوابة ليلا",
     "negation_dropped", "لم", ""),
]  # fmt: skip


def language_of(text: str) -> str:
    if text > "ؠ":
        return "ar"
    return "de" if text.startswith("Die ") else "en"


@pytest.mark.parametrize(("article", "source", "change", "before", "after"), CHANGES)
def test_the_edit_is_named_with_its_words(
    article: str, source: str, change: str, before: str, after: str
) -> None:
    found = compare(article, source, language_of(article))

    edits = [edit for edit in found.edits if change in edit.changes]
    assert (before, after) in [(e.source.strip(), e.article.strip()) for e in edits]


UNCHANGED = [
    # neither adds, drops nor changes anything that would count
    ("He said that the gates could be opened.", "The gates can be opened."),
    ("It will rain, he said.", "He said it would rain."),
    ("The gates can’t be opened.", "The gates cannot be opened."),
    ("40,000 people left in May.", "Forty thousand people left in May."),
    ("Around 40 tonnes were found.", "About forty tonnes were found."),
    ("By night no gate was opened.", "No gate was opened by night."),
    ("The flow was 2.5 million litres.", "The flow was 2,500,000 litres."),
    ("In May the gates were open.", "The gates were open in May."),
    ("It was “fit for drinking”.", "The water there is fit for drinking."),
]


@pytest.mark.parametrize(("article", "source"), UNCHANGED)
def test_what_says_the_same_in_other_words_is_not_named(
    article: str, source: str
) -> None:
    serious = {"hedge", "modality", "negation", "number", "limit"}

    named = {change.split("_")[0] for change in told(compare(article, source, "en"))}

    assert named & serious == set()


def test_what_stands_around_the_cited_words_is_no_change() -> None:
    found = compare(
        "The ministry replied on Saturday that the gates were opened at noon",
        "We regret to say it. The gates were opened at noon. Nobody may forget that.",
        "en",
    )

    assert [edit.op for edit in found.edits] == [
        EditOperation.FRAME,
        EditOperation.REST,
        EditOperation.SAME,
        EditOperation.REST,
    ]
    assert found.changes == []


def test_a_hedge_of_another_sentence_is_not_missed() -> None:
    near = compare("the gates were opened", "Perhaps the gates were opened.", "en")
    far = compare("the gates were opened", "Perhaps. The gates were opened.", "en")

    assert told(near) == {"hedge_dropped"}
    assert told(far) == set()


def test_an_of_between_two_changes_does_not_part_them() -> None:
    found = compare(
        "The old mayor of the northern town spoke of bread and war",
        "The old gauges show levels of metals, salts and acids and war",
        "en",
    )

    changed = [edit for edit in found.edits if edit.op != EditOperation.SAME]
    assert len(changed) == 1


def test_wordings_without_a_word_in_common_stand_apart() -> None:
    found = compare("gates opened", "فتحت البوابة", "en")

    assert [edit.op for edit in found.edits] == [
        EditOperation.FRAME,
        EditOperation.REST,
    ]
    assert (found.shared, found.is_same) == (0, False)


def test_long_wordings_are_not_compared_each_word_with_each() -> None:
    sentence = "The gauge at weir {} stood at {} metres, the command said. "
    source = "".join(sentence.format(n, n * 7) for n in range(250))
    article = source.replace("weir 99 stood", "weir 99 never stood")

    found = compare(article, source, "en")
    taken = steps(lambda: compare(article, source, "en"))

    assert told(found) == {"negation_added"}
    assert taken < len(tokenize(article, "en")) * len(tokenize(source, "en"))


def test_wordings_that_are_too_long_are_said_to_be() -> None:
    found = compare("word " * 5000, "word", "en")

    assert not found.is_compared
    assert restore_texts(found.edits) == ("word " * 5000, "word")


def test_wordings_that_repeat_themselves_are_not_looked_at_for_ever() -> None:
    ours, theirs = "x may y " * 600, "x perhaps z y not " * 500
    finder = RunFinder(tokenize(ours, "en"), tokenize(theirs, "en"))
    whole = (0, len(finder.ours), 0, len(finder.theirs))

    with pytest.raises(TooManyPairsError):
        finder.matching_blocks(whole)
    found = compare(ours, theirs, "en")

    assert finder.looked_at < 2 * MAX_EQUAL_PAIRS
    assert not found.is_compared
    assert restore_texts(found.edits) == (ours, theirs)


SOME = [
    "the", "gates", "of", "may", "not", "could", "40", "forty", "thousand", ",", ".",
    "“", "”", "…", "[", "]", "must", "فتحت", "لم", "didn't", "probably", "at", "least",
    "river", "rivers",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(SOME), max_size=25).map(" ".join)
TEXTS = WORDS | st.text(max_size=80)
LANGUAGES = st.sampled_from(["", "en", "de", "ar"])


@settings(derandomize=True, deadline=None)
@given(TEXTS, TEXTS, LANGUAGES)
def test_the_edits_joined_are_both_texts(
    article: str, source: str, language: str
) -> None:
    assert restore_texts(compare(article, source, language).edits) == (article, source)


@settings(derandomize=True, deadline=None)
@given(TEXTS, LANGUAGES)
def test_a_wording_beside_itself_has_no_change(text: str, language: str) -> None:
    found = compare(text, text, language)

    assert found.changes == []
    assert {edit.op for edit in found.edits} <= {
        EditOperation.SAME,
        EditOperation.FRAME,
        EditOperation.REST,
    }


MIRRORED = {
    EditOperation.INSERT: EditOperation.DELETE, EditOperation.DELETE: EditOperation.INSERT, EditOperation.FRAME: EditOperation.REST, EditOperation.REST: EditOperation.FRAME,
    "hedge_dropped": "hedge_added", "hedge_added": "hedge_dropped",
    "negation_dropped": "negation_added", "negation_added": "negation_dropped",
    "number_dropped": "number_added", "number_added": "number_dropped",
}  # fmt: skip
# Quotation marks and brackets are the article's own, so these have no mirror.
ONE_SIDED = {"aside", "brackets", "omission", "ellipsis", "form", "marks"}


def sides(found: Comparison, *, mirrored: bool) -> list[tuple[object, ...]]:
    """The edits as data; FRAME and REST of one place in one order."""
    result = []
    for edit in found.edits:
        words = (edit.article, edit.source)
        changes = {change.value for change in edit.changes} - ONE_SIDED
        op: object = edit.op
        if mirrored:
            words = (edit.source, edit.article)
            changes = {str(MIRRORED.get(change, change)) for change in changes}
            op = MIRRORED.get(edit.op, edit.op)
        result.append((str(op), *words, tuple(sorted(changes))))
    return sorted(result, key=str)


@settings(derandomize=True, deadline=None)
@given(WORDS, WORDS)
def test_the_other_way_round_every_edit_is_its_mirror(one: str, other: str) -> None:
    there = compare(one, other, "en")
    back = compare(other, one, "en")

    assert sides(there, mirrored=False) == sides(back, mirrored=True)

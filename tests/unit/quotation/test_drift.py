"""How did a quotation change from article to article?"""

import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.dates import PartialDate
from articles.domain.quotation import Change, DatedWording, drift
from articles.domain.quotation.claim_wordings import (
    Moved,
    check_numbers,
    compare_citation,
    count_moved,
    placed_wordings,
    quotation_drifts,
    quoted_words,
    suggest_citation_fidelity,
)

MAY, JUNE, JULY = (datetime.date(2026, month, 1) for month in (5, 6, 7))


def wording(
    words: str, published: datetime.date | None, language: str = "en"
) -> DatedWording:
    return DatedWording(words, words, language, PartialDate(published))


FIRST = wording("The gates may be opened at noon", MAY)
LATER = wording("The gates may be opened", JUNE)
LAST = wording("The gates will be opened", JULY)


def test_each_wording_is_compared_with_the_first_and_with_the_one_before() -> None:
    first, later, last = drift([LAST, FIRST, LATER])

    assert [step.wording for step in (first, later, last)] == [FIRST, LATER, LAST]
    assert (first.from_first, first.from_previous) == (None, None)
    assert later.from_first
    assert later.from_first.changes == []
    assert later.from_previous is None  # the one before is the first
    assert (last.first, last.previous) == (FIRST, LATER)
    for found in (last.from_first, last.from_previous):
        assert found
        assert {c for edit in found.changes for c in edit.changes} == {
            Change.HEDGE_DROPPED
        }


def test_what_has_no_date_comes_last_and_in_its_order() -> None:
    one, other = wording("Gates open", None), wording("Gates opened", None)

    found = drift([one, other, LATER])

    assert [step.wording for step in found] == [LATER, one, other]


def test_another_language_is_not_compared() -> None:
    arabic = wording("فُتحت البوابات", JUNE, "ar")

    _, step, last = drift([FIRST, arabic, LAST])

    assert (step.from_first, step.from_previous) == (None, None)
    assert (last.first, last.from_previous) == (FIRST, None)


@settings(derandomize=True, deadline=None)
@given(
    st.permutations([FIRST, LATER, LAST, wording("Gates!", datetime.date(2025, 1, 1))])
)
def test_the_order_in_which_they_come_makes_no_difference(
    wordings: list[DatedWording],
) -> None:
    found = [step.wording.published.date for step in drift(wordings)]

    assert found == sorted(found, key=lambda day: day or MAY)


def shown(
    words: str, day: str, *, key: str = "", mode: str = "direct", prefix: str = "",
    language: str = "en", by: str = "ministry", precision: str = "day",
) -> Any:  # fmt: skip
    return {
        "key": key or words,
        "article": {
            "key": key or words, "language": language,
            "published": {"date": day or None, "precision": precision},
        },
        "spans": [{"exact": words, "prefix": prefix, "suffix": ""}],
        "chain": [
            {"mode": "", "position": 0, "source": {"key": "author"}},
            {"mode": mode, "position": 1, "source": {"key": by}},
        ],
    }  # fmt: skip


def test_only_the_words_inside_the_marks_are_the_quotation() -> None:
    row = shown("“Gates,” it said, “are open”", "2026-05-01")

    assert quoted_words(row) == "Gates,are open"


def part(**parts: Any) -> Any:
    """A record that holds no more than what is read of it."""
    return parts


def test_marks_that_open_before_the_words_count() -> None:
    row = shown("gates are open”, it said", "2026-05-01", prefix="it said “The ")

    assert quoted_words(row) == "gates are open"


def test_a_claim_drifts_where_two_articles_quote_it() -> None:
    quotes = [
        shown("The gates will open", "2026-07-01"),
        shown("The gates may open", "2026-05-01"),
    ]
    told = shown("They opened", "2026-06-01", mode="indirect")

    [found] = quotation_drifts(part(kind="event", appearances=[*quotes, told]))

    assert [row["key"] for row, _ in found] == [
        "The gates may open",
        "The gates will open",
    ]


def test_what_two_people_say_is_not_one_quotation() -> None:
    one = shown("The gates will open", "2026-07-01")
    other = shown("The gates may open", "2026-05-01", by="command")

    assert quotation_drifts(part(kind="event", appearances=[one, other])) == []


def test_what_one_article_quotes_does_not_drift() -> None:
    one = shown("The gates will open", "2026-07-01")

    assert quotation_drifts(part(kind="quotation", appearances=[one])) == []


def moves(*appearances: Any, kind: str = "event") -> list[tuple[str, Moved]]:
    found = placed_wordings(part(kind=kind, appearances=appearances))
    return [(each.appearance["key"], each.moved) for each in found]


SAID = "The gates may open at noon and close at night"


def test_each_wording_is_placed_by_how_far_it_is_from_the_first_known_one() -> None:
    found = moves(
        shown("Nobody has seen the lake so low", "2026-07-04", key="far"),
        shown("The gates will open at noon", "2026-07-03", key="near"),
        shown(SAID, "2026-07-02", key="copied"),
        shown(SAID, "2026-07-01", key="begun"),
        shown("فُتحت البوابات", "2026-07-05", key="foreign", language="ar"),
        shown(SAID, "2026-07-06", key="told", mode="indirect"),
        shown(SAID, "2026-07-07", key="of another", by="command"),
        shown(SAID, "", key="undated"),
    )

    assert found == [
        ("begun", Moved.FIRST), ("copied", Moved.SAME), ("near", Moved.CHANGED),
        ("far", Moved.OTHER), ("foreign", Moved.LANGUAGE), ("told", Moved.APART),
        ("of another", Moved.APART), ("undated", Moved.SAME),
    ]  # fmt: skip


def test_what_is_known_to_a_year_alone_is_not_the_first_known_wording() -> None:
    found = moves(
        shown(
            "The gates will open at noon", "2026-01-01", key="year", precision="year"
        ),
        shown(SAID, "2026-07-01", key="month", precision="month"),
        shown(SAID, "2026-07-02", key="day"),
        shown(SAID, "2027-01-01", key="next year"),
    )

    assert found == [
        ("day", Moved.FIRST), ("month", Moved.SAME), ("year", Moved.CHANGED),
        ("next year", Moved.SAME),
    ]  # fmt: skip


def test_a_wording_says_how_many_changes_there_are_and_who_is_quoted() -> None:
    later = shown("The gates will open, at dusk and close at night", "2026-07-03")
    first = shown(SAID, "2026-07-01")

    begun, found = placed_wordings(part(kind="quotation", appearances=[later, first]))

    assert (begun.changes, begun.quotes) == (0, True)
    assert found.changes == 2  # may and noon; the comma is none
    assert [each["key"] for each in found.claimants] == ["ministry"]
    assert count_moved([begun, found]) == {"first": 1, "changed": 1}


def test_the_same_words_in_part_are_told_apart() -> None:
    short = shown("The gates may open at noon", "2026-07-03")

    _, found = placed_wordings(
        part(kind="quotation", appearances=[short, shown(SAID, "2026-07-01")])
    )

    assert (found.moved, found.is_part) == (Moved.SAME, True)


def test_two_languages_are_placed_and_not_compared() -> None:
    one = shown("The gates will open", "2026-07-01", key="later")
    arabic = shown("فُتحت البوابات", "2026-05-01", key="first", language="ar")

    assert moves(one, arabic) == [("first", Moved.FIRST), ("later", Moved.LANGUAGE)]


def test_the_same_words_are_compared_once() -> None:
    _, *later = drift([wording("The gates may open", MAY) for _ in range(100)])

    assert len({id(step.from_first) for step in later}) == 1


def test_a_citation_is_compared_with_its_passage_in_its_language() -> None:
    row = shown("The gates will open", "2026-07-01")
    cited = part(passage="The gates may open", work={"language": "en"})

    found = compare_citation(row, cited)

    assert found is not None
    assert found.shared == 2
    assert compare_citation(row, cited | {"passage": "  "}) is None
    assert compare_citation(row, cited | {"work": {"language": "ar"}}) is None
    assert compare_citation(row, cited | {"work": None}) == found


ARABIC = part(passage="قد تُفتح البوابات", work={"language": "ar"})


def test_a_passage_in_another_language_is_compared_by_its_translation() -> None:
    row = shown("The gates will open", "2026-07-01")
    translated = part(**ARABIC, translation={"text": "The gates may open", "by": "Ben"})

    found = compare_citation(row, translated)

    assert found == compare_citation(row, part(passage="The gates may open", work=None))
    assert compare_citation(row, part(**ARABIC, translation=None)) is None
    # A state that was published before there were translations.
    assert compare_citation(row, ARABIC) is None


def test_words_of_a_translation_are_no_verbatim_quotation() -> None:
    row = shown("“The gates will open”", "2026-07-01")
    text = "The gates will open"
    own = suggest_citation_fidelity(row, part(passage=text, work={"language": "en"}))
    translated = suggest_citation_fidelity(
        row, part(**ARABIC, translation={"text": text, "by": "Ben"})
    )

    assert own is not None
    assert translated is not None
    assert (own.fidelity, translated.fidelity) == ("verbatim", "paraphrase")


def test_numbers_are_found_in_whatever_language_the_passage_is() -> None:
    row = shown("At least 1,200 hectares and two wells in 90 days", "2026-07-01")
    passage = "غمرت المياه ١٢٠٠ هكتار في 19 يومًا"

    found = check_numbers(row, part(passage=passage, work={"language": "ar"}))

    assert [(one.words, one.is_there) for one in found] == [
        ("1,200", True),
        ("two", False),
        ("90", False),
    ]


def test_a_number_in_another_currency_is_named_with_it() -> None:
    row = shown("It cost €5bn and 40 lives", "2026-07-01")

    found = check_numbers(
        row, part(passage="Es kostete 5 Mrd. $ und 40 Leben", work={"language": "de"})
    )

    assert [(one.words, one.is_there, one.has_other_unit) for one in found] == [
        ("€5bn", True, True),
        ("40", True, False),
    ]


def test_a_day_of_the_month_is_found_however_it_is_written() -> None:
    row = shown("The gates were opened on May 5th", "2026-07-01")
    passage = "Die Tore wurden am 5. Mai geöffnet"

    found = check_numbers(row, part(passage=passage, work={"language": "de"}))

    assert [(one.words, one.is_there) for one in found] == [("5th", True)]

"""Do claims find their places in a newer text, and is nothing lost or guessed?"""

import datetime
from typing import Any

import pytest

from articles.claim_data import claim_record, with_record_rows
from articles.concurrency import IncompleteError, NotAllowedError, StaleVersionError
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances, inputs, version_review
from articles.editing.inputs import AppearanceEntry, CitationEntry, StepEntry
from articles.importing import versions
from articles.models import Article, Attribution, Carry, Claim, User
from articles.models.choices import CarryState, Stage
from articles.queries.versions import lost_cues
from tests.factories import bring_to, make_article, make_claim, make_source
from tests.newer_texts import (
    CORRECTED,
    GATES,
    PUMPS,
    TEXT,
    TWIN,
    WELLS,
    became,
    carry_of,
    newer,
    recorded,
    uncertain,
    words,
)


@pytest.fixture
def article(db: Any) -> Article:
    return make_article(text=TEXT)


# -- what becomes of words ---------------------------------------------------------------


def test_unchanged_words_are_carried_wherever_they_went(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)

    made = newer(article, f"A late word\n\n{PUMPS}\n\n{TEXT[: -len(PUMPS) - 2]}", ada)

    carry = carry_of(claim)
    assert (carry.state, carry.by, carry.text_version) == (CarryState.EXACT, None, made)
    assert words(became(carry)) == [PUMPS]
    assert became(carry).text_version == made
    assert words(carry.appearance) == [PUMPS]
    assert carry.appearance.text_version.number == 1


def test_close_words_are_carried_as_they_are_now(article: Article, ada: User) -> None:
    claim = recorded("The gates were opened.", GATES)

    newer(article, TEXT.replace("before midnight", "shortly after midnight"), ada)

    carry = carry_of(claim)
    assert carry.state == CarryState.CLOSE
    assert words(became(carry)) == [
        "The gates were opened shortly after midnight, the ministry said on Monday."
    ]


def test_words_that_went_are_gone(article: Article, ada: User) -> None:
    claim = recorded("The wells ran dry.", WELLS)

    newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)

    carry = carry_of(claim)
    assert (carry.state, carry.became, carry.candidates) == (CarryState.GONE, None, [])


def test_of_several_places_none_is_taken_but_all_are_offered(
    article: Article, ada: User
) -> None:
    carry = uncertain(ada, article)

    assert (carry.state, carry.became) == (CarryState.NEEDS_REVIEW, None)
    text = carry.text_version.text
    assert [text[a:b] for [(a, b)] in carry.places] == [TWIN, TWIN]
    assert len({start for [(start, _)] in carry.places}) == 2


def test_all_of_an_appearance_goes_along(article: Article, ada: User) -> None:
    source = make_source("The ministry")
    cue = GATES.index("the ministry said")
    start = TEXT.index(GATES)
    entry = AppearanceEntry(
        [TextSpan(start, start + 9), TextSpan(start + 10, start + 21)],
        [
            StepEntry(make_source("Tessa Aldering")),
            StepEntry(
                source, cue="said", cue_start=start + cue + 13, mode="indirect",
                said="on Monday", said_from=datetime.date(2026, 2, 9), note="At noon.",
            ),
        ],
        [CitationEntry(description="A statement", locator="p. 2", fidelity="verbatim")],
    )  # fmt: skip
    claim = Claim.objects.create(statement="Opened.", kind="event", recorded_by=ada)
    appearances.create_appearance(ada, article.text, claim, entry)

    newer(article, f"A late word\n\n{TEXT}", ada)

    carry = carry_of(claim)
    row = became(carry)
    assert carry.state == CarryState.EXACT
    assert words(row) == ["The gates", "were opened"]
    link = row.chain.get(position=1)
    assert (link.cue, link.mode, link.said, link.note) == (
        "said", "indirect", "on Monday", "At noon.",
    )  # fmt: skip
    text = carry.text_version.text
    assert text[link.cue_start :].startswith("said on Monday")
    assert text[link.said_start :].startswith("on Monday")
    assert link.said_from == datetime.date(2026, 2, 9)
    cited = row.citations.get()
    assert (cited.locator, cited.fidelity) == ("p. 2", "verbatim")


TIMES = [
    # what the newer text has for "on Monday", the time words then, and are there days?
    (" on Monday",           "on Monday", True),
    ("",                     "",          False),
]  # fmt: skip


@pytest.mark.parametrize(("newly", "said", "has_days"), TIMES)
def test_the_days_go_with_the_time_words_that_meant_them(
    article: Article, ada: User, newly: str, said: str, has_days: bool
) -> None:
    claim = recorded("The gates were opened.", "The gates were opened before midnight")
    row = claim.appearances.get()
    row.chain.filter(position=1).update(
        said="on Monday", said_start=TEXT.index("on Monday"),
        said_from="2026-02-09", said_to="2026-02-09",
    )  # fmt: skip

    newer(article, f"New\n\n{TEXT.replace(' on Monday', newly)}", ada)

    carry = carry_of(claim)
    assert carry.state == (CarryState.EXACT if has_days else CarryState.CLOSE)
    link = became(carry).chain.get(position=1)
    assert (link.said, bool(link.said_from), bool(link.said_to)) == (
        said, has_days, has_days,
    )  # fmt: skip
    assert lost_cues(carry) == ([] if has_days else ["on Monday"])


def timed(stage: Stage) -> Claim:
    """A claim whose second voice spoke on Monday, as the text says."""
    claim = make_claim(
        "Opened.", article=Article.objects.get(), quote="The gates were opened"
    )
    claim.appearances.get().chain.filter(position=1).update(
        said="on Monday", said_start=TEXT.index("on Monday"), said_from="2026-02-09"
    )
    return bring_to(claim, stage)


def published_time(claim: Claim) -> Any:
    shown = claim.publications.get(superseded_at=None)
    return shown.record["appearances"][-1]["chain"][1]["said"]


def test_readers_see_the_time_words_where_they_stand_now(
    article: Article, ada: User
) -> None:
    claim = timed(Stage.PUBLISHED)
    before = published_time(claim)

    newer(article, f"New\n\n{TEXT}", ada)

    assert before["start"] == TEXT.index("on Monday")
    assert published_time(claim) == {
        **before,
        "start": before["start"] + len("New\n\n"),
    }


def test_time_words_that_changed_on_the_desk_are_not_for_readers_yet(
    article: Article, ada: User
) -> None:
    claim = timed(Stage.PUBLISHED)
    before = published_time(claim)
    Attribution.objects.filter(position=1).update(said="Monday", said_start=None)

    newer(article, f"New\n\n{TEXT}", ada)

    assert published_time(claim) == {**before, "start": None}


def test_readers_lose_the_days_with_the_words_once_that_is_checked(
    article: Article, ada: User
) -> None:
    claim = timed(Stage.PUBLISHED)
    newer(article, TEXT.replace(" on Monday", ""), ada)
    assert published_time(claim)["words"] == "on Monday"

    carry = carry_of(claim)
    version_review.check_carries(article, {carry.pk: carry.version}, ada)

    assert published_time(claim) is None


def test_cue_words_that_went_are_left_out_and_the_words_are_to_be_looked_at(
    article: Article, ada: User
) -> None:
    claim = recorded("The gates were opened.", "The gates were opened before midnight")
    link = claim.appearances.get().chain.get(position=1)
    link.cue, link.cue_start = "the ministry said", TEXT.index("the ministry said")
    link.save()

    newer(article, TEXT.replace(", the ministry said on Monday", ""), ada)

    carry = carry_of(claim)
    assert carry.state == CarryState.CLOSE
    assert words(became(carry)) == ["The gates were opened before midnight"]
    kept = became(carry).chain.get(position=1)
    assert (kept.cue, kept.cue_start) == ("", None)


def test_spans_of_which_one_went_need_review(article: Article, ada: User) -> None:
    claim = recorded("Both.", GATES)
    start = TEXT.index(PUMPS)
    appearances.change_appearance(
        ada,
        claim.appearances.get(),
        AppearanceEntry(
            [TextSpan(16, 16 + len(GATES)), TextSpan(start, start + len(PUMPS))],
            [StepEntry(make_source())],
        ),
        claim.version,
    )

    newer(article, TEXT.replace(f"\n\n{PUMPS}", ""), ada)

    carry = carry_of(claim)
    assert carry.state == CarryState.NEEDS_REVIEW
    [[(start, end)]] = carry.places
    assert carry.text_version.text[start:end] == GATES


# -- several versions ----------------------------------------------------------------------


def test_each_version_follows_the_one_before(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)

    newer(article, f"Second\n\n{TEXT}", ada)
    newer(article, f"Third\n\n{TEXT}", ada)

    rows = claim.appearances.order_by("text_version__number")
    assert [row.text_version.number for row in rows] == [1, 2, 3]
    assert [carry.became for carry in Carry.objects.order_by("pk")] == list(rows[1:])
    live = claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))
    assert [each["version"] for each in live["appearances"]] == [3]


def test_what_went_comes_back_with_its_very_words(article: Article, ada: User) -> None:
    claim = recorded("The wells ran dry.", WELLS)

    newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)
    back = newer(article, TEXT, ada)

    carry = carry_of(claim)
    assert (carry.state, carry.text_version) == (CarryState.EXACT, back)
    assert words(became(carry)) == [WELLS]


def test_what_waits_is_sought_in_the_next_version_too(
    article: Article, ada: User
) -> None:
    carry = uncertain(ada, article)

    newer(article, f"{TEXT}\n\nMended.", ada)

    carry.refresh_from_db()
    assert carry.state == CarryState.EXACT
    assert carry.text_version.number == 3
    assert became(carry).spans.get().start == TEXT.index(TWIN)


@pytest.mark.parametrize("text", [TEXT, ""])
def test_a_text_without_a_change_is_no_version(
    article: Article, ada: User, text: str
) -> None:
    with pytest.raises(IncompleteError):
        newer(article, text, ada)

    assert article.texts.count() == 1


def test_the_text_of_another_article_is_no_version(article: Article, ada: User) -> None:
    other = make_article("Another", text="Quite another text.")

    with pytest.raises(IncompleteError):
        newer(other, TEXT, ada)


def test_two_versions_at_once_are_a_conflict(article: Article, ada: User) -> None:
    seen = article.version
    newer(article, f"Second\n\n{TEXT}", ada)

    with pytest.raises(StaleVersionError):
        versions.add_newer_text(article, "Other", CORRECTED, [""], seen, ada)

    assert article.texts.count() == 2


def test_a_save_opened_before_the_new_version_is_a_conflict(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)

    entry = inputs.ClaimEntry("Other words", "event")
    with pytest.raises(StaleVersionError):
        appearances.change_claim(claim, entry, claim.version)


def test_the_older_record_stays_as_it_was(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    old = claim.appearances.get()
    newer(article, f"Second\n\n{TEXT}", ada)

    entry = AppearanceEntry([TextSpan(0, 3)], [StepEntry(make_source())])
    with pytest.raises(NotAllowedError):
        appearances.change_appearance(ada, old, entry, Claim.objects.get().version)
    with pytest.raises(NotAllowedError):
        appearances.remove_appearance(old, None)
    with pytest.raises(NotAllowedError):
        appearances.record_appearance(ada, old.text_version, claim, entry)


def test_an_appearance_that_is_removed_is_gone_from_that_version(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)

    appearances.remove_appearance(became(carry_of(claim)), None)

    assert (carry_of(claim).state, carry_of(claim).became) == (CarryState.GONE, None)

"""Do claims find their places in a newer text, and is nothing lost or guessed?"""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import entries, recording, settling
from articles.anchoring import Place
from articles.entries import AppearanceEntry, CitationEntry, StepEntry
from articles.importing import versions
from articles.importing.versions import VersionEntry
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Carry,
    Claim,
    Decision,
    LookAgain,
    Publication,
    PublishedAppearance,
    TextVersion,
    User,
)
from articles.models.choices import Action, CarryState, Stage, VersionKind
from articles.queries.articles import public_notes
from articles.queries.versions import elsewhere, lost_cues, to_do, with_parts
from articles.records import record, with_everything
from articles.refusals import IncompleteError, NotAllowedError, StaleVersionError
from tests.factories import bring_to, make_article, make_claim, make_source, take

GATES = "The gates were opened before midnight, the ministry said on Monday."
WELLS = "The town’s wells ran dry in March, a spokesman told the council."
PUMPS = "Nine pumps were sold to a farm upstream in the same week."
TWIN = "Nobody was warned in time."
TEXT = (
    f"The river rose\n\n{GATES}\n\n{TWIN} That is what the baker remembers.\n\n{WELLS}"
    f"\n\n{TWIN} That is what the ferryman remembers.\n\n{PUMPS}"
)
CORRECTED = VersionEntry(VersionKind.CORRECTION, "A time was wrong.")


@pytest.fixture
def article(db: Any) -> Article:
    return make_article(text=TEXT)


def newer(
    article: Article, text: str, user: User, entry: VersionEntry = CORRECTED
) -> TextVersion:
    version = Article.objects.get(pk=article.pk).version
    regions = [""] * (text.count("\n\n") + 1)
    return versions.take_newer(article, text, entry, regions, version, user)


def recorded(statement: str, quote: str, stage: Stage = Stage.DRAFT) -> Claim:
    return make_claim(statement, stage, quote=quote)


def carry_of(claim: Claim) -> Carry:
    return Carry.objects.get(appearance__claim=claim)


def became(carry: Carry) -> Appearance:
    assert carry.became
    return carry.became


def words(row: Appearance) -> list[str]:
    return [span.exact for span in row.spans.order_by("position")]


def uncertain(user: User, article: Article, stage: Stage = Stage.DRAFT) -> Carry:
    """A claim whose sentence stands twice in the newer text, each time among others."""
    claim = recorded("Nobody was warned.", TWIN, stage)
    again = f"The town slept. {TWIN} So says one."
    newer(article, f"The river rose\n\n{GATES}\n\n{again}\n\n{PUMPS}\n\n{again}", user)
    return carry_of(claim)


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
        [Place(start, start + 9), Place(start + 10, start + 21)],
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
    recording.add(ada, article.text, claim, entry)

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
    settling.check(article, {carry.pk: carry.version}, ada)

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
    recording.change_appearance(
        ada,
        claim.appearances.get(),
        AppearanceEntry(
            [Place(16, 16 + len(GATES)), Place(start, start + len(PUMPS))],
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
    live = record(with_everything(Claim.objects.all()).get(pk=claim.pk))
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
        versions.take_newer(article, "Other", CORRECTED, [""], seen, ada)

    assert article.texts.count() == 2


def test_a_save_opened_before_the_new_version_is_a_conflict(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)

    entry = entries.ClaimEntry("Other words", "event")
    with pytest.raises(StaleVersionError):
        recording.change_claim(claim, entry, claim.version)


def test_the_older_record_stays_as_it_was(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    old = claim.appearances.get()
    newer(article, f"Second\n\n{TEXT}", ada)

    entry = AppearanceEntry([Place(0, 3)], [StepEntry(make_source())])
    with pytest.raises(NotAllowedError):
        recording.change_appearance(ada, old, entry, Claim.objects.get().version)
    with pytest.raises(NotAllowedError):
        recording.remove_appearance(old, None)
    with pytest.raises(NotAllowedError):
        recording.record_appearance(ada, old.text_version, claim, entry)


def test_an_appearance_that_is_removed_is_gone_from_that_version(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)

    recording.remove_appearance(became(carry_of(claim)), None)

    assert (carry_of(claim).state, carry_of(claim).became) == (CarryState.GONE, None)


# -- settling ------------------------------------------------------------------------------


def test_a_reviewer_places_the_words(article: Article, ada: User, ben: User) -> None:
    carry = uncertain(ada, article)
    [(start, end)] = carry.places[1]

    settling.settle(carry, [Place(start, end)], carry.version, ben)

    carry.refresh_from_db()
    assert (carry.state, carry.by) == (CarryState.CHOSEN, ben)
    assert became(carry).spans.get().start == start
    assert became(carry).chain.count() == 2
    events = carry.history.order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory adds it
    assert [event.state for event in events] == [
        "needs_review", "chosen",
    ]  # fmt: skip


def test_a_reviewer_says_that_the_words_went(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)

    settling.settle(carry, [], carry.version, ada)

    carry.refresh_from_db()
    assert (carry.state, carry.became, carry.by) == (CarryState.GONE, None, ada)


def test_of_two_who_settle_at_once_the_second_is_told(
    article: Article, ada: User, ben: User
) -> None:
    carry = uncertain(ada, article)
    seen = carry.version
    [(start, end)] = carry.places[0]
    settling.settle(carry, [Place(start, end)], seen, ada)

    with pytest.raises(StaleVersionError) as refused:
        settling.settle(carry, [], seen, ben)

    carry.refresh_from_db()
    assert carry.state == CarryState.CHOSEN
    settling.settle(carry, [], refused.value.current, ben)
    carry.refresh_from_db()
    assert (carry.state, carry.became, carry.by) == (CarryState.GONE, None, ben)
    assert Appearance.objects.filter(text_version__number=2).count() == 0


def test_what_was_settled_can_be_settled_otherwise(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)
    first, second = (Place(*spans[0]) for spans in carry.places)

    settling.settle(carry, [first], None, ada)
    settling.settle(carry, [second], None, ada)

    carry.refresh_from_db()
    assert became(carry).spans.get().start == second.start


def test_only_a_place_in_the_text_will_do(article: Article, ada: User) -> None:
    carry = uncertain(ada, article)

    for places in ([Place(0, 10**6)], [Place(5, 9), Place(2, 4)], [Place(3, 3)]):
        with pytest.raises(IncompleteError):
            settling.settle(carry, places, carry.version, ada)


def test_what_has_moved_on_is_settled_there(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    newer(article, f"Second\n\n{TEXT}", ada)
    first = carry_of(claim)
    newer(article, f"Third\n\n{TEXT}", ada)

    with pytest.raises(NotAllowedError):
        settling.settle(first, [], None, ada)


# -- what readers see ------------------------------------------------------------------------


def public_places(claim: Claim) -> list[tuple[int, int | None]]:
    public = Publication.objects.current().get(claim=claim).record
    return [(row["version"], row["gone_since"]) for row in public["appearances"]]


def test_unchanged_words_are_published_in_the_new_version_at_once(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS, Stage.PUBLISHED)

    made = newer(article, f"Second\n\n{TEXT}", ada)

    assert public_places(claim) == [(2, None)]
    [note] = public_notes(made)
    assert note["appearance"]["spans"][0]["start"] == made.text.index(PUMPS)
    assert note["verdict"] == "supported"
    [old] = public_notes(article.texts.get(number=1))
    assert old["appearance"]["spans"][0]["start"] == TEXT.index(PUMPS)
    assert elsewhere(article, made) == []
    claim.refresh_from_db()
    assert claim.stage == Stage.PUBLISHED
    last = claim.decisions.latest("number")
    assert (last.action, last.by) == (Action.CARRY_OVER, ada)
    public = Publication.objects.current().get(claim=claim).record
    assert public["decisions"][-1]["action"] == "carry_over"
    assert public["why"] == "The gauge shows it."


def test_changed_words_are_published_once_they_were_looked_at(
    article: Article, ada: User, ben: User
) -> None:
    claim = recorded("The gates were opened.", GATES, Stage.PUBLISHED)
    made = newer(article, TEXT.replace("before midnight", "after midnight"), ada)
    carry = carry_of(claim)
    assert public_places(claim) == [(1, None)]
    assert public_notes(made) == []
    assert [each["gone_since"] for each in elsewhere(article, made)] == [None]

    done = settling.check(article, {carry.pk: carry.version}, ben)

    assert (done.done, done.left) == (1, 0)
    assert public_places(claim) == [(2, None)]
    [note] = public_notes(made)
    assert "after midnight" in note["appearance"]["spans"][0]["exact"]
    assert carry_of(claim).by == ben


def test_readers_are_told_what_went(article: Article, ada: User) -> None:
    claim = recorded("The wells ran dry.", WELLS, Stage.PUBLISHED)
    made = newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)
    carry = carry_of(claim)

    settling.check(article, {carry.pk: carry.version}, ada)

    assert public_places(claim) == [(1, 2)]
    assert [each["gone_since"] for each in elsewhere(article, made)] == [2]
    assert len(public_notes(article.texts.get(number=1))) == 1


def test_what_somebody_settled_meanwhile_is_left_alone(
    article: Article, ada: User, ben: User
) -> None:
    claim = recorded("The wells ran dry.", WELLS)
    made = newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)
    carry = carry_of(claim)
    start = made.text.index(PUMPS)
    settling.settle(carry, [Place(start, start + 9)], carry.version, ben)

    done = settling.check(article, {carry.pk: carry.version}, ada)

    assert (done.done, done.left) == (0, 1)
    assert carry_of(claim).state == CarryState.CHOSEN


def test_a_settled_place_is_published_and_taken_back(
    article: Article, ada: User
) -> None:
    carry = uncertain(ada, article, Stage.PUBLISHED)
    claim = carry.appearance.claim
    assert public_places(claim) == [(1, None)]
    [(start, end)] = carry.places[0]

    settling.settle(carry, [Place(start, end)], None, ada)
    assert public_places(claim) == [(2, None)]
    settling.settle(carry, [], None, ada)
    assert public_places(claim) == [(1, 2)]
    settling.settle(carry, [Place(start, end)], None, ada)

    assert public_places(claim) == [(2, None)]
    rows = PublishedAppearance.objects.current()
    assert sorted(rows.values_list("text_version__number", "superseded", "gone_since")) == [
        (1, True, None), (2, False, None),
    ]  # fmt: skip


def test_nothing_else_becomes_public_with_it(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS, Stage.PUBLISHED)
    take(Action.REOPEN, claim, ada)
    claim.refresh_from_db()
    entry = entries.ClaimEntry("A draft of other words", "event")
    recording.change_claim(claim, entry, claim.version)
    link = claim.appearances.get().chain.get(position=1)
    link.note = "Not public"
    link.save()

    newer(article, f"Second\n\n{TEXT}", ada)

    public = Publication.objects.current().get(claim=claim)
    assert public.statement == "Nine pumps were sold."
    assert "Not public" not in str(public.record)
    assert "draft of other words" not in str(public.record)
    claim.refresh_from_db()
    assert claim.stage == Stage.READY


def test_an_unpublished_claim_stays_unpublished(article: Article, ada: User) -> None:
    recorded("Nine pumps were sold.", PUMPS, Stage.SECOND_REVIEW)

    newer(article, f"Second\n\n{TEXT}", ada)

    assert Publication.objects.count() == 0
    assert not Decision.objects.filter(action=Action.CARRY_OVER).exists()


def test_publishing_later_names_the_newer_version(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS, Stage.SECOND_REVIEW)
    made = newer(article, f"Second\n\n{TEXT}", ada)

    take(Action.PUBLISH, claim, ada)

    assert public_places(claim) == [(2, None)]
    assert (
        len(public_notes(made)) == len(public_notes(article.texts.get(number=1))) == 1
    )


def test_a_withdrawn_claim_is_carried_and_stays_withdrawn(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    bring_to(claim, Stage.WITHDRAWN)

    newer(article, f"Second\n\n{TEXT}", ada)

    assert carry_of(claim).state == CarryState.EXACT
    assert Publication.objects.count() == 0


def test_many_claims_ask_no_more_than_few(article: Article, ada: User) -> None:
    asked = []
    for number, count in ((2, 2), (3, 12)):
        for n in range(count):
            recorded(f"Claim {number}.{n}", "Nine pumps were sold", Stage.DRAFT)
        claims = Claim.objects.filter(statement__startswith=f"Claim {number}.")
        for claim in claims:
            bring_to(claim, Stage.PUBLISHED)
        with CaptureQueriesContext(connection) as statements:
            newer(article, f"{number}\n\n{TEXT}", ada)
        asked.append(len(statements))

    assert Carry.objects.filter(state=CarryState.EXACT).count() == 2 + 14
    assert asked[0] == asked[1]


def test_what_nobody_looked_at_in_time_is_checked_in_the_next_version(
    article: Article, ada: User
) -> None:
    changed = recorded("The gates were opened.", GATES, Stage.PUBLISHED)
    gone = recorded("The wells ran dry.", WELLS, Stage.PUBLISHED)
    text = TEXT.replace("before midnight", "after midnight").replace(f"{WELLS}\n\n", "")
    newer(article, text, ada)
    latest = newer(article, f"Third\n\n{text}", ada)
    assert public_places(changed) == public_places(gone) == [(1, None)]
    assert to_do(latest) == {"review": 0, "check": 2}

    unchecked = [row for row in with_parts(latest) if row.is_unchecked]
    settling.check(article, {row.pk: row.version for row in unchecked}, ada)

    assert public_places(changed) == [(3, None)]
    assert public_places(gone) == [(1, 2)]
    assert list(LookAgain.objects.values_list("claim", "what")) == [
        (gone.pk, "“The river rose” no longer says it in its newest version")
    ]
    assert to_do(latest) == {"review": 0, "check": 0}

"""What do readers see of claims once their article has a newer text?"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances, inputs, version_review
from articles.models import (
    Article,
    Carry,
    Claim,
    Decision,
    LookAgain,
    Publication,
    PublishedAppearance,
    User,
)
from articles.models.choices import Action, CarryState, Stage
from articles.queries.articles import public_notes
from articles.queries.versions import (
    claims_not_in_text,
    count_open_outcomes,
    outcomes_with_parts,
)
from tests.factories import bring_to, make_article, make_claim, make_source, take
from tests.newer_texts import (
    GATES,
    PUMPS,
    TEXT,
    WELLS,
    carry_of,
    newer,
    recorded,
    uncertain,
)


@pytest.fixture
def article(db: Any) -> Article:
    return make_article(text=TEXT)


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
    assert claims_not_in_text(article, made) == []
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
    assert [each["gone_since"] for each in claims_not_in_text(article, made)] == [None]

    done = version_review.check_carries(article, {carry.pk: carry.version}, ben)

    assert (done.done, done.left) == (1, 0)
    assert public_places(claim) == [(2, None)]
    [note] = public_notes(made)
    assert "after midnight" in note["appearance"]["spans"][0]["exact"]
    assert carry_of(claim).by == ben


def test_readers_are_told_what_went(article: Article, ada: User) -> None:
    claim = recorded("The wells ran dry.", WELLS, Stage.PUBLISHED)
    made = newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)
    carry = carry_of(claim)

    version_review.check_carries(article, {carry.pk: carry.version}, ada)

    assert public_places(claim) == [(1, 2)]
    assert [each["gone_since"] for each in claims_not_in_text(article, made)] == [2]
    assert len(public_notes(article.texts.get(number=1))) == 1


def test_what_somebody_settled_meanwhile_is_left_alone(
    article: Article, ada: User, ben: User
) -> None:
    claim = recorded("The wells ran dry.", WELLS)
    made = newer(article, TEXT.replace(f"{WELLS}\n\n", ""), ada)
    carry = carry_of(claim)
    start = made.text.index(PUMPS)
    version_review.settle_carry(carry, [TextSpan(start, start + 9)], carry.version, ben)

    done = version_review.check_carries(article, {carry.pk: carry.version}, ada)

    assert (done.done, done.left) == (0, 1)
    assert carry_of(claim).state == CarryState.CHOSEN


def test_a_settled_place_is_published_and_taken_back(
    article: Article, ada: User
) -> None:
    carry = uncertain(ada, article, Stage.PUBLISHED)
    claim = carry.appearance.claim
    assert public_places(claim) == [(1, None)]
    [(start, end)] = carry.places[0]

    version_review.settle_carry(carry, [TextSpan(start, end)], None, ada)
    assert public_places(claim) == [(2, None)]
    version_review.settle_carry(carry, [], None, ada)
    assert public_places(claim) == [(1, 2)]
    version_review.settle_carry(carry, [TextSpan(start, end)], None, ada)

    assert public_places(claim) == [(2, None)]
    rows = PublishedAppearance.objects.current()
    assert sorted(rows.values_list("text_version__number", "superseded", "gone_since")) == [
        (1, True, None), (2, False, None),
    ]  # fmt: skip


def test_what_was_found_of_independence_names_the_newer_places(
    article: Article, ada: User
) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS)
    other = make_article("The other bank", f"It is said. {PUMPS}")
    place = TextSpan(12, 12 + len(PUMPS))
    steps = [inputs.StepEntry(make_source("Tessa Aldering"))]
    appearances.create_appearance(
        ada, other.text, claim, inputs.AppearanceEntry([place], steps)
    )
    bring_to(claim, Stage.PUBLISHED)

    newer(article, f"Second\n\n{TEXT}", ada)

    public = Publication.objects.current().get(claim=claim).record
    shown = {row["key"] for row in public["appearances"]}
    [lineage] = public["independence"]["lineages"]["appearances"]
    [merge] = lineage["merges"]
    assert {merge["first"], merge["second"]} == set(lineage["members"]) == shown


def test_a_cue_that_is_recorded_otherwise_by_now_has_no_place_in_the_new_version(
    article: Article, ada: User
) -> None:
    claim = with_cue(make_claim(quote=GATES))
    link = claim.appearances.get().chain.get(position=1)
    link.cue, link.cue_start = "said", TEXT.index("said")
    link.save()

    newer(article, f"Second\n\n{TEXT}", ada)

    public = Publication.objects.current().get(claim=claim).record
    [_, step] = public["appearances"][0]["chain"]
    assert (step["cue"], step["cue_start"]) == ("the ministry said", None)


def with_cue(claim: Claim) -> Claim:
    link = claim.appearances.get().chain.get(position=1)
    link.cue, link.cue_start = "the ministry said", TEXT.index("the ministry said")
    link.said, link.said_start = "on Monday", TEXT.index("on Monday")
    link.save()
    return bring_to(claim, Stage.PUBLISHED)


def test_cues_go_back_with_words_that_were_placed_and_then_said_to_be_gone(
    article: Article, ada: User
) -> None:
    claim = with_cue(make_claim(quote=GATES))
    newer(article, f"Second\n\n{TEXT.replace('midnight', 'dawn')}", ada)
    carry = carry_of(claim)
    version_review.check_carries(article, {carry.pk: carry.version}, ada)
    version_review.settle_carry(carry, [], None, ada)

    public = Publication.objects.current().get(claim=claim).record
    assert public_places(claim) == [(1, 2)]
    [_, step] = public["appearances"][0]["chain"]
    assert step["cue_start"] == TEXT.index(step["cue"])
    assert step["said"]["start"] == TEXT.index("on Monday")


def test_what_goes_is_published_as_it_was_and_not_as_it_is_recorded_by_now(
    article: Article, ada: User
) -> None:
    claim = with_cue(make_claim(quote=GATES))
    row = claim.appearances.get()
    row.spans.update(start=0, end=3, exact="The")
    newer(article, TEXT.replace(f"{GATES}\n\n", ""), ada)
    carry = carry_of(claim)

    version_review.settle_carry(carry, [], None, ada)

    public = Publication.objects.current().get(claim=claim).record
    [shown] = public["appearances"]
    assert (shown["gone_since"], shown["spans"][0]["exact"]) == (2, GATES)


def test_nothing_else_becomes_public_with_it(article: Article, ada: User) -> None:
    claim = recorded("Nine pumps were sold.", PUMPS, Stage.PUBLISHED)
    take(Action.REOPEN, claim, ada)
    claim.refresh_from_db()
    entry = inputs.ClaimEntry("A draft of other words", "event")
    appearances.change_claim(claim, entry, claim.version)
    link = claim.appearances.get().chain.get(position=1)
    link.note = "Not public"
    link.save()

    newer(article, f"Second\n\n{TEXT}", ada)

    public = Publication.objects.current().get(claim=claim)
    assert public.statement == "Nine pumps were sold."
    assert "Not public" not in str(public.record)
    assert [made["number"] for made in public.record["decisions"]] == [1, 2, 3, 4]
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
    assert count_open_outcomes(latest) == {"review": 0, "check": 2}

    unchecked = [row for row in outcomes_with_parts(latest) if row.is_unchecked]
    version_review.check_carries(
        article, {row.pk: row.version for row in unchecked}, ada
    )

    assert public_places(changed) == [(3, None)]
    assert public_places(gone) == [(1, 2)]
    assert list(LookAgain.objects.values_list("claim", "what")) == [
        (gone.pk, "“The river rose” no longer says it in its newest version")
    ]
    assert count_open_outcomes(latest) == {"review": 0, "check": 0}

"""How far reviewers agree: the team's page of it, and what readers are told."""

import datetime
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Claim, Decision
from articles.models.choices import Action, Round, Stage, VerdictRule
from articles.queries import agreement
from articles.queries.agreement import (
    LEAST_PUBLIC_CASES,
    ROUND_ENDS,
    public_agreement,
    second_verdicts,
    team_agreement,
)
from articles.rendering.page_store import memory
from articles.workflow.publication import DISCARDING_ACTIONS, publish_claim
from tests.blind_verdicts import DAY, give_to_all, give_verdicts, publish_copies
from tests.factories import make_claim, make_user, set_team, take
from tests.web.asking import undone

pytestmark = pytest.mark.django_db
HEADING = "How often reviewers agree"


@pytest.fixture
def origin(db: Any) -> Claim:
    """A published claim without a blind verdict, of which there are copies below."""
    return make_claim(stage=Stage.PUBLISHED)


def words_of(client: Client, path: str = "/desk/agreement/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def on(year: int, month: int) -> datetime.datetime:
    return DAY.replace(year=year, month=month)


# -- the team's page -------------------------------------------------------------------


def test_without_a_case_the_page_says_how_one_comes_about(desk: Client) -> None:
    words = words_of(desk)

    assert "There is no case yet." in words
    assert "it stays sealed" in words
    assert "alpha" not in words


def test_only_verdicts_that_were_given_blind_are_cases(
    desk: Client, origin: Claim
) -> None:
    """Neither one in view of the first, nor a confirmation; they are not hidden, though."""
    one, other = publish_copies(origin, 2)
    give_verdicts(one, blind=False)

    assert "So far, 1 second verdict was given by somebody who had read" in words_of(
        desk
    )
    give_verdicts(other)
    words = words_of(desk)
    assert "Agreement 1 " in words
    assert "Not counted: 1 second verdict by somebody who had read the first." in words


def test_the_page_tells_each_measure_with_its_number_of_cases(
    desk: Client, origin: Claim
) -> None:
    claims = publish_copies(origin, 40)
    give_to_all(claims[:18], "supported", "supported")
    give_to_all(claims[18:32], "refuted", "refuted")
    give_to_all(claims[32:37], "supported", "refuted")
    give_to_all(claims[37:], "refuted", "supported")

    words = words_of(desk)

    assert "Cases 40 Same verdict 80 % 32 of 40" in words
    assert "Krippendorff’s alpha 0.60 95 % interval 0.32 to 0.80" in words
    assert "Cohen’s kappa 0.60" in words
    assert "Fewer than 30" not in words
    assert "Supported 18 5 Refuted 3 14" in words


def test_the_same_is_told_by_period_kind_and_pair(desk: Client, origin: Claim) -> None:
    claims = publish_copies(origin, 6)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[3:]]).update(
        kind="causal"
    )
    give_to_all(claims[:2], at=on(2026, 1))
    give_to_all(claims[2:3], second="refuted", at=on(2026, 3))
    give_to_all(claims[3:5], at=on(2026, 12), by=("cleo", "ben"))
    give_to_all(claims[5:], "refuted", at=on(2026, 12), by=("ada", "ben"))

    team = team_agreement()
    words = words_of(desk)

    def counts(rows: Any) -> list[tuple[Any, int, int]]:
        return [(name, found.cases, found.same) for name, found in rows]

    assert counts(team.by_period) == [
        ("January to March 2026", 3, 2), ("October to December 2026", 3, 2),
    ]  # fmt: skip
    assert counts(team.by_kind) == [("event", 3, 2), ("causal", 3, 2)]
    assert counts(team.by_pair) == [(("Ben", "Cleo"), 5, 4), (("Ada", "Ben"), 1, 0)]
    for told in (
        "January to March 2026 3 * , few 67 %",
        "Cause and effect 3 *",
        "Ben and Cleo 5 * , few 80 %",
    ):
        assert told in words
    give_verdicts(claims[0], at=on(2024, 12))
    assert counts(team_agreement().by_period) == [("2024", 1, 1), ("2026", 6, 4)]


def test_the_kappa_of_a_pair_rests_on_each_persons_verdicts(origin: Claim) -> None:
    """Ben says "supported" where cleo says "refuted", whoever of them came first."""
    claims = publish_copies(origin, 4)
    give_to_all(claims[:2], "supported", "refuted", by=("ben", "cleo"))
    give_to_all(claims[2:], "refuted", "supported", by=("cleo", "ben"))

    team = team_agreement()

    assert team.whole is not None
    assert team.whole.kappa == -1
    ((_, found),) = team.by_pair
    assert (found.kappa, found.alpha) == (0, team.whole.alpha)


SPARSE = [
    # first and second verdicts                        what the page says
    ([("supported", "supported")] * 3,                 "alpha and kappa are not defined"),
    ([("supported", "supported"), ("refuted", "refuted")], "Nobody has disagreed yet"),
    ([("supported", "supported")] * 3 + [("supported", "refuted")],
                                                       "too few and too much alike"),
    ([("supported", "supported"), ("refuted", "refuted"), ("refuted", "supported")] * 4,
                                                       "Fewer than 30 cases"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), SPARSE)
def test_what_so_few_cases_cannot_say_is_said(
    desk: Client, origin: Claim, given: list[tuple[str, str]], told: str
) -> None:
    for claim, (first, second) in zip(
        publish_copies(origin, len(given)), given, strict=True
    ):
        give_verdicts(claim, first, second)

    assert told in words_of(desk)


def test_the_pairs_are_as_many_as_one_reads(
    desk: Client, origin: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.views.desk.agreement.MAX_PAIRS", 1)
    for claim, other in zip(publish_copies(origin, 2), ("ben", "cleo"), strict=True):
        give_verdicts(claim, by=("ada", other))

    assert "The 1 pairs with the most cases, of 2." in words_of(desk)


def test_neither_page_asks_more_often_with_more_cases(
    desk: Client, reader: Client, origin: Claim
) -> None:
    asked = []
    for number in (40, 400):
        with undone():
            give_to_all(publish_copies(origin, number), then=[Action.PUBLISH])
            for client, path in (
                (desk, reverse("desk_agreement")),
                (reader, "/method/"),
            ):
                client.get(path)
                with CaptureQueriesContext(connection) as statements:
                    client.get(path)
                asked.append(len(statements))

    assert asked[:2] == asked[2:]


# -- the public page -------------------------------------------------------------------


def test_readers_are_told_from_thirty_public_cases_on(
    reader: Client, origin: Claim
) -> None:
    claims = publish_copies(origin, LEAST_PUBLIC_CASES)
    give_to_all(claims[:20], then=[Action.PUBLISH], at=on(2025, 5))
    give_to_all(claims[20:-1], "refuted", then=[Action.PUBLISH])
    before = words_of(reader, "/method/")
    give_verdicts(claims[-1], then=[Action.PUBLISH])

    words = words_of(reader, "/method/")

    assert HEADING not in before
    assert words.count(HEADING) == 2  # in the table of contents as well
    assert "that was so in 30 cases; in 21 of them (70 %) both came to" in words
    assert "Krippendorff’s alpha is −0.16, with a 95 % interval from −" in words
    assert "2025 20 * , few 100 % not defined" in words
    assert "2026 10 * , few 10 %" in words
    assert "Ben" not in words


# How a round went on, and whether readers know its verdicts.
ROUNDS = [
    ([], False),
    ([Action.PUBLISH], True),
    ([Action.ADJUDICATE, Action.PUBLISH], True),
    ([Action.PUBLISH, Action.REOPEN, Action.GIVE_VERDICT], True),
    ([Action.PUBLISH, Action.UPDATE, Action.CARRY_OVER], True),
    ([Action.WITHDRAW], False),
    ([Action.WITHDRAW, Action.RESTORE, Action.GIVE_VERDICT, Action.PUBLISH], False),
    ([Action.SEND_BACK, Action.GIVE_VERDICT, Action.PUBLISH], False),
    ([Action.RETURN_TO_DRAFT, Action.PUBLISH_RECORD, Action.PUBLISH], False),
    ([Action.PUBLISH, Action.WITHDRAW, Action.RESTORE, Action.PUBLISH_RECORD], True),
]  # fmt: skip


@pytest.mark.parametrize(("then", "known"), ROUNDS)
def test_a_case_is_public_if_its_round_is_in_the_published_record(
    origin: Claim, monkeypatch: pytest.MonkeyPatch, then: list[Action], known: bool
) -> None:
    """As the record tells it, which leaves out what was taken back."""
    monkeypatch.setattr(agreement, "LEAST_PUBLIC_CASES", 1)
    second = give_verdicts(origin, then=then)

    counted = public_agreement()
    record = publish_claim(
        origin, make_user("cleo"), timezone.now(), "supported"
    ).record

    assert (counted is not None) == known
    # A publication is made by a step that ends the round: without one there is none.
    if then:
        told = [each["action"] for each in record["decisions"]]
        assert (second.action in told) == known


def test_every_step_by_which_readers_never_see_a_round_ends_it() -> None:
    assert {*DISCARDING_ACTIONS, Action.WITHDRAW, Action.PUBLISH} == set(ROUND_ENDS)


def test_a_claim_that_is_withdrawn_is_no_public_case(
    origin: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement, "LEAST_PUBLIC_CASES", 1)
    give_verdicts(origin, then=[Action.PUBLISH])
    assert public_agreement()

    take(Action.WITHDRAW, origin, make_user("dana", "Editors"))

    assert public_agreement() is None
    assert team_agreement().whole


def unpublish_everything_else(claims: list[Claim]) -> None:
    """Work on published claims, and on one that nobody knows, that readers do not see."""
    give_to_all(claims, "refuted", "not_enough")
    draft = make_claim("Nobody has published this.", Stage.READY)
    give_verdicts(draft, then=[Action.PUBLISH])  # and no publication
    Decision.objects.create(
        claim=draft, number=9, action=Action.GIVE_SECOND_VERDICT, round=Round.SECOND,
        verdict="refuted", rationale="So.", blind=False, by=make_user("cleo"),
        before=Stage.FIRST_VERDICT, after=Stage.SECOND_REVIEW,
    )  # fmt: skip


def test_no_byte_of_the_method_differs_with_unpublished_verdicts(
    reader: Client, origin: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = publish_copies(origin, 31)
    give_to_all(claims, then=[Action.PUBLISH])
    before = reader.get("/method/").content
    unpublish_everything_else(claims)

    assert reader.get("/method/").content == before
    assert HEADING in before.decode()
    # The control: a page that counts every case differs.
    monkeypatch.setattr(agreement, "published_second_verdicts", second_verdicts)
    assert reader.get("/method/").content != before


@pytest.mark.django_db(transaction=True)
def test_the_method_that_is_kept_is_made_anew_when_a_case_is_published() -> None:
    memory.clear()
    origin = make_claim(stage=Stage.PUBLISHED)
    claims = publish_copies(origin, LEAST_PUBLIC_CASES)
    give_to_all(claims[:-1], then=[Action.PUBLISH])
    before = [Client().get("/method/").text for _ in range(2)]

    give_verdicts(claims[-1], "refuted", "refuted", then=[Action.PUBLISH])
    publish_claim(claims[-1], make_user("cleo"), timezone.now(), "refuted")

    assert HEADING not in before[1]
    assert "in 30 cases" in words_of(Client(), "/method/")
    memory.clear()


def test_two_verdicts_by_the_steps_of_the_workflow_are_a_case() -> None:
    set_team(verdicts=VerdictRule.TWO_BLIND)
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, make_user("ben"))
    assert team_agreement().whole is None

    take(Action.GIVE_SECOND_VERDICT, claim, make_user("cleo"))

    agreed = team_agreement().whole
    assert agreed is not None
    assert agreed.cases == 1

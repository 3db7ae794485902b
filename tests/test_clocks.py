"""Does a clock that goes back, or a day to come, block a step or mix up what stood when?"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from articles.ingest import jobs
from articles.models import Claim, Decision, Publication, User
from articles.models.choices import Action, Stage
from articles.views.claim_states import state_on
from articles.workflow.decisions import perform_step
from tests.factories import make_article, make_claim, make_user, take
from tests.newer_texts import PUMPS, TEXT, newer, recorded

DAY = datetime.timedelta(days=1)
# Every step that publishes, withdraws or is taken with something published.
PATHS: list[list[tuple[Action, str]]] = [
    [(Action.WITHDRAW, "dana")],
    [(Action.UPDATE, "cleo"), (Action.UPDATE, "ben"), (Action.WITHDRAW, "dana")],
    [(Action.REOPEN, "ben"), (Action.PUBLISH_RECORD, "cleo"), (Action.WITHDRAW, "dana")],
    [(Action.REOPEN, "ben"), (Action.GIVE_VERDICT, "ben"), (Action.CONFIRM, "cleo"),
     (Action.PUBLISH, "cleo")],
    [(Action.WITHDRAW, "dana"), (Action.RESTORE, "dana"), (Action.SUBMIT, "ada"),
     (Action.PUBLISH_RECORD, "cleo"), (Action.WITHDRAW, "dana")],
]  # fmt: skip


@contextmanager
def clock_at(moment: datetime.datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", lambda: moment):
        yield


@pytest.fixture
def claim(db: Any) -> Claim:
    return make_claim(stage=Stage.PUBLISHED)


def states(claim: Claim) -> list[Publication]:
    return list(Publication.objects.filter(claim=claim).order_by("number"))


def assert_in_order(claim: Claim) -> None:
    """Steps and states follow each other in time, without gap between neighbours."""
    moments = claim.decisions.order_by("number").values_list("at", flat=True)
    assert list(moments) == sorted(moments)
    for older, newer_state in pairwise(states(claim)):
        assert older.superseded_at
        assert older.published_at <= older.superseded_at <= newer_state.published_at


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("back", [datetime.timedelta(seconds=1), DAY, 4000 * DAY])
def test_no_step_fails_where_the_clock_was_set_back(
    claim: Claim, path: list[tuple[Action, str]], back: datetime.timedelta
) -> None:
    moment = timezone.now()
    for action, name in path:
        moment -= back
        with clock_at(moment):
            claim.refresh_from_db()
            take(
                action,
                claim,
                make_user(name, "Editors" if name == "dana" else "Reviewers"),
            )

    assert_in_order(claim)
    claim.refresh_from_db()
    withdrawn = claim.stage == Stage.WITHDRAWN
    assert Publication.objects.current().filter(claim=claim).exists() != withdrawn


def test_a_claim_is_withdrawn_at_the_desk_though_the_clock_went_back(
    claim: Claim, dana: User, reader: Client
) -> None:
    address = f"/claims/{claim.key}/"
    assert reader.get(address).status_code == 200

    with clock_at(timezone.now() - DAY):
        desk = Client()
        desk.force_login(dana)
        step = f"/desk/claims/{claim.key}/withdraw/"
        values = {"version": claim.version, "rationale": "It was wrong.",
                  "idempotency_key": "5f0a3e0e-6d7b-4b3e-9b62-0d8a9d2f7a10"}  # fmt: skip
        assert desk.post(step, values).status_code == 302

    assert reader.get(address).status_code == 410


def test_a_step_of_a_day_to_come_blocks_none_that_follows(
    claim: Claim, cleo: User, dana: User
) -> None:
    """Files bring decisions with the day that they name."""
    perform_step(Action.UPDATE, claim, cleo, at=timezone.now() + 400 * DAY)

    perform_step(Action.WITHDRAW, claim, dana, rationale="It was wrong.")

    assert_in_order(claim)
    assert not Publication.objects.current().filter(claim=claim).exists()


def test_a_state_of_a_row_that_the_clock_mixed_up_before_is_withdrawn_all_the_same(
    claim: Claim, ben: User, dana: User
) -> None:
    """Rows of a release that trusted the clock: the last decision is not the latest."""
    perform_step(Action.UPDATE, claim, ben, at=timezone.now() + 2 * DAY)
    last = claim.decisions.order_by("number").last()
    assert last
    Decision.objects.bulk_create([
        Decision(claim=claim, number=last.number + 1, action=Action.REOPEN, by=ben,
                 before=Stage.PUBLISHED, after=Stage.READY, at=timezone.now(),
                 rationale="To look again.")
    ])  # fmt: skip

    perform_step(Action.WITHDRAW, claim, dana, rationale="It was wrong.")

    assert not Publication.objects.current().filter(claim=claim).exists()


def test_what_stood_on_a_day_is_one_state_whatever_the_clock_did(
    claim: Claim, cleo: User
) -> None:
    [first] = states(claim)
    with clock_at(timezone.now() - 3 * DAY):
        perform_step(Action.UPDATE, claim, cleo)

    assert state_on([*reversed(states(claim))], first.published_at.date()) is not None
    before = first.published_at.date() - DAY
    assert state_on([*reversed(states(claim))], before) is None


@pytest.mark.django_db
def test_a_newer_text_moves_what_is_published_though_the_clock_went_back(
    ada: User,
) -> None:
    article = make_article(text=TEXT)
    first = recorded("Nine pumps were sold.", PUMPS, Stage.PUBLISHED)
    second = recorded("Pumps were sold.", PUMPS, Stage.PUBLISHED)
    ahead = timezone.now() + 10 * DAY
    perform_step(Action.UPDATE, second, make_user("cleo"), at=ahead)

    with clock_at(timezone.now() - DAY):
        newer(article, f"Second\n\n{TEXT}", ada)

    for claim in (first, second):
        assert_in_order(claim)
        *_, old, new = states(claim)
        assert new.superseded_at is None
        assert old.superseded_at == new.published_at
    # One claim's wrong day is no other claim's.
    assert states(first)[-1].published_at < timezone.now() < ahead
    assert states(second)[-1].published_at == ahead


def test_a_job_whose_worker_died_is_free_though_the_clock_went_back(ada: User) -> None:
    jobs.request_fetch(ada, "https://example.org/")
    first = jobs.lease_job()
    assert first

    with clock_at(timezone.now() - datetime.timedelta(minutes=30)):
        assert jobs.lease_job() is None  # clocks of two workers may differ so much
    with clock_at(timezone.now() - DAY):
        second = jobs.lease_job()

    assert second
    assert second.pk == first.pk

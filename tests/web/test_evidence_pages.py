"""What do the desk and readers see of the words that are evidence?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.claim_data import claim_record, with_record_rows
from articles.models import Claim, Evidence, Publication, User
from articles.models.choices import Action, Stage
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_user,
    make_work,
    sent,
    take,
)
from tests.web.desk_forms import hidden

ARABIC = "متوسط سعر الكيلوغرام: 6.10"
ENGLISH = "Mean price per kilogram: 6.10"
AS_IT_STANDS = f'<blockquote class="passage" lang="ar" dir="rtl">{ARABIC}</blockquote>'


@pytest.fixture
def foreign(db: None) -> Evidence:
    """Evidence in a work that is in Arabic, recorded without its passage."""
    return make_evidence(make_claim(), work=make_work("سجل الأسعار", language="ar"))


def address(evidence: Evidence) -> str:
    return reverse("desk_evidence", args=[evidence.key])


def opened(desk: Client, evidence: Evidence, **typed: str) -> dict[str, Any]:
    """The form as it is open now, with this typed into it."""
    work = evidence.work
    page = desk.get(address(evidence)).content.decode()
    values = {"work_key": work.key, "work_title": work.title, "work_kind": work.kind,
              "stance": evidence.stance, "question": evidence.question}  # fmt: skip
    return sent(**values, **typed) | hidden(page)


def page_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_readers_see_a_passage_of_evidence_with_its_translation_once_published(
    desk: Client, reader: Client, foreign: Evidence, cleo: User
) -> None:
    claim = Claim.objects.get()
    bring_to(claim, Stage.READY)
    take(Action.PUBLISH_RECORD, claim, cleo)
    place = reverse("claim", args=[claim.key])
    typed = opened(desk, foreign, passage=ARABIC, translation=ENGLISH)

    assert desk.post(address(foreign), typed).status_code == 302

    assert "ranslated by" not in page_of(reader, place)
    working = page_of(desk, reverse("desk_claim", args=[claim.key]))
    take(Action.PUBLISH_RECORD, claim, cleo)
    for page in (working, page_of(reader, place)):
        assert AS_IT_STANDS in page
        assert "The passage, in Arabic" in page
        assert "Translated by the reviewer <bdi>Ada</bdi>" in page
        assert f'<blockquote class="passage" dir="auto">{ENGLISH}</blockquote>' in page
    (piece,) = reader.get(f"{place.rstrip('/')}.json").json()["evidence"]
    assert piece["passage"] == ARABIC
    assert piece["translation"] == {"text": ENGLISH, "by": "Ada"}


def test_what_was_published_before_there_were_translations_is_shown_as_before(
    reader: Client, foreign: Evidence
) -> None:
    Evidence.objects.update(passage=ARABIC)
    claim = bring_to(Claim.objects.get(), Stage.READY)
    held = claim_record(with_record_rows(Claim.objects.all()).get())
    del held["evidence"][0]["translation"]
    Publication.objects.create(
        claim=claim, number=1, statement=claim.statement, kind=claim.kind,
        record={**held, "published_at": "2026-03-01T12:00:00+00:00", "number": 1},
        published_at=timezone.now(), published_by=make_user("ada"),
    )  # fmt: skip

    page = page_of(reader, reverse("claim", args=[claim.key]))

    assert AS_IT_STANDS in page
    assert "ranslated by" not in page


def test_a_translation_of_no_passage_is_shown_again_and_not_saved(
    desk: Client, foreign: Evidence
) -> None:
    typed = opened(desk, foreign, translation=ENGLISH)

    response = desk.post(address(foreign), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Put in the passage that is translated, too." in page
    assert ENGLISH in page
    assert Evidence.objects.get().translation == ""


def test_a_conflict_shows_both_translations_of_evidence(
    desk: Client, foreign: Evidence
) -> None:
    stale = opened(desk, foreign, passage=ARABIC, translation="Other words.")
    first = opened(desk, foreign, passage=ARABIC, translation=ENGLISH)
    desk.post(address(foreign), first)

    response = desk.post(address(foreign), stale)

    page = response.content.decode()
    assert response.status_code == 409
    assert ENGLISH in page
    assert "Other words." in page
    assert Evidence.objects.get().translation == ENGLISH

"""The card of a claim, for readers: as the claim stands, and gone when it is."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Claim
from articles.models.choices import Stage
from articles.rendering.page_store import memory
from articles.workflow import publication
from tests.factories import make_claim, make_user
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    memory.clear()
    return make_claim("The ferry sailed on Monday.", Stage.PUBLISHED)


def card_of(claim: Claim, **headers: str) -> tuple[int, str, bytes, str]:
    path = f"/claims/{claim.key}/card.png"
    with quiet():
        answer = Client().get(path, headers=headers)
    kind, tag = answer.headers.get("Content-Type", ""), answer.headers.get("ETag", "")
    return answer.status_code, kind, answer.content, tag


def test_a_card_is_sent_once_while_the_claim_stands_so(claim: Claim) -> None:
    status, kind, first, tag = card_of(claim)
    again = card_of(claim, if_none_match=tag)
    publication.publish_claim(claim, make_user("cleo"), timezone.now(), "refuted")
    memory.clear()
    *_, after, _ = card_of(claim, if_none_match=tag)

    assert (status, kind) == (200, "image/png")
    assert (again[0], again[2]) == (304, b"")
    assert after not in {first, b""}


def test_a_card_is_gone_with_its_claim(claim: Claim) -> None:
    assert card_of(claim)[0] == 200
    publication.withdraw_claim(claim, timezone.now())

    assert card_of(claim)[:2] == (410, "text/html; charset=utf-8")
    assert card_of(make_claim("The ferry sank.", Stage.READY))[0] == 404

"""Does who settles a claim in a newer text see where it stands now?"""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.importing import versions
from articles.importing.versions import VersionEntry
from articles.models import Article, Carry, User
from articles.models.choices import CarryState, VersionKind
from tests.factories import make_article, make_claim, sent

WORDS = "The gates were opened before midnight on Monday, as the ministry had asked."
NEWER = "The gates were opened after midnight on Monday, as the ministry had asked."


@pytest.fixture
def carry(db: Any, ada: User) -> Carry:
    """Carried over, with changed words."""
    article = make_article(text=f"The river rose\n\n{WORDS}")
    make_claim(quote=WORDS.rstrip("."))
    versions.add_newer_text(
        article, f"The river rose\n\n{NEWER}", VersionEntry(VersionKind.CORRECTION),
        ["", ""], Article.objects.get().version, ada,
    )  # fmt: skip
    return Carry.objects.get(state=CarryState.CLOSE)


def said(answer: Any) -> str:
    """What a page says, tags and line ends apart."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", answer.content.decode())).split())


def test_where_a_claim_was_carried_to_stands_beside_the_older_words(
    desk: Client, carry: Carry
) -> None:
    article = carry.text_version.article
    address = reverse("desk_version", args=[article.key, 2])

    answer = desk.get(address, {"at": carry.appearance.key})

    assert "Now, in version 2 The gates were opened beforeafter midnight" in said(
        answer
    )
    # To be changed, instead of typed anew.
    assert f">\n{NEWER.rstrip('.')}</textarea>" in answer.content.decode()


def test_nobody_is_asked_for_a_field_that_they_cannot_see(
    desk: Client, carry: Carry
) -> None:
    address = reverse("desk_settle", args=[carry.appearance.key])

    answer = desk.post(address, sent(version=carry.version, words=""))

    assert answer.status_code == 422
    assert "Choose one of the places, or say that there is none." in said(answer)
    assert "This field is required" not in said(answer)

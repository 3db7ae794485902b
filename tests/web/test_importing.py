"""Does who imports an article again get to its newer version?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.importing import versions
from articles.importing.versions import VersionEntry
from articles.models import Article, Upload, User
from articles.models.choices import VersionKind
from tests.factories import make_article, sent

ADDRESS = "https://courier.example/river"
TEXT = "The river rose\n\nThe gates were opened before midnight."
CHANGED = "The river rose\n\nThe gates were opened after midnight."


@pytest.fixture
def article(db: Any) -> Article:
    return make_article(text=TEXT, address=ADDRESS)


def uploaded(desk: Client, text: str) -> Upload:
    desk.post(reverse("desk_import"), {"text": text})
    return Upload.objects.get()


def offered(upload: Upload, article: Article) -> str:
    """The link to where this text becomes the article's newest."""
    confirm = reverse("desk_version_confirm", args=[upload.key])
    return f'href="{confirm}?of={article.key}"'


def test_an_address_that_is_known_leads_to_a_newer_version(
    desk: Client, article: Article
) -> None:
    upload = uploaded(desk, CHANGED)
    typed = sent(title="The river rose", kind="article", address=ADDRESS)

    answer = desk.post(reverse("desk_import_confirm", args=[upload.key]), typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Take this text in as a newer version of it" in page
    assert offered(upload, article) in page


def test_a_text_that_the_outlet_took_back_can_be_a_newer_version(
    desk: Client, ada: User, article: Article
) -> None:
    entry = VersionEntry(VersionKind.CORRECTION)
    versions.add_newer_text(article, CHANGED, entry, ["", ""], article.version, ada)
    upload = uploaded(desk, TEXT)

    page = desk.get(reverse("desk_import_confirm", args=[upload.key])).content.decode()

    assert offered(upload, article) in page
    assert "changes nothing" not in page


def test_the_text_in_force_is_no_newer_version(desk: Client, article: Article) -> None:
    upload = uploaded(desk, TEXT)

    page = desk.get(reverse("desk_import_confirm", args=[upload.key])).content.decode()

    assert "changes nothing" in page
    assert offered(upload, article) not in page


def test_a_newer_text_is_asked_for_in_words_that_fit_its_page(
    desk: Client, article: Article
) -> None:
    address = reverse("desk_version_new", args=[article.key])

    page = desk.post(address, {"text": " \n"}).content.decode()

    assert "Put in the text as it is now, or choose a file." in page
    assert "give an address" not in page

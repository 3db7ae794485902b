"""Does who imports an article again get to its newer version?"""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.importing import versions
from articles.importing.versions import VersionEntry
from articles.models import Article, Upload, User
from articles.models.choices import VersionKind
from tests.factories import make_article, sent
from tests.pages import STORY as PARTS
from tests.pages import TITLE, page, paragraphs

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


# -- what was left out of a page -------------------------------------------------------

NOTE = "We rowed all night."
STORY = page(f"<article>{paragraphs(*PARTS)}</article><div class='widget'>{NOTE}</div>")


def sent_page(desk: Client, source: str = STORY) -> Upload:
    file = SimpleUploadedFile("page.html", source.encode())
    desk.post(reverse("desk_import"), {"file": file})
    return Upload.objects.latest("pk")


def number_of(upload: Upload, words: str) -> int:
    left_out = [text for text, _ in upload.extraction["left_out"]]
    return left_out.index(words)


def confirmed(desk: Client, upload: Upload, **values: Any) -> Any:
    typed = sent(**{"title": TITLE, "kind": "article", **values})
    return desk.post(reverse("desk_import_confirm", args=[upload.key]), typed)


def test_what_was_left_out_is_shown_at_its_place(desk: Client) -> None:
    upload = sent_page(desk)

    shown = desk.get(reverse("desk_import_confirm", args=[upload.key])).content.decode()

    assert shown.index("Weather") < shown.index(PARTS[0]) < shown.index(NOTE)
    assert f'name="take" value="{number_of(upload, NOTE)}"' in shown


def test_what_was_left_out_stays_out(desk: Client) -> None:
    confirmed(desk, sent_page(desk))

    assert Article.objects.get().text.text == "\n\n".join(PARTS)


def test_what_is_taken_in_stands_at_its_place(desk: Client) -> None:
    upload = sent_page(desk)
    taken = [number_of(upload, "Weather"), number_of(upload, NOTE)]

    confirmed(desk, upload, take=taken)

    text = Article.objects.get().text.text
    assert text == "\n\n".join(["Weather", *PARTS, NOTE])


def test_regions_stay_with_their_words_when_something_is_taken_in(desk: Client) -> None:
    upload = sent_page(desk)

    confirmed(
        desk, upload, take=[number_of(upload, "Weather")], **{"region-0": "banner"}
    )

    text = Article.objects.get().text
    region = text.regions.get()
    assert text.text[region.start : region.end] == PARTS[0]
    assert region.kind == "banner"


def test_what_was_ticked_is_ticked_again_beside_an_error(desk: Client) -> None:
    upload = sent_page(desk)
    number = number_of(upload, NOTE)

    answer = confirmed(desk, upload, take=[number], title="", **{"region-1": "other"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    box = rf'name="take" value="{number}"[^>]* checked>'
    assert len(re.findall(box, shown)) == 1
    assert re.search(r'name="region-1".{0,300}value="other" selected', shown, re.DOTALL)


def test_a_block_that_is_not_there_is_refused(desk: Client) -> None:
    answer = confirmed(desk, sent_page(desk), take=[999])

    assert answer.status_code == 422
    assert "is not on this page" in answer.content.decode()
    assert not Article.objects.exists()


def test_the_text_with_what_was_taken_in_is_compared_with_those_here(
    desk: Client,
) -> None:
    confirmed(desk, sent_page(desk))
    upload = sent_page(desk)

    confirmed(desk, upload, take=[number_of(upload, NOTE)])
    again = sent_page(desk)
    answer = confirmed(desk, again, take=[number_of(again, NOTE)], version="1")

    assert Article.objects.count() == 2
    assert answer.status_code == 302


def test_an_upload_that_was_stored_before_blocks_were_left_out_is_shown(
    desk: Client,
) -> None:
    upload = sent_page(desk)
    del upload.extraction["left_out"]
    upload.save()

    answer = desk.get(reverse("desk_import_confirm", args=[upload.key]))

    assert PARTS[0] in answer.content.decode()
    assert 'name="take"' not in answer.content.decode()


def test_a_newer_version_is_compared_with_what_is_taken_in(
    desk: Client, article: Article
) -> None:
    file = SimpleUploadedFile("page.html", STORY.encode())
    desk.post(reverse("desk_version_new", args=[article.key]), {"file": file})
    upload = Upload.objects.get()
    address = (
        reverse("desk_version_confirm", args=[upload.key])
        + f"?take={number_of(upload, NOTE)}"
    )

    shown = desk.get(address).content.decode()
    desk.post(address, sent(kind="correction", version=str(article.version)))

    assert f"{address}" in shown
    article.refresh_from_db()
    assert article.text.text == "\n\n".join([*PARTS, NOTE])

"""What do readers see on a page?"""

import pytest
from django.test import Client
from django.urls import reverse

from articles import recording
from articles.anchoring import Place
from articles.entries import AppearanceEntry, StepEntry
from articles.models.choices import Stage
from tests.factories import bring_to, make_article, make_claim, make_source

TEXT = "The gates were opened.\n\nLater the command said: the gates were opened."

pytestmark = pytest.mark.django_db


def test_a_claim_in_two_places_is_one_claim(reader: Client) -> None:
    article = make_article(text=TEXT)
    claim = make_claim(article=article, quote="The gates were opened")
    again = AppearanceEntry(
        [Place(TEXT.index("the gates"), len(TEXT) - 1)],
        [StepEntry(make_source("Tessa Aldering")), StepEntry(make_source("Command"))],
    )
    recording.add(claim.recorded_by, article.text, claim, again)
    bring_to(claim, Stage.PUBLISHED)
    make_claim("It is late.", Stage.PUBLISHED, article=article, quote="Later")

    page = reader.get(reverse("article", args=[article.key])).content.decode()
    listed = reader.get(reverse("articles_as", args=["json"])).json()["articles"]

    assert "<strong>2 claims are</strong> marked in this text, in 3 places." in page
    assert [(row["claims"], row["tally"]) for row in listed] == [
        (2, [{"verdict": "supported", "count": 2}])
    ]


def test_the_page_to_sign_in_carries_the_name_of_the_site(reader: Client) -> None:
    page = reader.get(reverse("login")).content.decode()

    assert "<title>Sign in · Claimtracker</title>" in page
    assert "testserver" not in page

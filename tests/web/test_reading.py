"""What do readers see on a page?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import recording
from articles.anchoring import Place
from articles.models import Source
from articles.models.choices import Stage
from articles.recording.entries import AppearanceEntry, StepEntry
from articles.rendering import long_date
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

    shown = reader.get(claim.get_absolute_url()).content.decode()
    first = shown.partition('<p class="first-known">')[2].partition("</p>")[0]

    assert "<strong>2 claims are</strong> marked in this text, in 3 places." in page
    assert first.count(article.work.title) == 1
    assert [(row["claims"], row["tally"]) for row in listed] == [
        (2, [{"verdict": "supported", "count": 2}])
    ]


def test_the_page_to_sign_in_carries_the_name_of_the_site(reader: Client) -> None:
    page = reader.get(reverse("login")).content.decode()

    assert "<title>Sign in · Claimtracker</title>" in page
    assert "testserver" not in page


def test_a_role_alone_says_what_to_choose_next_and_claims_to_narrow_nothing(
    reader: Client,
) -> None:
    make_claim(stage=Stage.PUBLISHED)
    outlet = Source.objects.get(name="Perrin Ford Courier")
    address = reverse("claims")

    alone = reader.get(address, {"role": "outlet"}).content.decode()
    both = reader.get(address, {"role": "outlet", "source": outlet.key})

    assert "First the role, then the source" in alone
    assert "Chosen filters" not in alone
    assert "Role of the source: Outlet" in both.content.decode()


def test_a_filter_that_cannot_be_read_is_not_said_to_fit_nothing(
    reader: Client,
) -> None:
    answer = reader.get(reverse("claims"), {"since": "last week"})
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Nothing is listed until every filter can be read." in page
    assert "No claim fits" not in page


def test_languages_are_called_by_their_names(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED, article=make_article(language="de"))
    address = reverse("articles")

    assert "<bdi>German</bdi>" in reader.get(address).content.decode()
    chosen = reader.get(address, {"language": "de"}).content.decode()
    assert "Language: German" in chosen


def test_the_newest_decisions_say_when_they_were_made(reader: Client) -> None:
    today = long_date(timezone.now())
    make_claim(stage=Stage.PUBLISHED)

    assert f"decided on {today}" in reader.get("/").content.decode()


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-02", "2026", "20260214", "2026-W07-6", "yesterday"]
)
@pytest.mark.parametrize("form", ["", "json"])
def test_a_day_that_cannot_be_read_is_not_answered_with_todays_state(
    reader: Client, day: str, form: str
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)

    answer = reader.get(claim.get_absolute_url(), {"on": day, "format": form})

    assert answer.status_code == 400
    assert claim.statement not in answer.content.decode()

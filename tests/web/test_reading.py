"""What do readers see on a page?"""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.dates import long_date
from articles.editing import appearances
from articles.editing.inputs import AppearanceEntry, StepEntry
from articles.models import Source
from articles.models.choices import Stage
from articles.workflow import publication
from tests.factories import bring_to, make_article, make_claim, make_source

TEXT = "The gates were opened.\n\nLater the command said: the gates were opened."

pytestmark = pytest.mark.django_db


def test_a_claim_in_two_places_is_one_claim(reader: Client) -> None:
    article = make_article(text=TEXT)
    claim = make_claim(article=article, quote="The gates were opened")
    again = AppearanceEntry(
        [TextSpan(TEXT.index("the gates"), len(TEXT) - 1)],
        [StepEntry(make_source("Tessa Aldering")), StepEntry(make_source("Command"))],
    )
    appearances.create_appearance(claim.recorded_by, article.text, claim, again)
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


@pytest.mark.parametrize(("places", "folded"), [(8, ""), (9, "1 more appearance"),
                                               (11, "3 more appearances")])  # fmt: skip
def test_of_many_appearances_the_later_ones_are_folded(
    places: int, folded: str, reader: Client
) -> None:
    text = "\n\n".join(f"On day {day} the gates were opened." for day in range(places))
    article = make_article(text=text)
    claim = make_claim(article=article, quote="day 0 the gates were opened")
    for day in range(1, places):
        start = text.index(f"day {day} ")
        entry = AppearanceEntry(
            [TextSpan(start, text.index("opened", start) + len("opened"))],
            [StepEntry(make_source("Tessa Aldering"))],
        )
        appearances.create_appearance(claim.recorded_by, article.text, claim, entry)
    bring_to(claim, Stage.PUBLISHED)

    page = reader.get(claim.get_absolute_url()).text

    later = '<details class="path"><summary>' + (folded or "1 more appearance")
    open_ones, fold, hidden = page.partition(later)
    assert open_ones.count('class="appearance"') == min(places, 8)
    assert hidden.startswith("</summary>") == bool(folded)
    assert page.count('class="appearance"') == places
    assert page.count("<details") == page.count("</details>")
    assert bool(fold) == (places > 8)
    assert ("2 more reasons" in page) == (places == 11)  # why they are one lineage


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
    "on", ["2026-02-30", "2026-02", "2026", "20260214", "2026-W07-6", "yesterday"]
)
def test_what_is_no_day_is_not_answered_with_today(reader: Client, on: str) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    as_json = reverse("claim_as", args=[claim.key, "json"])

    assert reader.get(claim.get_absolute_url(), {"on": on}).status_code == 400
    assert reader.get(as_json, {"on": on}).json() == {
        "error": "Write the day as 2017-06-20."
    }


def test_nobody_says_how_a_claim_will_stand(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    today = timezone.localdate()
    later = today + datetime.timedelta(days=400)
    address = claim.get_absolute_url()

    assert reader.get(f"{address}?on={today}").status_code == 200
    answer = reader.get(f"{address}?on={later}")

    assert answer.status_code == 410
    assert "the day is yet to come" in answer.content.decode()


def test_a_state_that_was_replaced_on_the_same_day_has_an_address_too(
    reader: Client,
) -> None:
    claim = make_claim(stage=Stage.READY)
    user = claim.recorded_by
    for day, hour in ((1, 9), (1, 12), (3, 9)):
        at = datetime.datetime(2026, 1, day, hour, tzinfo=datetime.UTC)
        publication.publish_claim(claim, user, at, "")

    page = reader.get(claim.get_absolute_url()).content.decode()

    links = re.findall(r'href="/claims/\w+/states/(\d)/" rel="nofollow">([^<]+)<', page)
    assert links == [
        ("1", "First state"),
        ("2", "Previous state"),
        ("2", "1 January 2026 to 3 January 2026"),
        ("1", "1 January 2026, replaced on the same day"),
    ]


def test_a_past_state_is_cited_and_handed_out_by_its_own_address(
    reader: Client,
) -> None:
    claim = make_claim(stage=Stage.READY)
    for day in (1, 3):
        at = datetime.datetime(2026, 1, day, 9, tzinfo=datetime.UTC)
        publication.publish_claim(claim, claim.recorded_by, at, "")
    address = claim.get_absolute_url()
    as_json = reverse("claim_as", args=[claim.key, "json"])

    past = reader.get(f"{address}?on=2026-01-02").content.decode()
    now = reader.get(address).content.decode()

    assert f"http://testserver{address}states/1/</p>" in past
    assert f'<a href="{address}states/1.json">' in past
    assert f"http://testserver{address}</p>" in now
    assert f'<a href="{as_json}">' in now


def test_a_past_state_leads_to_nothing_that_readers_cannot_open_any_more(
    reader: Client,
) -> None:
    claim = make_claim(stage=Stage.READY, chain=("Tessa Aldering", "Ministry"))
    link = claim.appearances.get().chain.get(position=1)
    for day, name in ((1, "Ministry"), (3, "Command")):
        link.source = make_source(name)
        link.save()
        at = datetime.datetime(2026, 1, day, 9, tzinfo=datetime.UTC)
        publication.publish_claim(claim, claim.recorded_by, at, "")
    address = f"{claim.get_absolute_url()}?on=2026-01-02"

    page = reader.get(address).content.decode()
    inner = set(re.findall(r'href="(/(?:sources|articles)/[^"#]+)', page))
    opened = {reader.get(each).status_code for each in inner}
    publication.withdraw_claim(claim, timezone.now())
    withdrawn = reader.get(address).content.decode()

    assert "Ministry" in page
    assert opened == {200}
    assert not re.findall(r'href="/(?:sources|articles)/[^"]', withdrawn)


WITHOUT_SIGNS = "\u0637\u0646\u0627 \u0627\u0644\u0623\u0633\u0645\u0627\u0643"
WORDS = "\u0637\u0646\u0651\u064b\u0627 \u0627\u0644\u0652\u0623\u064e\u0633\u0652\u0645\u064e\u0627\u0643"


@pytest.mark.parametrize("statement", [WORDS, WITHOUT_SIGNS])
def test_arabic_is_found_with_and_without_its_vowel_signs(
    reader: Client, statement: str
) -> None:
    claim = make_claim(statement, Stage.PUBLISHED)
    address = reverse("claims_as", args=["json"])

    for asked in (WORDS, WITHOUT_SIGNS, WITHOUT_SIGNS.split()[1]):
        found = reader.get(address, {"q": asked}).json()["claims"]
        assert [row["key"] for row in found] == [claim.key]


def test_how_a_source_fared_is_shown_by_role_and_over_time(reader: Client) -> None:
    for number, year in enumerate([2015, 2015, 2017, None]):
        article = make_article(
            f"Article {number}", f"Number {number}. {TEXT}",
            published_on=datetime.date(year, 5, 1) if year else None,
        )  # fmt: skip
        make_claim(f"It rose ({number}).", Stage.PUBLISHED, article=article,
                   quote="The gates were opened")  # fmt: skip
    address = Source.objects.get(name="Ministry of Rivers").get_absolute_url()

    page = reader.get(address).content.decode()
    data = reader.get(f"{address.rstrip('/')}.json").json()

    figure = page.partition('<figure class="over-time">')[2].partition("</figure>")[0]
    assert re.findall(r'<text class="total"[^>]*>(\d+)<', figure) == ["2", "1"]
    assert re.findall(r'<th scope="row">(\d+)</th><td class="number">(\d+)', figure) == [
        ("2015", "2"), ("2016", "0"), ("2017", "1"),
    ]  # fmt: skip
    assert "Without 1 claim whose article has no date." in figure
    # The bar of a role stands in its tab; the other roles have none.
    tabs = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    assert tabs.count('class="tally-bar"') == 1
    assert data["verdicts_by_role"]["claimant"] == {"supported": 4}
    assert [(each["from"], each["counts"]) for each in data["verdicts_over_time"]] == [
        ("2015-01-01", {"supported": 2}), ("2016-01-01", {}),
        ("2017-01-01", {"supported": 1}),
    ]  # fmt: skip

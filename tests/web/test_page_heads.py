"""What stands in the head of each public page, and what no page says."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles.models import Claim, Publication, Source, SourceAlias
from articles.models.choices import Action, Stage, VersionKind
from articles.workflow import publication
from tests.database_roles import as_owner
from tests.factories import make_claim, make_user, take
from tests.web.scenes import ABSENT

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def claim(db: Any) -> Claim:
    made = make_claim(stage=Stage.PUBLISHED)
    work = made.appearances.get().text_version.article.work
    work.address = "https://courier.example/rose"
    with as_owner():
        work.save()
    take(Action.UPDATE, made, make_user("ben"))
    return made


def head_of(path: str, status: int = 200) -> Any:
    response = Client().get(path)
    assert response.status_code == status, path
    return html.fromstring(response.content.decode()).find("head")


def content(head: Any, name: str) -> str | None:
    found = head.xpath(f'meta[@name="{name}" or @property="{name}"]/@content')
    assert len(found) < 2
    return str(found[0]) if found else None


def canonical(head: Any) -> str | None:
    found = head.xpath('link[@rel="canonical"]/@href')
    assert len(found) < 2
    return str(found[0]) if found else None


def data_of(head: Any) -> dict[str, Any]:
    """The blocks of JSON-LD by their type."""
    blocks = head.xpath('script[@type="application/ld+json"]/text()')
    found = [json.loads(block) for block in blocks]
    return {block["@type"]: block for block in found}


def address_of(what: str, claim: Claim) -> str:
    shown = claim.appearances.get()
    keys = {
        "claim": claim.key, "article": shown.text_version.article.key,
        "source": shown.chain.get(position=1).source.key,
    }  # fmt: skip
    return f"/{what}s/{keys[what]}/"


CANONICAL = [
    # asked for                          where it stands for good
    ("/",                                "/"),
    ("/?utm_source=x",                   "/"),
    ("/method/",                         "/method/"),
    ("/circles/?after=3",                "/circles/"),
    ("/audit/",                          "/audit/"),
    ("/claims/",                         "/claims/"),
    ("/claims/?after=" + ABSENT,         "/claims/"),
    ("/claims/?verdict=supported&utm_source=x&verdict=refuted",
     "/claims/?verdict=refuted&verdict=supported"),
    ("/claims/?kind=event&verdict=refuted", "/claims/?verdict=refuted&kind=event"),
    ("/claims/?role=author",             "/claims/"),
    ("/claims/?q=",                      "/claims/"),
    ("/articles/?language=en&x=1",       "/articles/?language=en"),
    ("/sources/?kind=person",            "/sources/?kind=person"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "stands"), CANONICAL)
def test_a_page_has_one_address_whatever_was_added_to_it(
    asked: str, stands: str, claim: Claim
) -> None:
    head = head_of(asked)

    assert canonical(head) == content(head, "og:url") == HOST + stands
    assert content(head, "robots") is None
    assert content(head, "description")
    assert content(head, "og:site_name") == "Claimtracker"
    assert content(head, "twitter:card") == "summary"
    assert content(head, "og:image") is None


def test_a_claim_names_its_author_as_other_sites_do(claim: Claim) -> None:
    author = claim.appearances.get().chain.get(position=1).source
    Source.objects.filter(pk=author.pk).update(wikidata="Q42")

    (node,) = data_of(head_of(f"/claims/{claim.key}/"))["ClaimReview"]["itemReviewed"][
        "author"
    ]

    assert node["sameAs"] == ["https://www.wikidata.org/wiki/Q42"]


@pytest.mark.parametrize("what", ["claim", "article", "source"])
def test_so_has_the_page_of_one_thing(what: str, claim: Claim) -> None:
    address = address_of(what, claim)

    for added in (
        "",
        "?utm_source=x",
        "?history=all",
        "?view=voices",
        "?at=3",
        "?verdict=none",
        "?at=3&verdict=refuted",
        "?view=text",
    ):
        head = head_of(address + added)
        assert canonical(head) == HOST + address, added
        assert content(head, "robots") is None


def test_a_role_that_is_not_the_first_has_a_page_of_its_own(claim: Claim) -> None:
    address = address_of("source", claim)

    assert canonical(head_of(f"{address}?role=claimant")) == HOST + address
    other = head_of(f"{address}?role=author&around=2")
    assert canonical(other) == f"{HOST}{address}?role=author"


NOT_INDEXED = [
    ("/claims/?q=gates", 200), ("/claims/?verdict=maybe", 400), ("/nothing/", 404),
    ("/login/", 200),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), NOT_INDEXED)
def test_where_search_engines_should_send_nobody(
    path: str, status: int, claim: Claim
) -> None:
    head = head_of(path, status)

    assert content(head, "robots") == "noindex"
    assert (canonical(head) is None) == (status != 200 or path == "/login/")


def test_a_claim_as_it_stood_once_is_cited_as_such_and_not_indexed() -> None:
    claim = make_claim(stage=Stage.READY)
    for day in (1, 3):
        at = datetime.datetime(2026, 1, day, 9, tzinfo=datetime.UTC)
        publication.publish_claim(claim, claim.recorded_by, at, "")
    address = address_of("claim", claim)
    past = head_of(f"{address}?on=2026-01-02")

    assert canonical(past) == f"{HOST}{address}states/1/"
    assert content(past, "robots") == "noindex"
    assert content(past, "citation_public_url") == f"{HOST}{address}states/1/"
    assert content(past, "citation_publication_date") == "2026/01/01"
    assert data_of(past) == {}
    bib = f"{address}states/1.bib"
    assert bib in past.xpath('link[@rel="alternate"]/@href')
    assert "State 1." in Client().get(bib).content.decode()
    today = head_of(f"{address}?on=2026-01-04")
    assert content(today, "robots") is None
    assert canonical(today) == HOST + address
    assert list(data_of(today)) == ["Claim", "BreadcrumbList"]  # not yet reviewed


def test_an_older_text_leads_search_engines_nowhere(claim: Claim) -> None:
    article = claim.appearances.get().text_version.article
    newer = article.texts.create(
        number=2, text="The river rose\n\nNothing else.", sha256="0" * 64,
        kind=VersionKind.CORRECTION,
    )  # fmt: skip
    address = address_of("article", claim)
    old = head_of(f"{address}versions/1/")

    assert newer.number == 2
    assert content(old, "robots") == "noindex"
    assert canonical(old) == f"{HOST}{address}versions/1/"
    assert data_of(old) == {}
    newest = head_of(f"{address}versions/2/")
    assert canonical(newest) == HOST + address
    assert content(newest, "robots") is None


def test_a_claim_says_whose_it_is_and_never_asserts_it(claim: Claim) -> None:
    head = head_of(address_of("claim", claim))
    told = content(head, "description") or ""

    assert content(head, "og:description") == told
    assert told.startswith(
        "Ministry of Rivers: “The gates were opened before midnight.”"
    )
    assert "Status: Supported." in told
    title = content(head, "og:title") or ""
    assert title.startswith("Ministry of Rivers: ")
    assert content(head, "og:type") == "article"


def test_a_claim_is_data_as_well(claim: Claim) -> None:
    found = data_of(head_of(address_of("claim", claim)))
    page = HOST + address_of("claim", claim)

    assert list(found) == ["ClaimReview", "BreadcrumbList"]
    review = found["ClaimReview"]
    first = Publication.objects.get(claim=claim, number=1)
    current = Publication.objects.get(claim=claim, superseded_at=None)
    assert review["url"] == page
    assert review["reviewRating"]["alternateName"] == "Supported"
    assert review["datePublished"] == first.published_at.isoformat()
    assert review["dateModified"] == current.published_at.isoformat()
    assert review["itemReviewed"]["@id"] == f"{page}#claim"
    assert review["itemReviewed"]["author"][0]["name"] == "Ministry of Rivers"
    places = review["itemReviewed"]["appearance"]
    assert [each["url"] for each in places] == ["https://courier.example/rose"]
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [each["item"] for each in steps] == [HOST + "/", HOST + "/claims/", page]


def test_an_article_names_its_claims_and_is_cited_as_the_original(claim: Claim) -> None:
    head = head_of(address_of("article", claim))
    article = data_of(head)["Article"]

    assert article["hasPart"] == [
        {"@type": "Claim", "@id": f"{HOST}{address_of('claim', claim)}#claim"}
    ]
    assert article["mainEntityOfPage"] == HOST + address_of("article", claim)
    assert content(head, "citation_public_url") == "https://courier.example/rose"
    assert content(head, "citation_author") == "Aldering, Tessa"
    assert content(head, "z:itemType") == "newspaperArticle"


def test_a_source_is_data_as_well(claim: Claim) -> None:
    source = Source.objects.get(name="Ministry of Rivers")
    SourceAlias.objects.create(source=source, name="The ministry")
    found = data_of(head_of(address_of("source", claim)))

    assert found["Organization"]["alternateName"] == ["The ministry"]
    assert found["Organization"]["@id"].startswith(HOST + address_of("source", claim))


def test_what_would_end_the_element_is_no_end_of_it(claim: Claim) -> None:
    hostile = '</script><script>alert(1)</script><!-- "&'
    made = make_claim(
        hostile, Stage.PUBLISHED, article=claim.appearances.get().text_version.article
    )
    response = Client().get(f"/claims/{made.key}/")

    assert b"<script>alert" not in response.content
    assert b"<!-- " not in response.content
    head = html.fromstring(response.content.decode()).find("head")
    assert data_of(head)["ClaimReview"]["claimReviewed"] == hostile


REFERENCES = [
    ("bib", "application/x-bibtex; charset=utf-8", "@misc{claim-"),
    ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - ELEC\r\n"),
    ("csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", "[\n {"),
]


@pytest.mark.parametrize(("ending", "media_type", "begins"), REFERENCES)
def test_a_reference_to_take_along(
    ending: str, media_type: str, begins: str, claim: Claim
) -> None:
    address = f"{address_of('claim', claim)[:-1]}.{ending}"
    response = Client().get(address)

    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="claim-{claim.key}-2.{ending}"'
    )
    assert response.content.decode().startswith(begins)
    head = head_of(address_of("claim", claim))
    found = head.xpath(f'link[@rel="alternate" and @href="{address}"]/@type')
    assert found == [media_type.split(";")[0]]


def test_a_day_that_is_none_has_no_reference(claim: Claim) -> None:
    address = address_of("claim", claim)[:-1]

    assert Client().get(f"{address}.bib?on=tomorrow").status_code == 400
    assert Client().get(f"{address}.bib?on=2001-01-01").status_code == 410


def test_the_words_in_the_original_are_a_link_away(claim: Claim) -> None:
    link = "https://courier.example/rose#:~:text=The%20gates%20were%20opened%20before%20midnight"
    for what in ("claim", "article"):
        page = html.fromstring(Client().get(address_of(what, claim)).content.decode())
        assert page.xpath(f'//a[@href="{link}"]/@rel') == ["noopener nofollow"], what

"""Is a feed valid, does it say what the page says, and does it change when that does?"""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree, html

from articles.models import Article, Claim, Publication, Source
from articles.models.choices import Action, Stage
from articles.queries.paging import ARTICLE_PAGE_ROWS, PAGE_ROWS
from articles.rendering.feeds import NOTHING_YET
from articles.workflow.publication import publish_claim
from tests.factories import TEXT, make_article, make_claim, make_source, make_user, take
from tests.web.asking import quiet, undone

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
SITE = "http://testserver"


def parsed(content: bytes) -> Any:
    """The feed; it has to be one by the schema and the rules of RFC 4287."""
    feed = etree.fromstring(content)
    SCHEMA.assertValid(feed)
    links = [(link.get("rel"), link.get("type")) for link in feed.iter(f"{ATOM}link")]
    assert [rel for rel, _ in links].count("self") == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return feed


def fetched(reader: Client, path: str) -> Any:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    feed = parsed(answer.content)
    assert link(feed, "self") == SITE + path
    return feed


def entries(feed: Any) -> list[Any]:
    found: list[Any] = feed.findall(f"{ATOM}entry")
    return found


def text(row: Any, name: str) -> str:
    found = row.findtext(f"{ATOM}{name}")
    assert found is not None
    return str(found)


def link(row: Any, relation: str) -> str | None:
    found = [each.get("href") for each in row.findall(f"{ATOM}link")
             if each.get("rel") == relation]  # fmt: skip
    return found[0] if found else None


def words(markup: str) -> str:
    """What a reader of the markup reads, in one line."""
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


def keys_of(claim: Claim) -> dict[str, str]:
    shown = claim.appearances.get()
    return {
        "CLAIM": claim.key,
        "ARTICLE": shown.text_version.article.key,
        "SOURCE": shown.chain.get(position=1).source.key,
        "OUTLET": Source.objects.get(name="Perrin Ford Courier").key,
    }


def address(path: str, claim: Claim) -> str:
    for name, key in keys_of(claim).items():
        path = path.replace(name, key)
    return path


FEEDS = [
    # feed                                   its title
    ("/claims.atom",                         "Claims"),
    ("/claims.atom?verdict=supported&q=gates",
     "Claims: Words: gates; Status: Supported"),
    ("/claims.atom?source=SOURCE&role=claimant",
     "Claims: Source: Ministry of Rivers; Role of the source: Claimant"),
    ("/sources/SOURCE.atom?role=claimant",   "Ministry of Rivers: claims"),
    ("/sources/OUTLET.atom?role=outlet",     "Perrin Ford Courier: publishes"),
    ("/articles/ARTICLE.atom",               "Claims in Tessa Aldering: The river rose"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "title"), FEEDS)
def test_a_feed_of_claims_says_what_the_record_says(
    path: str, title: str, reader: Client
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)

    feed = fetched(reader, address(path, claim))

    (row,) = reader.get("/claims.json").json()["claims"]
    (entry,) = entries(feed)
    assert text(feed, "title") == f"{title} · Claimtracker"
    assert text(feed, "updated") == text(entry, "updated") == row["published_at"]
    assert link(entry, "alternate") == f"{SITE}/claims/{claim.key}/"
    assert text(entry, "title").translate({0x2068: None, 0x2069: None}) == (
        "Supported · Ministry of Rivers: The gates were opened before midnight."
    )
    (category,) = entry.findall(f"{ATOM}category")
    assert dict(category.attrib) == {"term": "supported", "label": "Supported"}
    assert words(text(entry, "content")) == (
        "Ministry of Rivers: The gates were opened before midnight. Status: Supported"
        " The gauge shows it. In Perrin Ford Courier, 15 February 2026"
        " Who says so, and on what evidence"
    )


def test_every_link_of_an_entry_can_be_followed_from_elsewhere(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)

    for path in ("/claims.atom", "/articles.atom"):
        feed = fetched(reader, path)
        (entry,) = entries(feed)
        markup = html.fromstring(f"<div>{text(entry, 'content')}</div>")
        inside = [each.get("href") for each in markup.iter("a")]
        assert len(inside) == 3
        for target in [*inside, link(entry, "alternate"), link(feed, "alternate")]:
            assert target.startswith(SITE)
            assert reader.get(target.removeprefix(SITE)).status_code == 200


def test_a_feed_of_articles_says_how_their_claims_fared(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)
    claim = make_claim("The gates were shut.", Stage.READY)
    publish_claim(claim, make_user("ben"), NOTHING_YET, "")

    feed = fetched(reader, "/articles.atom?q=river")

    (entry,) = entries(feed)
    assert text(feed, "title") == "Articles: Words in the title: river · Claimtracker"
    assert words(text(entry, "content")) == (
        "By Tessa Aldering, in Perrin Ford Courier, 15 February 2026 2 claims:"
        " 1 Supported 1 Not yet reviewed The text with its claims marked"
    )
    newest = Publication.objects.latest("published_at").published_at
    assert datetime.datetime.fromisoformat(text(entry, "updated")) == newest


def test_a_decision_that_changed_has_the_same_id_and_another_date(
    reader: Client,
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    (before,) = entries(fetched(reader, "/claims.atom"))
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)

    publish_claim(claim, make_user("cleo"), later, "refuted")

    (after,) = entries(fetched(reader, "/claims.atom"))
    assert text(after, "id") == text(before, "id")
    assert text(after, "updated") > text(before, "updated")
    assert text(after, "title").startswith("Refuted")


def test_an_id_does_not_depend_on_the_name_of_the_site(
    reader: Client, settings: Any
) -> None:
    make_claim(stage=Stage.PUBLISHED)
    settings.ALLOWED_HOSTS = ["*"]

    moved = reader.get("/claims.atom", headers={"Host": "elsewhere.example"})

    (here,), (there,) = (
        entries(fetched(reader, "/claims.atom")),
        entries(parsed(moved.content)),
    )
    assert text(there, "id") == text(here, "id")
    assert (link(there, "alternate") or "").startswith("http://elsewhere.example/")


@pytest.mark.parametrize("path", ["/claims.atom", "/articles.atom", "/claims.atom?q=x"])
def test_an_empty_feed_is_valid_and_has_a_date_that_stays(
    path: str, reader: Client
) -> None:
    feed = fetched(reader, path)

    assert entries(feed) == []
    assert text(feed, "updated") == NOTHING_YET.isoformat()
    assert reader.get(path).content == reader.get(path).content


def many_published(number: int) -> None:
    for n in range(number):
        make_claim(f"Claim {n:02}.", Stage.PUBLISHED)


# -- pages of a feed -----------------------------------------------------------------


def followed(reader: Client, path: str) -> list[list[str]]:
    """The titles on each page of a feed, from the first to the last."""
    pages, at = [], SITE + path
    while at:
        feed = fetched(reader, at.removeprefix(SITE))
        pages.append([text(entry, "title") for entry in entries(feed)])
        if len(pages) > 1:
            assert link(feed, "first") == SITE + path
        at = link(feed, "next") or ""
    return pages


def test_the_pages_of_a_feed_hold_every_claim_once_the_newest_first(
    reader: Client,
) -> None:
    many_published(PAGE_ROWS + 3)

    pages = followed(reader, "/claims.atom?verdict=supported")

    titles = [title for page in pages for title in page]
    assert [len(page) for page in pages] == [PAGE_ROWS, 3]
    assert len(set(titles)) == PAGE_ROWS + 3
    assert "Claim 27." in titles[0]
    assert "Claim 00." in titles[-1]


def publish_in(article: Article, name: str, minute: int) -> Claim:
    claim = make_claim(name, Stage.READY, article=article)
    moment = NOTHING_YET + datetime.timedelta(minutes=minute)
    publish_claim(claim, make_user("ben"), moment, "")
    return claim


def bare(title: str) -> str:
    """What an article is called, without who says so."""
    return title.split(": ")[1].strip("\u2068\u2069")


def test_articles_come_in_the_order_of_the_newest_decision_in_them(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many claims are looked at once, and with an older claim in each."""
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(days=n) for n in range(20)]
    articles = [
        make_article(f"Article {n:02}", f"{TEXT} {n}", published_on=day)
        for n, day in enumerate(days)
    ]
    order = sorted(range(20), key=lambda n: (n * 7) % 20)
    for minute, number in enumerate(order):
        publish_in(articles[number], f"Old {number}.", minute)
    for minute, number in enumerate(reversed(order), 100):
        publish_in(articles[number], f"New {number}.", minute)
    newest_first = [f"Article {number:02}" for number in order]

    for at_once in (200, 7, 1):
        monkeypatch.setattr("articles.queries.article_news.CLAIMS_AT_ONCE", at_once)
        pages = followed(reader, "/articles.atom")
        titles = [
            title.split(": ")[1].strip("\u2068\u2069")
            for page in pages
            for title in page
        ]
        assert [len(page) for page in pages] == [ARTICLE_PAGE_ROWS, 5]
        assert titles == newest_first
        few = followed(reader, "/articles.atom?until=2026-01-03")
        kept = [title for title in newest_first if title < "Article 03"]
        assert [bare(title) for title in few[0]] == kept


# -- words that XML cannot say, and scripts of every direction -----------------------

ODD = [
    *(chr(code) for code in range(1, 0x20)), "\x7f", "\x85", "\ufffe", "\uffff", "\U0001fffe",
    "]]>", "<b>&amp;</b>", "🐟", "النهر ارتفع", "\u202e\u2067", "e\u0301",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=[f"{ord(each[0]):x}" for each in ODD])
def test_no_sign_breaks_a_feed(odd: str, reader: Client) -> None:
    statement, name = f"The {odd} gates.", f"A {odd} ministry"
    outlet = make_source(f"An {odd} outlet", kind="outlet")
    article = make_article(f"A {odd} title", outlet=outlet)
    make_claim(statement, Stage.PUBLISHED, article=article, chain=("Ada", name))

    of_claims = fetched(reader, "/claims.atom")
    fetched(reader, "/articles.atom")
    fetched(reader, f"/articles/{article.key}.atom")
    fetched(reader, f"/sources/{outlet.key}.atom?role=outlet")

    (entry,) = entries(of_claims)
    content = html.fromstring(f"<div>{text(entry, 'content')}</div>")
    said = content.findtext(".//blockquote") or ""
    is_said = odd.isprintable() or odd in "\t\n\x7f\x85\u202e\u2067"
    assert said.split() == statement.split() if is_said else "gates." in said
    # And what was asked for stands in the title.
    assert reader.get("/claims.atom", {"q": f"gates {odd}"}).status_code == 200
    parsed(reader.get("/claims.atom", {"q": f"gates {odd}"}).content)


def test_a_document_that_is_no_feed_is_seen() -> None:
    """The schema refuses what RFC 4287 does."""
    claim = make_claim(stage=Stage.PUBLISHED)
    content = Client().get("/claims.atom").content.decode()
    assert claim.key in content

    for wrong in (
        content.replace("<updated>", "<modified>").replace("</updated>", "</modified>"),
        content.replace('type="html"', 'type="words"'),
        content.replace(' term="supported"', ""),
        content.replace("+00:00</updated>", " o’clock</updated>"),
    ):
        assert not SCHEMA.validate(etree.fromstring(wrong.encode()))


# -- whether it has changed ----------------------------------------------------------


@pytest.mark.parametrize("path", [path for path, _ in FEEDS] + ["/articles.atom"])
def test_who_has_the_feed_is_told_so_until_it_changes(
    path: str, reader: Client
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    path = address(path, claim)
    first = reader.get(path)
    tag = first.headers["ETag"]
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 304
    ahead = "Fri, 01 Jan 2100 00:00:00 GMT"

    take(Action.WITHDRAW, claim, make_user("dana", "Editors"))

    with quiet():
        after = reader.get(path, headers={"If-None-Match": tag})
        dated = reader.get(path, headers={"If-Modified-Since": ahead})
    for answer in (after, dated):
        assert answer.status_code in {200, 404}
        assert b"gates were opened" not in answer.content
    assert "Last-Modified" not in first.headers


def test_a_filter_that_cannot_be_read_is_no_feed(reader: Client) -> None:
    answer = reader.get("/claims.atom?since=yesterday")

    assert (answer.status_code, list(answer.json())) == (400, ["errors"])


@pytest.mark.parametrize(
    "path", ["/sources.atom", "/circles.atom", "/audit.atom", "/claims/CLAIM.atom",
             "/articles/ARTICLE/versions/1.atom", "/sources/?format=atom"],
)  # fmt: skip
def test_what_has_no_order_in_time_has_no_feed(path: str, reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)

    with quiet():
        assert reader.get(address(path, claim)).status_code == 404


# -- from the page to the feed -------------------------------------------------------

PAGES = [
    # page                              its feed
    ("/claims/",                        "/claims.atom"),
    ("/claims/?verdict=refuted",        "/claims.atom?verdict=refuted"),
    ("/claims/?kind=event&q=gates",     "/claims.atom?kind=event&q=gates"),
    ("/articles/?language=en",          "/articles.atom?language=en"),
    ("/sources/SOURCE/",                "/sources/SOURCE.atom?role=claimant"),
    ("/sources/OUTLET/?role=outlet",    "/sources/OUTLET.atom?role=outlet"),
    ("/sources/OUTLET/?role=cited&around=2", "/sources/OUTLET.atom?role=cited"),
    ("/articles/ARTICLE/",              "/articles/ARTICLE.atom"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "feed"), PAGES)
def test_a_page_leads_to_the_feed_of_exactly_what_it_lists(
    path: str, feed: str, reader: Client
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    page = html.fromstring(reader.get(address(path, claim)).content)
    feed = address(feed, claim)

    (found,) = page.xpath("//head/link[@type='application/atom+xml']/@href")
    assert found == feed
    (found,) = page.xpath("//main//a[@type='application/atom+xml']/@href")
    assert found == feed
    fetched(reader, feed)


def test_the_list_of_sources_offers_no_feed(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)

    assert "atom" not in reader.get("/sources/").text
    assert "atom" not in json.dumps(reader.get("/sources.json").json())


def test_what_is_withdrawn_is_in_no_feed(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    kept = make_claim("The gates were shut.", Stage.PUBLISHED)
    with undone():
        take(Action.WITHDRAW, claim, make_user("dana", "Editors"))
        for path, _ in FEEDS:
            answer = reader.get(address(path, kept))
            assert claim.key.encode() not in answer.content
    assert claim.key.encode() in reader.get("/claims.atom").content

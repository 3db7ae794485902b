"""What do programs find: the rules for them, every public page once, icons, a contact?"""

import datetime
import json
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.ingest.fetch.robots import is_allowed
from articles.models import Article, Claim, Source
from articles.models.base import KEY_ALPHABET
from articles.models.choices import Action, Stage
from articles.queries import sitemap
from claimtracker.settings import BASE_DIR, contacts_setting
from tests.factories import make_claim, make_source, make_user, take
from tests.web.asking import quiet

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
KEY = "bcdfghjk22"

FETCHED = [
    # address                              may a program fetch it
    ("/",                                   True),
    ("/claims/",                            True),
    ("/claims/?verdict=refuted",            True),
    (f"/claims/?source={KEY}",              True),
    (f"/claims/{KEY}/",                     True),
    (f"/articles/{KEY}/?at=9000",           True),
    (f"/sources/{KEY}/?role=outlet",        True),
    ("/claims.atom?verdict=refuted",        True),
    (f"/articles/{KEY}.atom",               True),
    ("/static/articles/app.css",            True),
    ("/sitemap.xml",                        True),
    ("/sitemaps/claims-b.xml",              True),
    ("/method/",                            True),
    ("/desk/",                              False),
    (f"/desk/claims/{KEY}/",                False),
    ("/admin/",                             False),
    ("/login/",                             False),
    ("/password/",                          False),
    ("/search/?q=gates",                    False),
    ("/claims/?q=gates",                    False),
    (f"/claims/?after={KEY}",               False),
    (f"/claims/?kind=event&after={KEY}",    False),
    ("/claims/?kind=event&kind=number",     False),
    ("/claims/?format=json",                False),
    ("/claims/?sort=oldest",                False),
    (f"/claims/{KEY}/?on=2026-01-01",       False),
    (f"/articles/{KEY}/?view=voices",       False),
    (f"/articles/{KEY}/?verdict=refuted",   False),
    ("/claims.json",                        False),
    ("/claims.csv?kind=event",              False),
    (f"/sources/{KEY}.json",                False),
]  # fmt: skip


@pytest.mark.parametrize(("path", "allowed"), FETCHED)
def test_robots_keeps_out_of_what_has_no_end_and_what_is_not_public(
    path: str, allowed: bool, reader: Client
) -> None:
    answer = reader.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert is_allowed(answer.content, path) is allowed


def test_robots_names_the_sitemap_by_its_whole_address(reader: Client) -> None:
    lines = reader.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {SITE}/sitemap.xml" in lines


# -- sitemaps ------------------------------------------------------------------------


def read(reader: Client, path: str, root: str) -> Any:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(answer.content)
    assert tree.tag == f"{{{NAMESPACE['s']}}}{root}"
    return tree


def locations(tree: Any) -> list[str]:
    found = tree.xpath("//s:loc/text()", namespaces=NAMESPACE)
    return [str(each).removeprefix(SITE) for each in found]


def dates(tree: Any) -> dict[str, str]:
    """When each page changed, of those for which that is said."""
    return {
        row.findtext("s:loc", namespaces=NAMESPACE).removeprefix(SITE): each
        for row in tree
        if (each := row.findtext("s:lastmod", namespaces=NAMESPACE))
    }


def listed(reader: Client) -> list[str]:
    """Every page that any block names."""
    blocks = locations(read(reader, "/sitemap.xml", "sitemapindex"))
    return [page for path in blocks for page in locations(read(reader, path, "urlset"))]


def public_pages() -> Iterator[str]:
    yield from ("/", "/claims/", "/articles/", "/sources/", "/circles/", "/method/",
                "/audit/")  # fmt: skip
    shown = Claim.objects.filter(publications__superseded_at=None)
    for claim in shown.exclude(publications=None).distinct():
        yield f"/claims/{claim.key}/"
    yield from (f"/articles/{each.key}/" for each in Article.objects.public())
    yield from (f"/sources/{each.key}/" for each in Source.objects.public())


def test_the_blocks_name_every_public_page_once_and_no_other(reader: Client) -> None:
    make_claim(stage=Stage.PUBLISHED)
    make_claim("The gates were shut.", Stage.PUBLISHED, chain=("Ada", "A voice"))
    make_claim("A draft.", chain=("Ada", "Whom nobody knows"))
    gone = make_claim("It was withdrawn.", Stage.PUBLISHED)
    take(Action.WITHDRAW, gone, make_user("dana", "Editors"))
    make_source("Listed by hand", listed=True)

    pages = listed(reader)

    assert sorted(pages) == sorted(public_pages())
    robots = reader.get("/robots.txt").content
    for page in pages:
        assert reader.get(page).status_code == 200
        assert is_allowed(robots, page)


def test_a_site_without_a_claim_has_a_sitemap(reader: Client) -> None:
    index = locations(read(reader, "/sitemap.xml", "sitemapindex"))

    assert index == ["/sitemaps/pages.xml"]
    with quiet():
        assert reader.get("/sitemaps/claims.xml").status_code == 404


def test_a_block_says_when_a_page_changed(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    other = make_claim("The gates were shut.", Stage.PUBLISHED)
    article = claim.appearances.get().text_version.article
    published = claim.publications.get().published_at

    claims = dates(read(reader, "/sitemaps/claims.xml", "urlset"))
    before = dates(read(reader, "/sitemaps/articles.xml", "urlset"))
    take(Action.WITHDRAW, other, make_user("dana", "Editors"))
    after = dates(read(reader, "/sitemaps/articles.xml", "urlset"))

    assert claims[f"/claims/{claim.key}/"] == published.isoformat()
    path = f"/articles/{article.key}/"
    ended = other.publications.get().superseded_at
    assert ended is not None
    assert before[path] < after[path] == ended.isoformat()
    assert dates(read(reader, "/sitemaps/sources.xml", "urlset")) == {}


def test_what_is_withdrawn_leaves_its_block_at_once(reader: Client) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    make_claim("The gates were shut.", Stage.PUBLISHED)
    path = "/sitemaps/claims.xml"
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304

    take(Action.WITHDRAW, claim, make_user("dana", "Editors"))

    after = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert claim.key.encode() in first.content
    assert claim.key.encode() not in after.content
    assert after.status_code == 200


def test_many_rows_are_in_more_blocks_and_no_row_moves_but_then(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "BLOCK_ROWS", 2)
    claims = [make_claim(f"Claim {n}.", Stage.PUBLISHED) for n in range(4)]

    index = locations(read(reader, "/sitemap.xml", "sitemapindex"))

    blocks = [path for path in index if path.startswith("/sitemaps/claims-")]
    assert blocks == [f"/sitemaps/claims-{sign}.xml" for sign in KEY_ALPHABET]
    held = {path: locations(read(reader, path, "urlset")) for path in blocks}
    for claim in claims:
        (path,) = [
            path for path, pages in held.items() if f"/claims/{claim.key}/" in pages
        ]
        assert path == f"/sitemaps/claims-{claim.key[0]}.xml"
    with quiet():
        for path in ("claims", "claims-bc", "articles-b", "drafts", "claims-"):
            assert reader.get(f"/sitemaps/{path}.xml").status_code == 404


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [(0, 0), (1, 1), (10_000, 1), (10_001, 28), (280_001, 784), (1_000_000, 784)],
)
def test_a_block_holds_some_thousands_on_average(rows: int, blocks: int) -> None:
    begins = list(sitemap.beginnings(rows))

    assert len(begins) == len(set(begins)) == blocks
    assert rows <= max(blocks, 1) * sitemap.BLOCK_ROWS < max(blocks, 1) * 50_000


def test_the_name_of_the_site_is_that_which_was_asked_for(
    reader: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["claims.example"]
    for path in ("/robots.txt", "/sitemap.xml", "/sitemaps/pages.xml"):
        answer = reader.get(path, headers={"Host": "claims.example"})
        assert "http://claims.example/" in answer.text
        assert SITE not in answer.text


# -- icons and the manifest ----------------------------------------------------------


def test_an_icon_is_where_every_browser_looks_for_one(reader: Client) -> None:
    icon = reader.get("/favicon.ico")

    assert icon.headers["Content-Type"] == "image/x-icon"
    assert struct.unpack("<HHH", icon.content[:6]) == (0, 1, 3)


def test_the_manifest_names_icons_that_are_there(reader: Client) -> None:
    answer = reader.get("/manifest.webmanifest")
    said = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["start_url"]) == ("Claimtracker", "/")
    tokens = (BASE_DIR / "articles/static/articles/tokens.css").read_text()
    assert f"--paper: {said['background_color']};" in tokens
    page = etree.HTML(reader.get("/").text)
    assert page.xpath("//link[@rel='manifest']/@href") == ["/manifest.webmanifest"]
    (touch,) = page.xpath("//link[@rel='apple-touch-icon']/@href")
    files = [(icon["src"], icon["type"]) for icon in said["icons"]]
    for file, kind in [*files, (touch, "image/png")]:
        sent = reader.get(file)
        assert (sent.status_code, sent.headers["Content-Type"]) == (200, kind)
        sent.close()


# -- whom to tell of a hole ----------------------------------------------------------


def test_without_a_contact_there_is_no_security_txt(reader: Client) -> None:
    with quiet():
        assert reader.get("/.well-known/security.txt").status_code == 404


def test_security_txt_says_whom_to_tell_and_until_when(
    reader: Client, settings: Any
) -> None:
    settings.SECURITY_CONTACTS = ["mailto:a@example.org", "https://example.org/tell"]

    answer = reader.get("/.well-known/security.txt")

    fields = [line.split(": ", 1) for line in answer.text.splitlines()]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=3600"
    assert fields[:2] == [
        ["Contact", "mailto:a@example.org"], ["Contact", "https://example.org/tell"],
    ]  # fmt: skip
    assert ["Canonical", f"{SITE}/.well-known/security.txt"] in fields
    ends = datetime.datetime.fromisoformat(dict(fields)["Expires"])
    left = ends - timezone.now()
    assert datetime.timedelta(days=260) < left < datetime.timedelta(days=365)
    assert reader.get("/.well-known/security.txt").content == answer.content


@pytest.mark.parametrize(
    ("value", "contacts"),
    [
        ("", []),
        ("mailto:a@example.org", ["mailto:a@example.org"]),
        (" https://example.org/s , tel:+1-201-555-0123",
         ["https://example.org/s", "tel:+1-201-555-0123"]),
    ],
)  # fmt: skip
def test_contacts_are_read(
    value: str, contacts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", value)

    assert contacts_setting("SECURITY_CONTACT") == contacts


@pytest.mark.parametrize(
    "value",
    ["a@example.org", "mailto:nobody", "http://example.org/", "javascript:alert(1)@",
     "mailto:a@example.org\nPolicy: x", "https:example.org", "tel:112"],
)  # fmt: skip
def test_a_contact_that_is_none_stops_the_start(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", value)

    with pytest.raises(ImproperlyConfigured, match="is none of mailto:"):
        contacts_setting("SECURITY_CONTACT")

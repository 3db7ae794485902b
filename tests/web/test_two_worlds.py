"""Can a reader tell from any public byte whether unpublished rows exist?

The same published rows are crawled twice, without and with unpublished ones beside
them; everything that an answer tells must be the same. Planted leaks show that the
comparison sees them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from articles.models import Article, Claim, Publication, Source
from articles.models.choices import ClaimKind, Role, SourceKind, Verdict
from tests.factories import make_user
from tests.web.asking import quick, quiet, seen
from tests.web.leaks import LEAKS, places, resolved
from tests.web.leaks_by_name import LEAKS_BY_NAME
from tests.web.leaks_of_numbers import LEAKS_OF_NUMBERS
from tests.web.leaks_of_relations import LEAKS_OF_RELATIONS
from tests.web.leaks_to_programs import LEAKS_TO_PROGRAMS
from tests.web.scenes import ABSENT
from tests.web.worlds import CANARY, MANY, add_unpublished, analyze, load_published

pytestmark = [pytest.mark.walk, pytest.mark.django_db]
PLANTED = [*LEAKS, *LEAKS_OF_NUMBERS, *LEAKS_BY_NAME, *LEAKS_OF_RELATIONS,
           *LEAKS_TO_PROGRAMS]  # fmt: skip
Seen = tuple[int, dict[str, str], bytes]
LINK = re.compile(rb'(?:href|action)="(/[^"]*)"')
# Words of every kind of row, of none, and slips in the name of what is not published.
SEARCHED = ["river", "gates", "ministry of rivers", "minstry rivres", "the", "river zzz",
            CANARY, f"{CANARY} river", "quetzelwort", "quetzalwor article"]  # fmt: skip
FEW = 8  # unpublished rows of a noun whose addresses are asked for
# Pages that are not for readers, or hold no row of ours.
NOT_CRAWLED = ("/static/", "/desk/", "/admin/", "/logout/", "/password/")
# Nouns whose rows are public, or of which readers see every one.
PUBLIC_NOUNS = {"AuditEntry", "CircleSearch", "CitationVoice", "PublicChange", "PublicVersion",
                "Publication", "PublishedAppearance", "PublishedCitation",
                "PublishedWork", "SitePage", "Voice"}  # fmt: skip
# The one row of it is another one in the second world.
ONE_ROW = {"TeamSettings"}


def links(body: bytes) -> Iterator[str]:
    for found in LINK.findall(body):
        link = html.unescape(found.decode()).split("#")[0]
        if not link.startswith(NOT_CRAWLED):
            yield link


def is_followed(link: str) -> bool:
    """Links add one filter after another without end; one at a time is followed."""
    return urlsplit(link).query.count("=") <= 1


def crawled(client: Client) -> dict[str, Seen]:
    """Every public address that links lead to from the home page, and its answer."""
    waiting, known, found = ["/"], {"/"}, {}
    while waiting:
        path = waiting.pop()
        found[path] = seen(client.get(path))
        if not found[path][1].get("Content-Type", "").startswith("text/html"):
            continue
        for link in links(found[path][2]):
            if link not in known and is_followed(link):
                known.add(link)
                waiting.append(link)
    return found


def variants() -> Iterator[str]:
    """Every filter, facet, page, day and format, with values that the world holds."""
    named = Source.objects.public().order_by("pk")
    sources = list(named.values_list("key", flat=True))
    articles = list(Article.objects.public().values_list("key", flat=True))
    claims = list(Claim.objects.filter(publications__isnull=False).distinct())
    days = ("2026-01-01", "2026-06-30", "2027-06-30")
    filters: dict[str, list[dict[str, str]]] = {
        "/claims": [
            *({"q": words} for words in ("river", "gates", CANARY, "the", '"', "-x")),
            *({"verdict": verdict} for verdict in [*Verdict.values, "none", CANARY]),
            *({"kind": kind} for kind in [*ClaimKind.values, CANARY]),
            *({"source": key, "role": role} for key in sources[:2] for role in Role),
            *({"role": role} for role in Role.values),
            *({"outlet": key} for key in sources[:8]),
            *({"article": key} for key in articles),
            *({name: day} for name in ("since", "until") for day in days),
            *({"after": claim.key} for claim in claims),
            {"since": "2027-01-01", "until": "2026-01-01"}, {"since": "yesterday"},
            {"sort": "newest"}, {"sort": "oldest"},
            {"source": ABSENT}, {"outlet": ABSENT}, {"article": ABSENT},
            {"after": ABSENT},
        ],
        "/articles": [
            *({"q": words} for words in ("river", CANARY)),
            *({name: key} for name in ("outlet", "author") for key in sources[:8]),
            *({"language": code} for code in ("en", "ar", "fr")),
            *({name: day} for name in ("since", "until") for day in days),
            *({"after": key} for key in articles), {"after": ABSENT},
            {"sort": "oldest"}, {"sort": "claims"},
        ],
        "/sources": [
            *({"q": words} for words in ("river", "a", CANARY)),
            *({"kind": kind} for kind in SourceKind.values),
            *({"role": role} for role in Role.values),
            *({"after": key} for key in sources[:8]), {"after": ABSENT},
            {"sort": "claims"}, {"sort": "claims", "role": "claimant"},
        ],
    }  # fmt: skip
    for path, narrowed in filters.items():
        for number, query in enumerate([{}, *narrowed]):
            encoded = f"?{urlencode(query)}" if query else ""
            yield f"{path}/{encoded}"
            yield f"{path}.json{encoded}"
            yield f"{path}.atom{encoded}"
            if number % 4 == 0:
                yield f"{path}.csv{encoded}"
        yield f"{path}/?format=json"
        yield f"{path}/?format=csv"
        yield f"{path}/?format=xml"
    for claim in claims:
        yield from claim_addresses(claim.key)
    for key in articles:
        yield from article_addresses(key)
    for key in sources:
        yield f"/sources/{key}.json"
        yield f"/sources/{key}.csv"
    yield from feeds(articles, sources, claims[0].key)
    yield from ("/login/", "/healthz", "/method/", "/about/", "/contact/", "/audit.json", "/nothing/", "/desk/", "/admin/",
                "/robots.txt", "/sitemap.xml", "/claims", "/feed/", "/favicon.ico",
                "/manifest.webmanifest", "/.well-known/security.txt",
                "/sitemaps/pages.xml", "/sitemaps/claims.xml", "/sitemaps/articles.xml",
                "/sitemaps/sources.xml", "/sitemaps/claims-b.xml", "/sitemaps/drafts.xml")  # fmt: skip


def feeds(articles: list[str], sources: list[str], last: str) -> Iterator[str]:
    """What is followed by its key; lists and their filters are above."""
    for key in articles:
        yield f"/articles/{key}.atom"
        yield f"/articles/{key}.atom?after={last}"
    for key in sources:
        yield f"/sources/{key}.atom"
        yield from (f"/sources/{key}.atom?role={role}" for role in Role)


def article_addresses(key: str) -> Iterator[str]:
    """An article as data, and each way of reading it."""
    yield f"/articles/{key}.json"
    for asked in ("view=text", "view=voices", f"verdict={CANARY}"):
        yield f"/articles/{key}/?{asked}"
    for verdict in [*Verdict.values, "none"]:
        yield f"/articles/{key}/?verdict={verdict}"
        yield f"/articles/{key}/?at=1&verdict={verdict}"
        yield f"/articles/{key}.json?verdict={verdict}"


def claim_addresses(key: str) -> Iterator[str]:
    """A claim, on several days, and its states, of which some are there."""
    yield f"/claims/{key}/"
    yield f"/claims/{key}.json"
    for day in ("2000-01-01", "2026-11-03", "2100-01-01", "never"):
        yield f"/claims/{key}/?on={day}"
        yield f"/claims/{key}.bib?on={day}"
    yield f"/claims/{key}/timemap"
    yield f"/claims/{key}/card.png"
    for number in range(4):
        yield f"/claims/{key}/states/{number}/"
        yield f"/claims/{key}/states/{number}.json"
        yield f"/claims/{key}/states/{number}.ris"


def searches() -> Iterator[str]:
    """What anybody may look for, found or not."""
    for words in SEARCHED:
        for path in ("/search/", "/search.json", "/search/suggest"):
            yield f"{path}?{urlencode({'q': words})}"


def hidden_addresses() -> Iterator[str]:
    """The addresses that unpublished rows would have, and lists that name their keys."""
    known = Publication.objects.values("claim")
    for claim in Claim.objects.exclude(pk__in=known)[:FEW]:
        yield f"/claims/{claim.key}/"
        yield f"/claims/{claim.key}.json"
        yield f"/claims/{claim.key}.ris"
        yield f"/claims/{claim.key}/states/1/"
        yield f"/claims/{claim.key}/timemap"
        yield f"/claims/{claim.key}/card.png"
        yield f"/claims/?after={claim.key}"
    for article in Article.objects.exclude(pk__in=Article.objects.public())[:FEW]:
        yield f"/articles/{article.key}/"
        yield f"/articles/{article.key}.json"
        yield f"/articles/{article.key}.bib"
        yield f"/articles/{article.key}.atom"
        yield f"/articles.atom?after={article.key}"
        yield f"/claims/?article={article.key}"
        yield f"/articles/?after={article.key}"
    for source in Source.objects.exclude(pk__in=Source.objects.public())[:FEW]:
        yield f"/sources/{source.key}/"
        yield f"/sources/{source.key}.json"
        yield f"/sources/{source.key}.csl.json"
        yield f"/sources/{source.key}.atom"
        yield f"/claims.atom?source={source.key}"
        yield f"/claims.json?source={source.key}"
        yield f"/claims/?outlet={source.key}"
        yield f"/articles/?author={source.key}"
        yield f"/sources/?after={source.key}"


# -- both worlds, looked at once ------------------------------------------------------


@dataclass
class World:
    """What one world answered."""

    pages: dict[str, Seen] = field(default_factory=dict)
    heads: dict[str, Seen] = field(default_factory=dict)
    leaking: dict[str, dict[str, Seen]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


@dataclass
class Both:
    """The two worlds, and what else was asked in them."""

    without: World
    within: World
    linked: set[str] = field(default_factory=set)
    for_reader: dict[str, Seen] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)


def rows() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_app_config("articles").get_models()
        if not model.__name__.endswith("Event")
    }


def looked_at(client: Client, paths: list[str], method: str = "GET") -> dict[str, Seen]:
    return {path: seen(client.generic(method, path)) for path in paths}


def leaking(client: Client, named: dict[str, str]) -> dict[str, dict[str, Seen]]:
    found = {}
    for leak, where in PLANTED:
        with pytest.MonkeyPatch.context() as patch:
            leak(patch)
            paths = [resolved(path, named) for path in where]
            found[leak.__name__] = looked_at(client, paths)
    return found


@pytest.fixture(scope="module")
def both(django_db_setup: Any, django_db_blocker: Any) -> Both:
    """Two worlds are built and crawled once; the tests below only compare."""
    anonymous, reader = Client(raise_request_exception=False), Client()
    without, within = World(), World()
    result = Both(without, within)
    with quiet(), quick(), django_db_blocker.unblock(), transaction.atomic():
        load_published()
        connection.check_constraints()  # what waits for the commit happens now
        analyze()
        named = places()
        without.rows = rows()
        without.pages = crawled(anonymous)
        result.linked = set(without.pages)
        paths = sorted(result.linked | {*variants(), *searches()})
        without.pages |= looked_at(anonymous, sorted(set(paths) - result.linked))
        without.heads = looked_at(anonymous, paths[::5], "HEAD")
        without.leaking = leaking(anonymous, named)
        point = transaction.savepoint()
        add_unpublished()
        connection.check_constraints()
        analyze()
        hidden = sorted(set(hidden_addresses()))
        within.rows = rows()
        within.pages = looked_at(anonymous, [*paths, *hidden])
        within.heads = looked_at(anonymous, paths[::5], "HEAD")
        within.leaking = leaking(anonymous, named)
        result.again = asked_again(anonymous, without.pages, paths)
        reader.force_login(make_user("rita", ""))
        result.for_reader = looked_at(reader, [*paths[::4], *hidden])
        # Back in the first world: what unpublished rows are called is absent there.
        transaction.savepoint_rollback(point)
        without.pages |= looked_at(anonymous, hidden)
        transaction.set_rollback(True)
    return result


def asked_again(
    client: Client, pages: dict[str, Seen], paths: list[str]
) -> dict[str, int]:
    """The status of a second request that names the ETag of the first."""
    return {
        path: client.get(
            path, headers={"If-None-Match": pages[path][1]["ETag"]}
        ).status_code
        for path in paths[::5]
        if pages[path][0] == 200 and "ETag" in pages[path][1]
    }


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    assert one.keys() == other.keys()
    return [
        f"{path}: {what}"
        for path in one
        for what, a, b in zip(
            ("status", "headers", "body"), one[path], other[path], strict=True
        )
        if a != b
    ]


def test_the_second_world_holds_fifty_unpublished_rows_of_every_noun(
    both: Both,
) -> None:
    grown = {
        noun: both.within.rows[noun] - count
        for noun, count in both.without.rows.items()
    }

    assert {
        noun for noun, more in grown.items() if more < MANY
    } == PUBLIC_NOUNS | ONE_ROW
    assert all(grown[noun] == 0 for noun in PUBLIC_NOUNS)


def test_the_crawl_reaches_every_kind_of_public_page(both: Both) -> None:
    kinds = {path.split("?")[0].split("/")[1].split(".")[0] for path in both.linked}
    assert len(both.without.pages) > 500
    assert kinds == {
        "", "about", "account", "audit", "claims", "articles", "circles", "contact", "search", "sources", "method", "login",
        "manifest",
    }  # fmt: skip
    statuses = {status for status, _, _ in both.without.pages.values()}
    assert statuses >= {200, 302, 400, 404, 410}
    assert 500 not in statuses


def test_no_public_answer_differs_with_unpublished_rows(both: Both) -> None:
    """Status, headers (ETag, Content-Length, cookies among them) and body."""
    assert differences(both.without.pages, both.within.pages) == []


def test_no_answer_to_head_differs_either(both: Both) -> None:
    assert differences(both.without.heads, both.within.heads) == []


def test_an_etag_of_one_world_fits_the_other(both: Both) -> None:
    assert len(both.again) > 50
    assert set(both.again.values()) == {304}


def test_no_answer_holds_a_canary(both: Both) -> None:
    """Not to an anonymous reader, and not to one who is signed in."""
    told = []
    for who, pages in (("anonymous", both.within.pages), ("reader", both.for_reader)):
        for path, (_, headers, body) in pages.items():
            # What was asked for stands in links and in the form.
            asked = CANARY in path
            if not asked and (
                CANARY.encode() in body.lower() or CANARY in str(headers)
            ):
                told.append((who, path))

    assert told == []


def test_a_signed_in_reader_sees_what_everybody_sees(both: Both) -> None:
    """The same statuses; only the header of the page names the person."""
    other = [
        path
        for path, (status, _, _) in both.for_reader.items()
        if status != both.within.pages[path][0] and path not in {"/desk/", "/login/"}
    ]

    assert other == []


@pytest.mark.parametrize("leak", [leak.__name__ for leak, _ in PLANTED])
def test_a_planted_leak_is_seen(leak: str, both: Both) -> None:
    without, within = both.without.leaking[leak], both.within.leaking[leak]

    assert differences(without, within)
    assert all(status != 500 for status, _, _ in [*without.values(), *within.values()])

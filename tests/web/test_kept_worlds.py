"""Nothing unpublished, and nothing withdrawn, is sent from what is kept, here or shared."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Claim, Publication, Source
from articles.rendering import page_cache
from articles.rendering.page_store import SharedPages, memory
from tests.database_roles import as_owner
from tests.redis_servers import serving_redis
from tests.web.asking import quick, quiet, seen
from tests.web.test_two_worlds import Seen, differences
from tests.web.worlds import CANARY, add_unpublished, load_published

pytestmark = [pytest.mark.walk, pytest.mark.django_db(transaction=True)]
WITHDRAW_SQL = """
UPDATE articles_publication SET superseded_at = clock_timestamp()
WHERE id = %s RETURNING statement
"""
LISTS = ["/", "/claims/", "/claims.json", "/articles/", "/articles.json", "/sources/",
         "/sources.json", "/circles/", "/audit/", "/method/", "/claims/?q=gates",
         "/claims.atom", "/articles.atom", "/sitemap.xml", "/sitemaps/claims.xml",
         "/sitemaps/articles.xml", "/sitemaps/sources.xml",
         "/search/?q=gates", "/search.json?q=minstry", "/search/suggest?q=mini"]  # fmt: skip


def public_addresses() -> list[str]:
    claims = Claim.objects.filter(publications__isnull=False).distinct()
    return [
        *LISTS,
        *(
            f"/claims/{claim.key}/{part}"
            for claim in claims
            for part in ("", "states/1/", "timemap", "card.png")
        ),
        *(
            f"/articles/{article.key}{ending}"
            for ending in (
                "/",
                ".atom",
                "/?verdict=supported",
                "/?verdict=none",
                "/?view=text",
            )
            for article in Article.objects.public()
        ),
        *(
            f"/sources/{source.key}{ending}"
            for ending in ("/", ".atom")
            for source in Source.objects.public()[:8]
        ),
        *(f"/claims/{claim.key}.csl.json" for claim in claims),
    ]


def ask_all(paths: list[str]) -> dict[str, Seen]:
    client = Client(raise_request_exception=False)
    return {path: seen(client.get(path)) for path in paths}


def test_what_is_kept_is_what_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.clear()
    with quiet(), quick(), serving_redis(tmp_path) as url:
        monkeypatch.setattr(page_cache, "shared", SharedPages(url))
        load_published()
        paths = public_addresses()
        made = ask_all(paths)
        add_unpublished()
        kept = ask_all(paths)
        memory.clear()
        shared = ask_all(paths)
        with as_owner(), connection.cursor() as cursor:
            newest = Publication.objects.current().latest("pk")
            cursor.execute(WITHDRAW_SQL, [newest.pk])
            (withdrawn,) = cursor.fetchone()
        after = ask_all(paths)
        memory.clear()
        after_shared = ask_all(paths)
        memory.clear()
        monkeypatch.setattr(page_cache, "shared", SharedPages(""))
        anew = ask_all(paths)

    def telling(words: str, pages: dict[str, Seen]) -> list[str]:
        return [
            path for path, seen in pages.items() if words.encode() in seen[2].lower()
        ]

    assert differences(made, kept) == differences(made, shared) == []
    assert telling(CANARY, kept) == telling(CANARY, shared) == []
    assert telling(withdrawn.lower(), kept)
    assert differences(after, anew) == differences(after_shared, anew) == []
    assert telling(withdrawn.lower(), after) == []

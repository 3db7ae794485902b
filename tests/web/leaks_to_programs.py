"""Leaks planted in what programs read: sitemaps and feeds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import Claim
from articles.queries import sitemap
from articles.rendering.feeds import Feed
from tests.web.leaks import Leak


def a_sitemap_of_all_sources(patch: pytest.MonkeyPatch) -> None:
    kept = sitemap.KINDS["sources"]
    every = kept.sql.replace("s.listed OR", "s.listed OR true OR")
    patch.setitem(sitemap.KINDS, "sources", kept._replace(sql=every))


def articles_changed_by_what_goes_on(patch: pytest.MonkeyPatch) -> None:
    """No row is shown; that somebody is at work on one can be concluded."""
    kept = sitemap.KINDS["articles"]
    live = "(SELECT max(c.id) * interval '1 hour' FROM articles_claim c)"
    later = kept.sql.replace("greatest(max(p.published_at)",
                             f"greatest(max(p.published_at) + {live}")  # fmt: skip
    patch.setitem(sitemap.KINDS, "articles", kept._replace(sql=later))


def blocks_by_how_many_claims_there_are(patch: pytest.MonkeyPatch) -> None:
    kept = sitemap.KINDS["claims"]
    patch.setattr(sitemap, "BLOCK_ROWS", 60)  # more than are published
    counted = kept._replace(count=lambda index: Claim.objects.count())
    patch.setitem(sitemap.KINDS, "claims", counted)


def a_feed_dated_by_the_newest_claim(patch: pytest.MonkeyPatch) -> None:
    def newest(feed: Any) -> datetime:
        last = Claim.objects.latest("pk").pk
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=last)

    patch.setattr(Feed, "latest_post_date", newest)


LEAKS_TO_PROGRAMS: list[tuple[Leak, list[str]]] = [
    # the leak                              where it shows
    (a_sitemap_of_all_sources,              ["/sitemaps/sources.xml"]),
    (articles_changed_by_what_goes_on,      ["/sitemaps/articles.xml"]),
    (blocks_by_how_many_claims_there_are,   ["/sitemap.xml"]),
    (a_feed_dated_by_the_newest_claim,      ["/claims.atom?q=nothing"]),
]  # fmt: skip

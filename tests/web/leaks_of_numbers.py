"""Leaks of numbers planted in the application: in headers, in orders, in counts.

No unpublished row is ever shown; that there are some can be concluded.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from articles.models import (
    Article,
    Attribution,
    Citation,
    Claim,
    Decision,
    FetchJob,
    Source,
)
from articles.models.choices import Role, Stage
from articles.queries import agreement, article_lists, audit, claim_lists, source_lists
from articles.queries import citations as citation_queries
from articles.queries.public_index.contents import PublicIndex
from articles.views import articles as article_views
from articles.views import claims as claim_views
from articles.views import pages as page_views
from articles.views import sources as source_views
from tests.web.leaks import Leak, replaced


def with_header(
    patch: pytest.MonkeyPatch, name: str, view: Any, header: str, told: Any
) -> None:
    """The same answer, with one header that `told` works out from the key."""

    def answer(request: HttpRequest, **named: Any) -> Any:
        response = view(request, **named)
        response.headers[header] = told(named.get("key"))
        return response

    replaced(patch, name, answer)


def with_rows(patch: pytest.MonkeyPatch, changed: Any) -> None:
    """The list of sources, its page changed."""
    kept = source_lists.find_sources

    def find(*asked: Any) -> Any:
        page = kept(*asked)
        return replace(page, rows=changed(page.rows))

    patch.setattr(source_lists, "find_sources", find)


def mentions() -> Counter[str]:
    """How often sources speak, in drafts as well, by their keys."""
    return Counter(Attribution.objects.values_list("source__key", flat=True))


# -- headers -------------------------------------------------------------------------


def last_modified_by_any_work(patch: pytest.MonkeyPatch) -> None:
    def newest(_: Any) -> str:
        return http_date(
            Claim.objects.aggregate(at=Max("updated_at"))["at"].timestamp()
        )

    with_header(patch, "claims", claim_views.claims, "Last-Modified", newest)


def etag_of_the_newest_row(patch: pytest.MonkeyPatch) -> None:
    def newest(_: Any) -> str:
        return f'"{Source.objects.aggregate(pk=Max("pk"))["pk"]}"'

    with_header(patch, "sources", source_views.sources, "ETag", newest)


def a_total_beside_the_json(patch: pytest.MonkeyPatch) -> None:
    def total(_: Any) -> str:
        return str(Article.objects.count())

    with_header(patch, "articles_as", article_views.articles, "X-Total-Count", total)


def not_to_be_kept_while_it_is_worked_on(patch: pytest.MonkeyPatch) -> None:
    def freshness(key: str) -> str:
        stage = Claim.objects.get(key=key).stage
        return "no-store" if stage == Stage.FIRST_VERDICT else "max-age=5"

    with_header(patch, "claim", claim_views.claim, "Cache-Control", freshness)


# -- order, and the pages of a list ----------------------------------------------------


def decisions_in_the_order_of_work(patch: pytest.MonkeyPatch) -> None:
    kept = claim_lists.newest_decided

    def newest(limit: int, besides: Any = ()) -> Any:
        rows = kept(limit, besides)
        live = Claim.objects.in_bulk([r.summary["key"] for r in rows], field_name="key")
        return sorted(rows, key=lambda row: -live[row.summary["key"]].version)

    patch.setattr(claim_lists, "newest_decided", newest)


def sources_in_the_order_of_live_mentions(patch: pytest.MonkeyPatch) -> None:
    def sorted_by_mentions(rows: Any) -> Any:
        often = mentions()
        return sorted(rows, key=lambda row: -often[row["source"]["key"]])

    with_rows(patch, sorted_by_mentions)


def a_page_cut_before_it_is_filtered(patch: pytest.MonkeyPatch) -> None:
    """Hidden rows leave gaps: the page is shorter than it could be."""

    def public(rows: Any) -> Any:
        both = Source.objects.order_by("plain", "pk")[: len(rows)]
        hidden = set(both) - set(Source.objects.public())
        return rows[: len(rows) - len(hidden)]

    with_rows(patch, public)


def a_next_page_for_what_is_not_shown(patch: pytest.MonkeyPatch) -> None:
    kept = claim_lists.find_claims

    def find(*asked: Any, **options: Any) -> Any:
        page = kept(*asked, **options)
        more = Claim.objects.count() > len(page.rows) + 20
        return replace(page, more=page.more or more)

    patch.setattr(claim_lists, "find_claims", find)


# -- counts ----------------------------------------------------------------------------


def facets_of_all_articles(patch: pytest.MonkeyPatch) -> None:
    kept = article_lists.find_articles

    def find(*asked: Any, **options: Any) -> Any:
        page = kept(*asked, **options)
        spoken = Counter(Article.objects.values_list("work__language", flat=True))
        languages = [(code, "", count) for code, count in spoken.items()]
        return replace(page, facets={**page.facets, "language": languages})

    patch.setattr(article_lists, "find_articles", find)


def parts_in_live_claims(patch: pytest.MonkeyPatch) -> None:
    kept = source_lists.count_roles

    def count_roles(index: PublicIndex, sources: Any) -> Any:
        rows = Attribution.objects.values_list("source", flat=True)
        often, known = Counter(rows), kept(index, sources)
        return {
            source: {**by_role, Role.CLAIMANT: often[source]}
            for source, by_role in known.items()
        }

    patch.setattr(source_lists, "count_roles", count_roles)


def top_sources_in_live_claims(patch: pytest.MonkeyPatch) -> None:
    def top_sources(*roles: Role) -> Any:
        often = Attribution.objects.values("source__key", "source__name")
        rows = often.annotate(count=Count("pk")).order_by("-count", "source__key")
        named = [
            {
                "key": row["source__key"],
                "name": row["source__name"],
                "count": row["count"],
            }
            for row in rows[:8]
        ]
        return [named for _ in roles]

    patch.setattr(claim_lists, "top_sources", top_sources)


def fidelity_of_live_citations(patch: pytest.MonkeyPatch) -> None:
    def of_source(source: Source) -> Any:
        unchecked = Citation.objects.filter(fidelity="").count()
        return {role: {"unchecked": unchecked} for role in Role.values}

    patch.setattr(citation_queries, "source_fidelity_counts", of_source)


def a_table_of_all_sources(patch: pytest.MonkeyPatch) -> None:
    """In the CSV alone."""

    def everything(asked: Any) -> list[int]:
        return list(Source.objects.values_list("pk", flat=True))

    patch.setattr(source_lists, "ids_of_sources", everything)


def health_that_tells_of_the_queue(patch: pytest.MonkeyPatch) -> None:
    def healthz(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"ok, {FetchJob.objects.count()} waiting\n")

    replaced(patch, "healthz", healthz)


def entries_that_count_decisions(patch: pytest.MonkeyPatch) -> None:
    def head() -> audit.Head:
        return audit.Head(Decision.objects.count(), "0" * 64, None)

    patch.setattr(page_views, "chain_head", head)


def agreement_on_all_claims(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(agreement, "published_second_verdicts", agreement.second_verdicts)


def agreement_in_rounds_that_go_on(patch: pytest.MonkeyPatch) -> None:
    """Of claims that readers know, but not of rounds that they know."""

    def verdicts() -> Any:
        known = Claim.objects.filter(publications__superseded_at=None)
        return agreement.second_verdicts().filter(claim__in=known)

    patch.setattr(agreement, "published_second_verdicts", verdicts)


LEAKS_OF_NUMBERS: list[tuple[Leak, list[str]]] = [
    # the leak                              where it shows
    (last_modified_by_any_work,             ["/claims/"]),
    (etag_of_the_newest_row,                ["/sources/"]),
    (a_total_beside_the_json,               ["/articles.json"]),
    (not_to_be_kept_while_it_is_worked_on,  ["CLAIM"]),
    (decisions_in_the_order_of_work,        ["/"]),
    (sources_in_the_order_of_live_mentions, ["/sources.json?kind=person"]),
    (entries_that_count_decisions,          ["/audit.json"]),
    (a_page_cut_before_it_is_filtered,      ["/sources.json"]),
    (a_next_page_for_what_is_not_shown,     ["/claims.json"]),
    (facets_of_all_articles,                ["/articles.json"]),
    (parts_in_live_claims,                  ["/sources.json?kind=person"]),
    (top_sources_in_live_claims,            ["/"]),
    (fidelity_of_live_citations,            ["SOURCE.json"]),
    (a_table_of_all_sources,                ["/sources.csv"]),
    (health_that_tells_of_the_queue,        ["/healthz"]),
    (agreement_on_all_claims,               ["/method/"]),
    (agreement_in_rounds_that_go_on,        ["/method/"]),
]  # fmt: skip

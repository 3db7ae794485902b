"""The home page, the method, the head of the audit chain, and whether the site is up."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Publication, Source
from articles.models.choices import Fidelity, Role, Stage, Verdict
from articles.queries import articles as article_queries
from articles.queries import claims as claim_queries
from articles.queries import facets
from articles.queries.audit import chain_head
from articles.queries.independence import team_rules
from articles.queries.paging import COUNT_LIMIT, MAX_COUNTED_ROWS
from articles.rendering import scale_notes
from articles.replicas.choice import reading_connection
from articles.views import answers

NEWEST_CLAIMS, NEWEST_ARTICLES = 8, 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    current = Publication.objects.current()
    decided = claim_queries.defer_search_columns(current.decided())
    newest = decided.order_by(*facets.PUBLICATION_ORDER)[:NEWEST_CLAIMS]
    articles = (
        Article.objects.public()
        .with_work()
        .annotate(day=article_queries.PUBLICATION_DAY)
    )
    in_all = sum(facets.stored_verdict_counts().values())
    sources, outlets = claim_queries.top_sources(
        Role.CLAIMANT, Role.OUTLET, claims_in_all=in_all
    )
    context = {
        "counted": MAX_COUNTED_ROWS,
        "counts": {
            "claims": in_all,
            "articles": count_up_to(Article.objects.public()),
            "sources": count_up_to(Source.objects.public()),
        },
        "decisions": [
            claim_queries.claim_summary(publication) for publication in newest
        ],
        "articles": article_queries.article_summaries(
            list(articles.order_by(*article_queries.ARTICLE_ORDER)[:NEWEST_ARTICLES])
        ),
        "sources": sources,
        "outlets": outlets,
    }
    return answers.render_page(request, "articles/home.html", context)


def count_up_to(rows: QuerySet[Any]) -> int:
    """How many there are; one more than COUNTED stands for all beyond."""
    return rows.order_by()[:COUNT_LIMIT].count()


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "verdicts": [(v, v.label, scale_notes.VERDICT_NOTES[v]) for v in Verdict],
        "fidelities": [(f, f.label, scale_notes.FIDELITY_NOTES[f]) for f in Fidelity],
        "stages": [(s, s.label, scale_notes.STAGE_NOTES[s]) for s in Stage],
        "hops": team_rules().hops,
        "hub": team_rules().hub,
    }
    return answers.render_page(request, "articles/method.html", context)


@require_safe
def audit(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    """The newest entry of the chain over what is published, for others to keep."""
    chosen = answers.requested_format(request, suffix)
    if chosen == "csv":
        raise Http404
    head = chain_head()
    if chosen:
        return answers.as_json(
            {
                "head": f"{head.number}:{head.hash}",
                "entries": head.number,
                "hash": head.hash,
                "at": head.at.isoformat() if head.at else None,
            }
        )
    context = {"head": head, "json_url": reverse("audit_as", args=["json"])}
    return answers.render_page(request, "articles/audit.html", context)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where the application and its database answer; 503 otherwise."""
    with reading_connection().cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")

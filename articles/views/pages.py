"""The home page, the method, the head of the audit chain, and whether the site is up."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models.choices import Fidelity, Role, Stage, Verdict
from articles.queries import article_lists, claim_lists
from articles.queries.audit import chain_head
from articles.queries.independence import team_rules
from articles.rendering import scale_notes
from articles.rendering.page_heads import home_head, page_head
from articles.replicas.choice import reading_connection
from articles.views import answers

NEWEST_CLAIMS, NEWEST_ARTICLES = 8, 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    sources, outlets = claim_lists.top_sources(Role.CLAIMANT, Role.OUTLET)
    context = {
        "head": home_head(answers.this_site(request)),
        "counts": claim_lists.count_rows(),
        "decisions": [
            claim_lists.claim_summary(claim)
            for claim in claim_lists.newest_decided(NEWEST_CLAIMS)
        ],
        "articles": article_lists.newest_articles(NEWEST_ARTICLES),
        "sources": sources,
        "outlets": outlets,
    }
    return answers.render_page(request, "articles/home.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "head": page_head(answers.this_site(request), "method"),
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
    chosen = answers.requested_format(request, suffix, "json")
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
    context = {
        "chain_head": head,
        "head": page_head(answers.this_site(request), "audit"),
        "json_url": reverse("audit_as", args=["json"]),
    }
    return answers.render_page(request, "articles/audit.html", context)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where the application and its database answer; 503 otherwise."""
    with reading_connection().cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")

"""The home page, the method, the head of the audit chain, and whether the site is up."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.domain.records import ClaimRecord
from articles.models.choices import Fidelity, Role, Stage, Verdict
from articles.queries import article_lists, claim_lists, front
from articles.queries.agreement import public_agreement
from articles.queries.audit import chain_head
from articles.queries.claims import ordered_verdict_counts
from articles.queries.independence import judge_independence, team_rules
from articles.queries.public_index.current import one_public_state
from articles.rendering import scale_notes
from articles.rendering.diagrams.intervals import draw_intervals
from articles.rendering.page_heads import home_head, page_head
from articles.replicas.choice import reading_connection
from articles.views import answers
from articles.views.panel import independence_counts

NEWEST_CLAIMS, NEWEST_ARTICLES = 6, 5


@require_safe
@one_public_state()
def home(request: HttpRequest) -> HttpResponse:
    sources, outlets = claim_lists.top_sources(Role.CLAIMANT, Role.OUTLET)
    chosen = front.choose_example()
    besides = [chosen[0]] if chosen else []
    context = {
        "head": home_head(answers.this_site(request)),
        "example": example_details(chosen[1]) if chosen else None,
        "counts": claim_lists.count_rows(),
        "tally": ordered_verdict_counts(claim_lists.count_verdicts()),
        "decisions": [
            claim_lists.claim_summary(claim)
            for claim in claim_lists.newest_decided(NEWEST_CLAIMS, besides)
        ],
        "articles": article_lists.newest_articles(NEWEST_ARTICLES),
        "sources": sources,
        "outlets": outlets,
    }
    return answers.render_page(request, "articles/home.html", context)


def example_details(record: ClaimRecord) -> PageData:
    """A claim with what is known of its evidence today."""
    judged = judge_independence(record, public=True)
    record["independence"] = judged.data()
    # Where most mouths lie between the claimant and the reader, and else the first.
    shown = max(record["appearances"], key=lambda each: each["chain"][-1]["position"])
    return {
        "claim": record,
        "shown": shown,
        "counts": independence_counts(record),
    }


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    agreement = public_agreement()
    context = {
        "head": page_head(answers.this_site(request), "method"),
        "verdicts": [(v, v.label, scale_notes.VERDICT_NOTES[v]) for v in Verdict],
        "fidelities": [(f, f.label, scale_notes.FIDELITY_NOTES[f]) for f in Fidelity],
        "stages": [(s, s.label, scale_notes.STAGE_NOTES[s]) for s in Stage],
        "hops": team_rules().hops,
        "hub": team_rules().hub,
        "agreement": agreement,
        "periods": draw_intervals(agreement.by_period)[0] if agreement else [],
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

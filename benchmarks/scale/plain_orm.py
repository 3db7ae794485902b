"""The list of claims as a Django tutorial makes it, over the same rows.

Paginator counts and skips, each facet is a GROUP BY over what was found, and Django's own
templates write the page. It reads no wide column, which a tutorial would not think of.
"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.template import engines

from articles.models import Publication, Voice
from articles.models.choices import ANY_ROLE, Role
from articles.models.search import search_query
from articles.queries.paging import MAX_FACET_VALUES, PAGE_ROWS
from benchmarks.scale.pages import Filters
from benchmarks.scale.peers import ListAnswer

TEMPLATE = """<!doctype html><title>Claims</title><p>{{ page.paginator.count }} claims</p>
{% for name, counts in facets.items %}<h2>{{ name }}</h2><ul>
{% for row in counts %}<li><a href="?{{ name }}={{ row.value }}">{{ row.word }}</a> {{ row.n }}
{% endfor %}</ul>{% endfor %}<ul>
{% for claim in page %}<li><a href="/claims/{{ claim.claim.key }}/">{{ claim.statement }}</a>
{{ claim.get_kind_display }} {{ claim.get_verdict_display }} {{ claim.appeared_on }}
{% for voice in claim.voices.all %}{{ voice.source.name }} ({{ voice.role }}){% endfor %}
{% endfor %}</ul>{% if page.has_next %}<a href="?page={{ page.next_page_number }}">Next</a>{% endif %}
"""


def narrowed(filters: Filters) -> QuerySet[Publication]:
    claims: QuerySet[Publication] = Publication.objects.filter(superseded_at=None)
    if filters.verdict:
        claims = claims.filter(verdict=filters.verdict)
    if filters.since:
        claims = claims.filter(appeared_on__gte=filters.since)
    if filters.q:
        claims = claims.filter(search=search_query(filters.q))
    if filters.source:
        claims = claims.filter(
            voices__source__key=filters.source, voices__role=ANY_ROLE
        )
    if filters.outlet:
        claims = claims.filter(
            voices__source__key=filters.outlet, voices__role=Role.OUTLET
        )
    return claims


def value_counts(claims: QuerySet[Publication], field: str) -> list[dict[str, Any]]:
    rows = claims.order_by().values(field).annotate(n=Count("pk")).order_by("-n", field)
    return [{"value": row[field], "word": row[field], "n": row["n"]} for row in rows]


def source_counts(claims: QuerySet[Publication], role: str) -> list[dict[str, Any]]:
    heard = Voice.objects.filter(role=role, publication__in=claims.values("pk"))
    rows = heard.values("source__key", "source__name").annotate(n=Count("pk"))
    return [
        {"value": row["source__key"], "word": row["source__name"], "n": row["n"]}
        for row in rows.order_by("-n", "source")[:MAX_FACET_VALUES]
    ]


def list_claims(filters: Filters, number: int) -> tuple[str, ListAnswer]:
    """The page with this number, as HTML and as an answer to compare."""
    claims = narrowed(filters)
    rows = (
        claims.order_by("-published_at", "-pk").select_related("claim")
        .only("statement", "kind", "verdict", "appeared_on", "claim__key")
        .prefetch_related("voices__source")
    )  # fmt: skip
    page = Paginator(rows, PAGE_ROWS).page(number)
    facets = {
        "verdict": value_counts(claims, "verdict"),
        "kind": value_counts(claims, "kind"),
        "source": source_counts(claims, Role.CLAIMANT),
        "outlet": source_counts(claims, Role.OUTLET),
    }
    template = engines["django"].from_string(TEMPLATE)
    html = template.render({"page": page, "facets": facets})
    counts = {
        name: {row["value"]: row["n"] for row in rows} for name, rows in facets.items()
    }
    keys = [claim.claim.key for claim in page]
    return html, ListAnswer(page.paginator.count, keys, counts)

"""The sources: a list, and for each what it claims, relays, publishes, is cited for.

And the claims that only speak of it.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, source_ref
from articles.exporting.csv import csv_lines
from articles.filters import ClaimFilter, SourceFilter
from articles.models import Source, SourceRelation
from articles.models.choices import ROLES_BEHIND, Role
from articles.queries import citations as citation_queries
from articles.queries import claims as claim_queries
from articles.queries import facets, graph
from articles.queries import sources as source_queries
from articles.queries.graph import MAX_NEIGHBOURHOOD_HOPS, MAX_RELATIONS, neighbourhood
from articles.rendering.diagrams.neighbourhood import draw_neighbourhood
from articles.views import answers
from articles.views.claims import claims_as_csv, list_as_json
from articles.views.lists import (
    Address,
    Choices,
    filter_without,
    list_page,
    read_in_batches,
)
from articles.views.panel import circle_details

SOURCE_COLUMNS = ["key", "name", "kind", "aliases", *ROLES_BEHIND, "address",
                  Role.ABOUT]  # fmt: skip
HOPS = {str(hop) for hop in range(1, MAX_NEIGHBOURHOOD_HOPS + 1)}
TABS = {
    Role.CLAIMANT: "Claims",
    Role.RELAYER: "Relays",
    Role.AUTHOR: "Writes",
    Role.OUTLET: "Publishes",
    Role.CITED: "Is cited",
    Role.EVIDENCE: "Serves as evidence",
    Role.ABOUT: "Is spoken of",
}


@require_safe
def sources(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix)
    filterset = SourceFilter(request.GET, Source.objects.public())
    valid = filterset.form.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filterset.form.errors}, 400)
    found = filterset.qs if valid else Source.objects.none()
    if chosen == "csv":
        rows = source_table_rows(request, found)
        return answers.as_csv(request, "sources", csv_lines(SOURCE_COLUMNS, rows))
    named = source_queries.sources_by_name(found, request.GET.get("after", ""))
    page = list_page(
        request, reverse("sources"), named, source_queries.source_summaries(named.rows), filterset,
        facets=source_facets(request, named.sample_limit) if valid else (),
    )  # fmt: skip
    if chosen:
        return answers.as_json(list_as_json(page, "sources"))
    context = {"page": page}
    return answers.render_page(
        request, "articles/sources.html", context, 200 if valid else 400
    )


def source_facets(request: HttpRequest, most: int) -> Iterator[Choices]:
    """Each filter's values, counted over the sources that the other filters leave."""
    left = filter_without(SourceFilter, request, Source.objects.public(), "kind")
    yield Choices("kind", "Kind", *source_queries.source_kind_counts(left, most))


def source_table_rows(
    request: HttpRequest, found: QuerySet[Source]
) -> Iterator[list[object]]:
    rows = found.order_by(*source_queries.SOURCE_ORDER).prefetch_related("aliases")
    for batch in read_in_batches(rows):
        yield from source_cells(request, batch)


def source_cells(request: HttpRequest, batch: list[Source]) -> Iterator[list[object]]:
    for row in source_queries.source_summaries(batch):
        source = row["source"]
        yield [
            source["key"], source["name"], source["kind"], "; ".join(row["aliases"]),
            *(row["counts"][role] for role in ROLES_BEHIND),
            request.build_absolute_uri(reverse("source", args=[source["key"]])),
            row["counts"][Role.ABOUT],
        ]  # fmt: skip


@require_safe
def source(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    """A source's page; `?role=` chooses which of its roles the list shows."""
    chosen = answers.requested_format(request, suffix)
    stored = get_object_or_404(Source.objects.public(), key=key)
    counts = source_queries.role_counts([stored])[stored.pk]
    role = requested_role(request, counts)
    found = source_queries.claims_of_source(stored, role)
    if chosen == "csv":
        return claims_as_csv(request, key, found)
    fared = facets.stored_verdict_counts(key, role)
    total = sum(fared.values())
    newest = claim_queries.newest_claims(found, request.GET.get("after", ""), total)
    address = reverse("source", args=[key])
    rows = [claim_queries.claim_summary(publication) for publication in newest.rows]
    page = list_page(request, address, newest, rows, ClaimFilter({}, found))
    about: PageData = {
        "source": source_queries.source_details(stored),
        "relations": source_queries.source_relations(
            stored, SourceRelation.objects.public()
        ),
        "tally": claim_queries.ordered_verdict_counts(fared),
        "total": total,
        "works": source_queries.works_of_source(stored),
        "fidelity": citation_queries.source_fidelity_counts(stored),
    }
    if chosen:
        return answers.as_json(
            {
                **about["source"],
                **about,
                "role": role,
                "roles": counts,
                **list_as_json(page, "claims"),
            }
        )
    context = {
        **about,
        "around": neighbourhood_diagram(request, stored, about["relations"]),
        "role": role,
        "cited_so": citation_queries.ordered_fidelity_counts(
            about["fidelity"].get(role, {})
        ),
        "tabs": role_tabs(request, address, role, counts),
        "page": page,
    }
    return answers.render_page(request, "articles/source.html", context)


def neighbourhood_diagram(
    request: HttpRequest, stored: Source, relations: list[PageData]
) -> PageData | None:
    """The picture of a source's neighbourhood: one hop, or as many as are asked for."""
    if not relations:
        return None
    asked = request.GET.get("around", "")
    hops = int(asked) if asked in HOPS else 1
    found = neighbourhood(stored, SourceRelation.objects.public(), hops)
    address = Address.of(request, reverse("source", args=[stored.key]))
    return {
        "drawing": draw_neighbourhood(source_ref(stored), found),
        "further": [each for each in found if each["hop"] > 1],
        "most": MAX_RELATIONS,
        "hops": hops,
        "more": f"{address.using(around=str(hops + 1))}#relations"
        if hops < MAX_NEIGHBOURHOOD_HOPS
        else "",
        "fewer": f"{address.without('around')}#relations" if hops > 1 else "",
    }


def requested_role(request: HttpRequest, counts: dict[str, int]) -> str:
    """The role that the address names, else the first one that holds any claim."""
    asked = request.GET.get("role", "")
    if asked in Role.values:
        return asked
    return next((role for role in Role.values if counts[role]), Role.CLAIMANT)


def role_tabs(
    request: HttpRequest, path: str, shown: str, counts: dict[str, int]
) -> list[PageData]:
    address = Address.of(request, path)
    return [
        {
            "role": role.value,
            "label": label,
            "count": counts[role],
            "url": address.using(role=role.value),
            "selected": role == shown,
        }
        for role, label in TABS.items()
    ]


@require_safe
def circles(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix)
    if chosen == "csv":
        raise Http404
    found, read_at = graph.public_circles()
    if chosen:
        return answers.as_json({"circles": found})
    shown = [circle_details(each, read_at) for each in found]
    for each in shown:
        for step in each["works"]:
            step["claims"] = read_at[step["key"]].claims
    context = {"circles": shown, "most": graph.MAX_CIRCLES}
    return answers.render_page(request, "articles/circles.html", context)

"""The sources: a list, and for each what it claims, relays, publishes, is cited for.

And the claims that only speak of it.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, source_ref
from articles.exporting.csv import csv_lines
from articles.filters import ClaimFilter, SourceFilter
from articles.models import Source, SourceRelation
from articles.models.choices import ROLES_BEHIND, Role, Verdict
from articles.queries import citations as citation_queries
from articles.queries import claim_lists, source_lists
from articles.queries import claims as claim_queries
from articles.queries import sources as source_queries
from articles.queries.claim_selection import ClaimQuery
from articles.queries.connections import (
    MAX_NEIGHBOURHOOD_HOPS,
    MAX_RELATIONS,
    Relations,
    neighbourhood,
    own_relations,
    relations_page,
)
from articles.queries.public_index.current import one_public_state
from articles.queries.source_lists import SourceList, SourceQuery
from articles.queries.source_verdicts import count_verdicts
from articles.rendering.diagrams.columns import draw_columns
from articles.rendering.diagrams.neighbourhood import draw_neighbourhood
from articles.rendering.page_heads import list_head
from articles.rendering.record_heads import source_head
from articles.views import answers
from articles.views.claims import claims_as_csv
from articles.views.feeds import claims_as_atom
from articles.views.lists import (
    Address,
    Choices,
    list_as_json,
    list_page,
    read_in_batches,
)

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
VERDICTS_UPWARDS = [*Verdict.values, ""]  # in a column
NOTHING: SourceList = SourceList([], False, 0)


@require_safe
def sources(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix, "json", "csv")
    filters = SourceFilter(request.GET)
    valid = filters.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filters.errors}, 400)
    if chosen == "csv":
        rows = source_table_rows(request, filters.asked())
        return answers.as_csv(request, "sources", csv_lines(SOURCE_COLUMNS, rows))
    found = NOTHING
    if valid:
        follows = request.GET.get("after", "")
        found = source_lists.find_sources(filters.asked(), follows)
    page = list_page(
        request, reverse("sources"), found, found.rows, filters,
        facets=source_facets(found) if valid else (), names=found.names,
        followed=False,
    )  # fmt: skip
    if chosen:
        return answers.as_json(list_as_json(page, "sources"))
    head = list_head(answers.this_site(request), "sources", page)
    context = {"page": page, "head": head}
    status = 200 if valid else 400
    return answers.render_page(request, "articles/sources.html", context, status)


def source_facets(found: SourceList) -> Iterator[Choices]:
    yield Choices("kind", "Kind", found.facets["kind"])
    yield Choices("role", "Part in claims", found.facets["role"])
    yield Choices("initial", "Name begins with", found.facets["initial"])


def source_table_rows(
    request: HttpRequest, asked: SourceQuery
) -> Iterator[list[object]]:
    for ids in read_in_batches(source_lists.ids_of_sources(asked)):
        for row in source_lists.summarize_sources(ids):
            yield source_cells(request, row)


def source_cells(request: HttpRequest, row: PageData) -> list[object]:
    source = row["source"]
    return [
        source["key"], source["name"], source["kind"], "; ".join(row["aliases"]),
        *(row["counts"][role] for role in ROLES_BEHIND),
        request.build_absolute_uri(reverse("source", args=[source["key"]])),
        row["counts"][Role.ABOUT],
    ]  # fmt: skip


@require_safe
@one_public_state()
def source(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    """A source's page; `?role=` chooses which of its roles the list shows."""
    chosen = answers.requested_format(request, suffix, "json", "csv", "atom")
    stored = get_object_or_404(Source.objects.public(), key=key)
    counts = source_lists.role_counts([stored])[stored.pk]
    role = requested_role(request, counts)
    found = ClaimQuery(source=key, role=role)
    if chosen == "csv":
        return claims_as_csv(request, key, found)
    # Which role is shown if none is named changes with what is published: who follows
    # it names one.
    address = reverse("source", args=[key])
    followed = Address(address, {"role": [role]})
    if chosen == "atom":
        title = f"{stored.name}: {TABS[Role(role)].lower()}"
        feed = claims_as_atom(request, followed, title, found)
        return answers.set_shown_keys(feed, [key])
    fared = count_verdicts(stored, role)
    newest = claim_lists.page_of_claims(found, request.GET.get("after", ""))
    rows = [claim_lists.claim_summary(claim) for claim in newest.rows]
    page = list_page(request, address, newest, rows, ClaimFilter({}))
    page["atom_url"] = followed.in_format("atom")
    shown = SourceRelation.objects.public()
    own = own_relations(stored, shown)
    follows = answers.requested_number(request, "relations", 17)
    relations = relations_page(stored, shown, own, follows)
    following = {"relations": str(relations.next or "")}
    here = Address.of(request, address)
    about: PageData = {
        "source": source_queries.source_details(stored),
        "relations": relations.rows,
        "tally": claim_queries.ordered_verdict_counts(fared.by_role[role]),
        "total": newest.total,
        "works": source_queries.works_of_source(stored),
        "fidelity": citation_queries.source_fidelity_counts(stored),
    }
    if chosen:
        data = answers.as_json(
            {
                **about["source"],
                **about,
                "relations_total": relations.total,
                "relations_at_least": relations.at_least,
                "relations_next": (
                    here.in_format("json", **following) if relations.next else None
                ),
                "role": role,
                "roles": counts,
                "verdicts_by_role": fared.by_role,
                "verdicts_over_time": [
                    {"from": first.isoformat(), "to": last.isoformat(), "counts": found}
                    for (first, last), found in fared.over_time
                ],
                **list_as_json(page, "claims"),
            }
        )
        return answers.set_shown_keys(data, [key])
    elsewhere = role if role != first_role(counts) else ""
    site = answers.this_site(request)
    context = {
        **about,
        "head": source_head(about["source"], relations.rows, site, elsewhere),
        "relations_page": relations,
        "relations_next": f"{here.using(**following)}#relations"
        if relations.next
        else "",
        "relations_first": (
            f"{here.without('relations')}#relations"
            if here.query.get("relations")
            else ""
        ),
        "around": neighbourhood_diagram(request, stored, shown, own) if own else None,
        "role": role,
        "cited_so": citation_queries.ordered_fidelity_counts(
            about["fidelity"].get(role, {})
        ),
        "tabs": role_tabs(request, address, role, counts),
        "by_role": {
            each: claim_queries.ordered_verdict_counts(found)
            for each, found in fared.by_role.items()
        },
        "over_time": draw_columns(fared.over_time, VERDICTS_UPWARDS)
        if len(fared.over_time) > 1
        else None,
        "undated": fared.undated,
        "page": page,
    }
    return answers.set_shown_keys(
        answers.render_page(request, "articles/source.html", context), [key]
    )


def neighbourhood_diagram(
    request: HttpRequest,
    stored: Source,
    shown: Relations,
    own: list[SourceRelation],
) -> PageData:
    """The picture of a source's neighbourhood: one hop, or as many as are asked for."""
    asked = request.GET.get("around", "")
    hops = int(asked) if asked in HOPS else 1
    found = neighbourhood(stored, shown, own, hops)
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
    return first_role(counts)


def first_role(counts: dict[str, int]) -> str:
    """The first role that holds any claim."""
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

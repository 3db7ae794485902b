"""The published claims: a list that filters narrow, and a page for each claim."""

import datetime
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, reviewers_in_force, stated_override
from articles.domain.claim_relations import Relation
from articles.domain.records import ClaimRecord
from articles.exporting.claim_review import described_sources
from articles.exporting.claims import claim_csv
from articles.exporting.site import in_format
from articles.filters import FIDELITY_LABEL, UNREVIEWED, ClaimFilter
from articles.models import Publication
from articles.models.base import KEY_ALPHABET, KEY_LENGTH
from articles.models.choices import (
    NOT_YET_CHECKED,
    NOT_YET_REVIEWED,
    UNCHECKED,
    ClaimKind,
    Fidelity,
    Role,
    Verdict,
)
from articles.queries import citations as citation_queries
from articles.queries import claim_lists, claim_relations
from articles.queries import claims as claim_queries
from articles.queries.claim_lists import ClaimList
from articles.queries.claim_selection import ClaimQuery
from articles.queries.independence import JudgedClaim, judge_independence
from articles.queries.paging import ValueCounts
from articles.queries.sources import fetch_elsewhere
from articles.queries.works import WorkLocation
from articles.rendering.feeds import claim_entry
from articles.rendering.page_heads import list_head
from articles.rendering.record_heads import claim_head
from articles.views import answers, claim_states
from articles.views.feeds import list_as_atom
from articles.views.lists import Choices, list_as_json, list_page
from articles.views.panel import independence_panel

# Filters that name a source or an article by its key.
KEY_FILTERS = ("source", "outlet", "author", "article")
NOTHING: ClaimList = ClaimList([], False, 0)


@require_safe
def claims(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix, "json", "csv", "atom")
    filters = ClaimFilter(request.GET)
    valid = filters.is_valid()
    if chosen and not valid:
        return answers.as_json({"errors": filters.errors}, 400)
    if chosen == "csv":
        return claims_as_csv(request, "claims", filters.asked())
    found = NOTHING
    if valid:
        follows, keys = request.GET.get("after", ""), requested_keys(request)
        asked = filters.asked()
        if chosen == "atom":
            asked = replace(asked, sort="")
        found = claim_lists.find_claims(asked, follows, keys=keys)
    page = list_page(
        request, reverse("claims"), found,
        [claim_lists.claim_summary(claim) for claim in found.rows],
        filters, facets=claim_facets(filters, found) if valid else (),
        names=found.names,
    )  # fmt: skip
    if chosen == "atom":
        return list_as_atom(request, "Claims", page, claim_entry)
    if chosen:
        return answers.as_json(list_as_json(page, "claims"))
    head = list_head(answers.this_site(request), "claims", page)
    context = {"page": page, "head": head}
    status = 200 if valid else 400
    return answers.render_page(request, "articles/claims.html", context, status)


def requested_keys(request: HttpRequest) -> set[str]:
    """The keys of sources and articles that the filters of the address name."""
    return {key for name in KEY_FILTERS for key in request.GET.getlist(name) if key}


def claims_as_csv(
    request: HttpRequest, name: str, asked: ClaimQuery
) -> HttpResponseBase:
    any_key = KEY_ALPHABET[0] * KEY_LENGTH
    address = request.build_absolute_uri(reverse("claim", args=[any_key]))
    before, behind = address.rsplit(any_key, 1)
    table = () if request.method == "HEAD" else claim_csv(asked, before, behind)
    return answers.as_csv(request, name, table)


def claim_facets(filters: ClaimFilter, found: ClaimList) -> Iterator[Choices]:
    """Each filter's values, counted over the claims that the other filters leave."""
    chosen, counts = filters.form.cleaned_data, found.facets
    role = Role(chosen["role"] or Role.CLAIMANT)
    verdicts = {verdict: count for verdict, _, count in counts["verdict"]}
    yield Choices("verdict", "Status", [
        (value, word, verdicts.get("" if value == UNREVIEWED else value, 0))
        for value, word in [*Verdict.choices, (UNREVIEWED, NOT_YET_REVIEWED)]
    ])  # fmt: skip
    yield Choices("kind", "Kind", scale_counts(ClaimKind.choices, counts["kind"]))
    scale = [*Fidelity.choices, (UNCHECKED, NOT_YET_CHECKED)]
    fidelities = scale_counts(scale, counts["fidelity"], chosen["fidelity"])
    yield Choices("fidelity", FIDELITY_LABEL, fidelities)
    if chosen["source"]:
        roles = scale_counts(Role.choices, counts["role"])
        yield Choices("role", "Role of the source", roles)
    yield Choices("source", role.label, counts["source"], more=True)
    yield Choices("outlet", "Outlet", counts["outlet"])
    yield Choices("article", "Article", counts["article"])


def scale_counts(
    scale: Iterable[tuple[str, str]], counts: ValueCounts, chosen: Container[str] = ()
) -> ValueCounts:
    """The counts in the order and the words of a scale; what is chosen stays on it."""
    by_value = {value: count for value, _, count in counts}
    return [
        (value, word, by_value.get(value, 0))
        for value, word in scale
        if value in by_value or value in chosen
    ]


@require_safe
def claim(request: HttpRequest, key: str, suffix: str = "") -> HttpResponseBase:
    """A published claim, now or as it stood on the day that `?on=` names."""
    chosen = answers.requested_format(request, suffix, "json")
    found = claim_states.find_state_by_day(request, key, chosen)
    if isinstance(found, HttpResponse):
        return found
    return show_state(request, key, found.states, found.shown, chosen, day=found.day)


def show_state(
    request: HttpRequest,
    key: str,
    states: list[Publication],
    shown: Publication,
    chosen: str,
    *,
    day: datetime.date | None = None,
    as_published: bool = False,
) -> HttpResponse:
    """A state of a claim, in a format; the one in force with what is known by now.

    `as_published`: just as it was published, whether it is in force or not.
    """
    record = shown.in_force or shown.record  # type: ignore[attr-defined]  # annotated by states()
    is_current = shown.superseded_at is None and not as_published
    around, read_at, keys = (
        known_by_now(shown.claim_id, record) if is_current else ({}, None, set())
    )
    if not is_current:
        # Of what it names, a page tells what readers cannot open any more.
        keys = {each["key"] for each in claim_queries.nested_objects(record)
                if "key" in each}  # fmt: skip
    keys |= {key}
    if chosen:
        return answers.set_shown_keys(answers.as_json({**record, **around}), keys)
    if not is_current:
        claim_queries.mark_unseen(record)
    here = claim_states.shown_address(key, shown, states, day, is_current=is_current)
    context = {
        "claim": record,
        "cited_so": citation_queries.ordered_fidelity_counts(
            citation_queries.appearance_fidelity_counts(record["appearances"])
        ),
        "citations": citation_queries.ordered_citations(record["appearances"]),
        "around": around,
        "independence": independence_panel(record, read_at),
        "override": stated_override(record["decisions"]),
        "is_of_one": record["verdict"] is not None
        and len(reviewers_in_force(record["decisions"])) == 1,
        "on": day,
        "as_published": as_published,
        "until": shown.superseded_at,
        **claim_states.history_lines(request, key, states, shown),
        "is_current": is_current,
        "permanent_url": request.build_absolute_uri(here),
        "json_url": in_format(here, "json"),
        "head": claim_head(
            record, answers.this_site(request), here, shown, states,
            fetch_elsewhere(described_sources(record)) if is_current else {},
        ),
    }  # fmt: skip
    page = answers.render_page(request, "articles/claim.html", context)
    return answers.set_shown_keys(page, keys)


def known_by_now(
    claim_id: int, record: ClaimRecord
) -> tuple[PageData, dict[str, WorkLocation] | None, set[str]]:
    """What became known since it was published: relations, where evidence was read, keys.

    Who is connected with whom is put into the record; relations between claims are not
    kept by day.
    """
    judged = judge_independence(record, public=True)
    record["independence"] = judged.data()
    relations = claim_relations.connected_relations(claim_id, public=True)
    around = claim_relations.public_claim_relations(relations, record)
    return around, judged.around.read_at, shown_keys(record, judged, relations)


def shown_keys(
    record: ClaimRecord, judged: JudgedClaim, relations: Iterable[Relation]
) -> set[str]:
    """The keys of what a claim's page shows besides itself.

    Related claims; the articles that it stands in, and every other around its evidence:
    what an article cites is read from the claims that stand in it.
    """
    articles = {shown["article"]["key"] for shown in record["appearances"]}
    articles |= {place.article for place in judged.around.read_at.values()}
    claims = {end for each in relations for end in (each.claim, each.target)}
    return (articles | claims) - {""}

"""Published claims: lists of them, their past states, and who stands behind most."""

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    Case,
    F,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform

from articles.claim_data import PageData
from articles.models import Article, Publication, Source
from articles.models.choices import UNCHECKED, Role, Verdict
from articles.queries import facets
from articles.queries.facets import PUBLICATION_ORDER
from articles.queries.graph import fetch_rows
from articles.queries.paging import Page, read_page, sample_limit


def newest_claims(
    claims: QuerySet[Publication], follows: str = "", total: int | None = None
) -> Page[Publication]:
    """A page of claims, newest first, that follows the claim with this key.

    `total`: how many there are, where that is known.
    """
    last = (
        Publication.objects.filter(claim__key=follows)
        .order_by("-number")
        .values("published_at", "pk")
        .first()
        if follows
        else None
    )
    return read_page(defer_search_columns(claims), PUBLICATION_ORDER, last, total)


SEARCHED_SQL = "SELECT EXISTS (SELECT FROM public.search_words(%(words)s))"


def has_searched_words(words: str) -> bool:
    """Whether there is a word to search for: little English ones are left out."""
    ((found,),) = fetch_rows(SEARCHED_SQL, {"words": words})
    return bool(found)


def defer_search_columns(claims: QuerySet[Publication]) -> QuerySet[Publication]:
    """The claims without the columns that only searching uses."""
    return claims.select_related("claim").defer("words", "search", "claim__search")


def claim_summary(publication: Publication) -> PageData:
    """What a list says of a claim."""
    public = publication.record
    claimants: dict[str, PageData] = {}
    outlets: dict[str, PageData] = {}
    for shown in public["appearances"]:
        last = max((link["position"] for link in shown["chain"]), default=0)
        for link in shown["chain"]:
            if link["position"] == last:
                claimants[link["source"]["key"]] = link["source"]
        if outlet := shown["article"]["outlet"]:
            outlets[outlet["key"]] = outlet
    return {
        "key": public["key"],
        "statement": public["statement"],
        "kind": public["kind"],
        "verdict": public["verdict"],
        "why": public["why"],
        "claimants": list(claimants.values()),
        "outlets": list(outlets.values()),
        "about": public.get("about", []),
        "fidelities": sorted(
            {
                cited["fidelity"] or UNCHECKED
                for shown in public["appearances"]
                for cited in shown["citations"]
            }
        ),
        "appeared_on": (
            publication.appeared_on.isoformat() if publication.appeared_on else None
        ),
        "published_at": public["published_at"],
    }


def ordered_verdict_counts(counts: dict[str, int]) -> list[PageData]:
    """Counts by verdict in the order of the scale, the unreviewed last."""
    return [
        {"verdict": verdict or None, "count": counts[verdict]}
        for verdict in [*Verdict.values, ""]
        if counts.get(verdict)
    ]


REASONS_READ = 30  # the newest states of a claim, of which the reason is read as well


def published_states(key: str) -> list[Publication]:
    """Every published state of the claim with this key, the newest first.

    The one in force has its record as `in_force`, the newest have the reason that they
    gave as `why`. What else is in a record is read when it is asked for.
    """
    rows = Publication.objects.filter(claim__key=key).order_by("-number")
    number_in_all = Subquery(rows.values("number")[:1])
    is_new = When(
        number__gt=number_in_all - REASONS_READ, then=KeyTextTransform("why", "record")
    )
    return list(
        rows.only(
            "claim", "number", "verdict", "published_at", "superseded_at"
        ).annotate(
            why=Case(is_new, default=Value(""), output_field=TextField()),
            in_force=Case(When(superseded_at=None, then=F("record"))),
        )
    )  # fmt: skip


def mark_unseen(record: PageData) -> None:
    """Mark what a past state names and readers cannot open any more, as `unseen`.

    A source or an article is seen while a claim that stands published names it.
    """
    sources = [ref for ref in nested_objects(record) if "name" in ref and "key" in ref]
    articles = [shown["article"] for shown in record["appearances"]]
    for refs, public in (
        (sources, Source.objects.public()),
        (articles, Article.objects.public()),
    ):
        keys = {ref["key"] for ref in refs}
        visible = set(public.filter(key__in=keys).values_list("key", flat=True))
        for ref in refs:
            ref["unseen"] = ref["key"] not in visible


def nested_objects(part: Any) -> Iterator[PageData]:
    """Every object in a record, however deep."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from nested_objects(each)


def top_sources(*roles: Role, claims_in_all: int) -> list[list[PageData]]:
    """For each of these roles: the sources behind most published claims in it.

    Of a large collection: behind most of the newest. The counts are over all.
    """
    claims = Publication.objects.current()
    wanted = [facets.source_facet(role, claims, role) for role in roles]
    found = facets.count_facets(wanted, sample_limit(claims_in_all))
    keys = {key for each in found.values() for key, _, _ in each.counts}
    in_all = facets.stored_role_counts(keys, roles)
    return [
        sorted(
            (
                {"key": key, "name": name, "count": in_all.get((key, role), count)}
                for key, name, count in found[role].counts
            ),
            key=lambda row: -row["count"],
        )
        for role in roles
    ]

"""Which published claims are there, and how are they spread over sources and verdicts?"""

from typing import Any

from django.db.models import Count, QuerySet

from articles.models import Claim, Publication, PublishedAppearance, Source, Voice
from articles.models.choices import ClaimKind, Role, Verdict
from articles.queries.lists import COUNTED, Page, page
from articles.records import Record, source_ref

ORDER = ["-published_at", "-pk"]
TOP = 12  # values that a facet with many of them shows


def newest(claims: QuerySet[Publication], follows: str = "") -> Page[Publication]:
    """A page of claims, newest first, that follows the claim with this key."""
    last = (
        Publication.objects.filter(claim__key=follows)
        .order_by("-number")
        .values("published_at", "pk")
        .first()
        if follows
        else None
    )
    return page(for_lists(claims), ORDER, last)


def for_lists(claims: QuerySet[Publication]) -> QuerySet[Publication]:
    """The claims without the columns that only searching uses."""
    return claims.select_related("claim").defer("words", "search", "claim__search")


def row(publication: Publication) -> Record:
    """What a list says of a claim."""
    public = publication.record
    claimants: dict[str, Record] = {}
    outlets: dict[str, Record] = {}
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
        "appeared_on": (
            publication.appeared_on.isoformat() if publication.appeared_on else None
        ),
        "published_at": public["published_at"],
    }


def counted(claims: QuerySet[Publication]) -> QuerySet[Publication, Any]:
    """At most COUNTED of these claims, to count over."""
    return claims.order_by(*ORDER).values("pk")[:COUNTED]


def by_field(claims: QuerySet[Publication], field: str) -> dict[str, int]:
    """How many of these claims have each value of a field."""
    spread = (
        Publication.objects.filter(pk__in=counted(claims))
        .order_by()
        .values_list(field)
        .annotate(Count("pk"))
    )
    return dict(spread)


def tally(spread: dict[str, int]) -> list[Record]:
    """Counts by verdict in the order of the scale, the unreviewed last."""
    return [
        {"verdict": verdict or None, "count": spread[verdict]}
        for verdict in [*Verdict.values, ""]
        if spread.get(verdict)
    ]


def kinds(spread: dict[str, int]) -> list[tuple[str, str, int]]:
    return [
        (kind.value, kind.label, spread[kind]) for kind in ClaimKind if spread.get(kind)
    ]


def by_source(
    claims: QuerySet[Publication], role: str, top: int = TOP
) -> list[tuple[Source, int]]:
    """The sources that stand behind most of these claims in this role."""
    spread = (
        Voice.objects.filter(publication__in=counted(claims), role=role)
        .order_by()
        .values_list("source")
        .annotate(count=Count("pk"))
        .order_by("-count", "source")[:top]
    )
    counts = dict(spread)
    found = Source.objects.in_bulk(list(counts))
    return [(found[pk], count) for pk, count in counts.items()]


def by_role(claims: QuerySet[Publication], source: str) -> dict[str, int]:
    """In how many of these claims the source with this key has each role."""
    spread = (
        Voice.objects.filter(publication__in=counted(claims), source__key=source)
        .order_by()
        .values_list("role")
        .annotate(Count("pk"))
    )
    return dict(spread)


def by_article(claims: QuerySet[Publication]) -> list[tuple[str, str, int]]:
    """The articles in which most of these claims appear: key, title, count."""
    spread = (
        PublishedAppearance.objects.filter(publication__in=counted(claims))
        .order_by()
        .values_list("article__key", "article__work__title")
        .annotate(count=Count("publication", distinct=True))
        .order_by("-count", "article__work__title")[:TOP]
    )
    return list(spread)


def states(claim: Claim) -> list[Publication]:
    """Every published state of a claim, the newest first; `record` comes when asked."""
    found = claim.publications.order_by("-number").defer("record", "words", "search")
    return list(found)


def reasons(claim: Claim) -> dict[int, str]:
    """The reason that each published state of a claim gave, by its number."""
    return dict(claim.publications.values_list("number", "record__why"))


def top_sources(role: Role) -> list[Record]:
    """Who stands behind most published claims in this role."""
    return [
        {"source": source_ref(source), "count": count}
        for source, count in by_source(Publication.objects.current(), role)
    ]

"""Citations counted by fidelity, and those that nobody has checked yet."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

from django.db.models import Count, Q, QuerySet

from articles.claim_data import PageData
from articles.models import (
    Citation,
    CitationVoice,
    Publication,
    PublishedCitation,
    Source,
)
from articles.models.choices import UNCHECKED, Fidelity, Role
from articles.queries.facets import FacetQuery

FIDELITY_SCALE = [*Fidelity.values, UNCHECKED]  # what nobody has checked last
CITATION_ORDER = ["appearance", "position"]  # as they were recorded, article by article


# The roles in which a source stands on one side of a citation.
CITATION_ROLES = {Role.AUTHOR, Role.OUTLET, Role.CITED}


def filter_citations(asked: dict[str, Any]) -> QuerySet[PublishedCitation]:
    """The citations that a filter of claims means: of its article, outlet, source.

    A claim may stand in two articles, and only one of them may cite so.
    """
    cited = PublishedCitation.objects.all()
    if article := asked.get("article"):
        cited = cited.filter(article__key=article)
    in_roles = [(asked.get("outlet"), Role.OUTLET)]
    if asked.get("role") in CITATION_ROLES:
        in_roles.append((asked.get("source"), asked["role"]))
    for key, role in in_roles:
        if key:
            voices = CitationVoice.objects.filter(source__key=key, role=role)
            cited = cited.filter(pk__in=voices.values("citation"))
    return cited


FIDELITY_COUNTS_SQL = """
SELECT coalesce(nullif(cited.fidelity, ''), %s), '', count(DISTINCT claim.id)
FROM {claims} claim
JOIN articles_publishedcitation cited ON cited.publication_id = claim.id
WHERE cited.id IN ({narrowed}) GROUP BY 1
"""


def fidelity_facet(
    name: str, claims: QuerySet[Publication], asked: dict[str, Any]
) -> FacetQuery:
    """How many of these claims have a citation of each fidelity."""
    sql, parameters = filter_citations(asked).values("pk").query.sql_with_params()
    statement = FIDELITY_COUNTS_SQL.replace("{narrowed}", sql)
    return FacetQuery(name, claims, statement, (UNCHECKED, *parameters))


def source_fidelity_counts(source: Source) -> dict[str, dict[str, int]]:
    """How many published citations of each fidelity the source has, by its role.

    Both in the order of their scales: the same data is the same JSON.
    """
    by_role: dict[str, dict[str, int]] = {}
    counted = (
        CitationVoice.objects.filter(source=source)
        .values_list("role", "fidelity")
        .annotate(Count("pk"))
    )
    counts = {(role, fidelity or UNCHECKED): count for role, fidelity, count in counted}
    for role, fidelity in product(Role.values, FIDELITY_SCALE):
        if (role, fidelity) in counts:
            by_role.setdefault(role, {})[fidelity] = counts[role, fidelity]
    return by_role


def appearance_fidelity_counts(appearances: Iterable[PageData]) -> dict[str, int]:
    """How many citations of each fidelity these appearances have, as documents."""
    return dict(
        Counter(
            cited["fidelity"] or UNCHECKED
            for appearance in appearances
            for cited in appearance["citations"]
        )
    )


def ordered_fidelity_counts(counts: dict[str, int]) -> list[PageData]:
    """Counts in the order of the scale, what nobody has checked last."""
    return [
        {"fidelity": fidelity, "count": counts[fidelity]}
        for fidelity in FIDELITY_SCALE
        if counts.get(fidelity)
    ]


def unchecked_citations(stages: Collection[str]) -> QuerySet[Citation]:
    """The citations that nobody has compared yet, of claims at these stages."""
    return Citation.objects.filter(
        fidelity="", appearance__claim__stage__in=stages
    ).order_by(*CITATION_ORDER)


def next_citation(citation: Citation, waiting: QuerySet[Citation]) -> Citation | None:
    """The citation after this one that waits for a check; after the last, the first."""
    others = waiting.exclude(pk=citation.pk).select_related("appearance")
    later = others.filter(
        Q(appearance__gt=citation.appearance_id)
        | Q(appearance=citation.appearance_id, position__gt=citation.position)
    )
    return later.first() or others.first()

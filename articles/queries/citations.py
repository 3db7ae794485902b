"""Citations counted by fidelity, and those that nobody has checked yet."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from articles.claim_data import PageData
from articles.domain.records import AppearanceRecord, CitationRecord
from articles.models import Citation, Source
from articles.models.choices import UNCHECKED, Fidelity, Role
from articles.queries.public_index.codes import CITING_ROLES, FIDELITY_CODES
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias

FIDELITY_SCALE = [*Fidelity.values, UNCHECKED]  # what nobody has checked last
CITATION_ORDER = ["appearance", "position"]  # as they were recorded, article by article


def source_fidelity_counts(source: Source) -> dict[str, dict[str, int]]:
    """How many published citations of each fidelity the source has, by its role.

    Both in the order of their scales: the same data is the same JSON.
    """
    with public_index(reading_alias()) as index:
        counted = {
            role: index.citations.counts(
                "fidelity", index.citations.having(role, [source.pk])
            )
            for role in Role.values
            if role in CITING_ROLES
        }
    return {
        role: {
            fidelity or UNCHECKED: counts[FIDELITY_CODES[fidelity]]
            for fidelity in [*Fidelity.values, ""]
            if FIDELITY_CODES[fidelity] in counts
        }
        for role, counts in counted.items()
        if counts
    }


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


def ordered_citations(
    appearances: Iterable[AppearanceRecord],
) -> list[tuple[AppearanceRecord, int, CitationRecord]]:
    """Each with its appearance and its number there, in the order of the scale."""
    cited = [
        (appearance, number, item)
        for appearance in appearances
        for number, item in enumerate(appearance["citations"], 1)
    ]
    return sorted(
        cited, key=lambda each: FIDELITY_SCALE.index(each[2]["fidelity"] or UNCHECKED)
    )


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

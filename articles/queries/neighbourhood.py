"""Who has relations with a source, and with those, as far as somebody asks?"""

from django.db.models import Q, QuerySet

from articles.dates import period
from articles.models import Source, SourceRelation
from articles.models.choices import RelationKind
from articles.records import Record, source_ref

FARTHEST = 3
MOST = 100  # relations of each hop but the first


def neighbourhood(
    source: Source, shown: QuerySet[SourceRelation], hops: int
) -> list[Record]:
    """The relations around a source, the nearest first; one statement a hop.

    All of its own, as its page lists them; of those further off, the first of each hop.
    """
    known: dict[int, Record] = {}
    reached, frontier = {source.pk}, {source.pk}
    for hop in range(1, hops + 1):
        rows = touching(shown, frontier)
        met: set[int] = set()
        for each in rows.exclude(pk__in=known)[:MOST] if hop > 1 else rows:
            known[each.pk] = told(each, hop)
            met |= {each.source_id, each.target_id}
        frontier = met - reached
        reached |= frontier
        if not frontier:
            break
    return list(known.values())


def touching(
    shown: QuerySet[SourceRelation], sources: set[int]
) -> QuerySet[SourceRelation]:
    return (
        shown.filter(Q(source__in=sources) | Q(target__in=sources))
        .select_related("source", "target")
        .order_by("kind", "since", "pk")
    )


def told(relation: SourceRelation, hop: int) -> Record:
    return {
        "hop": hop,
        "source": source_ref(relation.source),
        "kind": relation.kind,
        "text": RelationKind(relation.kind).label,
        "target": source_ref(relation.target),
        **period(relation),
        "reference": relation.reference,
    }

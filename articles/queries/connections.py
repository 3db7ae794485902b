"""The relations of a source, a page at a time, and the neighbourhood that they make.

A state has thousands of relations. Whatever a page shows of them it reads from the two
indexes that hold them in the order of the page, one for each end, and no more than that:
of a relation that readers may not see nothing counts, not even its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from articles.claim_data import PageData, ground_record, source_ref
from articles.domain.dates import period_data
from articles.domain.independence.graph import LEANS_ON_SOURCE, LEANS_ON_TARGET
from articles.domain.records import NeighbourRecord
from articles.models import Source, SourceRelation
from articles.models.choices import SOURCE_REVERSED, RelationKind
from articles.models.source import UNKNOWN_BEGIN

Relations = QuerySet[SourceRelation]
PAGE_RELATIONS = 30
MAX_COUNTED_RELATIONS = 300  # a source with more has "at least" so many
RELATION_ORDER = ["kind", "begun", "pk"]  # as in the indexes
BEGUN = Coalesce("since", Value(UNKNOWN_BEGIN))


@dataclass(frozen=True)
class RelationsPage:
    """Some relations of a source in its own words, and how many it has.

    `next`: the number of the relation that the next page follows; None: this is the last.
    """

    rows: list[PageData]
    next: int | None
    total: int
    at_least: bool


def relations_page(
    source: Source, shown: Relations, own: list[SourceRelation], follows: int = 0
) -> RelationsPage:
    """The relations of a source that follow the one with this number.

    `own`: its first ones, of which the first page is made.
    """
    ends = [shown.filter(source=source), shown.filter(target=source)]
    last: dict[str, Any] | None = None
    if follows:
        named = shown.filter(Q(source=source) | Q(target=source), pk=follows)
        last = named.annotate(begun=BEGUN).values(*RELATION_ORDER).first()
    if last:
        after = [end.alias(begun=BEGUN).filter(relations_after(last)) for end in ends]
        own = read_first(after, PAGE_RELATIONS + 1)
    rows = own[: PAGE_RELATIONS + 1]
    is_whole = last is None and len(rows) <= PAGE_RELATIONS
    total = len(rows) if is_whole else count_relations(ends)
    page = rows[:PAGE_RELATIONS]
    return RelationsPage(
        [relation_line(source, row) for row in page],
        page[-1].pk if len(rows) > PAGE_RELATIONS else None,
        min(total, MAX_COUNTED_RELATIONS),
        total > MAX_COUNTED_RELATIONS,
    )


def relations_after(last: dict[str, Any]) -> Q:
    """The relations that follow the one with these fields."""
    kind, begun, pk = (last[name] for name in RELATION_ORDER)
    later = Q(kind__gt=kind) | Q(kind=kind, begun__gt=begun)
    later |= Q(kind=kind, begun=begun, pk__gt=pk)
    # What follows from the rest, but only said so does an index begin where it should.
    return Q(kind__gte=kind) & later


def read_first(parts: Iterable[Relations], limit: int) -> list[SourceRelation]:
    """So many relations of each part, together in the order of a page."""
    first, *others = (
        part.alias(begun=BEGUN).order_by(*RELATION_ORDER).values("pk")[:limit]
        for part in parts
    )
    return list(whole_relations(first.union(*others, all=True)))


def whole_relations(numbers: Any) -> Relations:
    """These relations with both ends, in the order of a page."""
    rows = SourceRelation.objects.filter(pk__in=numbers)
    rows = rows.select_related("source", "target", "grounded_by")
    return rows.annotate(begun=BEGUN).order_by(*RELATION_ORDER)


def count_relations(ends: Iterable[Relations]) -> int:
    """How many there are; one more than MAX_COUNTED_RELATIONS tells that more are."""
    most = MAX_COUNTED_RELATIONS + 1
    first, *others = (end.order_by().values("pk")[:most] for end in ends)
    return int(first.union(*others, all=True)[:most].count())


def source_relations(
    source: Source, shown: Relations, *, numbered: bool = False
) -> list[PageData]:
    """What this source is to others, worded from its own side; all of it, for the desk."""
    rows = shown.filter(Q(source=source) | Q(target=source))
    found = rows.select_related("source", "target", "grounded_by")
    return [
        {**({"number": row.pk} if numbered else {}), **relation_line(source, row)}
        for row in found.order_by("kind", "since", "pk")
    ]


def relation_line(source: Source, relation: SourceRelation) -> PageData:
    """A relation from the side of one of its ends."""
    is_forward = relation.source_id == source.pk
    kind = RelationKind(relation.kind)
    return {
        "text": kind.label if is_forward else SOURCE_REVERSED[kind],
        "source": source_ref(relation.target if is_forward else relation.source),
        **period_data(relation),
        "reference": relation.reference,
        "ground": ground_record(relation),
        "note": relation.note,
    }


MAX_NEIGHBOURHOOD_HOPS = 3
MAX_RELATIONS = 60  # of each side of the source itself, and of each hop further off
MAX_FRONTIER, MAX_OF_ONE = 40, 5  # sources from which a hop goes on, relations of each


def neighbourhood(
    source: Source, shown: Relations, own: list[SourceRelation], hops: int
) -> list[NeighbourRecord]:
    """The relations around a source, the nearest first; two statements a further hop.

    `own`: the first ones of those it leans on, and of those that lean on it. Of those
    further off the first of each hop.
    """
    known: dict[int, NeighbourRecord] = {}
    reached, frontier = {source.pk}, [source.pk]
    for hop in range(1, hops + 1):
        rows = own if hop == 1 else further(frontier, shown)
        new = [row for row in rows if row.pk not in known]
        new = new if hop == 1 else new[:MAX_RELATIONS]
        known |= {row.pk: neighbour_relation(row, hop) for row in new}
        met = [end for row in new for end in (row.source_id, row.target_id)]
        frontier = [end for end in dict.fromkeys(met) if end not in reached]
        reached |= set(frontier)
        if not frontier:
            break
    return list(known.values())


def own_relations(source: Source, shown: Relations) -> list[SourceRelation]:
    """The first relations of each end and of each way to lean, in the order of a page.

    Every kind leans one way, so that the first of them are the first of all.
    """
    parts = [
        shown.filter(**{end: source}, kind__in=sorted(kinds))
        for end in ("source", "target")
        for kinds in (LEANS_ON_TARGET, LEANS_ON_SOURCE)
    ]
    return read_first(parts, MAX_RELATIONS)


def further(frontier: list[int], shown: Relations) -> list[SourceRelation]:
    """The first relations of each of these sources, of so many sources."""

    def first(end: str) -> ArraySubquery:
        own = shown.alias(begun=BEGUN).filter(**{end: OuterRef("pk")})
        return ArraySubquery(own.order_by(*RELATION_ORDER).values("pk")[:MAX_OF_ONE])

    near = Source.objects.filter(pk__in=frontier[:MAX_FRONTIER]).values_list(
        first("source"), first("target")
    )
    return list(whole_relations({row for ends in near for end in ends for row in end}))


def neighbour_relation(relation: SourceRelation, hop: int) -> NeighbourRecord:
    return {
        "hop": hop,
        "source": source_ref(relation.source),
        "kind": relation.kind,
        "text": RelationKind(relation.kind).label,
        "target": source_ref(relation.target),
        **period_data(relation),
        "reference": relation.reference,
        "ground": ground_record(relation),
    }

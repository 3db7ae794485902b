"""Sources: their relations and articles; finding one by name."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from articles.claim_data import PageData, ground_record, source_ref, work_ref
from articles.domain.dates import period_data
from articles.models import (
    Article,
    Authorship,
    Source,
    SourceRelation,
    Work,
)
from articles.models.choices import SOURCE_REVERSED, RelationKind
from articles.queries.graph import fetch_rows

WORKS_SHOWN = 20


def source_details(source: Source) -> PageData:
    """What a source's own page says of it."""
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "aliases": [alias.name for alias in source.aliases.all()],
        "description": source.description,
        "wikidata": source.wikidata,
        "homepage": source.homepage,
        "same_voice": {"text": source.same_voice, "by": source.same_voice_by.name}
        if source.same_voice_by
        else None,
    }


def source_relations(
    source: Source, shown: QuerySet[SourceRelation], *, numbered: bool = False
) -> list[PageData]:
    """What this source is to others, worded from its own side."""
    found = (
        shown.filter(Q(source=source) | Q(target=source))
        .select_related("source", "target", "grounded_by")
        .order_by("kind", "since", "pk")
    )
    result = []
    for relation in found:
        forward = relation.source_id == source.pk
        kind = RelationKind(relation.kind)
        result.append(
            {
                **({"number": relation.pk} if numbered else {}),
                "text": kind.label if forward else SOURCE_REVERSED[kind],
                "source": source_ref(relation.target if forward else relation.source),
                **period_data(relation),
                "reference": relation.reference,
                "ground": ground_record(relation),
                "note": relation.note,
            }
        )
    return result


def works_of_source(source: Source) -> list[PageData]:
    """The newest articles held here that the source published or wrote."""
    published = Work.objects.filter(outlet=source).values("pk")
    written = Authorship.objects.filter(author=source).values("work")
    found = (
        Article.objects.public()
        .filter(work__in=published.union(written))
        .with_work()
        .order_by("-work__published_on", "-work")[:WORKS_SHOWN]
    )
    return [{**work_ref(article.work), "key": article.key} for article in found]


# Two relations that agree in these are the same one.
RelationIdentity = tuple[Source, str, Source, datetime.date | None]

NAME_KEYS_SQL = (
    "SELECT name, public.name_key(name) FROM unnest(%(names)s::text[]) AS name"
)


def name_keys(names: Collection[str]) -> dict[str, str]:
    """The key by which each of these names or titles is compared."""
    return dict(fetch_rows(NAME_KEYS_SQL, {"names": list(names)}))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names or titles are compared as one."""
    return one == other or len(set(name_keys({one, other}).values())) == 1


def sources_by_name_key(plain: Collection[str]) -> dict[str, list[Source]]:
    """The sources that go by a name with each of these keys, the oldest first."""
    found: dict[str, list[Source]] = defaultdict(list)
    sources = Source.objects.going_by(plain).prefetch_related("aliases")
    for source in sources.order_by("pk"):
        for name in {source.plain, *(alias.plain for alias in source.aliases.all())}:
            found[name].append(source)
    return found


def relations_among(
    sources: Iterable[Source],
) -> dict[RelationIdentity, SourceRelation]:
    """Every relation between two of these."""
    among = {source.pk for source in sources}
    rows = SourceRelation.objects.filter(source__in=among, target__in=among)
    return {
        (row.source, row.kind, row.target, row.since): row
        for row in rows.select_related("source", "target")
    }

"""Sources: their articles; finding one by name."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Value
from django.db.models.functions import Coalesce

from articles.claim_data import PageData, work_ref
from articles.models import Article, Source, SourceRelation
from articles.models.work import UNDATED
from articles.queries.graph import fetch_rows

WORKS_SHOWN = 20
# The day by which works are in order, as in their index.
PUBLICATION_DAY = Coalesce("work__published_on", Value(UNDATED))


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


MAX_WRITTEN = 100  # works of an author, the newest on record, of which some are shown


def works_of_source(source: Source) -> list[PageData]:
    """The newest articles held here that the source published or wrote.

    Of what it wrote: the newest of those that were recorded last.
    """
    public = Article.objects.public()
    published = public.filter(work__outlet=source).alias(day=PUBLICATION_DAY)
    written = public.filter(work__authorships__author=source)
    both = (
        published.order_by("-day", "-work").values("pk")[:WORKS_SHOWN],
        written.order_by("-work__authorships__work").values("pk")[:MAX_WRITTEN],
    )
    found = (
        Article.objects.filter(pk__in=both[0].union(both[1]))
        .with_work()
        .annotate(day=PUBLICATION_DAY)
        .order_by("-day", "-work")[:WORKS_SHOWN]
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

"""Sources: their details and articles; finding one by name."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from articles.claim_data import PageData, work_ref
from articles.domain.records import SourceRef
from articles.models import Article, Source, SourceRelation
from articles.queries.graph import fetch_rows
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias

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


def works_of_source(source: Source) -> list[PageData]:
    """The newest articles held here that the source published or wrote."""
    using = reading_alias()
    with public_index(using) as index:
        articles = index.articles.index
        own = [articles.having(role, [source.pk]) for role in ("outlet", "author")]
        ids = articles.page(own[0] | own[1], WORKS_SHOWN)
    found = Article.objects.using(using).public().with_work().in_bulk(ids)
    return [
        {**work_ref(found[row].work), "key": found[row].key}
        for row in ids
        if row in found
    ]


def fetch_elsewhere(sources: Iterable[SourceRef]) -> dict[str, tuple[str, str]]:
    """Homepage and Wikidata id of each of these that readers see, by key."""
    keys = {source["key"] for source in sources} - {""}
    found = Source.objects.using(reading_alias()).public().filter(key__in=keys)
    return {
        key: (homepage, wikidata)
        for key, homepage, wikidata in found.values_list("key", "homepage", "wikidata")
    }


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

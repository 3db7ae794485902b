"""Sources: lists of them, their claims and articles; finding one by name."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from articles.claim_data import PageData, source_ref, work_ref
from articles.models import Article, Publication, Source, SourceRelation
from articles.models.choices import Role, SourceKind
from articles.queries.articles import PUBLICATION_DAY
from articles.queries.facets import stored_role_counts
from articles.queries.graph import fetch_rows
from articles.queries.paging import FacetCounts, Page, count_values, read_page

SOURCE_ORDER = ["plain", "pk"]
WORKS_SHOWN = 20


def sources_by_name(sources: QuerySet[Source], follows: str = "") -> Page[Source]:
    """A page of sources, by name, that follows the source with this key."""
    last = (
        sources.filter(key=follows).values("plain", "pk").first() if follows else None
    )
    return read_page(sources.prefetch_related("aliases"), SOURCE_ORDER, last)


def role_counts(sources: Sequence[Source]) -> dict[int, dict[str, int]]:
    """In how many published claims each source has each role."""
    counts = stored_role_counts([source.key for source in sources], Role.values)
    return {
        source.pk: {role: counts.get((source.key, role), 0) for role in Role.values}
        for source in sources
    }


def source_kind_counts(sources: QuerySet[Source], limit: int) -> FacetCounts:
    """How many of these sources are of each kind, in the order of the kinds."""
    found = count_values(sources, "kind", "kind", limit)
    counts = {kind: count for kind, _, count in found.counts}
    rows = [(k.value, k.label, counts[k]) for k in SourceKind if k in counts]
    return FacetCounts(rows, found.of)


def source_summaries(sources: Sequence[Source]) -> list[PageData]:
    """What a list says of each source."""
    counts = role_counts(sources)
    return [
        {
            "source": source_ref(source),
            "aliases": [alias.name for alias in source.aliases.all()],
            "description": source.description,
            "counts": counts[source.pk],
        }
        for source in sources
    ]


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


def claims_of_source(source: Source, role: str) -> QuerySet[Publication]:
    """The published claims behind which the source stands in this role."""
    return Publication.objects.of_source(source.key, role)


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

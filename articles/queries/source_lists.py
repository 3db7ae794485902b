"""Lists of the sources that readers see, from the index in memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pyroaring import BitMap64

from articles.claim_data import PageData, source_ref
from articles.models import Source
from articles.models.choices import Role, SourceKind
from articles.queries.named_rows import read_keys
from articles.queries.paging import PAGE_ROWS, Page, ValueCounts
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.sources import name_keys
from articles.replicas.choice import reading_alias


@dataclass(frozen=True)
class SourceQuery:
    """What is asked of a list of sources."""

    words: str = ""
    kinds: Collection[str] = ()
    role: str = ""


@dataclass(frozen=True)
class SourceList(Page[PageData]):
    """A page of sources, and how many there are of each kind."""

    facets: dict[str, ValueCounts] = field(default_factory=dict)


RoleCounts = dict[int, dict[str, int]]


def select(
    index: PublicIndex, asked: SourceQuery, plain: str, *, kinds: bool = True
) -> BitMap64:
    """The sources that are asked for; with or without the filter by kind."""
    rows = index.sources.public
    if plain:
        rows = rows & index.sources.like(plain)
    if asked.role:
        rows = rows & index.sources.in_role(asked.role)
    if kinds and asked.kinds:
        rows = rows & index.sources.of_kinds(asked.kinds)
    return rows


def find_sources(asked: SourceQuery, follows: str = "") -> SourceList:
    """A page of the sources that are asked for, by name, after the one of this key."""
    using = reading_alias()
    plain = name_keys([asked.words])[asked.words] if asked.words else ""
    known = read_keys(using, [follows] if follows else [])
    with public_index(using) as index:
        rows = select(index, asked, plain)
        last = known.source(follows)
        after = index.sources.place(last) if last and last in rows else None
        ids = index.sources.page(rows, PAGE_ROWS + 1, after)
        kinds = index.sources.kind_counts(select(index, asked, plain, kinds=False))
        counts = count_roles(index, ids[:PAGE_ROWS])
    facets = {"kind": [(k.value, k.label, kinds[k]) for k in SourceKind if k in kinds]}
    shown = read_summaries(using, ids[:PAGE_ROWS], counts)
    return SourceList(shown, len(ids) > PAGE_ROWS, len(rows), facets)


def ids_of_sources(asked: SourceQuery) -> list[int]:
    """All sources that are asked for, by name."""
    plain = name_keys([asked.words])[asked.words] if asked.words else ""
    with public_index(reading_alias()) as index:
        rows = select(index, asked, plain)
        return index.sources.page(rows, len(rows))


def summarize_sources(ids: Sequence[int]) -> list[PageData]:
    """What a list says of each of these sources."""
    using = reading_alias()
    with public_index(using) as index:
        counts = count_roles(index, ids)
    return read_summaries(using, ids, counts)


def count_roles(index: PublicIndex, sources: Iterable[int]) -> RoleCounts:
    """In how many published claims each of these sources has each role."""
    return {
        source: {
            role: len(index.of_source(source, role))
            if source in index.sources.in_role(role)
            else 0
            for role in Role.values
        }
        for source in sources
    }


def role_counts(sources: Iterable[Source]) -> RoleCounts:
    """In how many published claims each source has each role."""
    with public_index(reading_alias()) as index:
        return count_roles(index, [source.pk for source in sources])


def read_summaries(
    using: str, ids: Sequence[int], counts: RoleCounts
) -> list[PageData]:
    """What a list says of each of these sources, in this order."""
    found = Source.objects.using(using).prefetch_related("aliases").in_bulk(ids)
    return [
        {
            "source": source_ref(found[row]),
            "aliases": [alias.name for alias in found[row].aliases.all()],
            "description": found[row].description,
            "counts": counts[row],
        }
        for row in ids
        if row in found
    ]

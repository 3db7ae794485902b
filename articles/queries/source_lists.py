"""Lists of the sources that readers see, from the index in memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pyroaring import BitMap64

from articles.claim_data import PageData, source_ref
from articles.models import Source
from articles.models.choices import Role, SourceKind
from articles.queries.claim_counts import page_by_claims
from articles.queries.like_names import find_like_names
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
    initial: str = ""  # of the name, as a key
    by_claims: bool = False  # in that role, or made; else by name


@dataclass(frozen=True)
class SourceList(Page[PageData]):
    """A page of sources, and how many there are of each kind, role and initial."""

    facets: dict[str, ValueCounts] = field(default_factory=dict)
    like: list[PageData] = field(default_factory=list)  # sources of a like name

    @property
    def names(self) -> dict[str, str]:
        """The words for values of filters that have none of their own."""
        return {value: label for value, label, _ in self.facets.get("initial", ())}


RoleCounts = dict[int, dict[str, int]]
MOST_INITIALS = 40  # that are offered: Chinese names begin with thousands


def read_words(typed: str) -> list[str]:
    """Each word that somebody typed, as the key of a name."""
    return [key for key in name_keys(typed.split()).values() if key] if typed else []


def named_with(index: PublicIndex, words: Iterable[str]) -> BitMap64:
    """The sources with each of these, as keys, in their names."""
    rows = index.sources.public
    for word in words:
        if rows:
            rows = rows & index.sources.like(word)
    return rows


def select(
    index: PublicIndex,
    asked: SourceQuery,
    named: BitMap64,
    *,
    but: str = "",
) -> BitMap64:
    """Those of these sources that are asked for; by all filters, or by all but one."""
    rows = named
    if asked.role and but != "role":
        rows = rows & index.sources.in_role(asked.role)
    if asked.kinds and but != "kind":
        rows = rows & index.sources.of_kinds(asked.kinds)
    if asked.initial and but != "initial":
        rows = rows & index.sources.of_initial(asked.initial)
    return rows


def find_sources(asked: SourceQuery, follows: str = "") -> SourceList:
    """A page of the sources that are asked for, after the one of this key."""
    using = reading_alias()
    words = read_words(asked.words)
    known = read_keys(using, [follows] if follows else [])
    with public_index(using) as index:
        named = named_with(index, words)
        rows = select(index, asked, named)
        last = known.source(follows)
        ids = page_in_order(index, asked, rows, PAGE_ROWS + 1, last)
        facets = count_facets(index, asked, named)
        like = find_like_names(index, words) if words and not rows else []
        counts = count_roles(index, like or ids[:PAGE_ROWS])
    shown = read_summaries(using, like or ids[:PAGE_ROWS], counts)
    if like:
        return SourceList([], False, 0, facets, shown)
    return SourceList(shown, len(ids) > PAGE_ROWS, len(rows), facets)


def count_facets(
    index: PublicIndex, asked: SourceQuery, named: BitMap64
) -> dict[str, ValueCounts]:
    """How many of these sources each value of a filter finds, by all other filters."""
    sources = index.sources
    kinds = sources.kind_counts(select(index, asked, named, but="kind"))
    roles = sources.role_counts(select(index, asked, named, but="role"))
    initials = sources.initial_counts(select(index, asked, named, but="initial"))
    most = sorted(filter(None, initials), key=lambda each: -initials[each])
    return {
        "kind": [(k.value, k.label, kinds[k]) for k in SourceKind if k in kinds],
        "role": [(r.value, r.label, roles[r]) for r in Role if r in roles],
        "initial": [
            (each, each.upper(), initials[each])
            for each in sorted(most[:MOST_INITIALS])
        ],
    }


def ids_of_sources(asked: SourceQuery) -> list[int]:
    """All sources that are asked for, in their order."""
    words = read_words(asked.words)
    with public_index(reading_alias()) as index:
        rows = select(index, asked, named_with(index, words))
        return page_in_order(index, asked, rows, len(rows))


def page_in_order(
    index: PublicIndex,
    asked: SourceQuery,
    rows: BitMap64,
    limit: int,
    last: int | None = None,
) -> list[int]:
    """The first of these ids, behind the last one, if that is one of them."""
    if last is not None and last not in rows:
        last = None
    if asked.by_claims:
        return page_by_claims(
            index, asked.role or Role.CLAIMANT, list(rows), limit, last
        )
    return index.sources.page(rows, limit, index.sources.place(last))


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

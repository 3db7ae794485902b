"""A search over claims, sources and articles at once, and suggestions while one types.

What is found is what the three lists find for the same words. Where nothing is, it is
told what was understood, and what fewer words or another spelling would find.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pyroaring import BitMap64

from articles.claim_data import PageData
from articles.models.choices import ANY_ROLE
from articles.queries import article_lists, claim_lists, source_lists
from articles.queries.fewer_words import FewerWords, offer_fewer_words
from articles.queries.like_names import find_like_names
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.sources import name_keys
from articles.queries.typed_words import read_word_search, search_words
from articles.queries.word_search import WordSearch
from articles.replicas.choice import reading_alias

SHOWN = 5  # rows of each kind on the page of results
SUGGESTED = 4  # of each kind while somebody types
TRIED_SOURCES = 30  # by name, of which those behind most claims are shown


@dataclass(frozen=True)
class Found:
    """The first rows of one kind, and how many there are."""

    rows: list[PageData] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class SiteSearch:
    """What was understood and found, and what might have been meant."""

    searched: list[str] = field(default_factory=list)
    little_words: list[str] = field(default_factory=list)
    claims: Found = field(default_factory=Found)
    sources: Found = field(default_factory=Found)
    articles: Found = field(default_factory=Found)
    fewer: list[FewerWords] = field(default_factory=list)
    like: list[PageData] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.claims.total + self.sources.total + self.articles.total


@dataclass
class Rows:
    """What the index finds, by ids, while it is held."""

    claims: Sequence[int] = ()
    sources: Sequence[int] = ()
    articles: Sequence[int] = ()
    claim_total: int = 0
    source_total: int = 0
    article_total: int = 0
    verdicts: dict[int, dict[str, int]] = field(default_factory=dict)
    roles: source_lists.RoleCounts = field(default_factory=dict)


def search_site(typed: str) -> SiteSearch:
    """Claims, sources and articles with these words."""
    if not typed.split():
        return SiteSearch()
    using = reading_alias()
    words = search_words(typed, using)
    keys = name_keys({typed, *typed.split()})
    parts = {word: keys[word] for word in typed.split() if keys[word]}
    fewer: list[FewerWords] = []
    with public_index(using) as index:
        rows = find_rows(index, words, keys[typed], [*parts.values()], SHOWN)
        found = rows.claim_total + rows.source_total + rows.article_total
        if not found:
            fewer = offer_fewer_words(*words.parts(index), words.excluded)
        if not rows.source_total:
            rows.sources = find_like_names(index, [*parts.values()])
            rows.roles = source_lists.count_roles(index, rows.sources)
    read = read_rows(using, rows)
    like: list[PageData] = []
    if not rows.source_total:
        like, read["sources"] = read["sources"].rows, Found()
    return SiteSearch(
        words.searched,
        words.little_words,
        **read,
        fewer=fewer,
        like=like,
    )


def suggest_everywhere(typed: str) -> dict[str, Found]:
    """A few sources, articles and claims for what was typed so far.

    Claims only for words that few claims have, or that the index holds: reading a common
    word for the first time takes longer than the next letter.
    """
    using = reading_alias()
    keys = name_keys({typed, *typed.split()})
    parts = [key for word, key in keys.items() if word in typed.split() and key]
    if not parts:
        return read_rows(using, Rows())
    words = read_word_search(typed, using)
    words.look_up_rare()
    with public_index(using) as index:
        known = words if words.is_known(index) else None
        rows = find_rows(index, known, keys[typed], parts, SUGGESTED)
    return read_rows(using, rows)


def find_rows(
    index: PublicIndex,
    words: WordSearch | None,
    typed: str,
    parts: Collection[str],
    limit: int,
) -> Rows:
    """`typed`, `parts`: all that was typed and each word of it, as keys of names."""
    rows = Rows()
    if words is not None:
        claims = words.rows(index)
        rows.claims, rows.claim_total = index.claims.page(claims, limit), len(claims)
    if parts:
        sources = source_lists.named_with(index, parts)
        articles = index.articles.titled(parts)
        rows.sources = best_sources(index, sources, typed, limit)
        rows.articles = index.articles.index.page(articles, limit)
        rows.source_total, rows.article_total = len(sources), len(articles)
    rows.verdicts = article_lists.count_verdicts(index, rows.articles)
    rows.roles = source_lists.count_roles(index, rows.sources)
    return rows


def best_sources(
    index: PublicIndex, rows: BitMap64, typed: str, limit: int
) -> list[int]:
    """Those whose name begins so come first, then those behind most claims."""
    names = index.sources
    begin = set(names.beginning(rows, typed, TRIED_SOURCES))
    tried = begin.union(names.page(rows, TRIED_SOURCES))
    claims = {row: len(index.of_source(row, ANY_ROLE)) for row in tried}
    places = {row: names.place(row) or ("", 0) for row in tried}
    ordered = sorted(tried, key=lambda r: (r not in begin, -claims[r], places[r]))
    return ordered[:limit]


def read_rows(using: str, rows: Rows) -> dict[str, Found]:
    """What the lists say of these rows."""
    claims = [
        claim_lists.claim_summary(claim)
        for claim in claim_lists.read_rows(using, rows.claims)
    ]
    sources = source_lists.read_summaries(using, rows.sources, rows.roles)
    articles = article_lists.read_summaries(using, rows.articles, rows.verdicts)
    return {
        "claims": Found(claims, rows.claim_total),
        "sources": Found(sources, rows.source_total),
        "articles": Found(articles, rows.article_total),
    }

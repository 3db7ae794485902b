"""Lists of the articles that readers see, from the index in memory."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from pyroaring import BitMap

from articles.claim_data import PageData, work_ref
from articles.models import Article
from articles.queries.claim_counts import page_by_claims
from articles.queries.claims import ordered_verdict_counts
from articles.queries.fewer_words import SearchAdvice, offer_fewer_words
from articles.queries.named_rows import KnownKeys, read_keys, read_names
from articles.queries.paging import (
    ARTICLE_PAGE_ROWS,
    MAX_FACET_VALUES,
    Page,
    ValueCounts,
)
from articles.queries.public_index.codes import day_number
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.sources import name_keys
from articles.replicas.choice import reading_alias

Filters = Collection[str]
OLDEST, BY_CLAIMS = "oldest", "claims"


@dataclass(frozen=True)
class ArticleQuery:
    """What is asked of a list of articles; sources by their keys."""

    words: Collection[str] = ()
    outlet: str = ""
    author: str = ""
    language: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    sort: str = ""  # OLDEST or BY_CLAIMS; else the newest first


@dataclass(frozen=True)
class ArticleList(Page[PageData]):
    """A page of articles, the counts of each facet, and names for keys."""

    facets: dict[str, ValueCounts] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    advice: SearchAdvice | None = None  # where words were typed and nothing is found


class Selection:
    """The articles that a query means, with or without some of its filters."""

    def __init__(
        self,
        index: PublicIndex,
        asked: ArticleQuery,
        known: KnownKeys,
        titled: Collection[str],
    ) -> None:
        articles = index.articles
        self._all = articles.index.all
        self._parts: dict[str, BitMap] = {}
        if titled:
            self._parts["q"] = articles.titled(titled)
        for name, key in (("outlet", asked.outlet), ("author", asked.author)):
            if key:
                row = known.source(key)
                self._parts[name] = articles.index.having(name, [row] if row else [])
        if asked.language:
            self._parts["language"] = articles.in_language(asked.language)
        if asked.since or asked.until:
            ends = day_number(asked.since), day_number(asked.until)
            self._parts["day"] = articles.index.between("day", *ends)

    def rows(self, without: str = "") -> BitMap:
        """The articles that all filters leave but this one."""
        rows = self._all
        for name, part in self._parts.items():
            if name != without:
                rows = rows & part
        return rows


def select(
    index: PublicIndex, asked: ArticleQuery, known: KnownKeys, keys: dict[str, str]
) -> Selection:
    return Selection(index, asked, known, [keys[word] for word in asked.words])


def find_articles(
    asked: ArticleQuery, follows: str = "", *, keys: Collection[str] = ()
) -> ArticleList:
    """A page of the articles that are asked for, in their order, with its facets.

    It follows the article with the key `follows`. `keys`: what else is to be named, if
    readers see it.
    """
    using = reading_alias()
    title_keys = name_keys(asked.words) if asked.words else {}
    named = {*keys, asked.outlet, asked.author, follows} - {""}
    known = read_keys(using, named)
    with public_index(using) as index:
        selection = select(index, asked, known, title_keys)
        rows, articles = selection.rows(), index.articles
        ids = page_in_order(
            index, rows, asked.sort, ARTICLE_PAGE_ROWS + 1, known.article(follows)
        )
        outlets = articles.index.top(
            "outlet", selection.rows("outlet"), MAX_FACET_VALUES
        )
        spoken = articles.index.top(
            "language", selection.rows("language"), MAX_FACET_VALUES
        )
        languages = [(articles.language(code), "", count) for code, count in spoken]
        verdicts = count_verdicts(index, ids[:ARTICLE_PAGE_ROWS])
        names = known.public_names(index)
        advice = None if rows else advise_on_titles(index, selection, title_keys)
    outlet_names, _ = read_names(using, [row for row, _ in outlets], ())
    facets = {
        "outlet": [(*outlet_names[r], n) for r, n in outlets if r in outlet_names],
        "language": [each for each in languages if each[0]],
    }
    shown = read_summaries(using, ids[:ARTICLE_PAGE_ROWS], verdicts)
    return ArticleList(
        shown, len(ids) > ARTICLE_PAGE_ROWS, len(rows), facets, names, advice
    )


def advise_on_titles(
    index: PublicIndex, selection: Selection, keys: dict[str, str]
) -> SearchAdvice | None:
    """What fewer words in a title would find, as the other filters leave it."""
    if not keys:
        return None
    titled = {word: index.articles.titled([key]) for word, key in keys.items() if key}
    fewer = offer_fewer_words(selection.rows("q"), titled)
    return SearchAdvice([*titled], [], fewer)


def ids_of_articles(asked: ArticleQuery) -> list[int]:
    """All articles that are asked for, in their order."""
    using = reading_alias()
    title_keys = name_keys(asked.words) if asked.words else {}
    known = read_keys(using, {asked.outlet, asked.author} - {""})
    with public_index(using) as index:
        rows = select(index, asked, known, title_keys).rows()
        return page_in_order(index, rows, asked.sort, len(rows))


def page_in_order(
    index: PublicIndex, rows: BitMap, sort: str, limit: int, last: int | None = None
) -> list[int]:
    """The first ids of these articles, behind the last one, if that is there still."""
    articles = index.articles.index
    place = articles.key(last) if last else None
    if sort == BY_CLAIMS:
        behind = last if place is not None else None
        return page_by_claims(index, "article", articles.ids(rows), limit, behind)
    if sort == OLDEST:
        return index.articles.oldest(rows, limit, last)
    after = (place, last) if place is not None and last else None
    return articles.page(rows, limit, after)


def newest_articles(limit: int) -> list[PageData]:
    using = reading_alias()
    with public_index(using) as index:
        articles = index.articles.index
        ids = articles.page(articles.all, limit)
        verdicts = count_verdicts(index, ids)
    return read_summaries(using, ids, verdicts)


def summarize_articles(ids: Collection[int]) -> list[PageData]:
    """What a list says of each of these articles."""
    using = reading_alias()
    with public_index(using) as index:
        verdicts = count_verdicts(index, ids)
    return read_summaries(using, ids, verdicts)


def count_verdicts(
    index: PublicIndex, articles: Collection[int]
) -> dict[int, dict[str, int]]:
    """The claims that stand published in each of these articles, by verdict."""
    return {
        article: index.verdict_counts(index.claims.having("article", [article]))
        for article in articles
    }


def read_summaries(
    using: str, ids: Collection[int], verdicts: dict[int, dict[str, int]]
) -> list[PageData]:
    """What a list says of each of these articles, in this order."""
    found = Article.objects.using(using).with_work().in_bulk(ids)
    return [
        {
            **work_ref(found[row].work),
            "key": found[row].key,
            "claims": sum(verdicts[row].values()),
            "tally": ordered_verdict_counts(verdicts[row]),
        }
        for row in ids
        if row in found
    ]

"""Articles in the order in which claims in them were last published, for who follows them.

The lists have the newest article first; one of last year that was taken apart today would
come far behind what a follower sees.
"""

import datetime
from collections.abc import Iterator

from pyroaring import BitMap

from articles.claim_data import PageData
from articles.queries.article_lists import (
    ArticleQuery,
    count_verdicts,
    read_summaries,
    select,
)
from articles.queries.named_rows import read_keys
from articles.queries.paging import ARTICLE_PAGE_ROWS, Page
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.sources import name_keys
from articles.replicas.choice import reading_alias

CLAIMS_AT_ONCE = 200
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
# When the newest claim of an article was published, in microseconds; the claim; the article.
Place = tuple[int, int, int]


def find_article_news(asked: ArticleQuery, follows: str = "") -> Page[PageData]:
    """A page of the articles that are asked for, the newest decision first.

    Each with when a claim in it was last published, as `updated`. It follows the article
    with the key `follows`.
    """
    using = reading_alias()
    title_keys = name_keys(asked.words) if asked.words else {}
    known = read_keys(using, {asked.outlet, asked.author, follows} - {""})
    with public_index(using) as index:
        chosen = select(index, asked, known, title_keys).rows()
        last = known.article(follows)
        after = newest_place(index, last) if last else None
        places = []
        for place in places_by_decision(index, chosen, after):
            places.append(place)
            if len(places) > ARTICLE_PAGE_ROWS:
                break
        shown = places[:ARTICLE_PAGE_ROWS]
        verdicts = count_verdicts(index, [article for _, _, article in shown])
    rows = read_summaries(using, list(verdicts), verdicts)
    updated = {article: at for at, _, article in shown}
    for row, article in zip(rows, updated, strict=True):
        row["updated"] = EPOCH + datetime.timedelta(microseconds=updated[article])
    return Page(rows, len(places) > ARTICLE_PAGE_ROWS, len(chosen))


def places_by_decision(
    index: PublicIndex, chosen: BitMap, after: Place | None
) -> Iterator[Place]:
    """The places of these articles, the newest decision first, `after` this one.

    Goes through their claims, the newest first, many at a time; an article stands where
    its newest claim does, which is among the same ones or was passed by.
    """
    articles, claims = index.articles.index, index.claims
    is_all = len(chosen) == len(articles.all)
    every = claims.all if is_all else claims.having("article", articles.ids(chosen))
    begin = (after[0], after[1] + 1) if after else None
    while ids := claims.page(every, CLAIMS_AT_ONCE, begin):
        end = claims.key(ids[-1]) or 0, ids[-1]
        held = claims.counts("article", claims.of_ids(ids))
        asked = held if is_all else articles.ids(articles.of_ids(held) & chosen)
        places = [place for each in asked if (place := newest_place(index, each))]
        yield from sorted(
            (place for place in places
             if end <= place[:2] and (begin is None or place[:2] < begin)
             and (after is None or place < after)),
            reverse=True,
        )  # fmt: skip
        begin = end


def newest_place(index: PublicIndex, article: int) -> Place | None:
    """Where an article stands; None where no claim in it is published."""
    newest = index.claims.page(index.claims.having("article", [article]), 1)
    if not newest:
        return None
    return index.claims.key(newest[0]) or 0, newest[0], article

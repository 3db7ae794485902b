"""Lists of published claims, and the counts of their facets, from the index in memory.

What is counted, and which claims a page shows, comes from the index; the rows that are
shown are read by their ids, and only where they still stand published.
"""

import datetime
import json
from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connections

from articles.claim_data import PageData
from articles.models.choices import Role
from articles.queries.claim_order import all_in_order, last_place, page_in_order
from articles.queries.claim_selection import ClaimQuery, Selection
from articles.queries.fewer_words import SearchAdvice, offer_fewer_words
from articles.queries.named_rows import read_keys, read_names
from articles.queries.paging import MAX_FACET_VALUES, PAGE_ROWS, Page, ValueCounts
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.typed_words import search_words
from articles.queries.word_search import WordSearch
from articles.replicas.choice import reading_alias

# Of so many newest decisions those are chosen that home shows.
MIXED_CLAIMS = 60
MOST_OF_ARTICLE = 2

ROWS_SQL = """
SELECT id, summary, appeared_on FROM articles_publication
WHERE id = ANY(%s) AND superseded_at IS NULL
"""


SUMMARY_NAMES = ("key", "statement", "kind", "verdict", "why", "claimants", "outlets",
                 "about", "fidelities")  # fmt: skip


class ListedClaim(NamedTuple):
    """A row of a list: the claim's publication, and what it says."""

    pk: int
    summary: PageData
    appeared_on: datetime.date | None


@dataclass(frozen=True)
class ClaimList(Page[ListedClaim]):
    """A page of claims, the counts of each facet, and names for keys."""

    facets: dict[str, ValueCounts] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    advice: SearchAdvice | None = None  # where words were typed and nothing is found


def find_claims(
    asked: ClaimQuery, follows: str = "", *, keys: Collection[str] = ()
) -> ClaimList:
    """A page of the claims that are asked for, in their order, with its facets.

    It follows the claim with the key `follows`, which may have been withdrawn meanwhile.
    `keys`: what else is to be named, if readers see it.
    """
    using = reading_alias()
    words = search_words(asked.words, using) if asked.words else None
    known = read_keys(using, {*asked.keys, *keys})
    last = last_place(using, follows) if follows else None
    with public_index(using) as index:
        selection = Selection(index, asked, known, words)
        rows = selection.rows()
        total = len(rows)
        ids = page_in_order(index, rows, asked.sort, PAGE_ROWS + 1, last)
        counts = selection.counts()
        names = known.public_names(index)
        advice = advise_on_words(index, selection, words) if not total else None
    return ClaimList(
        read_rows(using, ids[:PAGE_ROWS]),
        len(ids) > PAGE_ROWS,
        total,
        name_facets(using, counts),
        names,
        advice,
    )


def advise_on_words(
    index: PublicIndex, selection: Selection, words: WordSearch | None
) -> SearchAdvice | None:
    """What fewer words would find, as the other filters leave it."""
    if words is None:
        return None
    left, parts = words.parts(index)
    fewer = offer_fewer_words(left & selection.rows("words"), parts, words.excluded)
    return SearchAdvice(words.searched, words.little_words, fewer)


def page_of_claims(asked: ClaimQuery, follows: str = "") -> Page[ListedClaim]:
    """The same without the counts of facets."""
    using = reading_alias()
    known = read_keys(using, asked.keys)
    words = search_words(asked.words, using) if asked.words else None
    last = last_place(using, follows) if follows else None
    with public_index(using) as index:
        rows = Selection(index, asked, known, words).rows()
        counted = len(rows)
        ids = page_in_order(index, rows, asked.sort, PAGE_ROWS + 1, last)
    return Page(read_rows(using, ids[:PAGE_ROWS]), len(ids) > PAGE_ROWS, counted)


def ids_of_claims(asked: ClaimQuery) -> list[int]:
    """The publications of all claims that are asked for, in their order."""
    using = reading_alias()
    known = read_keys(using, asked.keys)
    words = search_words(asked.words, using) if asked.words else None
    with public_index(using) as index:
        rows = Selection(index, asked, known, words).rows()
        return all_in_order(index, rows, asked.sort)


def newest_decided(limit: int, besides: Collection[int] = ()) -> list[ListedClaim]:
    """The newest claims with a verdict that reviewers gave, mixed over articles.

    Others come before the third of one article. `besides`: publications left out.
    """
    using = reading_alias()
    with public_index(using) as index:
        newest = index.claims.page(index.decided, MIXED_CLAIMS)
        stand_in = {
            row: set(index.claims.counts("article", index.claims.of_ids([row])))
            for row in newest
            if row not in besides
        }
    return read_rows(using, mix_groups(stand_in, MOST_OF_ARTICLE, limit))


def mix_groups(
    groups_of: Mapping[int, Collection[Hashable]], most: int, limit: int
) -> list[int]:
    """The first rows, so many of one group before the others; then what was passed by."""
    taken: Counter[Hashable] = Counter()
    first: list[int] = []
    passed: list[int] = []
    for row, groups in groups_of.items():
        is_enough = any(taken[group] >= most for group in groups)
        (passed if is_enough else first).append(row)
        if not is_enough:
            taken.update(groups)
    return [*first, *passed][:limit]


def claim_summary(claim: ListedClaim) -> PageData:
    """What a list says of a claim."""
    said, day = claim.summary, claim.appeared_on
    return {
        **{name: said[name] for name in SUMMARY_NAMES},
        "appeared_on": day.isoformat() if day else None,
        "published_at": said["published_at"],
    }


def count_rows() -> dict[str, int]:
    """How many claims, articles and sources readers see."""
    with public_index(reading_alias()) as index:
        return {
            "claims": len(index.claims.all),
            "articles": len(index.articles.index.all),
            "sources": len(index.sources.public),
        }


def count_verdicts() -> dict[str, int]:
    """How many claims readers see with each verdict."""
    with public_index(reading_alias()) as index:
        return index.verdict_counts(index.claims.all)


def top_sources(*roles: Role) -> list[list[PageData]]:
    """For each of these roles: the sources behind most published claims in it."""
    using = reading_alias()
    with public_index(using) as index:
        claims = index.claims
        tops = [claims.top(role, claims.all, MAX_FACET_VALUES) for role in roles]
    named, _ = read_names(using, {row for top in tops for row, _ in top}, ())
    return [
        [
            {"key": named[row][0], "name": named[row][1], "count": count}
            for row, count in top
            if row in named
        ]
        for top in tops
    ]


def read_rows(using: str, ids: Collection[int]) -> list[ListedClaim]:
    """Those of these claims that still stand published, in this order."""
    if not ids:
        return []
    with connections[using].cursor() as cursor:
        cursor.execute(ROWS_SQL, [list(ids)])
        # Django leaves PostgreSQL's JSON to the fields of models, and here it is text.
        found = {
            row: ListedClaim(row, json.loads(said), day)
            for row, said, day in cursor.fetchall()
        }
    return [found[row] for row in ids if row in found]


def name_facets(
    using: str, counts: dict[str, dict[Any, int]]
) -> dict[str, ValueCounts]:
    """The counts with a key and a word for each value; a scale has its own words."""
    sources = {*counts["source"], *counts["outlet"]}
    named_sources, named_articles = read_names(using, sources, counts["article"])
    found: dict[str, ValueCounts] = {}
    for facet, counted in counts.items():
        if facet in {"source", "outlet", "article"}:
            named = named_articles if facet == "article" else named_sources
            found[facet] = [
                (*named[row], count) for row, count in counted.items() if row in named
            ]
        else:
            found[facet] = [(value, "", count) for value, count in counted.items()]
    return found

"""Lists of published claims, and the counts of their facets, from the index in memory.

What is counted, and which claims a page shows, comes from the index; the rows that are
shown are read by their ids, and only where they still stand published.
"""

import datetime
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connections

from articles.claim_data import PageData
from articles.models.choices import Role
from articles.queries.claim_selection import ClaimQuery, Selection
from articles.queries.named_rows import read_keys, read_names
from articles.queries.paging import MAX_FACET_VALUES, PAGE_ROWS, Page, ValueCounts
from articles.queries.public_index.current import public_index
from articles.queries.word_search import search_words
from articles.replicas.choice import reading_alias

Place = tuple[int, int]  # when it was published, in microseconds, and its id

LAST_PLACE_SQL = """
SELECT (extract(epoch FROM p.published_at) * 1000000)::bigint, p.id
FROM articles_publication p JOIN articles_claim c ON c.id = p.claim_id
WHERE c.key = %s ORDER BY p.number DESC LIMIT 1
"""
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
    has_words: bool = True  # that can be looked for


def find_claims(
    asked: ClaimQuery, follows: str = "", *, keys: Collection[str] = ()
) -> ClaimList:
    """A page of the claims that are asked for, newest first, with its facets.

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
        ids = index.claims.page(rows, PAGE_ROWS + 1, last)
        counts = selection.counts()
        names = known.public_names(index)
    return ClaimList(
        read_rows(using, ids[:PAGE_ROWS]),
        len(ids) > PAGE_ROWS,
        total,
        name_facets(using, counts),
        names,
        words is None or bool(words.alternatives),
    )


def page_of_claims(asked: ClaimQuery, follows: str = "") -> Page[ListedClaim]:
    """The same without the counts of facets."""
    using = reading_alias()
    known = read_keys(using, asked.keys)
    words = search_words(asked.words, using) if asked.words else None
    last = last_place(using, follows) if follows else None
    with public_index(using) as index:
        rows = Selection(index, asked, known, words).rows()
        counted = len(rows)
        ids = index.claims.page(rows, PAGE_ROWS + 1, last)
    return Page(read_rows(using, ids[:PAGE_ROWS]), len(ids) > PAGE_ROWS, counted)


def ids_of_claims(asked: ClaimQuery) -> list[int]:
    """The publications of all claims that are asked for, newest first."""
    using = reading_alias()
    known = read_keys(using, asked.keys)
    words = search_words(asked.words, using) if asked.words else None
    with public_index(using) as index:
        rows = Selection(index, asked, known, words).rows()
        return index.claims.ordered_ids(rows)


def newest_decided(limit: int) -> list[ListedClaim]:
    """The newest claims with a verdict that reviewers gave."""
    using = reading_alias()
    with public_index(using) as index:
        ids = index.claims.page(index.decided, limit)
    return read_rows(using, ids)


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


def last_place(using: str, key: str) -> Place | None:
    """Where the claim with this key stood last in the order of all lists."""
    with connections[using].cursor() as cursor:
        cursor.execute(LAST_PLACE_SQL, [key])
        found = cursor.fetchone()
    return tuple(found) if found else None


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

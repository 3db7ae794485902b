"""What readers see, in blocks for search engines: the keys, and when each changed.

A block is the rows whose keys begin with the same signs. Keys are drawn at random, so
that blocks are of like size, none tells what else is recorded, and a row never moves to
another one (docs/adr/0022).
"""

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from django.db import connections

from articles.models.base import KEY_ALPHABET
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias

BLOCK_ROWS = 10_000  # of a block on average; the standard allows 50,000
MOST_ROWS = 50_000
DEEPEST = 3  # signs of a key: 200 million rows

CLAIMS_SQL = """
SELECT c.key, p.published_at
FROM articles_claim c
JOIN articles_publication p ON p.claim_id = c.id AND p.superseded_at IS NULL
WHERE c.key LIKE %s ORDER BY c.key LIMIT %s
"""
# A claim that was withdrawn from an article changed its page, and so did a newer text.
ARTICLES_SQL = """
SELECT a.key, greatest(max(p.published_at), max(p.superseded_at), (
    SELECT max(t.created_at) FROM articles_textversion t WHERE t.article_id = a.id))
FROM articles_article a
JOIN articles_publishedappearance s ON s.article_id = a.id
JOIN articles_publication p ON p.id = s.publication_id
WHERE a.key LIKE %s
GROUP BY a.id HAVING bool_or(p.superseded_at IS NULL) ORDER BY a.key LIMIT %s
"""
# Nothing is kept of when a claim last ceased to name a source: no date is better than
# one that is older than the page.
SOURCES_SQL = """
SELECT s.key, NULL::timestamptz FROM articles_source s
WHERE s.key LIKE %s AND (
    s.listed OR EXISTS (SELECT FROM articles_voice v WHERE v.source_id = s.id OFFSET 0))
ORDER BY s.key LIMIT %s
"""


class Kind(NamedTuple):
    """A sort of public rows: how they are read, and how many there are."""

    sql: str
    count: Callable[[PublicIndex], int]


KINDS = {
    "claims": Kind(CLAIMS_SQL, lambda index: len(index.claims.all)),
    "articles": Kind(ARTICLES_SQL, lambda index: len(index.articles.index.all)),
    "sources": Kind(SOURCES_SQL, lambda index: len(index.sources.public)),
}


class SitemapRow(NamedTuple):
    key: str
    changed_at: datetime.datetime | None


def blocks() -> list[tuple[str, str]]:
    """Every block there is: its kind, and how its keys begin."""
    with public_index(reading_alias()) as index:
        counts = {name: kind.count(index) for name, kind in KINDS.items()}
    return [
        (name, begin) for name, count in counts.items() for begin in beginnings(count)
    ]


def beginnings(rows: int) -> Iterator[str]:
    """How keys begin in each block of so many rows; one block holds all of a few."""
    if not rows:
        return
    signs = 0
    while rows > BLOCK_ROWS * len(KEY_ALPHABET) ** signs and signs < DEEPEST:
        signs += 1
    yield from map("".join, product(KEY_ALPHABET, repeat=signs))


def read_block(kind: str, begin: str) -> list[SitemapRow]:
    """The public rows of this kind whose keys begin so, in the order of their keys."""
    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(KINDS[kind].sql, [f"{begin}%", MOST_ROWS])
        return [SitemapRow(*row) for row in cursor.fetchall()]

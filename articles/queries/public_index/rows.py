"""Reads single claims, articles and sources for the index, each as it stands now."""

import datetime
import json
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from articles.queries.public_index.arrays import id_ranges
from articles.queries.public_index.articles import ArticleEntry
from articles.queries.public_index.sources import SourceEntry

# A verdict that reviewers gave: an opinion reads "Not checkable" as soon as it is
# published as recorded, without.
DECIDED_SQL = """
CASE p.verdict WHEN '' THEN false
    WHEN 'not_checkable' THEN p.summary ->> 'why' IS DISTINCT FROM '' ELSE true END
"""
# One statement, so that a claim is never read in two states.
CLAIMS_SQL = f"""
SELECT p.id, (extract(epoch FROM p.published_at) * 1000000)::bigint,
       p.verdict, p.kind, p.appeared_on, {DECIDED_SQL},
       (SELECT jsonb_agg(jsonb_build_array(v.role, v.source_id))
        FROM articles_voice v WHERE v.publication_id = p.id AND v.role <> ''),
       (SELECT jsonb_agg(DISTINCT s.article_id)
        FROM articles_publishedappearance s WHERE s.publication_id = p.id),
       (SELECT jsonb_agg(jsonb_build_array(c.id, c.fidelity, c.article_id,
            (SELECT jsonb_agg(jsonb_build_array(v.role, v.source_id))
             FROM articles_citationvoice v WHERE v.citation_id = c.id)))
        FROM articles_publishedcitation c WHERE c.publication_id = p.id),
       tsvector_to_array(p.search),
       ARRAY(SELECT phrase.number
             FROM unnest(%(phrases)s::text[]) WITH ORDINALITY AS phrase (words, number)
             WHERE p.search @@ phrase.words::tsquery)
FROM articles_publication p
WHERE p.id = ANY(%(ids)s) AND p.superseded_at IS NULL
"""  # noqa: S608 - constants of this file
ARTICLES_SQL = """
SELECT a.id, w.id, w.published_on, w.language, w.outlet_id,
       ARRAY(SELECT author_id FROM articles_authorship WHERE work_id = w.id),
       public.name_key(w.title)
FROM articles_article a JOIN articles_work w ON w.id = a.work_id WHERE
"""
SOURCES_SQL = """
SELECT s.id, s.kind, s.listed,
       s.plain || ARRAY(SELECT plain FROM articles_sourcealias WHERE source_id = s.id)
FROM articles_source s WHERE
"""
ROWS_AT_ONCE = 10_000  # of those that are read one by one


@dataclass(frozen=True)
class CitationRow:
    id: int
    fidelity: str
    article: int
    voices: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class ClaimRow:
    """A claim that stands published, with all that it is found by."""

    id: int
    published: int  # microseconds
    verdict: str
    kind: str
    day: datetime.date | None
    decided: bool
    voices: Sequence[tuple[str, int]]
    articles: Sequence[int]
    citations: Sequence[CitationRow]
    words: frozenset[str] = field(repr=False)
    phrases: Sequence[str] = field(repr=False)


def fetch(using: str, sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def read_claims(
    using: str, ids: Collection[int], phrases: Sequence[str]
) -> dict[int, ClaimRow]:
    """Those of these publications that stand, and which of the phrases each has."""
    rows = fetch(using, CLAIMS_SQL, {"ids": list(ids), "phrases": list(phrases)})
    return {row[0]: claim_row(row, phrases) for row in rows}


def as_data(text: str | None) -> list[Any]:
    """PostgreSQL's JSON, which Django leaves to the fields of models; [] for none."""
    return json.loads(text) if text else []


def claim_row(row: tuple[Any, ...], phrases: Sequence[str]) -> ClaimRow:
    number, published, verdict, kind, day, decided, *parts = row
    voices, articles, citations, words, matching = parts
    return ClaimRow(
        number,
        published,
        verdict,
        kind,
        day,
        decided,
        [(role, source) for role, source in as_data(voices)],
        as_data(articles),
        [
            CitationRow(number, fidelity, article, [tuple(v) for v in heard or ()])
            for number, fidelity, article, heard in as_data(citations)
        ],
        frozenset(words),
        [phrases[number - 1] for number in matching],
    )


def read_articles(
    using: str, ids: Collection[int], works: Collection[int]
) -> dict[int, ArticleEntry]:
    """The articles of these ids or of these works, whether readers see them or not."""
    sql = ARTICLES_SQL + "a.id = ANY(%(ids)s) OR a.work_id = ANY(%(works)s)"
    found = fetch(using, sql, {"ids": list(ids), "works": list(works)})
    return {row: ArticleEntry(*entry) for row, *entry in found}


def articles_among(
    using: str, ids: Container[int]
) -> Iterator[tuple[int, ArticleEntry]]:
    """The articles of these ids, which are most of all."""
    sql = ARTICLES_SQL + "a.id >= %(first)s AND a.id < %(end)s"
    for first, end in id_ranges(using, "articles_article", ROWS_AT_ONCE):
        for row, *entry in fetch(using, sql, {"first": first, "end": end}):
            if row in ids:
                yield row, ArticleEntry(*entry)


def read_sources(using: str, ids: Collection[int]) -> dict[int, SourceEntry]:
    """The sources of these ids, whether readers see them or not."""
    found = fetch(using, SOURCES_SQL + "s.id = ANY(%(ids)s)", {"ids": list(ids)})
    return {row: SourceEntry(*entry) for row, *entry in found}


def all_sources(using: str) -> Iterator[tuple[int, SourceEntry]]:
    """Every source, whether readers see it or not."""
    sql = SOURCES_SQL + "s.id >= %(first)s AND s.id < %(end)s"
    for first, end in id_ranges(using, "articles_source", ROWS_AT_ONCE):
        for row, *entry in fetch(using, sql, {"first": first, "end": end}):
            yield row, SourceEntry(*entry)

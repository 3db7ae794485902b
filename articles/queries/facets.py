"""Facets of published claims: counts by verdict, kind, source, role and article.

Exact counts by source, role and verdict are stored (articles/models/tally.py). All
others of a page come from one statement: the claims that are counted over are found
first, the newest ones, so many and no more, and what stands behind each is looked up by
its key.
Either way the cost depends on what is shown, not on how many claims there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet, Sum

from articles.models import Publication, Tally
from articles.queries.paging import (
    MAX_FACET_VALUES,
    SAMPLE_SQL,
    CountedRow,
    FacetCounts,
    facet_counts_from_rows,
)
from articles.replicas.choice import reading_connection

PUBLICATION_ORDER = ["-published_at", "-pk"]

FIELD_COUNTS_SQL = "SELECT {field}, '', count(*) FROM {claims} GROUP BY 1"
SOURCE_COUNTS_SQL = """
SELECT source.key, source.name, top.count FROM (
    SELECT voice.source_id, count(*) FROM {claims} claim
    JOIN articles_voice voice ON voice.publication_id = claim.id
    WHERE voice.role = %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {top}
) top JOIN articles_source source ON source.id = top.source_id
ORDER BY top.count DESC, source.id
"""
ROLE_COUNTS_SQL = """
SELECT voice.role, '', count(*) FROM {claims} claim
JOIN articles_voice voice ON voice.publication_id = claim.id
JOIN articles_source source ON source.id = voice.source_id
WHERE source.key = %s AND voice.role <> '' GROUP BY 1
"""
ARTICLE_COUNTS_SQL = """
SELECT article.key, work.title, top.count FROM (
    SELECT shown.article_id, count(DISTINCT claim.id) FROM {claims} claim
    JOIN articles_publishedappearance shown ON shown.publication_id = claim.id
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {top}
) top JOIN articles_article article ON article.id = top.article_id
JOIN articles_work work ON work.id = article.work_id
ORDER BY top.count DESC, work.title, article.id
"""


@dataclass(frozen=True)
class FacetQuery:
    """What to count, under a name of the caller's, and over which claims."""

    name: str
    claims: QuerySet[Publication]
    sql: str
    parameters: tuple[Any, ...] = ()


def field_facet(name: str, claims: QuerySet[Publication], field: str) -> FacetQuery:
    """How many claims have each value of `verdict` or `kind`."""
    return FacetQuery(name, claims, FIELD_COUNTS_SQL.replace("{field}", field))


def source_facet(name: str, claims: QuerySet[Publication], role: str) -> FacetQuery:
    """The sources that stand behind most of these claims in this role."""
    return FacetQuery(name, claims, SOURCE_COUNTS_SQL, (role,))


def role_facet(name: str, claims: QuerySet[Publication], source: str) -> FacetQuery:
    """In how many of these claims the source with this key has each role."""
    return FacetQuery(name, claims, ROLE_COUNTS_SQL, (source,))


def article_facet(name: str, claims: QuerySet[Publication]) -> FacetQuery:
    """The articles in which most of these claims appear."""
    return FacetQuery(name, claims, ARTICLE_COUNTS_SQL)


def stored_verdict_counts(source: str = "", role: str = "") -> dict[str, int]:
    """How many claims have each verdict: all, or those of a source, in one role or any."""
    tallies = Tally.objects.filter(role=role)
    tallies = (
        tallies.filter(source__key=source) if source else tallies.filter(source=None)
    )
    sums = tallies.values_list("verdict").annotate(Sum("count"))
    return {verdict: count for verdict, count in sums if count}


def stored_role_counts(
    sources: Iterable[str], roles: Iterable[str]
) -> dict[tuple[str, str], int]:
    """In how many claims each of these sources stands in each of these roles."""
    rows = Tally.objects.filter(source__key__in=list(sources), role__in=list(roles))
    sums = rows.values_list("source__key", "role").annotate(Sum("count"))
    return {(key, role): count for key, role, count in sums}


def count_facets(wanted: Iterable[FacetQuery], limit: int) -> dict[str, FacetCounts]:
    """The answer to each of these, by its name, in one statement.

    `limit`: how many claims to find, as paging.sample_limit has it.
    """
    found: dict[str, list[CountedRow]] = {}
    claims: dict[tuple[str, tuple[Any, ...]], str] = {}
    parts: list[str] = []
    parameters: list[Any] = []
    for one in wanted:
        found[one.name] = []
        try:
            chosen = newest_claims_sql(one.claims, limit)
        except EmptyResultSet:  # the filters exclude each other
            continue
        rows = claims.setdefault(chosen, f"claims_{len(claims)}")
        part = one.sql.replace("{claims}", rows).replace("{top}", str(MAX_FACET_VALUES))
        parts.append(
            f"SELECT %s, counted.*, (SELECT count(*) FROM {rows}_found)"  # noqa: S608 - statements of this module
            f" FROM ({part}) counted (value, word, count)"
        )
        parameters += [one.name, *one.parameters]
    if not parts:
        return dict.fromkeys(found, FacetCounts([]))
    first = [
        SAMPLE_SQL.format(name=name, rows=sql) for (sql, _), name in claims.items()
    ]
    statement = f"WITH {', '.join(first)} {' UNION ALL '.join(parts)}"
    leading = [value for _, values in claims for value in values]
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, [*leading, *parameters])
        for name, *row in cursor.fetchall():
            found[name].append(tuple(row))
    return {name: facet_counts_from_rows(rows, limit) for name, rows in found.items()}


def newest_claims_sql(
    claims: QuerySet[Publication], limit: int
) -> tuple[str, tuple[Any, ...]]:
    """The statement that finds the claims to count over, the newest."""
    rows = claims.order_by(*PUBLICATION_ORDER).values("id", "verdict", "kind")[:limit]
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)

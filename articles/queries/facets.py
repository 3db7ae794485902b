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
from django.db import connection
from django.db.models import QuerySet, Sum

from articles.models import Publication, Tally
from articles.queries.paging import NEWEST, TOP, Row, Spread, as_spread

ORDER = ["-published_at", "-pk"]

BY_FIELD = "SELECT {field}, '', count(*) FROM {claims} GROUP BY 1"
BY_SOURCE = """
SELECT source.key, source.name, top.count FROM (
    SELECT voice.source_id, count(*) FROM {claims} claim
    JOIN articles_voice voice ON voice.publication_id = claim.id
    WHERE voice.role = %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {top}
) top JOIN articles_source source ON source.id = top.source_id
ORDER BY top.count DESC, source.id
"""
BY_ROLE = """
SELECT voice.role, '', count(*) FROM {claims} claim
JOIN articles_voice voice ON voice.publication_id = claim.id
JOIN articles_source source ON source.id = voice.source_id
WHERE source.key = %s AND voice.role <> '' GROUP BY 1
"""
BY_ARTICLE = """
SELECT article.key, work.title, top.count FROM (
    SELECT shown.article_id, count(DISTINCT claim.id) FROM {claims} claim
    JOIN articles_publishedappearance shown ON shown.publication_id = claim.id
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {top}
) top JOIN articles_article article ON article.id = top.article_id
JOIN articles_work work ON work.id = article.work_id
ORDER BY top.count DESC, work.title, article.id
"""


@dataclass(frozen=True)
class Counted:
    """What to count, under a name of the caller's, and over which claims."""

    name: str
    claims: QuerySet[Publication]
    sql: str
    parameters: tuple[Any, ...] = ()


def by_field(name: str, claims: QuerySet[Publication], field: str) -> Counted:
    """How many claims have each value of `verdict` or `kind`."""
    return Counted(name, claims, BY_FIELD.replace("{field}", field))


def by_source(name: str, claims: QuerySet[Publication], role: str) -> Counted:
    """The sources that stand behind most of these claims in this role."""
    return Counted(name, claims, BY_SOURCE, (role,))


def by_role(name: str, claims: QuerySet[Publication], source: str) -> Counted:
    """In how many of these claims the source with this key has each role."""
    return Counted(name, claims, BY_ROLE, (source,))


def by_article(name: str, claims: QuerySet[Publication]) -> Counted:
    """The articles in which most of these claims appear."""
    return Counted(name, claims, BY_ARTICLE)


def verdicts(source: str = "", role: str = "") -> dict[str, int]:
    """How many claims have each verdict: all, or those of a source, in one role or any."""
    tallies = Tally.objects.filter(role=role)
    tallies = (
        tallies.filter(source__key=source) if source else tallies.filter(source=None)
    )
    sums = tallies.values_list("verdict").annotate(Sum("count"))
    return {verdict: count for verdict, count in sums if count}


def kept(sources: Iterable[str], roles: Iterable[str]) -> dict[tuple[str, str], int]:
    """In how many claims each of these sources stands in each of these roles."""
    rows = Tally.objects.filter(source__key__in=list(sources), role__in=list(roles))
    sums = rows.values_list("source__key", "role").annotate(Sum("count"))
    return {(key, role): count for key, role, count in sums}


def counts(wanted: Iterable[Counted], limit: int) -> dict[str, Spread]:
    """The answer to each of these, by its name, in one statement.

    `limit`: how many claims to find, as paging.sample_limit has it.
    """
    found: dict[str, list[Row]] = {}
    claims: dict[tuple[str, tuple[Any, ...]], str] = {}
    parts: list[str] = []
    parameters: list[Any] = []
    for one in wanted:
        found[one.name] = []
        try:
            chosen = selected(one.claims, limit)
        except EmptyResultSet:  # the filters exclude each other
            continue
        rows = claims.setdefault(chosen, f"claims_{len(claims)}")
        part = one.sql.replace("{claims}", rows).replace("{top}", str(TOP))
        parts.append(
            f"SELECT %s, counted.*, (SELECT count(*) FROM {rows}_found)"  # noqa: S608 - statements of this module
            f" FROM ({part}) counted (value, word, count)"
        )
        parameters += [one.name, *one.parameters]
    if not parts:
        return dict.fromkeys(found, Spread([]))
    first = [NEWEST.format(name=name, rows=sql) for (sql, _), name in claims.items()]
    statement = f"WITH {', '.join(first)} {' UNION ALL '.join(parts)}"
    leading = [value for _, values in claims for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*leading, *parameters])
        for name, *row in cursor.fetchall():
            found[name].append(tuple(row))
    return {name: as_spread(rows, limit) for name, rows in found.items()}


def selected(claims: QuerySet[Publication], limit: int) -> tuple[str, tuple[Any, ...]]:
    """The statement that finds the claims to count over, the newest."""
    rows = claims.order_by(*ORDER).values("id", "verdict", "kind")[:limit]
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)

"""Keyset paging of long lists, and bounded counts of their values.

Lists are paged by keyset: a page says which row it follows, so that the thousandth
page costs what the first one costs. Counts read at most MAX_COUNTED_ROWS, and one more,
which tells that there are others; of a longer list the values of the newest SAMPLE_ROWS
are counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet

from articles.replicas.choice import reading_connection

PAGE_ROWS = 50
MAX_COUNTED_ROWS = 10_000  # a list with more matches says "at least"
COUNT_LIMIT = (
    MAX_COUNTED_ROWS + 1
)  # rows that are looked for, where it is not known how many there are
SAMPLE_ROWS = 2_000  # rows of such a list whose values are counted
MAX_FACET_VALUES = 12  # values that a facet with many of them shows
ValueCounts = list[tuple[str, str, int]]  # value, word, count
CountedRow = tuple[str, str, int, int]  # and over how many rows

M = TypeVar("M", bound=Model)

# The rows `{name}` whose values are counted, of those that are found, the newest first.
SAMPLE_SQL = f"""
{{name}}_found AS MATERIALIZED ({{rows}}),
{{name}} AS MATERIALIZED (
    SELECT * FROM {{name}}_found LIMIT (
        SELECT CASE WHEN count(*) > {MAX_COUNTED_ROWS} THEN {SAMPLE_ROWS} END FROM {{name}}_found
    )
)
"""  # noqa: S608 - numbers of this file


class FacetCounts(NamedTuple):
    """The counts of some values; `of` so many of the newest rows, or 0: of all."""

    counts: ValueCounts
    of: int = 0


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of a list, whether more follow, and how many there are in all."""

    rows: list[M]
    more: bool
    total: int
    at_least: bool

    @property
    def sample_limit(self) -> int:
        """How many rows to find of this list, or of a longer one, to count values over."""
        return sample_limit(COUNT_LIMIT if self.at_least else self.total)


def sample_limit(total: int) -> int:
    """How many rows to find, to count values over, where there are so many at least."""
    return SAMPLE_ROWS if total > MAX_COUNTED_ROWS else COUNT_LIMIT


def rows_after(row: Mapping[str, Any], order: list[str]) -> Q:
    """The rows that follow this one; `order` as in order_by, its last field unique."""
    first, later, same = order[0], Q(), Q()
    for name in order:
        field = name.removeprefix("-")
        comparison = "lt" if name.startswith("-") else "gt"
        later |= same & Q(**{f"{field}__{comparison}": row[field]})
        same &= Q(**{field: row[field]})
    # What follows from the rest, but only said so does an index begin where it should.
    bound = "lte" if first.startswith("-") else "gte"
    name = first.removeprefix("-")
    return Q(**{f"{name}__{bound}": row[name]}) & later


def read_page(
    rows: QuerySet[M],
    order: list[str],
    follows: Mapping[str, Any] | None,
    total: int | None = None,
) -> Page[M]:
    """Read the page of `rows` after the row whose order fields `follows` holds.

    `total`: how many rows there are, where that is known.
    """
    known = total is not None
    if total is None:
        total = rows.order_by()[:COUNT_LIMIT].count()
    wanted = rows.filter(rows_after(follows, order)) if follows else rows
    found = list(wanted.order_by(*order)[: PAGE_ROWS + 1])
    at_least = total > MAX_COUNTED_ROWS and not known
    shown = MAX_COUNTED_ROWS if at_least else total
    return Page(found[:PAGE_ROWS], len(found) > PAGE_ROWS, shown, at_least)


def count_values(rows: QuerySet[Any], value: str, word: str, limit: int) -> FacetCounts:
    """The values that most of these rows have, with the word that stands for each.

    The rows, `limit` of them as `sample_limit` has it, are counted where they are selected:
    joined to their table again, they would be looked for once a row.
    """
    try:
        counted = rows.order_by("-pk").values_list(value, word)[:limit]
        sql, parameters = counted.query.sql_with_params()
    except EmptyResultSet:  # the filters exclude each other
        return FacetCounts([])
    statement = f"""
        WITH {SAMPLE_SQL.format(name="counted", rows=sql)}
        SELECT value, word, count(*), (SELECT count(*) FROM counted_found)
        FROM counted AS counted (value, word)
        WHERE value <> '' GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1 LIMIT {MAX_FACET_VALUES}
    """  # noqa: S608 - Django's own statement, its parameters apart
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return facet_counts_from_rows(cursor.fetchall(), limit)


def facet_counts_from_rows(rows: Iterable[CountedRow], limit: int) -> FacetCounts:
    """Of (value, word, count, rows found), where `limit` rows were to be found."""
    counted = list(rows)
    partial = any(found >= limit for *_, found in counted)
    return FacetCounts([each[:3] for each in counted], SAMPLE_ROWS if partial else 0)

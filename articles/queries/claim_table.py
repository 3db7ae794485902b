"""The published claims as the rows of a table, which the database writes (COPY)."""

from array import array
from collections.abc import Iterator, Mapping, Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from psycopg import ClientCursor

from articles.domain.text.spreadsheets import FORMULA_PATTERN
from articles.models import Publication
from articles.queries.facets import PUBLICATION_ORDER

CLAIM_COLUMNS = ["key", "statement", "kind", "verdict", "why", "claimants", "outlets",
           "fidelities", "appeared_on", "published_at", "address", "about"]  # fmt: skip


LISTED_SQL = "COPY (SELECT claim_id FROM ({listed}) AS listed) TO STDOUT"
# A cell of several words: one of each element of an array.
JOINED_SQL = """(
    SELECT string_agg({words}, '; ' ORDER BY place)
    FROM jsonb_array_elements(said.{array}) WITH ORDINALITY AS listed (each, place)
) AS {array}"""
# A cell as `escape_formula` leaves it. An empty one is NULL: COPY would put an empty
# text between quotation marks.
ESCAPED_SQL = """nullif(
    CASE WHEN {cell} ~ %(formula)s THEN '''' || {cell} ELSE {cell} END, ''
)"""
# The summary is unpacked once a row, and each cell made once (ORDER BY keeps the
# planner from putting its expression wherever the cell is read).
ROWS_SQL = """
COPY (
    SELECT key, {statement}, kind, verdict, {why}, {claimants}, {outlets}, fidelities,
           to_char(appeared_on, 'YYYY-MM-DD'), published_at,
           %(before)s || key || %(behind)s, {about}
    FROM (
        SELECT key, statement, kind, verdict, why, {all_claimants}, {all_outlets},
               {all_fidelities}, appeared_on, published_at, {all_about}
        FROM unnest(%(claims)s::bigint[]) WITH ORDINALITY AS wanted (claim_id, place)
        CROSS JOIN LATERAL (
            SELECT summary, appeared_on FROM articles_publication
            WHERE claim_id = wanted.claim_id AND superseded_at IS NULL
            OFFSET 0
        ) AS shown
        CROSS JOIN LATERAL jsonb_to_record(shown.summary) AS said (
            key text, statement text, kind text, verdict text, why text,
            claimants jsonb, outlets jsonb, fidelities jsonb, published_at text,
            about jsonb
        )
        ORDER BY wanted.place
    ) AS cells
) TO STDOUT (FORMAT csv)
"""
CLAIM_ROWS_SQL = ROWS_SQL.format(
    **{
        cell: ESCAPED_SQL.format(cell=cell)
        for cell in ("statement", "why", "claimants", "outlets", "about")
    },
    **{
        f"all_{array}": JOINED_SQL.format(words=words, array=array)
        for array, words in {
            "claimants": "each ->> 'name'",
            "outlets": "each ->> 'name'",
            "fidelities": "each #>> '{}'",
            "about": "concat(each #>> '{source,name}', ' (', each ->> 'role', ')')",
        }.items()
    },
)


def claim_rows(
    alias: str, claims: Sequence[int], before: str, behind: str
) -> Iterator[bytes]:
    """A line of CSV for each of these claims that stands published, in their order.

    A claim's address is its key between `before` and `behind`.
    """
    parameters = {
        "formula": FORMULA_PATTERN,
        "before": before,
        "behind": behind,
        "claims": list(claims),
    }
    return copy_rows(alias, CLAIM_ROWS_SQL, parameters)


def listed_claims(found: QuerySet[Publication]) -> "array[int]":
    """The ids of the claims of these publications, newest first: eight bytes each."""
    listed = found.order_by(*PUBLICATION_ORDER).values("claim_id")
    try:
        sql, parameters = listed.query.get_compiler(found.db).as_sql()
    except EmptyResultSet:
        return array("q")
    # A filter that takes each claim once lists its order beside it.
    statement = LISTED_SQL.format(listed=sql)
    return array("q", map(int, copy_rows(found.db, statement, parameters)))


def copy_rows(
    alias: str, statement: str, parameters: Sequence[object] | Mapping[str, object]
) -> Iterator[bytes]:
    """The rows that a COPY sends, one by one; then the connection is given back."""
    connection = connections[alias]
    connection.ensure_connection()
    # COPY takes no parameters from the protocol, so they are bound here.
    with (
        ClientCursor(connection.connection) as cursor,
        cursor.copy(statement, parameters) as rows,
    ):
        yield from map(bytes, rows)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()

"""The published claims as the rows of a table, which the database writes (COPY)."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import connections
from psycopg import ClientCursor

from articles.domain.text.spreadsheets import FORMULA_PATTERN

CLAIM_COLUMNS = ["key", "statement", "kind", "verdict", "why", "claimants", "outlets",
           "fidelities", "appeared_on", "published_at", "address", "about"]  # fmt: skip


# A cell of several words: one of each element of an array. Few have more than two, for
# which a statement of its own has to be run.
JOINED_SQL = """
CASE jsonb_array_length(said.{array}) WHEN 0 THEN NULL WHEN 1 THEN {words_of_first}
WHEN 2 THEN concat_ws('; ', {words_of_first}, {words_of_second}) ELSE (
    SELECT string_agg({words_of_each}, '; ' ORDER BY place)
    FROM jsonb_array_elements(said.{array}) WITH ORDINALITY AS listed (each, place)
) END AS {array}"""
# A cell as `escape_formula` leaves it; one that begins with a letter from A to z (65 to
# 122) is no formula, and needs no pattern. An empty one is NULL: COPY would put an empty
# text between quotation marks.
ESCAPED_SQL = """nullif(
    CASE WHEN ascii({cell}) NOT BETWEEN 65 AND 122 AND {cell} ~ %(formula)s
    THEN '''' || {cell} ELSE {cell} END, ''
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
        FROM unnest(%(publications)s::bigint[]) WITH ORDINALITY AS wanted (id, place)
        CROSS JOIN LATERAL (
            SELECT now.summary, now.appeared_on
            FROM articles_publication listed
            JOIN articles_publication now
                ON now.claim_id = listed.claim_id AND now.superseded_at IS NULL
            WHERE listed.id = wanted.id
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
        f"all_{array}": JOINED_SQL.format(
            array=array,
            words_of_first=words.format(each=f"said.{array} -> 0"),
            words_of_second=words.format(each=f"said.{array} -> 1"),
            words_of_each=words.format(each="each"),
        )
        for array, words in {
            "claimants": "{each} ->> 'name'",
            "outlets": "{each} ->> 'name'",
            "fidelities": "{each} #>> '{{}}'",
            "about": "concat({each} #>> '{{source,name}}', ' (', {each} ->> 'role', ')')",
        }.items()
    },
)


def claim_rows(
    alias: str, publications: Sequence[int], before: str, behind: str
) -> Iterator[bytes]:
    """A line of CSV for each claim of these publications that stands, in their order.

    A claim's address is its key between `before` and `behind`.
    """
    parameters = {
        "formula": FORMULA_PATTERN,
        "before": before,
        "behind": behind,
        "publications": list(publications),
    }
    return copy_rows(alias, CLAIM_ROWS_SQL, parameters)


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

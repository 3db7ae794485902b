"""The published claims as the rows of a table, which the database writes (COPY)."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import connections
from psycopg import ClientCursor

from articles.domain.text.spreadsheets import FORMULA_PATTERN

CLAIM_COLUMNS = ["key", "statement", "kind", "verdict", "why", "claimants", "outlets",
           "fidelities", "appeared_on", "published_at", "address", "about"]  # fmt: skip


# A cell of several words: one of each element of an array. Few have more than three, for
# which a statement of its own has to be run.
JOINED_SQL = """
CASE jsonb_array_length(said.{array}) WHEN 0 THEN NULL WHEN 1 THEN {one}
WHEN 2 THEN {two} WHEN 3 THEN {three} ELSE (
    SELECT string_agg({each}, '; ' ORDER BY place)
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
# planner from putting its expression wherever the cell is read). Only for a publication
# that is not in force is the newer one looked up.
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
            SELECT coalesce(newer.summary, listed.summary) AS summary,
                   CASE WHEN newer.id IS NULL THEN listed.appeared_on
                   ELSE newer.appeared_on END AS appeared_on
            FROM articles_publication listed
            LEFT JOIN articles_publication newer ON newer.superseded_at IS NULL
                AND newer.claim_id =
                    CASE WHEN listed.superseded_at IS NOT NULL THEN listed.claim_id END
            WHERE listed.id = wanted.id
                AND (listed.superseded_at IS NULL OR newer.id IS NOT NULL)
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


def join_words(array: str, word: str) -> str:
    """The cell of an array's words, each of them as `word` makes it of `{each}`."""
    few = [word.format(each=f"said.{array} -> {at}") for at in range(3)]
    # Names and roles are never missing; concat_ws, which minds that, takes twice as long.
    one, two, three = (" || '; ' || ".join(few[:number]) for number in (1, 2, 3))
    return JOINED_SQL.format(
        array=array, one=one, two=two, three=three, each=word.format(each="each")
    )


CLAIM_ROWS_SQL = ROWS_SQL.format(
    **{
        cell: ESCAPED_SQL.format(cell=cell)
        for cell in ("statement", "why", "claimants", "outlets", "about")
    },
    **{
        f"all_{array}": join_words(array, word)
        for array, word in {
            "claimants": "({each} ->> 'name')",
            "outlets": "({each} ->> 'name')",
            "fidelities": "({each} #>> '{{}}')",
            "about": "({each} #>> '{{source,name}}') || ' (' || ({each} ->> 'role') || ')'",
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
        # Written by psycopg, an array takes as long as a tenth of its rows.
        "publications": f"{{{','.join(map(str, publications))}}}",
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

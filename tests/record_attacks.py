"""What somebody would try who can run any SQL as the application, to change the record.

Each attack is a connection's own transaction, undone after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql

# Statements that the application must be refused; the owner may make each of them.
REFUSED: tuple[LiteralString, ...] = (
    "UPDATE articles_decision SET rationale = 'x'",
    "DELETE FROM articles_decision",
    "TRUNCATE articles_decision CASCADE",
    (
        "INSERT INTO articles_decision SELECT * FROM articles_decision ON"
        " CONFLICT (id) DO UPDATE SET rationale = 'x'"
    ),
    (
        "MERGE INTO articles_decision d USING articles_decision e ON e.id = d.id"
        " WHEN MATCHED THEN DELETE"
    ),
    "DELETE FROM articles_decisionevidence",
    "UPDATE articles_textversion SET text = 'x'",
    "DELETE FROM articles_snapshotbytes",
    "UPDATE articles_snapshot SET text = 'x'",
    "UPDATE articles_publication SET verdict = 'supported'",
    "UPDATE articles_publication SET superseded_at = NULL",
    "DELETE FROM articles_publication",
    "TRUNCATE articles_publication CASCADE",
    "UPDATE articles_publishedappearance SET record = '{}'",
    "UPDATE articles_claimevent SET statement = 'x'",
    "DELETE FROM articles_decisionevent",
    "TRUNCATE articles_publicationevent",
    "INSERT INTO articles_claimevent SELECT * FROM articles_claimevent",
    "INSERT INTO pghistory_context SELECT * FROM pghistory_context",
    "DELETE FROM django_migrations",
    "LOCK articles_decision IN ACCESS EXCLUSIVE MODE",
    (
        "GRANT UPDATE ON articles_decision TO PUBLIC; UPDATE articles_decision"
        " SET rationale = 'x'"
    ),
    (
        "CREATE TRIGGER mine BEFORE INSERT ON articles_decision FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ),
    "CREATE RULE mine AS ON INSERT TO articles_decision DO INSTEAD NOTHING",
    "ALTER TABLE articles_claim DISABLE TRIGGER USER",
    "ALTER TABLE articles_claimevent OWNER TO CURRENT_USER",
    "DROP TABLE articles_claimevent CASCADE",
    "ALTER FUNCTION _pgtrigger_should_ignore(name) RENAME TO gone",
    "ALTER FUNCTION articles_supersede(bigint[], timestamptz[]) SECURITY INVOKER",
    (
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name)"
        " RETURNS boolean LANGUAGE sql AS 'SELECT true'"
    ),
    "CREATE TABLE mine ()",
    "CREATE SCHEMA mine",
    "CREATE TEMPORARY TABLE articles_claimevent (LIKE public.articles_claimevent)",
    "SET session_replication_role = replica",
    "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "SELECT setval(pg_get_serial_sequence('articles_decision', 'id'), 1)",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "ALTER ROLE CURRENT_USER CREATEROLE",
)
# Of the owner's name.
IMPERSONATIONS: tuple[LiteralString, ...] = (
    "SET ROLE {}",
    "SET SESSION AUTHORIZATION {}",
    "GRANT {} TO CURRENT_USER",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT ALL ON TABLES TO PUBLIC",
)
IGNORE_ALL: LiteralString = """
SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, false) FROM pg_trigger
"""
ADD_SOURCE: LiteralString = """
INSERT INTO public.articles_source
    (key, name, kind, description, wikidata, homepage, listed, version, created_at)
VALUES ('bcdfghjkmn', 'A', 'person', '', '', '', false, 1, now()) RETURNING id
"""


@contextmanager
def undone(url: str) -> Iterator[psycopg.Connection]:
    """A connection of its own, as a client who knows this login has one."""
    with psycopg.connect(url) as connection:
        yield connection
        connection.rollback()


def is_refused(url: str, statement: sql.SQL | sql.Composed) -> bool:
    """Whether the server refuses the statement for want of a right.

    Any other error is raised: it would say nothing of rights.
    """
    with undone(url) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


def changes_on_record(url: str, *before: LiteralString) -> list[str]:
    """What the history tells of a source that is made, renamed and deleted after this."""
    with undone(url) as connection:
        for statement in before:
            connection.execute(statement)
        row = connection.execute(ADD_SOURCE).fetchone()
        assert row
        connection.execute(
            "UPDATE public.articles_source SET name = 'B' WHERE id = %s", row
        )
        connection.execute("DELETE FROM public.articles_source WHERE id = %s", row)
        found = connection.execute(
            "SELECT pgh_label FROM public.articles_sourceevent WHERE pgh_obj_id = %s"
            " ORDER BY pgh_id",
            row,
        )
        return [label for (label,) in found]


def successful_attacks(application: str, owner: str) -> list[str]:
    """The attacks that the login of the first URL is not refused."""
    with psycopg.connect(owner) as connection:
        name = sql.Identifier(connection.info.user)
    attacks: list[sql.SQL | sql.Composed] = [
        *map(sql.SQL, REFUSED),
        *(sql.SQL(words).format(name) for words in IMPERSONATIONS),
    ]
    failed = [each.as_string() for each in attacks if not is_refused(application, each)]
    whole = ["insert", "update", "delete"]
    return failed + [
        f"{words}: changes without a record"
        for words in (IGNORE_ALL, "SET search_path = pg_temp")
        if changes_on_record(application, words) != whole
    ]

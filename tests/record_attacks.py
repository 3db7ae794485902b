"""What somebody would try who can run any SQL as the application, to change the record.

Each attack is a connection's own transaction, undone after it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql

# Statements that must be refused, and why; the owner may make each of them.
REFUSED: dict[LiteralString, str] = {
    "UPDATE articles_decision SET rationale = 'x'": "denied for table",
    "DELETE FROM articles_decision": "denied for table",
    "TRUNCATE articles_decision CASCADE": "denied for table",
    "INSERT INTO articles_decision SELECT * FROM articles_decision"
    " ON CONFLICT (id) DO UPDATE SET rationale = 'x'": "denied for table",
    "MERGE INTO articles_decision d USING articles_decision e ON e.id = d.id"
    " WHEN MATCHED THEN DELETE": "denied for table",
    "DELETE FROM articles_decisionevidence": "denied for table",
    "UPDATE articles_textversion SET text = 'x'": "denied for table",
    "DELETE FROM articles_snapshotbytes": "denied for table",
    "UPDATE articles_snapshot SET text = 'x'": "denied for table",
    "UPDATE articles_publication SET verdict = 'supported'": "denied for table",
    "UPDATE articles_publication SET superseded_at = NULL": "denied for table",
    "DELETE FROM articles_publication": "denied for table",
    "TRUNCATE articles_publication CASCADE": "denied for table",
    "UPDATE articles_publishedappearance SET record = '{}'": "denied for table",
    "UPDATE articles_claimevent SET statement = 'x'": "denied for table",
    "DELETE FROM articles_decisionevent": "denied for table",
    "TRUNCATE articles_publicationevent": "denied for table",
    "INSERT INTO articles_claimevent SELECT * FROM articles_claimevent":
        "denied for table",
    "DELETE FROM django_migrations": "denied for table",
    "LOCK articles_decision IN ACCESS EXCLUSIVE MODE": "denied for table",
    "GRANT UPDATE ON articles_decision TO PUBLIC;"
    " UPDATE articles_decision SET rationale = 'x'": "denied for table",
    "CREATE TRIGGER mine BEFORE INSERT ON articles_decision"
    " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()":
        "denied for table",
    "CREATE RULE mine AS ON INSERT TO articles_decision DO INSTEAD NOTHING":
        "must be owner",
    "ALTER TABLE articles_claim DISABLE TRIGGER USER": "must be owner",
    "ALTER TABLE articles_claimevent OWNER TO CURRENT_USER": "must be owner",
    "DROP TABLE articles_claimevent CASCADE": "must be owner",
    "ALTER FUNCTION _pgtrigger_should_ignore(name) RENAME TO gone": "must be owner",
    "ALTER FUNCTION articles_supersede(bigint[], timestamptz) SECURITY INVOKER":
        "must be owner",
    "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name)"
    " RETURNS boolean LANGUAGE sql AS 'SELECT true'": "denied for schema",
    "CREATE TABLE mine ()": "denied for schema",
    "CREATE SCHEMA mine": "denied for database",
    "CREATE TEMPORARY TABLE articles_claimevent (LIKE public.articles_claimevent)":
        "denied to create temporary tables",
    "SET session_replication_role = replica": "denied to set parameter",
    "ALTER ROLE CURRENT_USER SET session_replication_role = replica":
        "denied to set parameter",
    "SELECT setval(pg_get_serial_sequence('articles_decision', 'id'), 1)":
        "denied for sequence",
    "COPY (SELECT 1) TO PROGRAM 'true'": "denied to COPY",
    "SELECT pg_read_file('PG_VERSION')": "denied for function",
    "ALTER ROLE CURRENT_USER CREATEROLE": "denied to alter role",
}  # fmt: skip
# Of the owner's name.
IMPERSONATIONS: dict[LiteralString, str] = {
    "SET ROLE {}": "denied to set role",
    "SET SESSION AUTHORIZATION {}": "denied to set session authorization",
    "GRANT {} TO CURRENT_USER": "denied to grant role|must have admin option",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT ALL ON TABLES TO PUBLIC":
        "denied to change default privileges",
}  # fmt: skip
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


def refusal(url: str, statement: sql.SQL | sql.Composed) -> str:
    """What the server says to this statement; empty where it obeys."""
    with undone(url) as connection:
        try:
            connection.execute(statement)
        except psycopg.Error as error:
            return str(error)
    return ""


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
    """The attacks that succeed for the login of this URL, each with what was said."""
    with psycopg.connect(owner) as connection:
        name = sql.Identifier(connection.info.user)
    failed = []
    attacks: list[tuple[sql.SQL | sql.Composed, str]] = [
        *((sql.SQL(words), why) for words, why in REFUSED.items()),
        *((sql.SQL(words).format(name), why) for words, why in IMPERSONATIONS.items()),
    ]
    for statement, why in attacks:
        said = refusal(application, statement)
        if not re.search(why, said):
            failed.append(f"{statement.as_string()}: {said or 'done'}")
    whole = ["insert", "update", "delete"]
    return failed + [
        f"{words}: changes without a record"
        for words in (IGNORE_ALL, "SET search_path = pg_temp")
        if changes_on_record(application, words) != whole
    ]

"""What the application's login may do in the database, and whether it is so.

Two roles (docs/adr/0014): the owner of the tables migrates them and makes these grants;
the application serves. It adds to the record, and can neither change what stands there
nor silence the triggers that write the history.
"""

from collections.abc import Iterator
from typing import LiteralString

import pghistory.models
from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg.sql import SQL, Composable, Identifier, Literal

READ: frozenset[LiteralString] = frozenset({"SELECT"})
ADD: frozenset[LiteralString] = READ | {"INSERT"}
ALL_ROWS: frozenset[LiteralString] = ADD | {"UPDATE", "DELETE"}

# Models of this project whose rows are only added, never changed or taken away.
APPEND_ONLY = {
    "Decision", "DecisionEvidence", "PublishedAppearance", "Publication", "SealSight",
    "SealedGround", "SealedVerdict", "Snapshot", "SnapshotBytes", "TextVersion",
}  # fmt: skip
# The table of the default cache, which is no model's (docs/adr/0027).
LIMITS_TABLE = "articles_limits"
# Models of this project whose rows come from triggers alone, besides all history.
READ_ONLY = {"AuditEntry", "PublicChange", "PublicVersion"}
# A column that may still be filled in, although the rest of its row stays.
COLUMNS = {("Snapshot", "work_id")}
# Functions of ours that work with the owner's rights, and that the application may call.
FUNCTIONS: tuple[LiteralString, ...] = ("articles_supersede(bigint[],timestamptz[])",)

# Whether `pgtrigger.ignore` silences a trigger: pgtrigger's own function asks the session.
# The triggers' functions then write with the owner's rights what the application cannot.
SECURE_TRIGGERS_SQL = r"""
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
    RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
DO $$
DECLARE made regprocedure;
BEGIN
    FOR made IN SELECT oid FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\_%'
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER'
                       ' SET search_path = pg_catalog, public, pg_temp', made);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$
"""
# What belongs to the database and not to a table; only its owner can take it away.
CLOSE_DATABASE_SQL: LiteralString = """
DO $$
BEGIN
    IF pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()),
                   'USAGE') THEN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, {role}',
                       current_database());
    END IF;
    IF pg_has_role((SELECT nspowner FROM pg_namespace WHERE nspname = 'public'),
                   'USAGE') THEN
        REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};
    END IF;
END $$
"""


def _models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [each for each in found if each._meta.managed and not each._meta.proxy]


def _rights_on(model: type[Model]) -> frozenset[LiteralString]:
    """The rights on a model's table; whatever a trigger writes is only read."""
    name = model.__name__
    if issubclass(model, pghistory.models.Event | pghistory.models.Context):
        return READ
    if model._meta.app_label != "articles":
        return ALL_ROWS
    if name in READ_ONLY:
        return READ
    return ADD if name in APPEND_ONLY else ALL_ROWS


def table_rights() -> dict[str, frozenset[LiteralString]]:
    """The rights of the application's role, by table; a table that is absent has none."""
    rights = {model._meta.db_table: _rights_on(model) for model in _models()}
    return {**rights, "django_migrations": READ, LIMITS_TABLE: ALL_ROWS}


def column_rights() -> set[tuple[str, str]]:
    """Each table and column that may be updated where the table may not."""
    return {
        (apps.get_model("articles", model)._meta.db_table, column)
        for model, column in COLUMNS
    }


def secure_triggers(connection: BaseDatabaseWrapper) -> None:
    """Let the triggers write the history for everybody, whatever a session sets.

    Only their owner can; for anybody else, and where there are none, nothing happens.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_proc WHERE pg_has_role(proowner, 'USAGE')"
            " AND oid = to_regproc('public._pgtrigger_should_ignore')"
        )
        if cursor.fetchone() is not None:
            cursor.execute(SECURE_TRIGGERS_SQL)


def role_exists(connection: BaseDatabaseWrapper, role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def create_role(connection: BaseDatabaseWrapper, role: str, password: str) -> None:
    """Make a login that owns nothing."""
    statement = SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(Identifier(role), Literal(password or None)))


def make_grants(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the role its rights on every table that is there, and no others.

    A role that has the owner's rights anyhow is left alone.
    """
    name = Identifier(role)
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(%s, current_user, 'MEMBER')", [role])
        if cursor.fetchone()[0]:
            return
        cursor.execute(SQL(CLOSE_DATABASE_SQL).format(role=name))
        tables = set(connection.introspection.table_names(cursor))
        for statement in _table_grants(name, tables):
            cursor.execute(statement)
        for function in FUNCTIONS:
            cursor.execute("SELECT to_regprocedure(%s)", [f"public.{function}"])
            if cursor.fetchone()[0]:
                grant = SQL("GRANT EXECUTE ON FUNCTION public.{} TO {}")
                cursor.execute(grant.format(SQL(function), name))


def _table_grants(role: Identifier, tables: set[str]) -> Iterator[Composable]:
    for kind in ("TABLES", "SEQUENCES"):
        revoke = "REVOKE ALL ON ALL " + kind + " IN SCHEMA public FROM PUBLIC, {}"
        yield SQL(revoke).format(role)
    yield SQL("GRANT USAGE ON SCHEMA public TO {}").format(role)
    for table, rights in table_rights().items():
        if table in tables:
            words = SQL(", ").join(map(SQL, sorted(rights)))
            grant = SQL("GRANT {} ON public.{} TO {}")
            yield grant.format(words, Identifier(table), role)
    for table, column in column_rights():
        if table in tables:
            grant = SQL("GRANT UPDATE ({}) ON public.{} TO {}")
            yield grant.format(Identifier(column), Identifier(table), role)

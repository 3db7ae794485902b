"""Whether the application's login may do what it must in the database, and no more.

Asked when a process starts, by Django's checks, and by manage.py grant_app_role.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.database_roles import FUNCTIONS, column_rights, table_rights

log = logging.getLogger(__name__)

ADVICE = (
    "Let DATABASE_URL name the application's own role, give OWNER_DATABASE_URL to"
    " manage.py migrate and grant_app_role alone, and run these two"
    " (docs/deploying.md, Two roles)."
)

LOOSE_TRIGGERS_SQL = r"""
SELECT proname FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND (
    proname LIKE 'pgtrigger\_%' AND NOT (prosecdef AND
        coalesce(proconfig, '{}') @> '{"search_path=pg_catalog, public, pg_temp"}')
    OR proname = '_pgtrigger_should_ignore' AND trim(prosrc) <> 'SELECT false')
UNION ALL
SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled NOT IN ('O', 'A')
ORDER BY 1
"""
POWERS_SQL = """
SELECT r.rolsuper, r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND pg_has_role(r.oid, c.relowner, 'MEMBER')),
    ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid),
    has_database_privilege(r.oid, current_database(), 'TEMPORARY'),
    has_database_privilege(r.oid, current_database(), 'CREATE')
        OR has_schema_privilege(r.oid, 'public', 'CREATE'),
    has_parameter_privilege(r.oid, 'session_replication_role', 'SET')
FROM pg_roles r WHERE r.rolname = %s
"""
TABLE_RIGHTS_SQL = """
SELECT c.relname, p.name FROM pg_class c,
    unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS p(name)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND has_table_privilege(%s, c.oid, p.name)
"""
COLUMN_RIGHTS_SQL = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT has_table_privilege(%(role)s, c.oid, 'UPDATE')
    AND has_column_privilege(%(role)s, c.oid, a.attnum, 'UPDATE')
"""


@dataclass(frozen=True)
class RolePowers:
    """What a role may do beyond tables."""

    superuser: bool
    attributes: bool
    owner: bool
    member_of: list[str]
    temporary: bool
    create: bool
    replication_role: bool

    def complaints(self) -> Iterator[str]:
        if self.superuser:
            yield "is a superuser"
        elif self.owner:
            yield "owns tables, or is a member of the role that does"
        else:
            if self.attributes:
                yield "has an attribute like CREATEROLE, CREATEDB or REPLICATION"
            if self.member_of:
                yield f"is a member of {', '.join(sorted(self.member_of))}"
            if self.temporary:
                yield "may make temporary tables"
            if self.create:
                yield "may create in the database or in its schema public"
            if self.replication_role:
                yield "may set session_replication_role"


def role_complaints(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """What the role may do and must not, or cannot do and must; and open triggers.

    Each is a sentence; none where all is well.
    """
    with connection.cursor() as cursor:
        cursor.execute(POWERS_SQL, [role])
        row = cursor.fetchone()
        if row is None:
            return [f"There is no role {role}."]
        powers = RolePowers(*row)
        said = [f"The role {role} {word}." for word in powers.complaints()]
        if not (powers.superuser or powers.owner):
            said += [f"The role {role} {w}." for w in _table_complaints(cursor, role)]
        cursor.execute(LOOSE_TRIGGERS_SQL)
        if loose := [name for (name,) in cursor.fetchall()]:
            said.append(f"Triggers can be silenced: {_some(loose)}.")
    return said


def _table_complaints(cursor: Any, role: str) -> Iterator[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")
    tables = {name for (name,) in cursor.fetchall()}
    wanted = {
        (table, right)
        for table, rights in table_rights().items()
        for right in rights
        if table in tables
    }
    cursor.execute(TABLE_RIGHTS_SQL, [role])
    held = set(cursor.fetchall())
    for said, pairs in (("may not", wanted - held), ("may", held - wanted)):
        for right in sorted({right for _, right in pairs}):
            yield f"{said} {right} {_some([t for t, r in pairs if r == right])}"
    cursor.execute(COLUMN_RIGHTS_SQL, {"role": role})
    columns = set(cursor.fetchall())
    expected = {pair for pair in column_rights() if pair[0] in tables}
    for said, parts in (("may not", expected - columns), ("may", columns - expected)):
        if parts:
            yield f"{said} UPDATE {_some(['.'.join(pair) for pair in parts])}"
    for function in FUNCTIONS:
        cursor.execute(
            "SELECT coalesce(has_function_privilege(%s, to_regprocedure(%s), 'EXECUTE'), true)",
            [role, f"public.{function}"],
        )
        if not cursor.fetchone()[0]:
            yield f"may not EXECUTE {function}"


def _some(names: list[str]) -> str:
    """A few of the names, and how many more there are."""
    first = ", ".join(sorted(names)[:4])
    return first if len(names) <= 4 else f"{first} and {len(names) - 4} more"


def own_complaints(of: BaseDatabaseWrapper) -> str:
    """What is wrong with the role that this process works as; empty for nothing."""
    with of.cursor() as cursor:
        cursor.execute("SELECT current_user")
        said = role_complaints(of, cursor.fetchone()[0])
    return " ".join(["The record is open to change.", *said]) if said else ""


def log_complaints() -> None:
    """Say, when a process starts, what does not hold; it then serves all the same."""
    try:
        if said := own_complaints(connection):
            log.error("%s %s", said, ADVICE)
    except (DatabaseError, InterfaceError) as error:
        log.warning("The rights in the database could not be checked: %s", error)


@checks.register(checks.Tags.database)
def warn_of_roles(
    databases: Sequence[str] | None = None, **_: Any
) -> list[checks.Warning]:
    """A warning about the role of each database; none for the owner, who mends it."""
    if settings.WORKS_AS_OWNER:
        return []
    return [
        checks.Warning(said, hint=ADVICE, id="articles.W001")
        for alias in databases or ()
        if (said := own_complaints(connections[alias]))
    ]


@checks.register(checks.Tags.database, deploy=True)
def refuse_one_role(
    databases: Sequence[str] | None = None, **_: Any
) -> list[checks.Error]:
    """For a deployment, the same is an error."""
    if not warn_of_roles(databases):
        return []
    return [
        checks.Error("The application could change the record.", id="articles.E001")
    ]

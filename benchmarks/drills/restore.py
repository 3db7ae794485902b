"""Whether a backup brings everything back: made, restored, and compared.

    python -m benchmarks.drills.restore

Fills a database with the demo, then restores it twice onto new servers: from pg_dump, as
docs/deploying.md says, and from pg_basebackup with its log. Compares the SHA-256 of every
table, the chain over what is published up to its head, and every copy of a cited work.
Then a letter is changed in the restored database, which has to be found. Prints what took
how long; ends with 1 where something differs, or where the change was not found.
"""

import sys
import time
from pathlib import Path

from benchmarks.drills.postgres import (
    Place,
    PostgresServer,
    drill_place,
    fill_with_demo,
    manage,
    new_primary,
)
from benchmarks.drills.processes import HOST
from claimtracker.local.binaries import DATABASE_OWNER

CHANGE_SQL = (
    "SET session_replication_role = replica; UPDATE articles_publication SET record ="
    " jsonb_set(record, '{statement}', '\"Something else.\"') WHERE id ="
    " (SELECT min(id) FROM articles_publication)"
)
HEAD_SQL = (
    "SELECT number || ':' || hash FROM articles_auditentry ORDER BY number DESC LIMIT 1"
)


def dump_and_restore(primary: PostgresServer, place: Place) -> PostgresServer:
    """A new server with what pg_dump brought."""
    dump = place.home / "claims.dump"
    place.run("pg_dump", "-Fc", "-f", dump, primary.owner_url)
    new = new_primary(place, "restored")
    place.run(
        "pg_restore", "--exit-on-error", "--clean", "--if-exists", "--create", "-d",
        new.url(DATABASE_OWNER, "postgres"), dump,
    )  # fmt: skip
    return new


def copy_and_start(primary: PostgresServer, place: Place) -> PostgresServer:
    """A new server on a copy of the data folder, looked through before it is started."""
    copy = PostgresServer(place, "copied")
    source = f"host={HOST} port={primary.port} user={DATABASE_OWNER}"
    place.run(
        "pg_basebackup", "-D", copy.data, "-d", source, "-X", "stream", "-c", "fast"
    )
    place.run("pg_verifybackup", copy.data)
    copy.start()
    return copy


def differences(before: str, server: PostgresServer, head: str) -> list[str]:
    """What is not as it was: tables, the chain, copies of works."""
    after = manage(server, "hash_tables", as_owner=True)
    found = [
        f"table {line.split()[-1]}"
        for line in sorted(set(before.splitlines()) ^ set(after.splitlines()))
    ]
    for words in (["verify_audit", *(["--head", head] if head else [])],
                  ["verify_snapshots"]):  # fmt: skip
        try:
            manage(server, *words, as_owner=True)
        except RuntimeError as error:
            found.append(str(error))
    return found


def main() -> int:
    failures = 0
    with drill_place() as place:
        servers = [new_primary(place)]
        try:
            fill_with_demo(servers[0])
            before = manage(servers[0], "hash_tables", as_owner=True)
            head = next((text for (text,) in servers[0].execute(HEAD_SQL)), "")
            size = folder_size(servers[0].data)
            print(
                f"{len(before.splitlines())} tables, {size / 1e6:.0f} MB, head {head[:16]}"
            )
            for name, way in (
                ("pg_dump", dump_and_restore),
                ("pg_basebackup", copy_and_start),
            ):
                began = time.monotonic()
                servers.append(way(servers[0], place))
                took = time.monotonic() - began
                found = differences(before, servers[-1], head)
                print(f"{name:<15}{took:>7.1f} s   {'; '.join(found) or 'all equal'}")
                failures += bool(found)
                servers[-1].execute(CHANGE_SQL)
                found = differences(before, servers[-1], head)
                print(f"{'  one change':<15}{len(found):>7} differences: {found[:1]}")
                failures += len(found) < 2
        finally:
            for server in servers:
                server.stop()
    return bool(failures)


def folder_size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


if __name__ == "__main__":
    sys.exit(main())

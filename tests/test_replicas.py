"""A primary, two standbys and a web server: what readers get, and what writers."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.drills.load import Writer, ask
from benchmarks.drills.postgres import (
    Place,
    PostgresServer,
    drill_place,
    fill_with_demo,
    new_primary,
    new_standby,
)
from benchmarks.drills.processes import (
    HOST,
    ROOT,
    end_process,
    free_port,
    is_open,
    running_web,
    wait_until,
    web_environment,
)
from claimtracker.local.binaries import APPLICATION_ROLE, DATABASE_OWNER

MAX_LAG = 1
BOUND = MAX_LAG + 1.25  # seconds: docs/deploying.md
WITHDRAW_SQL = "UPDATE articles_publication SET superseded_at = now() WHERE id = {}"
CLAIMS_SQL = (
    "SELECT p.id, c.key FROM articles_publication p JOIN articles_claim c ON c.id ="
    " p.claim_id WHERE p.superseded_at IS NULL ORDER BY p.id LIMIT 2"
)

HIDDEN_SQL = (
    "SELECT key FROM articles_claim c WHERE NOT EXISTS (SELECT FROM articles_publication p"
    " WHERE p.claim_id = c.id AND p.superseded_at IS NULL)"
)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with drill_place() as place:
        yield place


@pytest.fixture(scope="module")
def servers(place: Place) -> Iterator[list[PostgresServer]]:
    """The primary, and two standbys."""
    servers = [new_primary(place, fsync="off")]
    try:
        fill_with_demo(servers[0])
        servers += [new_standby(servers[0], name) for name in ("s1", "s2")]
        yield servers
    finally:
        for server in servers:
            server.stop()


@pytest.fixture(scope="module")
def port(
    servers: list[PostgresServer], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    primary, *standbys = servers
    environment = web_environment(
        primary.url(), WEB_WORKERS="1", REPLICA_MAX_LAG=str(MAX_LAG),
        REPLICA_URLS=" ".join(standby.url() for standby in standbys),
    )  # fmt: skip
    log = tmp_path_factory.mktemp("web") / "web.log"
    with running_web(environment, log) as (port, _):
        yield port


@pytest.fixture(scope="module")
def session(port: int) -> str:
    writer = Writer([port])
    writer.sign_in()
    return writer.cookies


def status(port: int, path: str, cookies: str = "") -> int:
    return ask(port, path, cookies=cookies)[0]


def seconds_until(wanted: int, port: int, path: str) -> float:
    began = time.monotonic()
    wait_until(lambda: status(port, path) == wanted, f"{path} {wanted}", 20)
    return time.monotonic() - began


def test_the_command_says_that_all_are_well(servers: list[PostgresServer]) -> None:
    primary, *standbys = servers
    environment = web_environment(
        primary.url(), REPLICA_URLS=" ".join(each.url() for each in standbys)
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "replicas"], cwd=ROOT, env=environment,
        text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.count("is well") == 3, done


def test_readers_read_on_without_a_primary_and_the_desk_says_why(
    servers: list[PostgresServer], port: int, session: str
) -> None:
    primary, *_ = servers
    assert status(port, "/desk/", session) == 200
    primary.kill()

    for path in ("/", "/claims/?q=river", "/sources/", "/articles/", "/healthz"):
        assert (path, status(port, path)) == (path, 200)
    code, headers, page = ask(port, "/desk/", cookies=session)
    assert (code, headers["Retry-After"]) == (503, "10")
    assert "without signing in" in page

    primary.start()
    wait_until(lambda: status(port, "/desk/", session) == 200, "the desk", 20)


def test_a_standby_that_dies_is_seen_by_no_reader(
    servers: list[PostgresServer], port: int
) -> None:
    for standby in servers[1:]:
        # Every thread has read something, and has its connection.
        answers = [status(port, f"/claims/?q={number}") for number in range(5)]
        standby.kill()
        answers += [status(port, f"/claims/?q=x{number}") for number in range(10)]
        standby.start()
        wait_until(lambda s=standby: is_streaming(s), "the standby")  # type: ignore[misc]

        assert set(answers) == {200}


def is_streaming(standby: PostgresServer) -> bool:
    return bool(standby.execute("SELECT 1 FROM pg_stat_wal_receiver"))


def test_what_is_withdrawn_is_gone_from_the_standbys_within_the_bound(
    servers: list[PostgresServer], port: int
) -> None:
    primary, *standbys = servers
    time.sleep(1)  # so that both standbys have been found well again
    (first, first_key), (second, second_key) = primary.execute(CLAIMS_SQL)
    assert status(port, f"/claims/{first_key}/") == 200
    assert status(port, f"/claims/{second_key}/") == 200

    # Replayed at once.
    primary.execute(WITHDRAW_SQL.format(first))
    assert seconds_until(410, port, f"/claims/{first_key}/") < BOUND

    # Not replayed: what comes first is still the standby's; then it is left out.
    time.sleep(MAX_LAG)
    for standby in standbys:
        standby.execute("SELECT pg_wal_replay_pause()")
    try:
        primary.execute(WITHDRAW_SQL.format(second))
        assert status(port, f"/claims/{second_key}/") == 200
        assert seconds_until(410, port, f"/claims/{second_key}/") < BOUND
    finally:
        for standby in standbys:
            standby.execute("SELECT pg_wal_replay_resume()")


def test_what_is_not_published_is_on_no_page_of_a_standby(
    servers: list[PostgresServer], port: int
) -> None:
    standby = servers[1]
    hidden = [key for (key,) in standby.execute(HIDDEN_SQL)]

    assert hidden
    listed = ask(port, "/claims.json")[2]
    for key in hidden:
        assert status(port, f"/claims/{key}/") in {404, 410}
        assert key not in listed


# -- PgBouncer -----------------------------------------------------------------------

BOUNCER = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/bin") or ""
BOUNCER_INI = """
[databases]
claimtracker = host={host} port={server}
[pgbouncer]
listen_addr = {host}
listen_port = {port}
auth_type = trust
auth_file = {users}
pool_mode = transaction
default_pool_size = 3
unix_socket_dir =
logfile = {log}
pidfile = {pid}
"""


@pytest.mark.skipif(
    not BOUNCER, reason="pgbouncer was not found: apt install pgbouncer"
)
def test_the_site_works_through_pgbouncer_in_transaction_mode(
    servers: list[PostgresServer], place: Place, tmp_path: Path
) -> None:
    server, port = servers[0], free_port()
    (place.home / "users").write_text(
        "".join(f'"{role}" ""\n' for role in (APPLICATION_ROLE, DATABASE_OWNER))
    )
    configuration = place.home / "pgbouncer.ini"
    configuration.write_text(
        BOUNCER_INI.format(
            host=HOST,
            server=server.port,
            port=port,
            users=place.home / "users",
            log=place.home / "pgbouncer.log",
            pid=place.home / "pgbouncer.pid",
        )
    )
    bouncer = subprocess.Popen(
        [BOUNCER, configuration], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        **place.account.identity,
    )  # fmt: skip
    try:
        wait_until(lambda: is_open(port), "pgbouncer")
        url = f"postgresql://{APPLICATION_ROLE}@{HOST}:{port}/claimtracker"
        environment = web_environment(url, PGBOUNCER="1", WEB_WORKERS="2")
        with running_web(environment, tmp_path / "web.log") as (web, _):
            for path in ("/", "/claims/?q=river", "/claims.csv", "/sources/", "/desk/"):
                assert (path, status(web, path)) in {(path, 200), ("/desk/", 302)}
            writer = Writer([web])
            writer.sign_in()
            assert status(web, "/desk/", writer.cookies) == 200
            writer.save_some(3)
        assert len(writer.acknowledged) == 3
        names = {name for (name,) in server.execute("SELECT name FROM articles_source")}
        assert set(writer.acknowledged) <= names
        # Who did it is in the history: what says so holds for one transaction alone.
        told = server.execute(
            "SELECT count(DISTINCT pgh_context->>'user') FROM articles_sourceevent"
            " WHERE name LIKE 'Drill %'"
        )
        assert told == [(1,)]
    finally:
        end_process(bouncer)

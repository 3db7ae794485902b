"""PostgreSQL servers for a drill: a primary, and standbys by streaming replication."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.drills.processes import (
    HOST,
    ROOT,
    Process,
    end_process,
    free_port,
    wait_until,
    web_environment,
)
from claimtracker.local.binaries import (
    APPLICATION_ROLE,
    DATABASE_OWNER,
    Binaries,
    find_binaries,
    initdb_flags,
)
from claimtracker.local.cluster import DATABASE_NAME, SERVER_ENVIRONMENT
from claimtracker.local.processes import Account, choose_account

# Who reaches the port is let in: it is of this machine, and of a database soon gone.
ACCESS_RULES = (
    "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n"
)
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "wal_level": "replica",
    # A standby that stays away must not fill the disk of the primary.
    "max_slot_wal_keep_size": "1GB",
    # A long table read from a standby is not broken off by the primary's tidying.
    "hot_standby_feedback": "on",
}


@dataclass
class Place:
    """Where the servers of one drill are, with which programs, as whom."""

    home: Path
    binaries: Binaries
    account: Account

    def run(self, program: str, *words: object) -> str:
        done = subprocess.run(
            [str(self.binaries.folder / program), *map(str, words)],
            cwd="/", env=SERVER_ENVIRONMENT, capture_output=True, text=True, check=False,
            **self.account.identity,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")
        return done.stdout


@contextmanager
def drill_place() -> Iterator[Place]:
    """A folder for servers, gone at the end."""
    account = choose_account(Path("/nonexistent"))
    home = Path(tempfile.mkdtemp(prefix="claimtracker-drill-"))
    if account.identity:
        os.chown(home, account.uid, account.gid)
    home.chmod(0o711)
    binaries = find_binaries(os.environ)
    if not binaries.can_run_as(account):
        binaries = binaries.copy_to(home)
    try:
        yield Place(home, binaries, account)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@dataclass
class PostgresServer:
    """A data folder and the server on it."""

    place: Place
    name: str
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: Process | None = None

    @property
    def data(self) -> Path:
        return self.place.home / self.name

    def url(self, role: str = APPLICATION_ROLE, database: str = DATABASE_NAME) -> str:
        return f"postgresql://{role}@{HOST}:{self.port}/{database}"

    @property
    def owner_url(self) -> str:
        return self.url(DATABASE_OWNER)

    def start(self) -> None:
        settings = {**SETTINGS, **self.settings, "port": str(self.port)}
        flags = [
            word for name in settings for word in ("-c", f"{name}={settings[name]}")
        ]
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # of one that was killed
        with (self.place.home / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.place.binaries.folder / "postgres", "-D", self.data, *flags],
                cwd="/", env=SERVER_ENVIRONMENT, stdout=log, stderr=log,
                **self.place.account.identity,
            )  # fmt: skip
        wait_until(self.answers, f"PostgreSQL {self.name}")

    def answers(self) -> bool:
        try:
            with psycopg.connect(
                self.url(DATABASE_OWNER, "postgres"), connect_timeout=2
            ):
                return True
        except psycopg.OperationalError:
            return False

    def kill(self) -> None:
        """Kill every process of it, as a machine that loses its power would."""
        if self.process is None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in [self.process.pid, *map(int, children.read_text().split())]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        if self.process:
            end_process(self.process, signal.SIGINT)
            self.process = None

    def execute(self, statement: str, database: str = DATABASE_NAME) -> list[Any]:
        with psycopg.connect(
            self.url(DATABASE_OWNER, database), autocommit=True, connect_timeout=3
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def promote(self) -> None:
        self.execute("SELECT pg_promote()", "postgres")


def new_primary(place: Place, name: str = "primary", **settings: str) -> PostgresServer:
    """A running server with an empty database, and the two roles."""
    server = PostgresServer(place, name, settings)
    flags = initdb_flags(place.binaries.major, durable=True)
    place.run("initdb", "-D", server.data, *flags)
    (server.data / "pg_hba.conf").write_text(ACCESS_RULES)
    server.start()
    server.execute(f"CREATE DATABASE {DATABASE_NAME}", "postgres")
    server.execute(f"CREATE ROLE {APPLICATION_ROLE} LOGIN", "postgres")
    return server


def new_standby(primary: PostgresServer, name: str) -> PostgresServer:
    """A running copy that follows the primary, which keeps the log for it."""
    standby = PostgresServer(primary.place, name, primary.settings)
    source = (
        f"host={HOST} port={primary.port} user={DATABASE_OWNER} application_name={name}"
    )
    primary.place.run(
        "pg_basebackup", "-D", standby.data, "-d", source, "-R", "-C", "-S", name,
        "-X", "stream", "-c", "fast",
    )  # fmt: skip
    standby.start()
    return standby


def manage(server: PostgresServer, *words: str, as_owner: bool = False) -> str:
    """The output of a manage.py command on this server."""
    owner = {"OWNER_DATABASE_URL": server.owner_url} if as_owner else {}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env={**web_environment(server.url()), **owner},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def fill_with_demo(server: PostgresServer) -> None:
    manage(server, "migrate", "--no-input", as_owner=True)
    manage(server, "load_demo")

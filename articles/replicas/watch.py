"""Asks each server a few times a second how far it is, in threads of their own.

No reader waits for that: a server that hangs keeps its own thread alone waiting, and
what was not confirmed for a second is not relied on.
"""

import contextlib
import functools
import logging
import os
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from articles.replicas.lag import PrimaryLog

log = logging.getLogger(__name__)

INTERVAL = 0.25  # seconds between two questions to a server
CONFIRMED_FOR = 1.0  # seconds that an answer is relied on
LEFT_OUT_FOR = 2.0  # seconds that a standby is not asked which failed a reader
FIRST_ANSWERS = 1.0  # seconds that a new process waits for them
# Bytes of log: flushed, as only that is sent to standbys; replayed, as that is shown.
PRIMARY_SQL = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint"
STANDBY_SQL = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint"


@dataclass
class Server:
    """What is known of one server; times are those of the monotonic clock."""

    alias: str
    position: int = 0  # in the log, in bytes
    confirmed_at: float = float("-inf")  # when it answered last, and was near enough
    left_out_until: float = float("-inf")
    complaint: str = "did not answer yet"
    asked: threading.Event = field(default_factory=threading.Event)

    def is_well(self, now: float) -> bool:
        return now - self.confirmed_at < CONFIRMED_FOR and now >= self.left_out_until


@dataclass
class Watch:
    """The primary, the standbys in the order in which this process prefers them, and a
    thread for each that asks how far it is."""

    primary: Server
    standbys: list[Server]
    primary_log: PrimaryLog

    def well_standbys(self) -> list[str]:
        """The aliases of the standbys that a reader may be answered from now."""
        now = time.monotonic()
        return [standby.alias for standby in self.standbys if standby.is_well(now)]

    def is_primary_away(self) -> bool:
        return self.primary.asked.is_set() and not self.primary.is_well(
            time.monotonic()
        )

    def leave_out(self, alias: str) -> None:
        """Ask this standby nothing for a while: it just failed a reader."""
        for standby in self.standbys:
            if standby.alias == alias:
                standby.left_out_until = time.monotonic() + LEFT_OUT_FOR

    def start(self) -> None:
        servers = [self.primary, *self.standbys]
        for server in servers:
            thread = threading.Thread(target=self._follow, args=[server], daemon=True)
            thread.start()
        deadline = time.monotonic() + FIRST_ANSWERS
        for server in servers:
            server.asked.wait(max(0, deadline - time.monotonic()))

    def _follow(self, server: Server) -> None:
        connection: psycopg.Connection[Any] | None = None
        while True:
            try:
                connection = connection or connect_to(server.alias)
                complaint = self.ask(server, connection)
            except psycopg.Error as error:
                complaint = (
                    f"does not answer: {str(error).strip().partition(chr(10))[0]}"
                )
                with contextlib.suppress(psycopg.Error):
                    if connection:
                        connection.close()
                connection = None
            note_complaint(server, complaint)
            server.asked.set()
            time.sleep(INTERVAL)

    def ask(self, server: Server, connection: psycopg.Connection[Any]) -> str:
        """Ask how far it is; what is wrong with that, empty for nothing."""
        began = time.monotonic()
        sql = PRIMARY_SQL if server is self.primary else STANDBY_SQL
        row = connection.execute(sql).fetchone()
        if row is None or row[0] is None:
            return "is no standby"
        server.position = int(row[0])
        if server is self.primary:
            self.primary_log.note(began, server.position)
        elif server.position < self.primary_log.needed:
            behind = self.primary_log.end - server.position
            return f"is {behind:,} bytes behind, more than {settings.REPLICA_MAX_LAG} s"
        if server.complaint:
            replace_dead_connections(server.alias)
        server.confirmed_at = began
        return ""


def note_complaint(server: Server, complaint: str) -> None:
    """Keep what is wrong, and say in the log when that begins and ends."""
    if bool(complaint) != bool(server.complaint) or not server.asked.is_set():
        said = complaint or "is well"
        (log.warning if complaint else log.info)("Server %s %s", server.alias, said)
    server.complaint = complaint


def connect_to(alias: str) -> psycopg.Connection[Any]:
    """A connection beside the pool, which has dead ones when its server comes back."""
    wrapper = connections[alias]
    assert isinstance(wrapper, DatabaseWrapper)  # noqa: S101 (for the types)
    parameters = {**wrapper.get_connection_params(), "autocommit": True}
    connection: psycopg.Connection[Any] = psycopg.connect(**parameters)
    return connection


def replace_dead_connections(alias: str) -> None:
    """Have the pool of a server that is back look through what it holds."""
    wrapper = connections[alias]
    if isinstance(wrapper, DatabaseWrapper) and wrapper.pool:
        wrapper.pool.open()
        wrapper.pool.check()


@functools.cache
def _watch_of(process: int) -> Watch:
    """The watch of this process: threads do not come along into a forked one."""
    # Each process keeps to one standby, so that its memory holds one index, and
    # processes that follow each other take different ones.
    turn = process % len(settings.REPLICAS)
    order = [*settings.REPLICAS[turn:], *settings.REPLICAS[:turn]]
    watch = Watch(
        Server(DEFAULT_DB_ALIAS),
        [Server(alias) for alias in order],
        PrimaryLog(settings.REPLICA_MAX_LAG),
    )
    watch.start()
    return watch


_starting = threading.Lock()


def current_watch() -> Watch:
    with _starting:
        return _watch_of(os.getpid())

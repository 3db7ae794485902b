"""Measures pages of one database, in a process of its own.

A worker has the site set up over one database and answers its parent through a pipe, so
that one run goes back and forth between databases of several sizes. What a page costs is
processor time: of this process and of the PostgreSQL backends that work for it, in
milliseconds; the time that passed stands beside it.
"""

import json
import multiprocessing
import os
import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

SPAWN = multiprocessing.get_context("spawn")
TABLE_LINES = 5_000  # so much of a table is taken, at each size
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
HEADERS = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1",
           "wsgi.url_scheme": "http"}  # fmt: skip
# A parallel worker's processor time is in no process that could be asked afterwards.
ONE_BACKEND = " -c max_parallel_workers_per_gather=0"

Statement = tuple[str, Any]  # with its parameters


class Cost(NamedTuple):
    """What one answer took, in milliseconds; `cpu` with that of PostgreSQL."""

    cpu: float
    wall: float
    backend: float = 0.0


class Answer(NamedTuple):
    """What a page sent, and the statements that it took."""

    status: int
    body: bytes
    etag: str
    statements: list[Statement]
    cost: Cost


class ReadError(Exception):
    """A page that does not answer as it should cannot be measured."""


def cpu_seconds(pid: int) -> float:
    """Processor time of a process with its threads; 0 where the system does not tell."""
    process = Path(f"/proc/{pid}")
    try:
        tasks = list((process / "task").iterdir())
        spent = [(task / "schedstat").read_text().split()[0] for task in tasks]
        return sum(map(int, spent)) / 1e9
    except OSError:
        return ticks_of(process)


def ticks_of(process: Path) -> float:
    """The same, in steps of a hundredth of a second."""
    try:
        about = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(about[11]) + int(about[12])) / CLOCK_TICKS


@dataclass
class Site:
    """The site over one database, asked as a WSGI server asks it."""

    application: Callable[..., Any]
    backends: set[int] = field(default_factory=set)

    def backend_times(self) -> dict[int, float]:
        return {pid: cpu_seconds(pid) for pid in self.backends}

    def backend_seconds(self, before: dict[int, float]) -> float:
        """What PostgreSQL's backends have worked since; one that ended, nothing."""
        return sum(
            max(0.0, spent - before.get(pid, 0.0))
            for pid, spent in self.backend_times().items()
        )

    @contextmanager
    def timed(self) -> Iterator[list[Cost]]:
        """Yields a list that has the cost of the block once that has ended."""
        result: list[Cost] = []
        before = self.backend_times()
        wall, cpu = time.perf_counter(), time.process_time()
        yield result
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        backend = self.backend_seconds(before)
        result.append(Cost(1000 * (cpu + backend), 1000 * wall, 1000 * backend))

    def get(self, address: str, etag: str = "") -> Answer:
        """Asks for a page; of a table only the first lines are taken."""
        statements: list[Statement] = []
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            said.update(status=int(status.split()[0]), headers=dict(headers))

        with recorded(statements), self.timed() as cost:
            answer = self.application(environ_of(address, etag), start)
            body = first_lines(answer)
            answer.close()
        if said["status"] >= 400:
            raise ReadError(f"{address} answered {said['status']}")
        found = said["headers"].get("ETag", "")
        return Answer(said["status"], body, found, statements, cost[0])

    def made(self, address: str) -> Answer:
        """The page made anew, whatever was kept."""
        forget_pages()
        return self.get(address)


def environ_of(address: str, etag: str = "") -> dict[str, Any]:
    """The request as a server hands it on."""
    from io import BytesIO
    from urllib.parse import unquote_to_bytes

    path, _, query = address.partition("?")
    environ: dict[str, Any] = {
        **HEADERS, "REQUEST_METHOD": "GET", "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query,
        "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "HTTP_HOST": "localhost",
    }  # fmt: skip
    return environ | ({"HTTP_IF_NONE_MATCH": etag} if etag else {})


def first_lines(answer: Any) -> bytes:
    """The whole body, or of a streamed one the first lines."""
    if not getattr(answer, "streaming", False):
        return b"".join(answer)
    parts: list[bytes] = []
    lines = 0
    for part in answer:
        parts.append(part)
        lines += part.count(b"\n")
        if lines > TABLE_LINES:
            break
    return b"".join(parts)


def forget_pages() -> None:
    """Empties every cache, so that the next page is made anew."""
    from django.core.cache import caches

    from articles.rendering.page_store import memory

    for name in caches.settings:
        caches[name].clear()
    memory.clear()


@contextmanager
def recorded(statements: list[Statement]) -> Iterator[None]:
    """Adds each statement of the block, of whatever database alias."""
    from django.db import connections

    def keep(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, *rest)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(keep))
        yield


def replay(site: Site, statements: list[Statement]) -> Cost:
    """What the statements cost alone, their rows fetched through a cursor."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # the connection stands
        with site.timed() as cost:
            for sql, values in statements:
                cursor.execute(sql, values)
                if cursor.description:
                    cursor.fetchall()
    connection.close()
    return cost[0]


def plan_of(statement: Statement) -> tuple[int, int]:
    """How many rows and buffers PostgreSQL reads for it."""
    from django.db import connection

    sql, values = statement
    if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
        (plan,) = cursor.fetchone()
    # Django's cursor gives JSON as text.
    plan = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    buffers = plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)
    return rows_read(plan), buffers


def rows_read(plan: dict[str, Any]) -> int:
    """The rows that all scans of a plan look at, those that are thrown away included."""
    found = sum(rows_read(below) for below in plan.get("Plans", []))
    if "Relation Name" in plan:
        seen = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        seen += plan.get("Rows Removed by Index Recheck", 0)
        found += round(seen * plan["Actual Loops"])
    return found


def set_up_site(url: str) -> Site:
    """Sets Django up over this database; once in a process."""
    # Whoever works as the owner would not see what the application may not do.
    os.environ.pop("OWNER_DATABASE_URL", None)
    os.environ.update(
        DATABASE_URL=url, LOCAL="1", DEBUG="0", SECRET_KEY=secrets.token_urlsafe(40),
        DJANGO_SETTINGS_MODULE="claimtracker.settings",
    )  # fmt: skip
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.db.backends.signals import connection_created

    for database in settings.DATABASES.values():
        options: Any = database.setdefault("OPTIONS", {})
        options["options"] = options.get("options", "") + ONE_BACKEND
    site = Site(get_wsgi_application())

    def remember(connection: Any, **_: Any) -> None:
        site.backends.add(connection.connection.info.backend_pid)

    connection_created.connect(remember, weak=False)
    connection.ensure_connection()
    return site


def answer_parent(pipe: Connection, url: str) -> None:
    """The worker: does what it is told until the pipe is closed."""
    site = set_up_site(url)
    from benchmarks.scale import operations  # which needs the models

    while True:
        try:
            name, arguments = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((True, getattr(operations, name)(site, *arguments)))
        except Exception:
            pipe.send((False, traceback.format_exc()))


class Worker:
    """A process that has the site over one database; `ask` calls an operation there."""

    def __init__(self, url: str) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(
            target=answer_parent, args=(theirs, url), daemon=True
        )
        self.process.start()
        theirs.close()

    def ask(self, name: str, *arguments: Any) -> Any:
        self.pipe.send((name, arguments))
        done, result = self.pipe.recv()
        if not done:
            raise ReadError(result)
        return result

    def close(self) -> None:
        self.pipe.close()
        self.process.join(30)

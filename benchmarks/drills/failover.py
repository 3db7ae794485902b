"""What readers and writers notice when a part of the site dies.

    python -m benchmarks.drills.failover [--seconds 15]

A primary, two standbys of which one has each save before it is acknowledged, four web
processes and a shared cache, on ports of this machine; readers ask for pages, writers
record sources and send each again under its key until it is acknowledged. In the middle
of each part something is killed (kill -9). Prints a table, and ends with 1 if a save
that was acknowledged is lost or doubled, or if readers were still met with an error when
the part ended.
"""

import argparse
import collections
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drills.load import Asked, Reader, Writer
from benchmarks.drills.postgres import (
    PostgresServer,
    drill_place,
    fill_with_demo,
    new_primary,
    new_standby,
)
from benchmarks.drills.processes import (
    HOST,
    Process,
    end_process,
    free_port,
    is_open,
    running_web,
    wait_until,
    web_environment,
)

WEB_PROCESSES = 4
READERS, WRITERS = 6, 2
STANDBYS = ("s1", "s2")


@dataclass
class Site:
    """Everything that runs."""

    primary: PostgresServer
    standbys: list[PostgresServer]
    folder: Path
    ports: list[int] = field(default_factory=list)
    webs: list[Process] = field(default_factory=list)
    cache: Process | None = None
    cache_port: int = field(default_factory=free_port)

    def start_cache(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            return
        words = ["--port", str(self.cache_port), "--bind", HOST, "--save", ""]
        self.cache = subprocess.Popen(
            [program, *words], stdout=subprocess.DEVNULL, cwd=self.folder
        )
        wait_until(lambda: is_open(self.cache_port), "the shared cache")

    def end(self) -> None:
        if self.cache:
            end_process(self.cache)
        for server in (*self.standbys, self.primary):
            server.stop()


@contextmanager
def running_site() -> Iterator[Site]:
    with drill_place() as place, ExitStack() as ending:
        folder = Path(tempfile.mkdtemp(prefix="claimtracker-drill-web-"))
        ending.callback(shutil.rmtree, folder, ignore_errors=True)
        primary = new_primary(place)
        ending.callback(primary.stop)
        fill_with_demo(primary)
        standbys = []
        for name in STANDBYS:
            standbys.append(new_standby(primary, name))
            ending.callback(standbys[-1].stop)
        require_a_standby(primary)
        site = Site(primary, standbys, folder)
        ending.callback(site.end)
        site.start_cache()
        # After a promotion, whichever of the two takes writes is the primary.
        hosts = f"{HOST},{HOST}"
        numbers = f"{primary.port},{standbys[0].port}"
        options = f"host={hosts}&port={numbers}&target_session_attrs=read-write"
        environment = web_environment(
            f"postgresql:///claimtracker?{options}&user=claimtracker_app",
            REPLICA_URLS=" ".join(standby.url() for standby in standbys),
            WEB_WORKERS="1",
            **(
                {"CACHE_URL": f"redis://{HOST}:{site.cache_port}/0"}
                if site.cache
                else {}
            ),
        )
        for number in range(WEB_PROCESSES):
            log = folder / f"web{number}.log"
            port, process = ending.enter_context(running_web(environment, log))
            site.ports.append(port)
            site.webs.append(process)
        yield site


def require_a_standby(primary: PostgresServer) -> None:
    """From now on a save is acknowledged when one standby has it, too."""
    names = ", ".join(STANDBYS)
    primary.execute(f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({names})'")
    primary.execute("SELECT pg_reload_conf()")


# -- what is killed ------------------------------------------------------------------


def kill_standby(site: Site) -> Callable[[], None]:
    site.standbys[1].kill()
    return site.standbys[1].start


def kill_primary(site: Site) -> Callable[[], None]:
    site.primary.kill()
    return site.primary.start


def kill_cache(site: Site) -> Callable[[], None]:
    assert site.cache
    site.cache.kill()
    site.cache.wait()
    return site.start_cache


def kill_web_worker(site: Site) -> Callable[[], None]:
    """The process that serves; its gunicorn starts another."""
    master = site.webs[0].pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    return lambda: None


def promote_standby(site: Site) -> Callable[[], None]:
    """The primary is gone for good: a standby becomes one, and waits for no other."""
    site.primary.kill()
    promoted = site.standbys[0]
    promoted.promote()
    wait_until(
        lambda: promoted.execute("SELECT pg_is_in_recovery()") == [(False,)],
        "promotion",
    )
    promoted.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
    promoted.execute("SELECT pg_reload_conf()")
    site.primary, site.standbys = promoted, site.standbys[1:]
    return lambda: None


PARTS: dict[str, Callable[[Site], Callable[[], None]]] = {
    "nothing": lambda site: lambda: None,
    "a standby": kill_standby,
    "the shared cache": kill_cache,
    "a web process": kill_web_worker,
    "the primary, started again": kill_primary,
    "the primary, a standby promoted": promote_standby,
}


# -- what was noticed ----------------------------------------------------------------


@dataclass
class Noticed:
    """What one kind of people noticed after the kill."""

    asked: int
    errors: collections.Counter[int]
    until_none: (
        float  # seconds from the kill to the end of the last request that failed
    )
    slowest: float


def noticed(asked: list[Asked], killed_at: float, good: frozenset[int]) -> Noticed:
    failed = [each for each in asked if each.status not in good]
    after = [each.at + each.seconds - killed_at for each in failed]
    return Noticed(
        len(asked),
        collections.Counter(each.status for each in failed),
        max(after, default=0.0),
        max((each.seconds for each in asked), default=0.0),
    )


@dataclass
class Result:
    part: str
    mended: float  # seconds from the kill until what was killed ran again
    readers: Noticed
    writers: Noticed
    acknowledged: int
    lost: int
    still_failing: bool

    def line(self) -> str:
        return (
            f"{self.part:<33}{self.mended:>6.1f} s{told(self.readers)}   {told(self.writers)}"
            f"{self.acknowledged:>8}{self.lost:>6}"
        )


HEADING = (
    f"{'killed (-9)':<33}{'mended':>8}{'readers':>8}{'errors':>8}{'until 0':>9}{'slowest':>9}   "
    f"{'writers':>8}{'errors':>8}{'until 0':>9}{'slowest':>9}{'saved':>8}{'lost':>6}"
)


def told(seen: Noticed) -> str:
    return (
        f"{seen.asked:>8}{sum(seen.errors.values()):>8}"
        f"{seen.until_none:>7.2f} s{seen.slowest:>7.2f} s"
    )


def run_part(site: Site, name: str, seconds: float) -> Result:
    ending = threading.Event()
    readers = [Reader(rotated(site.ports, n), ending) for n in range(READERS)]
    writers = [Writer(rotated(site.ports, n), ending) for n in range(WRITERS)]
    for writer in writers:
        writer.sign_in()
    threads = [person.start() for person in (*readers, *writers)]
    time.sleep(seconds / 3)
    killed_at = time.monotonic()
    mend = PARTS[name](site)
    time.sleep(seconds / 3)
    mend()
    mended_at = time.monotonic()
    time.sleep(seconds / 3)
    ending.set()
    for thread in threads:
        thread.join(30)
    ended_at = time.monotonic()
    read = [each for reader in readers for each in reader.asked]
    wrote = [each for writer in writers for each in writer.asked]
    saved = [name for writer in writers for name in writer.acknowledged]
    of_readers = noticed(read, killed_at, frozenset({200, 304}))
    return Result(
        name, mended_at - killed_at, of_readers, noticed(wrote, killed_at, frozenset({302})), len(saved),
        lost_or_doubled(site.primary, saved),
        of_readers.until_none > ended_at - killed_at - 2,
    )  # fmt: skip


def rotated(ports: list[int], by: int) -> list[int]:
    by %= len(ports)
    return [*ports[by:], *ports[:by]]


def lost_or_doubled(primary: PostgresServer, saved: list[str]) -> int:
    stored = collections.Counter(
        name
        for (name,) in primary.execute(
            "SELECT name FROM articles_source WHERE name LIKE 'Drill %'"
        )
    )
    return sum(stored[name] != 1 for name in saved)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=15, help="of each part")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this one")
    chosen = parser.parse_args()
    failures = 0
    with running_site() as site:
        print(HEADING)
        for name in chosen.part or PARTS:
            if name == "the shared cache" and site.cache is None:
                print(
                    f"{name:<33}not run: there is no redis-server and no valkey-server"
                )
                continue
            result = run_part(site, name, chosen.seconds)
            print(result.line(), dict(result.readers.errors) or "", flush=True)
            failures += bool(result.lost) or result.still_failing
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

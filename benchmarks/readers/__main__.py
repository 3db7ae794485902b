"""How many readers does the site serve while the desk writes?

    python -m benchmarks.readers --database URL [--seconds 10] [--json FILE]
    python -m benchmarks.readers --database URL --csv

It writes into the database: give it a copy (benchmarks/README.md). The web server runs as
in the container; 64 readers, in another process, ask for a mix of pages, and for the list
of claims alone, while somebody writes 0, 1 or 10 times a second: drafts, which readers
cannot see, claims that are published anew, and new ones, each with a source and evidence
that nobody knew. Prints requests a second, the part of those without writes, what half
and 99 of 100 readers wait, errors, and the part of all processor time that each side had;
then each goal, and ends with 1 where one is missed.

With --csv one reader takes the table of all claims over a slow line, and the longest wait
for /healthz meanwhile is told.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.readers import server
from benchmarks.readers.load import Load, ask_for_pages
from benchmarks.readers.slow import take_table_slowly
from benchmarks.readers.writes import NEW, SEEN, UNSEEN, write_until_told
from benchmarks.scale.measure import SPAWN, Worker, cpu_seconds
from benchmarks.scale.report import in_columns, short

PHASES = (
    (UNSEEN, 0.0), (UNSEEN, 1.0), (UNSEEN, 10.0), (SEEN, 1.0), (SEEN, 10.0),
    (NEW, 1.0), (NEW, 10.0),
)  # fmt: skip
MIX, ONE = "a mix", "/claims/"
SECONDS_OF_FIRST_VISITS = 0.1  # for each page, by every process


class Phase(NamedTuple):
    """One part of a run: what was asked and written, and what came of it."""

    pages: str
    kind: str
    writes: float
    written: int
    load: Load
    shares: dict[str, float]  # of all processor time of the machine

    def and_then(self, other: "Phase") -> "Phase":
        """The same part measured twice."""
        return self._replace(
            written=self.written + other.written,
            load=self.load.and_then(other.load),
            shares={s: (n + other.shares[s]) / 2 for s, n in self.shares.items()},
        )

    @property
    def name(self) -> str:
        seen = f" {self.kind}" if self.writes else ""
        return f"{self.pages}, {self.writes:g}{seen} writes a second"


def reader_addresses(url: str) -> dict[str, list[str]]:
    """What readers ask for: a mix in which claims are half, and one list alone."""
    worker = Worker(url)
    try:
        pages, _, _ = worker.ask("choose_pages")
        listed = {
            kind: worker.ask("list_addresses", kind)
            for kind in ("claims", "articles", "sources")
        }
    finally:
        worker.close()
    lists = [page.address for page in pages.values() if page.kind == "list"]
    mix = [
        *repeat_to(listed["claims"], 50), *repeat_to(lists, 20), *repeat_to(["/"], 5),
        *repeat_to(["/claims/"], 5), *repeat_to(listed["articles"], 10),
        *repeat_to(listed["sources"], 10),
    ]  # fmt: skip
    return {MIX: mix, ONE: ["/claims/"]}


def repeat_to(addresses: list[str], share: int) -> list[str]:
    """So many hundredths of the mix, each address as often as the others of its kind."""
    return [addresses[n % len(addresses)] for n in range(share * 10)]


@contextmanager
def writing(url: str, kind: str, per_second: float) -> Iterator[Connection | None]:
    if not per_second:
        yield None
        return
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(
        target=write_until_told, args=(theirs, url, kind, per_second), daemon=True
    )
    process.start()
    theirs.close()
    ours.recv()
    try:
        yield ours
    finally:
        ours.close()
        process.join(30)


def measure_phase(
    options: argparse.Namespace, web: server.WebServer, pages: str, addresses: list[str],
    kind: str, writes: float,
) -> Phase:  # fmt: skip
    with SPAWN.Pool(1) as pool, writing(options.database, kind, writes) as pipe:
        arguments = (web.port, addresses, options.readers)
        pool.apply(ask_for_pages, (*arguments, 2.0, 1))  # every process has begun
        before = processor_times(options.database, web)
        load = pool.apply(ask_for_pages, (*arguments, options.seconds, 2))
        after = processor_times(options.database, web)
        written, cpu = 0, 0.0
        if pipe:
            pipe.send("enough")
            written, cpu = pipe.recv()
    cores = os.cpu_count() or 1
    spent = {side: after[side] - before[side] for side in after}
    spent |= {"readers": load.cpu, "writer": cpu}
    shares = {side: s / load.lasted / cores for side, s in spent.items()}
    return Phase(pages, kind, writes, written, load, shares)


def processor_times(url: str, web: server.WebServer) -> dict[str, float]:
    import psycopg

    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        )
        backends = [pid for (pid,) in rows]
    return {
        "web": sum(map(cpu_seconds, server.processes_below(web.process.pid))),
        "PostgreSQL": sum(map(cpu_seconds, backends)),
    }


def judge_phases(phases: list[Phase]) -> list[tuple[str, float, float, bool]]:
    """Each goal: its words, its limit, its figure, and whether it is reached."""
    goals: list[tuple[str, float, float, bool]] = []
    for pages in dict.fromkeys(phase.pages for phase in phases):
        of = {(p.kind, p.writes): p.load for p in phases if p.pages == pages}
        none = of[UNSEEN, 0.0]
        for kind, least in ((UNSEEN, 0.95), (SEEN, 0.7)):
            load = of[kind, 10.0]
            part = load.per_second / none.per_second
            words = f"{pages}: 10 {kind} writes a second, of none"
            goals.append((words, least, part, part >= least))
            wait = load.percentile(0.99)
            words = f"{pages}: ms of 99 in 100 with 10 {kind} writes a second"
            goals.append((words, 200, wait, wait < 200))
    errors = sum(phase.load.errors for phase in phases)
    return [*goals, ("errors", 0, errors, not errors)]


def phase_table(phases: list[Phase]) -> str:
    head = ["", "written", "a second", "of none", "p50 ms", "p99 ms", "errors",
            *(f"CPU of {side}" for side in phases[0].shares)]  # fmt: skip
    rows = []
    for phase in phases:
        none = next(p.load for p in phases if p.pages == phase.pages and not p.writes)
        load = phase.load
        rows.append([
            phase.name, str(phase.written), short(load.per_second),
            short(load.per_second / none.per_second), short(load.percentile(0.5)),
            short(load.percentile(0.99)), str(load.errors),
            *(f"{share:.0%}" for share in phase.shares.values()),
        ])  # fmt: skip
    return in_columns(head, rows)


def measure_readers(options: argparse.Namespace) -> int:
    phases: dict[str, Phase] = {}
    addresses = reader_addresses(options.database)
    with server.serving(options.database, dict(options.environment)) as web:
        for pages in (MIX, ONE):
            visit_all(web, addresses[pages], options)
            # Twice, the second time backwards: what slows all down slows each a little.
            for kind, writes in (*PHASES, *reversed(PHASES)):
                phase = measure_phase(
                    options, web, pages, addresses[pages], kind, writes
                )
                known = phases.get(phase.name)
                phases[phase.name] = known.and_then(phase) if known else phase
                print(f"{time.strftime('%H:%M:%S')} {phase.name}", file=sys.stderr)
    return tell(list(phases.values()), options.json)


def visit_all(
    web: server.WebServer, addresses: list[str], options: argparse.Namespace
) -> None:
    """Asks for the pages until every process has made each of them once."""
    with SPAWN.Pool(1) as pool:
        seconds = 2 + len(set(addresses)) * SECONDS_OF_FIRST_VISITS
        pool.apply(ask_for_pages, (web.port, addresses, options.readers, seconds, 0))


def tell(phases: list[Phase], path: Path | None) -> int:
    goals = judge_phases(phases)
    print(phase_table(phases))
    rows = [[words, short(limit), short(figure), "pass" if met else "MISS"]
            for words, limit, figure, met in goals]  # fmt: skip
    print("\n" + in_columns(["goal", "limit", "figure", ""], rows))
    write_json(path, {"phases": [as_data(p) for p in phases], "goals": goals})
    return int(not all(met for *_, met in goals))


def as_data(phase: Phase) -> dict[str, Any]:
    load = phase.load
    return {
        "name": phase.name, "written": phase.written, "per_second": load.per_second,
        "p50": load.percentile(0.5), "p99": load.percentile(0.99),
        "errors": load.errors, "shares": phase.shares,
    }  # fmt: skip


def measure_slow_table(options: argparse.Namespace) -> int:
    with server.serving(options.database, dict(options.environment)) as web:
        found = take_table_slowly(web.port, options.rate, options.csv_seconds)
    met = found["longest_wait"] < 1 and not found["cut"]
    said = (
        "taken whole" if found["whole"] else "cut off" if found["cut"] else "going on"
    )
    print(f"{found['bytes'] / 1e6:.1f} MB of the table in {found['seconds']:.0f} s,"
          f" {said}; longest wait for /healthz"
          f" {1000 * found['longest_wait']:.0f} ms of {found['asked']} times;"
          f" {'pass' if met else 'MISS'}: under 1,000 ms, and not cut off")  # fmt: skip
    write_json(options.json, found)
    return int(not met)


def write_json(path: Path | None, value: Any) -> None:
    if path:
        path.write_text(json.dumps(value, indent=1))


def setting(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--database", required=True, help="the application's login")
    add("--readers", type=int, default=64)
    add("--seconds", type=float, default=10, help="of each of the parts, twice")
    add("--json", type=Path)
    add("--environment", type=setting, action="append", default=[], metavar="NAME=VALUE",
        help="a setting for the web server")  # fmt: skip
    add("--csv", action="store_true", help="the slow reader of a table instead")
    add("--rate", type=float, default=1.0, help="MB a second that this reader takes")
    add("--csv-seconds", type=float, default=60, help="after which this reader ends")
    options = parser.parse_args()
    return measure_slow_table(options) if options.csv else measure_readers(options)


if __name__ == "__main__":
    sys.exit(main())

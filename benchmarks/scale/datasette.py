"""The same claims in Datasette: an SQLite database, its server, and questions to it.

As somebody who knows both makes it: the primary key is the place in our list, so that the
newest come first without a sort; one table for each way in which a source is asked for,
ordered by source and, in an index, by claim; full text over the same stems; compound
indexes for the two columns that are counted. The file is served as immutable, so that
totals of tables are known, and with limits of time that no page reaches.

A page is two requests over HTTP: Datasette's own page of the table, with as many rows as ours, the
total and the facets of its columns, and one statement as JSON that counts claimants and
outlets (Datasette has no facet over another table but by `json_each`, which took several
times as long).
"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from typing import Any

from benchmarks.scale.measure import Cost, cpu_seconds
from benchmarks.scale.pages import Filters
from benchmarks.scale.peers import ListAnswer
from claimtracker.local.processes import spawn, stop_process

SETTINGS = {
    "sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "suggest_facets": "off",
    "default_cache_ttl": 0, "max_returned_rows": 1000, "cache_size_kb": 200_000,
}  # fmt: skip
TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE sources (id INTEGER PRIMARY KEY, key TEXT, name TEXT);
CREATE TABLE claims (place INTEGER PRIMARY KEY, key TEXT, statement TEXT, status TEXT,
                     kind TEXT, day TEXT);
CREATE VIRTUAL TABLE claims_fts USING fts5 (stems, content='', detail='none');
"""
VOICES = """
CREATE TABLE claim_{role} (
    source INTEGER REFERENCES sources (id), claim INTEGER REFERENCES claims (place),
    PRIMARY KEY (source, claim)
) WITHOUT ROWID
"""
# The role of our voices that each of those tables has.
ROLES = {"source": "", "claimant": "claimant", "outlet": "outlet"}
INDEXES = """
CREATE INDEX claims_status ON claims (status, kind);
CREATE INDEX claims_kind ON claims (kind, status);
CREATE INDEX claims_day ON claims (day, status, kind);
CREATE INDEX source_of ON claim_source (claim, source);
CREATE INDEX claimant_of ON claim_claimant (claim, source);
CREATE INDEX outlet_of ON claim_outlet (claim, source);
ANALYZE;
"""
# In the order of our list; the application may make no temporary table.
CLAIMS_SQL = """
SELECT p.id, c.key, p.statement, p.verdict, p.kind, p.appeared_on::text,
       array_to_string(tsvector_to_array(p.search), ' ')
FROM articles_publication p JOIN articles_claim c ON c.id = p.claim_id
WHERE p.superseded_at IS NULL ORDER BY p.published_at DESC, p.id DESC
"""
VOICES_SQL = """
SELECT source_id, publication_id FROM articles_voice WHERE role = %s ORDER BY 1
"""
COUNTS_SQL = """
SELECT '{facet}' AS facet, sources.key, n FROM (
    SELECT source, count(*) AS n FROM {rows} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}
) JOIN sources ON sources.id = source
"""


def export_claims(path: Path) -> None:
    """Copies what is published from our database; runs where that is set up."""
    from django.db import transaction

    target = sqlite3.connect(path)
    target.executescript(TABLES)
    with transaction.atomic():
        known = rows_of("SELECT id, key, name FROM articles_source")
        target.executemany("INSERT INTO sources VALUES (?, ?, ?)", known)
        places: dict[int, int] = {}
        for place, (number, *about, stems) in enumerate(rows_of(CLAIMS_SQL), 1):
            places[number] = place
            target.execute(
                "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", [place, *about]
            )
            target.execute(
                "INSERT INTO claims_fts (rowid, stems) VALUES (?, ?)", [place, stems]
            )
        for name, role in ROLES.items():
            target.execute(VOICES.format(role=name))
            heard = (
                (source, places[claim])
                for source, claim in rows_of(VOICES_SQL, role)
                if claim in places
            )
            insert = f"INSERT INTO claim_{name} VALUES (?, ?)"  # noqa: S608 - names of this file
            target.executemany(insert, heard)
    target.commit()
    target.executescript(INDEXES)
    target.close()


def rows_of(select: str, *values: Any) -> Iterator[Any]:
    """The rows of a statement as they come, without holding them all."""
    from django.db import connection

    with connection.connection.cursor(name="export") as cursor:
        cursor.itersize = 20_000
        cursor.execute(select, values)
        yield from cursor


def install(folder: Path) -> Path:
    """The program, in an environment of its own, made unless it is there."""
    program = folder / "bin" / "datasette"
    if not program.exists():
        venv.create(folder, with_pip=True)
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*command, "datasette"], check=True, stdout=sys.stderr)
    return program


class Datasette:
    """A running server with one database, and our questions in its words."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", port: int, shape: tuple[int, int]
    ) -> None:
        self.process = process
        self.page_rows, self.values = shape  # as many as our page has
        self.connection = HTTPConnection("127.0.0.1", port, timeout=600)
        self.sources: dict[str, str] = {}

    def get(self, address: str) -> bytes:
        try:
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
        except (RemoteDisconnected, ConnectionError):  # idle for 5 s: it hangs up
            self.connection.close()
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"Datasette: {address}: {answer.status} {body[:300]!r}")
        return body

    def rows(self, sql: str, **values: Any) -> list[Any]:
        query = urllib.parse.urlencode({"sql": sql, "_shape": "arrays", **values})
        return list(json.loads(self.get(f"/claims.json?{query}"))["rows"])

    def number_of(self, key: str) -> str:
        """The number of the source with this key, as a link in Datasette has it."""
        if key not in self.sources:
            found = self.rows("SELECT id FROM sources WHERE key = :key", key=key)
            self.sources[key] = str(found[0][0])
        return self.sources[key]

    def place_of(self, key: str) -> int:
        found = self.rows("SELECT place FROM claims WHERE key = :key", key=key)
        return int(found[0][0])

    def table_address(self, filters: Filters, ending: str = "") -> str:
        """The page of the table.

        Words by `_where`, as the index of stems has no content; sources too, as
        Datasette mixes up the values of `_through` and of another filter.
        """
        query: list[tuple[str, str]] = [("_size", str(self.page_rows))]
        query += [("_facet", "status"), ("_facet", "kind")]
        if filters.verdict:
            query.append(("status", filters.verdict))
        if filters.since:
            query.append(("day__gte", filters.since))
        if filters.after:
            query.append(("_next", str(self.place_of(filters.after))))
        if filters.q:
            query.append(("_where", found_by_word(filters.q)))
        for name in ("source", "outlet"):
            if key := getattr(filters, name):
                query.append(("_where", found_by_source(name, self.number_of(key))))
        return f"/claims/claims{ending}?{urllib.parse.urlencode(query)}"

    def counts_address(self, filters: Filters) -> str:
        """One statement that counts claimants and outlets of what is found."""
        found, values = self.condition(filters)
        parts = []
        for facet, table in (("source", "claim_claimant"), ("outlet", "claim_outlet")):
            rows = f"found JOIN {table} ON claim = place" if found else table
            counted = COUNTS_SQL.format(facet=facet, rows=rows, most=self.values)
            parts.append(f"SELECT * FROM ({counted})")  # noqa: S608 - as above
        sql = " UNION ALL ".join(parts)
        if found:
            first = f"SELECT place FROM claims WHERE {found}"  # noqa: S608 - constants of this file
            sql = f"WITH found AS MATERIALIZED ({first}) {sql}"
        query = urllib.parse.urlencode({"sql": sql, "_shape": "arrays", **values})
        return f"/claims.json?{query}"

    def condition(self, filters: Filters) -> tuple[str, dict[str, str]]:
        parts, values = [], {}
        if filters.verdict:
            parts.append("status = :status")
            values["status"] = filters.verdict
        if filters.since:
            parts.append("day >= :since")
            values["since"] = filters.since
        if filters.q:
            parts.append(found_by_word(filters.q))
        parts += [
            found_by_source(name, self.number_of(key))
            for name in ("source", "outlet")
            if (key := getattr(filters, name))
        ]
        return " AND ".join(parts), values

    def answer(self, filters: Filters) -> ListAnswer:
        """What Datasette finds and counts; the facets of a later page only what follows."""
        table = json.loads(self.get(self.table_address(filters, ".json")))
        key = table["columns"].index("key")
        facets: dict[str, dict[str, int]] = {"source": {}, "outlet": {}}
        for name, ours in (("status", "verdict"), ("kind", "kind")):
            counted = table["facet_results"][name]["results"]
            facets[ours] = {each["value"]: each["count"] for each in counted}
        counts = json.loads(self.get(self.counts_address(filters)))["rows"]
        for facet, value, n in counts:
            facets[facet][value] = n
        total = table["filtered_table_rows_count"]
        partial = ["verdict", "kind"] if filters.after else []
        partial += ["total"] if total is None else []
        keys = [row[key] for row in table["rows"]]
        return ListAnswer(total or 0, keys, facets, inexact=partial)

    def cost(self, filters: Filters) -> Cost:
        """What the page and its counts take: the processor time of the server."""
        addresses = [self.table_address(filters), self.counts_address(filters)]
        cpu, wall = cpu_seconds(self.process.pid), time.perf_counter()
        for address in addresses:
            self.get(address)
        wall = time.perf_counter() - wall
        return Cost(1000 * (cpu_seconds(self.process.pid) - cpu), 1000 * wall)


def found_by_word(word: str) -> str:
    """A condition; the word is one of our own stems, of plain letters."""
    if not word.isalpha():
        raise ValueError(f"{word!r} is no single word.")
    return f"place IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH '{word}')"  # noqa: S608 - letters only


def found_by_source(name: str, number: str) -> str:
    return f"place IN (SELECT claim FROM claim_{name} WHERE source = {int(number)})"  # noqa: S608 - a number


@contextmanager
def served(
    program: Path, database: Path, shape: tuple[int, int]
) -> Iterator[Datasette]:
    """Datasette with this database as `claims`, until the block ends, or we do."""
    port = free_port()
    settings = [
        part
        for name, value in SETTINGS.items()
        for part in ("--setting", name, str(value))
    ]
    command: list[str | Path] = [program, "serve", "-i", database, "-p", str(port)]
    with ExitStack() as stack:
        silence = stack.enter_context(Path(os.devnull).open("wb"))
        process = spawn([*command, *settings], signal.SIGTERM, output=silence)
        stack.callback(stop_process, process, signal.SIGTERM, 10)
        site = Datasette(process, port, shape)
        wait_for(site)
        yield site
        site.connection.close()


def free_port() -> int:
    """A port that nobody listens at: what a killed run left there would answer for it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(site: Datasette, patience: float = 300) -> None:
    """Until it answers; an immutable database is counted through first."""
    deadline = time.monotonic() + patience
    while True:
        try:
            site.get("/-/versions.json")
            return
        except OSError:
            site.connection.close()
            if site.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Datasette does not answer.") from None
            time.sleep(0.2)


def version_of(program: Path) -> str:
    done = subprocess.run(
        [str(program), "--version"], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()

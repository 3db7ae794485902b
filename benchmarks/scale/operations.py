"""What a worker is asked to do with the site over its database."""

import json
import resource
import time
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from articles.models import Publication
from articles.queries.paging import MAX_FACET_VALUES, PAGE_ROWS
from benchmarks.scale import datasette, plain_orm
from benchmarks.scale.choice import choose_subjects
from benchmarks.scale.measure import (
    Answer,
    Cost,
    ReadError,
    Site,
    Statement,
    environ_of,
    plan_of,
    replay,
)
from benchmarks.scale.pages import (
    Chosen,
    Filters,
    ReaderPage,
    compared_lists,
    reader_pages,
)
from benchmarks.scale.peers import ListAnswer

UNREVIEWED = "none"  # as addresses have it, where the column is empty

# The statements of each page, to be run again without it.
statements_of: dict[str, list[Statement]] = {}

LIVE_SQL = """
SELECT p.verdict, count(*) FROM articles_voice v
JOIN articles_publication p ON p.id = v.publication_id
JOIN articles_source s ON s.id = v.source_id
WHERE s.key = %s AND v.role = %s AND p.superseded_at IS NULL GROUP BY 1
"""
# The same columns as the table has, as far as they are columns.
COPY_SQL = """
COPY (
    SELECT c.key, p.statement, p.kind, p.verdict, p.appeared_on, p.published_at,
           p.record ->> 'why'
    FROM articles_publication p JOIN articles_claim c ON c.id = p.claim_id
    WHERE p.superseded_at IS NULL ORDER BY p.published_at DESC, p.id DESC
) TO STDOUT (FORMAT csv)
"""


def count_claims(site: Site) -> int:
    return Publication.objects.current().count()


def shape_of_list(site: Site) -> tuple[int, int]:
    """How many rows a page of claims has, and how many values a facet shows."""
    return PAGE_ROWS, MAX_FACET_VALUES


def name_state(site: Site) -> str:
    """A name for what stands published: another one after each publication."""
    row = Publication.objects.current().aggregate(
        count=Count("pk"), newest=Max("pk"), at=Max("published_at")
    )
    return f"{row['count']}-{row['newest']}-{row['at']:%Y%m%d%H%M%S}"


def choose_pages(
    site: Site,
) -> tuple[dict[str, ReaderPage], dict[str, Filters], Chosen]:
    """Every page, those of them that are compared, and what both are about."""
    chosen = choose_subjects()
    return reader_pages(chosen), compared_lists(chosen), chosen


def inspect_page(site: Site, address: str) -> dict[str, Any]:
    """What the page is made of: its size, its statements, and what those read.

    Asked twice first: what a process reads once is no part of a page.
    """
    site.made(address)
    answer = site.made(address)
    statements_of[address] = answer.statements
    plans = [plan_of(each) for each in answer.statements]
    return {
        "bytes": len(answer.body),
        "statements": len(answer.statements),
        "rows": max((rows for rows, _ in plans), default=0),
        "buffers": max((buffers for _, buffers in plans), default=0),
    }


def measure_page(site: Site, address: str) -> Cost:
    """The page made anew."""
    answer = site.made(address)
    # A page that was kept after all would be taken for a fast one.
    if len(answer.statements) < len(statements_of[address]):
        raise ReadError(f"{address} was not made anew: {answer.statements}")
    return answer.cost


def measure_sql(site: Site, address: str) -> Cost:
    """The statements of the page alone."""
    return replay(site, statements_of[address])


def measure_again(site: Site, address: str) -> dict[str, Any]:
    """A second visit: the page as it was kept, and to somebody who has it."""
    first = site.made(address)
    again = site.get(address)
    unchanged = site.get(address, first.etag) if first.etag else None
    return {
        "again": again.cost.cpu,
        "kept": is_kept(first, again),
        "unchanged": unchanged.cost.cpu
        if unchanged and unchanged.status == 304
        else None,
    }


def is_kept(first: Answer, again: Answer) -> bool:
    """Whether the second was sent without asking for the rows again."""
    return len(again.statements) < len(first.statements) or not first.statements


def answer_list(site: Site, filters: Filters) -> ListAnswer:
    """What our own list says, taken from its JSON."""
    listed = json.loads(site.made(f"/claims.json{filters.query}").body)
    facets = dict(listed["facets"])
    verdicts = dict(facets.get("verdict", {}))
    if UNREVIEWED in verdicts:
        verdicts[""] = verdicts.pop(UNREVIEWED)
    partial = [*listed.get("facets_of_newest", {})]
    partial += ["total"] if listed.get("at_least") else []
    return ListAnswer(
        listed["total"],
        [row["key"] for row in listed["claims"]],
        {**facets, "verdict": verdicts},
        inexact=partial,
        most=MAX_FACET_VALUES,
    )


def inexact_parts(site: Site, address: str) -> list[str]:
    """What the list at this address counts in part only."""
    path, _, query = address.partition("?")
    listed = json.loads(site.made(f"{path.rstrip('/')}.json?{query}").body)
    partial = [*listed.get("facets_of_newest", {})]
    return partial + (["total"] if listed.get("at_least") else [])


def answer_plain(site: Site, filters: Filters, number: int) -> ListAnswer:
    return plain_orm.list_claims(filters, number)[1]


def measure_plain(site: Site, filters: Filters, number: int) -> Cost:
    connection.ensure_connection()
    with site.timed() as cost:
        plain_orm.list_claims(filters, number)
    return cost[0]


def measure_live_counts(site: Site, source: str, role: str) -> Cost:
    """What it takes to count a source's claims by verdict when they are asked for."""
    connection.ensure_connection()
    return replay(site, [(LIVE_SQL, [source, role])])


def export_for_datasette(site: Site, path: str) -> int:
    """Writes the SQLite database unless it is there; answers its size in bytes."""
    if not Path(path).exists():
        partial = Path(f"{path}.new")
        partial.unlink(missing_ok=True)
        datasette.export_claims(partial)
        partial.rename(path)
    return Path(path).stat().st_size


def measure_table(site: Site, seconds: float) -> dict[str, float]:
    """All claims as CSV, for so many seconds at most: rows, and seconds of each kind.

    And by how many bytes the process grew meanwhile.
    """
    site.made("/claims.csv")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    backends = site.backend_times()
    begun, cpu = time.perf_counter(), time.process_time()
    answer = site.application(environ_of("/claims.csv"), lambda *_: None)
    lines = 0
    for part in answer:
        lines += part.count(b"\n")
        if time.perf_counter() - begun > seconds:
            break
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    cpu += site.backend_seconds(backends)
    answer.close()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"rows": lines - 1, "wall": wall, "cpu": cpu, "grown": grown * 1024.0}


def measure_copy(site: Site) -> dict[str, float]:
    """The same rows by PostgreSQL's COPY."""
    connection.ensure_connection()
    lines = 0
    cursor = connection.connection.cursor()
    with site.timed() as cost, cursor.copy(COPY_SQL) as copy:
        for part in copy:
            lines += bytes(part).count(b"\n")
    return {
        "rows": lines,
        "wall": cost[0].wall / 1000,
        "cpu": cost[0].cpu / 1000,
    }


def list_addresses(site: Site, name: str) -> list[str]:
    """The addresses of the first rows of a list, `claims`, `articles` or `sources`."""
    rows = json.loads(site.made(f"/{name}.json").body)[name]
    keys = [row.get("key") or row["source"]["key"] for row in rows]
    return [f"/{name}/{key}/" for key in keys]

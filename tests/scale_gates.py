"""The gates of readers' pages: what each may ask of the database, and how long it may be.

Rows and buffers, not times: noise cannot touch them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString, NamedTuple

from django.core.cache import caches
from django.db import connection
from django.test import Client

from articles.models import User
from articles.queries.graph import fetch_rows
from articles.rendering.page_store import memory
from benchmarks.scale.choice import choose_subjects
from benchmarks.scale.load import fill
from benchmarks.scale.measure import Statement, recorded
from benchmarks.scale.pages import Chosen, reader_pages
from benchmarks.scale.rows import TABLES
from tests.database_roles import as_owner

MOST_ROWS, MOST_BUFFERS, GROWTH = 10_001, 5_000, 1.15
# So many rows more are no growth. Of buffers, it is one for each row: a larger index has a
# level more, and a small table that was read at once is then read row by row.
SLACK = 60


class Limits(NamedTuple):
    """`statements` besides those that ask which state the database is in."""

    statements: int
    kilobytes: int = 0  # of HTML; 0: not said
    grows: bool = False  # with the number of hits, up to MOST_ROWS


LIST, HITS = Limits(10, 30), Limits(10, 30, grows=True)
# By how the names of benchmarks/scale/pages.py begin; the longest beginning counts.
LIMITS = {
    "home": LIST,
    "claims: ": LIST,
    # A rare word is looked for in the index of words: the more claims have it, the more.
    "claims: rare word": HITS, "claims: middling word": HITS, "claims: phrase": HITS,
    "claims: word and": HITS, "claims: a week": HITS, "claims: source and word": HITS,
    "claims: outlet and word": HITS,
    "claims, JSON": Limits(10),
    "articles": LIST,
    "search": HITS, "suggestions": HITS,
    "feed: ": Limits(10), "sitemap": Limits(6),
    "sources": LIST,
    "source: ": Limits(12, 60),
    "claim: ": Limits(6),
    "claim, JSON": Limits(6),
    "article: ": Limits(4, 150),
    "circles": Limits(6),
}  # fmt: skip
# A table is streamed: all of it is read, by design.
NOT_GATED = {"claims, CSV"}


def limits_of(page: str) -> Limits:
    fitting = [beginning for beginning in LIMITS if page.startswith(beginning)]
    return LIMITS[max(fitting, key=len)]


class Effort(NamedTuple):
    """What one statement reads, and which tables from one end to the other."""

    sql: str
    rows: int
    buffers: int
    scanned: frozenset[str] = frozenset()


class PageCost(NamedTuple):
    """What a page takes, made anew when the process knows what it keeps in memory."""

    size: int  # bytes
    statements: list[Effort]

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.statements)

    @property
    def buffers(self) -> int:
        return sum(each.buffers for each in self.statements)


def explain(statement: Statement) -> dict[str, Any]:
    sql, values = statement
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
        (found,) = cursor.fetchone()
    # Django's cursor gives JSON as text.
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]
    return plan["Plan"]  # type: ignore[no-any-return]  # it is a dict, too


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", []):
        yield from scans(below)


REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck")


def effort_of(statement: Statement) -> Effort:
    """Runs it once more, and adds up what its scans have looked at."""
    plan = explain(statement)
    found = list(scans(plan))
    seen = sum(
        scan["Actual Loops"]
        * (scan["Actual Rows"] + sum(scan.get(name, 0) for name in REMOVED))
        for scan in found
    )
    whole = {scan["Relation Name"] for scan in found if scan["Node Type"] == "Seq Scan"}
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return Effort(statement[0], round(seen), buffers, frozenset(whole))


def asks_for_rows(sql: str) -> bool:
    """Whether a statement is the page's own, and not about the state of the database."""
    begins = sql.lstrip().upper().startswith(("SELECT", "WITH"))
    state = ("pg_current_snapshot", "articles_publicversion", "articles_publicchange")
    return begins and not any(name in sql for name in state)


def cost_of(client: Client, address: str) -> PageCost:
    client.get(address)  # what a process reads once for good is read now
    memory.clear()  # a page that is kept asks for nothing
    caches["memory"].clear()
    statements: list[Statement] = []
    with recorded(statements):
        response = client.get(address)
        body = response.getvalue()
    assert response.status_code == 200, (address, response.status_code)
    asked = [each for each in statements if asks_for_rows(each[0])]
    return PageCost(len(body), [effort_of(each) for each in asked])


@contextmanager
def collection(claims: int) -> Iterator[None]:
    """So many claims that readers see, committed and vacuumed; gone afterwards."""
    try:
        with as_owner(), connection.cursor() as cursor:
            fill(connection.connection, claims)
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("VACUUM (ANALYZE)")
        yield
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")
            known = set(connection.introspection.table_names(cursor))
            tables = {"articles_tally", *(f"articles_{name}" for name in TABLES)}
            cursor.execute(f"TRUNCATE {', '.join(sorted(tables & known))} CASCADE")
            User.objects.all().delete()


def measure(claims: int) -> tuple[dict[str, PageCost], list[str]]:
    """Every page of readers, at so many claims; and what is counted wrongly there."""
    with collection(claims):
        client = Client()
        chosen = choose_subjects()
        pages = reader_pages(chosen).items()
        costs = {
            name: cost_of(client, page.address)
            for name, page in pages
            if name not in NOT_GATED
        }
        assert costs["home"].statements, "a page was sent as it is kept"
        return costs, list(wrong_counts(client, chosen))


# Filters, and the same as a condition of SQL.
COUNTED: dict[str, LiteralString] = {
    "": "true",
    "verdict=refuted": "p.verdict = 'refuted'",
    "outlet={outlet}": "p.id IN (SELECT v.publication_id FROM articles_voice v JOIN"
    " articles_source s ON s.id = v.source_id WHERE s.key = %(outlet)s AND v.role = 'outlet')",
    "since={since}&kind=number": "p.appeared_on >= %(since)s AND p.kind = 'number'",
}
COUNTS_SQL: LiteralString = """
SELECT count(*), count(*) FILTER (WHERE p.verdict = 'supported')
FROM articles_publication p WHERE p.superseded_at IS NULL AND
"""


def wrong_counts(client: Client, chosen: Chosen) -> Iterator[str]:
    """Counts that are not those of all rows of their list, however long it is."""
    values = {"outlet": chosen.busiest["outlet"], "since": chosen.days["late"]}
    for filters, condition in COUNTED.items():
        told = client.get(f"/claims.json?{filters.format(**values)}").json()
        ((total, supported),) = fetch_rows(COUNTS_SQL + condition, values)
        facet = told["facets"]["verdict"].get("supported", 0)
        found = (told["total"], facet if "verdict" not in filters else supported)
        if found != (total, supported):
            yield f"/claims/?{filters}: counts {found}, of {(total, supported)}"


Costs = dict[str, PageCost]


def misses(costs: Costs, smaller: Costs) -> Iterator[str]:
    """Each limit that a page exceeds, in words; `smaller`: in a smaller collection."""
    for page, cost in costs.items():
        for words in page_misses(cost, limits_of(page)):
            yield f"{page}: {words}"
        if page in smaller and not limits_of(page).grows:
            for words in growth_misses(cost, smaller[page]):
                yield f"{page}: {words}"


def page_misses(cost: PageCost, limits: Limits) -> Iterator[str]:
    if len(cost.statements) > limits.statements:
        yield f"{len(cost.statements)} statements, of {limits.statements}"
    if limits.kilobytes and cost.size > 1000 * limits.kilobytes:
        yield f"{cost.size / 1000:.0f} kB, of {limits.kilobytes}"
    for each in cost.statements:
        begins = " ".join(each.sql.split())[:60]
        if each.rows > MOST_ROWS:
            yield f"{each.rows:,} rows, of {MOST_ROWS:,}: {begins}"
        if each.buffers > MOST_BUFFERS:
            yield f"{each.buffers:,} buffers, of {MOST_BUFFERS:,}: {begins}"
        if "articles_publication" in each.scanned:
            yield f"reads all publications: {begins}"


def growth_misses(cost: PageCost, smaller: PageCost) -> Iterator[str]:
    for name, now, before, slack in (
        ("rows", cost.rows, smaller.rows, SLACK),
        ("buffers", cost.buffers, smaller.buffers, max(SLACK, smaller.rows)),
    ):
        if now > GROWTH * before + slack:
            yield f"{before:,} {name} grew to {now:,}"

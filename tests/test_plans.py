"""How much of a large collection does PostgreSQL read for one page of it?

Rows and buffers are counted, not times, over the collection that benchmarks/pages.py
makes.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client

from articles.models import Claim, Publication, PublishedAppearance, Voice
from articles.queries.paging import PAGE_ROWS
from benchmarks.pages import fill
from tests.database_roles import as_owner
from tests.web.asking import undone

CLAIMS = 20_000
MOST_ROWS = 20 * PAGE_ROWS  # of all tables together, for one statement
MOST_BUFFERS = 5_000
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def large(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Twenty thousand claims, which are gone afterwards."""
    with django_db_blocker.unblock(), undone(), connection.cursor() as cursor:
        with as_owner():
            fill(CLAIMS)
            cursor.execute("ANALYZE")
        Client().get("/claims/")  # what is read once for good is read now
        yield


def busiest(role: str) -> str:
    """The key of the source behind most claims, in this role."""
    heard = Voice.objects.filter(role=role).values_list("source__key")
    key, _ = heard.annotate(count=Count("pk")).order_by("-count")[0]
    return str(key)


def addresses() -> dict[str, str]:
    middle = Publication.objects.order_by("published_at")[CLAIMS // 2].claim_id
    article = PublishedAppearance.objects.values_list("article__key", flat=True)[0]
    return {
        "home": "/",
        "all": "/claims/",
        "far down": f"/claims/?after={Claim.objects.get(pk=middle).key}",
        "one verdict": "/claims/?verdict=refuted",
        "one source": f"/claims/?source={busiest('claimant')}",
        "one outlet": f"/claims/?outlet={busiest('outlet')}",
        "one article": f"/claims/?article={article}",
        "two filters": f"/claims/?outlet={busiest('outlet')}&verdict=refuted&kind=event",
        "days": "/claims/?since=2020-01-01&until=2020-02-01",
        "no word": "/claims/?q=zyxwvut",
        "articles": "/articles/",
        "titles": "/articles/?q=a",
        "sources": "/sources/",
        "names": "/sources/?q=a",
        "in a role": "/sources/?role=claimant",
    }


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", []):
        yield from scans(below)


def rows_read(plan: dict[str, Any]) -> int:
    """How many rows of tables a statement looks at."""
    return sum(
        round(
            scan["Actual Loops"]
            * (
                scan["Actual Rows"]
                + scan.get("Rows Removed by Filter", 0)
                + scan.get("Rows Removed by Index Recheck", 0)
            )
        )
        for scan in scans(plan)
    )


def plans(address: str) -> list[tuple[str, dict[str, Any]]]:
    """What each statement of a page does."""
    statements: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(keep):
        assert Client().get(address).status_code == 200
    found = []
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
            found.append((sql, cursor.fetchone()[0][0]["Plan"]))
    return found


def test_a_page_of_a_list_reads_a_page_of_rows() -> None:
    for name, address in addresses().items():
        for sql, plan in plans(address):
            buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]

            assert rows_read(plan) <= MOST_ROWS, (name, sql)
            assert buffers <= MOST_BUFFERS, (name, sql)


def test_an_unordered_list_reads_everything() -> None:
    """The control: what the pages above would cost without their index."""
    rows = Publication.objects.order_by("statement")[: PAGE_ROWS + 1]
    (plan,) = json.loads(rows.explain(analyze=True, format="json"))

    assert rows_read(plan["Plan"]) > CLAIMS // 2


@pytest.mark.parametrize("path", ["/", "/claims/", "/articles/", "/sources/"])
def test_a_list_weighs_little(path: str) -> None:
    page = Client().get(path).content

    assert 5_000 < len(page) <= 30_000

"""How much of a large collection does PostgreSQL read for one page of it?

Rows are counted, not times, over the collection that benchmarks/pages.py makes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test import Client

from articles.models import Article, Publication, Voice
from articles.models.choices import ANY_ROLE, Role
from articles.models.publication import PublicationQuerySet
from articles.queries import articles, claims
from articles.queries.facets import (
    PUBLICATION_ORDER,
    article_facet,
    count_facets,
    field_facet,
    source_facet,
)
from articles.queries.paging import (
    MAX_COUNTED_ROWS,
    MAX_FACET_VALUES,
    PAGE_ROWS,
    SAMPLE_ROWS,
    rows_after,
)
from benchmarks.pages import fill
from tests.database_roles import as_owner
from tests.web.asking import undone

CLAIMS = 20_000
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def large(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Twenty thousand claims, which are gone afterwards."""
    with django_db_blocker.unblock(), undone(), connection.cursor() as cursor:
        with as_owner():
            fill(CLAIMS)
            cursor.execute("ANALYZE")
        yield


def busiest(role: Role) -> str:
    """The key of the source behind most claims, in this role."""
    heard = Voice.objects.filter(role=role).values_list("source__key")
    key, _ = heard.annotate(count=Count("pk")).order_by("-count")[0]
    return str(key)


def everything() -> PublicationQuerySet:
    return Publication.objects.current()


def second_half() -> QuerySet[Publication]:
    middle = everything().order_by("published_at")[CLAIMS // 3]
    row = {"published_at": middle.published_at, "pk": middle.pk}
    return everything().filter(rows_after(row, PUBLICATION_ORDER))


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", []):
        yield from scans(below)


def read(rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows of each table the statement looks at."""
    return rows_read(json.loads(rows.explain(analyze=True, format="json"))[0]["Plan"])


def rows_read(plan: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for scan in scans(plan):
        seen = scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)
        seen += scan.get("Rows Removed by Index Recheck", 0)
        table = scan["Relation Name"].removeprefix("articles_")
        found[table] = found.get(table, 0) + round(seen * scan["Actual Loops"])
    return found


LISTS: dict[str, Callable[[], QuerySet[Publication]]] = {
    "all": everything,
    "far down": second_half,
    "one verdict": lambda: everything().filter(verdict="refuted"),
    "one source": lambda: everything().of_source(busiest(Role.CLAIMANT), ANY_ROLE),
    "one claimant": lambda: everything().of_source(
        busiest(Role.CLAIMANT), Role.CLAIMANT
    ),
    "one outlet": lambda: everything().of_source(busiest(Role.OUTLET), Role.OUTLET),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_claims_reads_a_page_of_claims(name: str) -> None:
    found = LISTS[name]()
    page = claims.defer_search_columns(found).order_by(*PUBLICATION_ORDER)[
        : PAGE_ROWS + 1
    ]

    seen = read(page)

    assert found.count() > 500
    assert max(seen.values()) <= 5 * PAGE_ROWS, seen


def test_a_page_of_articles_reads_a_page_of_articles() -> None:
    found = Article.objects.public().with_work().annotate(day=articles.PUBLICATION_DAY)

    seen = read(found.order_by(*articles.ARTICLE_ORDER)[: PAGE_ROWS + 1])

    assert Article.objects.count() == CLAIMS // 10
    # Of each article, up to ten appearances are looked at for one that is published.
    assert max(seen.values()) <= 15 * PAGE_ROWS, seen


def test_an_unordered_list_reads_everything() -> None:
    """The control: what the pages above would cost without their index."""
    seen = read(Publication.objects.order_by("statement")[: PAGE_ROWS + 1])

    assert seen["publication"] > CLAIMS // 2


def test_no_facet_reads_more_than_it_counts_over() -> None:
    statements: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        statements.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(keep):
        count_facets([
            source_facet("source", everything(), Role.CLAIMANT),
            source_facet("outlet", everything(), Role.OUTLET),
            article_facet("article", everything()),
            field_facet("kind", everything(), "kind"),
        ], 500)  # fmt: skip
    ((sql, values),) = statements
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values)
        plan = cursor.fetchone()[0][0]["Plan"]

    assert not [each for each in scans(plan) if each["Node Type"] == "Seq Scan"]
    assert (
        max(rows_read(plan).values()) <= 2 * 500 + 4 * MAX_FACET_VALUES
    )  # voices in two roles


def test_the_values_of_a_long_list_are_counted_over_its_newest_and_it_says_so() -> None:
    answer = Client().get("/claims.json").json()
    page = Client().get("/claims/").text
    facets = answer["facets"]

    assert answer["total"] == everything().count() > MAX_COUNTED_ROWS
    assert sum(facets["verdict"].values()) == answer["total"]
    assert sum(facets["kind"].values()) == SAMPLE_ROWS
    assert answer["facets_of_newest"] == dict.fromkeys(
        ["kind", "source", "outlet", "article"], SAMPLE_ROWS
    )
    assert page.count("Counted over the newest 2,000.") == 4

    newest = everything().order_by(*PUBLICATION_ORDER)[:SAMPLE_ROWS]
    heard = Voice.objects.filter(publication__in=[each.pk for each in newest])
    outlets = Counter(
        heard.filter(role=Role.OUTLET).values_list("source__key", flat=True)
    )
    assert facets["outlet"] == {key: outlets[key] for key in facets["outlet"]}
    assert min(facets["outlet"].values()) == sorted(outlets.values())[-MAX_FACET_VALUES]


def test_the_values_of_a_short_list_are_counted_over_all_of_it() -> None:
    outlet = busiest(Role.OUTLET)

    answer = Client().get(f"/claims.json?outlet={outlet}").json()

    assert PAGE_ROWS < answer["total"] < MAX_COUNTED_ROWS
    assert sum(answer["facets"]["kind"].values()) == answer["total"]
    # Other outlets are those of the whole collection.
    assert answer["facets_of_newest"] == {"outlet": SAMPLE_ROWS}


def test_the_front_page_counts_all_claims_of_whom_it_names() -> None:
    (named,) = claims.top_sources(Role.OUTLET, claims_in_all=everything().count())

    in_all = {
        row["key"]: Voice.objects.filter(
            source__key=row["key"], role=Role.OUTLET
        ).count()
        for row in named
    }
    assert [row["count"] for row in named] == sorted(in_all.values(), reverse=True)
    assert {row["key"]: row["count"] for row in named} == in_all

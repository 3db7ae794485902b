"""Does a reader's page cost what it shows, however large the collection is?

Statements, rows, buffers and bytes of every page over realistic claims, at two sizes. The
larger one is 40,000 and not 100,000, which would take minutes to fill: what reads all rows
reads four times as many, and is over the limits of growth at either size.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.scale_gates import (
    MOST_BUFFERS,
    MOST_ROWS,
    SLACK,
    Effort,
    PageCost,
    collection,
    effort_of,
    measure,
    misses,
)

SMALLER, LARGER = map(int, os.environ.get("SCALE_SIZES", "10000 40000").split())
pytestmark = [pytest.mark.scale, pytest.mark.django_db]


@pytest.fixture(scope="module")
def missed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[str]]:
    """Every limit that a page exceeds; found before the transaction of a test begins."""
    with django_db_blocker.unblock():
        smaller, _ = measure(SMALLER)
        larger, wrong = measure(LARGER)
        yield [*misses(larger, smaller), *wrong]
        connection.close()


def test_every_page_costs_what_it_shows(missed: list[str]) -> None:
    """One test, so that the collections are filled once."""
    assert not missed, "\n".join(missed)


@pytest.fixture(scope="module")
def whole_scan(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Effort]:
    with django_db_blocker.unblock(), collection(500):
        sql = "SELECT statement FROM articles_publication ORDER BY statement LIMIT %s"
        yield effort_of((sql, [50]))


def test_reading_everything_is_noticed(whole_scan: Effort) -> None:
    """The control: a statement without an index, explained over rows of the generator."""
    assert whole_scan.rows >= 500
    assert whole_scan.buffers > 0
    assert whole_scan.scanned == {"articles_publication"}


WITHIN = Effort("SELECT 1", 500, 300)
WHOLE = Effort("a", 1, 1, frozenset({"articles_publication"}))


@pytest.mark.parametrize(
    ("page", "cost", "words"),
    [
        ("home", PageCost(30_000, [WITHIN] * 10), []),
        ("home", PageCost(1, [WITHIN] * 11), ["11 statements, of 10"]),
        ("claims: deep", PageCost(30_600, [WITHIN]), ["31 kB, of 30"]),
        ("article: 400 marks", PageCost(150_600, [WITHIN]), ["151 kB, of 150"]),
        ("claim: 60 evidence", PageCost(1, [WITHIN] * 7), ["7 statements, of 6"]),
        ("sources", PageCost(1, [Effort("a", MOST_ROWS + 1, 1)]),
         ["10,002 rows, of 10,001: a"]),
        ("sources", PageCost(1, [Effort("a", 1, MOST_BUFFERS + 1)]),
         ["5,001 buffers, of 5,000: a"]),
        ("circles", PageCost(1, [WHOLE]), ["reads all publications: a"]),
    ],
)  # fmt: skip
def test_each_limit_is_one(page: str, cost: PageCost, words: list[str]) -> None:
    assert list(misses({page: cost}, {})) == [f"{page}: {each}" for each in words]


def test_growth_is_measured_against_the_smaller_collection() -> None:
    def cost(rows: int, buffers: int) -> dict[str, PageCost]:
        return {
            page: PageCost(1, [Effort("a", rows, buffers)])
            for page in ("home", "claims: rare word")
        }

    few, many = cost(40, 100), cost(1000, 2000)
    assert list(misses(cost(46 + SLACK, 115 + SLACK), few)) == []
    assert list(misses(cost(1150 + SLACK, 2300 + 1000), many)) == []
    assert list(misses(cost(47 + SLACK, 116 + SLACK), few)) == [
        "home: 40 rows grew to 107", "home: 100 buffers grew to 176",
    ]  # fmt: skip
    assert list(misses(cost(1151 + SLACK, 2301 + 1000), many)) == [
        "home: 1,000 rows grew to 1,211", "home: 2,000 buffers grew to 3,301",
    ]  # fmt: skip

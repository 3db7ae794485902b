"""Does the benchmark of readers' pages read the pages as they are?"""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from articles.models.choices import Stage
from benchmarks.scale.measure import Site, plan_of
from benchmarks.scale.operations import answer_list, inexact_parts, inspect_page
from benchmarks.scale.pages import Filters
from benchmarks.scale.peers import UnequalAnswersError, check_equal
from benchmarks.scale.plain_orm import list_claims
from tests.factories import bring_to, make_claim

pytestmark = pytest.mark.django_db
VERDICTS = Filters(verdict="supported")


@pytest.fixture
def site() -> Iterator[Site]:
    """The site with three published claims, one of them without a verdict."""
    for statement in ("The gate was shut.", "The river rose.", "The mill burned."):
        bring_to(make_claim(statement), Stage.PUBLISHED)
    # A connection that is in the midst of a test would be closed between two requests.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Site(get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("filters", [Filters(), VERDICTS, Filters(q="mill")])
def test_our_list_and_a_plain_one_answer_alike(site: Site, filters: Filters) -> None:
    ours = answer_list(site, filters)
    _, theirs = list_claims(filters, 1)

    check_equal("the list", ours, theirs, {"verdict"} if filters.verdict else ())
    assert ours.total


def test_a_list_with_another_filter_is_found_to_be_another(site: Site) -> None:
    ours = answer_list(site, Filters(q="mill"))
    _, theirs = list_claims(Filters(), 1)

    with pytest.raises(UnequalAnswersError, match="total 1 and 3"):
        check_equal("the list", ours, theirs)


def test_the_statements_of_a_page_are_seen_and_can_be_explained(site: Site) -> None:
    page = inspect_page(site, "/claims/")

    assert page["statements"] >= 1
    assert page["bytes"] > 1000
    assert page["buffers"] > 0
    assert inexact_parts(site, "/claims/") == []


def test_the_rows_that_a_scan_throws_away_are_rows_that_it_reads(site: Site) -> None:
    rows, _ = plan_of(
        ("SELECT * FROM articles_publication WHERE statement LIKE %s", ["%mill%"])
    )

    assert rows == 3

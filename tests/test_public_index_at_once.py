"""Does the index follow when several threads ask it while somebody withdraws?"""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from articles.models import Claim, Publication
from articles.queries.claim_lists import find_claims, ids_of_claims
from articles.queries.claim_selection import ClaimQuery
from tests.factories import make_user

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
CLAIMS = 12


def publish(number: int) -> None:
    user = make_user("ada")
    for at in range(number):
        claim = Claim.objects.create(statement=f"{at}", kind="event", recorded_by=user)
        Publication.objects.create(
            claim=claim, number=1, statement=claim.statement, kind="event",
            record={"key": claim.key}, published_at=NOON, published_by=user,
        )  # fmt: skip


def withdraw(publication: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT articles_supersede(%s::bigint[], %s::timestamptz[])",
            [[publication], [NOON]],
        )


def ask_until(ended: Event) -> list[tuple[int, int]]:
    """The totals and the rows of lists that were asked for one after the other."""
    seen = []
    try:
        while not ended.is_set():
            found = find_claims(ClaimQuery())
            seen.append((found.total, len(found.rows)))
    finally:
        connection.close()
    return seen


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_see_each_withdrawal_once_it_is_made() -> None:
    publish(CLAIMS)
    ended = Event()
    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask_until, ended) for _ in range(3)]
        try:
            for gone, publication in enumerate(ids_of_claims(ClaimQuery())[:8], 1):
                withdraw(publication)

                assert find_claims(ClaimQuery()).total == CLAIMS - gone
        finally:
            ended.set()
        totals = [total for each in asking for total, _ in each.result()]

    assert totals
    assert CLAIMS >= max(totals) >= min(totals) >= CLAIMS - 8
    for each in asking:
        of_thread = [total for total, _ in each.result()]
        assert of_thread == sorted(of_thread, reverse=True)
        # A row that was withdrawn since the count is not sent.
        assert all(rows <= total for total, rows in each.result())

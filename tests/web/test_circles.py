"""Are circles found by a worker, and shown only while readers may see each part of them?"""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import CircleSearch, Citation, Claim, Publication, Work
from articles.models.choices import Action, Stage
from articles.queries import circles
from articles.queries.graph import fetch_work_graph
from articles.rendering.page_store import memory
from articles.workflow import circle_search
from articles.workflow.circle_search import search_if_due
from tests.database_roles import as_owner
from tests.factories import (
    appearance_of,
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)
from tests.test_graph_query import circular, relate_works

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So much is published that no page searches itself."""
    monkeypatch.setattr(circles, "SMALL_ROWS", 0)


def publish_circle() -> Claim:
    """A published claim whose citation closes a circle of three works."""
    claim, _ = circular()
    make_evidence(claim, work=Work.objects.get(title="A report"))
    return bring_to(claim, Stage.PUBLISHED)


def shown(reader: Client, after: str = "") -> list[Any]:
    return list(reader.get(f"/circles.json{after}").json()["circles"])


def test_a_small_collection_is_searched_by_the_page_itself(reader: Client) -> None:
    publish_circle()

    (circle,) = shown(reader)
    assert len(circle["nodes"]) == 4
    assert not CircleSearch.objects.exists()


def test_of_a_large_one_a_page_shows_what_the_last_search_found(
    reader: Client, large: None
) -> None:
    publish_circle()
    assert shown(reader) == []
    assert "Nobody has searched yet." in reader.get("/circles/").text

    call_command("find_circles", verbosity=0)

    (circle,) = shown(reader)
    assert [node["name"] for node in circle["nodes"]].count("A report") == 1
    page = reader.get("/circles/").text
    assert "A report" in page
    assert " UTC, was searched;" in page


def withdraw(claim: Claim) -> None:
    take(Action.WITHDRAW, claim, make_user("dana", "Editors"), rationale="Wrong.")


def withdraw_by_hand(claim: Claim) -> None:
    """As nobody should, past the application."""
    with as_owner():
        Publication.objects.filter(claim=claim).update(superseded_at=timezone.now())


@pytest.mark.parametrize("way", [withdraw, withdraw_by_hand])
def test_a_circle_is_gone_with_the_citation_that_closed_it(
    way: Any, reader: Client, large: None
) -> None:
    claim = publish_circle()
    # The works stay known by another claim, so that only the citation goes.
    other = make_claim("Somebody reported it.")
    for title in ("A report", "A dispatch"):
        make_evidence(other, work=Work.objects.get(title=title))
    bring_to(other, Stage.PUBLISHED)
    circle_search.search_circles()
    assert len(shown(reader)) == 1

    way(claim)

    assert shown(reader) == []
    assert "A dispatch" not in reader.get("/circles/").text


def test_what_a_draft_cites_closes_no_circle_in_a_search(
    reader: Client, large: None
) -> None:
    claim, dispatch = circular()
    other = make_claim("Somebody reported it.")
    make_evidence(other, work=Work.objects.get(title="A report"))
    make_evidence(other, work=dispatch)
    bring_to(other, Stage.PUBLISHED)

    assert circle_search.search_circles().circles == []

    bring_to(claim, Stage.PUBLISHED)
    assert len(circle_search.search_circles().circles) == 1


def test_an_outlet_that_comes_back_to_itself_is_asked_for_its_outlet(
    reader: Client, large: None
) -> None:
    courier, gazette = make_source("The Courier"), make_source("The Gazette")
    first, last = make_work("First", outlet=courier), make_work("Last", outlet=courier)
    between = make_work("Between", outlet=gazette)
    relate_works(first, "derives_from", between)
    relate_works(between, "derives_from", last)
    claim = make_claim()
    for work in (first, between, last):
        make_evidence(claim, work=work)
    bring_to(claim, Stage.PUBLISHED)
    circle_search.search_circles()
    assert [each["kind"] for each in shown(reader)] == ["outlet"]

    Work.objects.filter(pk=last.pk).update(outlet=gazette)

    assert shown(reader) == []


def test_a_stored_circle_reads_as_one_that_was_just_found(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_circle()
    found = shown(reader)
    circle_search.search_circles()
    monkeypatch.setattr(circles, "SMALL_ROWS", 0)

    assert found
    assert shown(reader) == found


def test_pages_follow_each_other(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make_claim()
    for number in range(5):
        one, other = make_work(f"One {number}"), make_work(f"Other {number}")
        relate_works(one, "derives_from", other)
        relate_works(other, "derives_from", one)
        make_evidence(claim, work=one)
        make_evidence(claim, work=other)
    bring_to(claim, Stage.PUBLISHED)
    monkeypatch.setattr(circles, "PAGE_CIRCLES", 2)
    found: list[str] = []
    address, pages = "/circles.json", 0
    while address:
        answer = reader.get(address).json()
        found += [circle["nodes"][0]["name"] for circle in answer["circles"]]
        address, pages = answer["next"], pages + 1

    assert (pages, len(found)) == (3, 5)
    assert len(set(found)) == 5
    assert 'href="?after=2"' in reader.get("/circles/").text
    assert "Back to the first page" in reader.get("/circles/?after=2").text
    for odd in ("?after=x", "?after=-1", "?after=99999999999999"):
        assert len(shown(reader, odd)) == 2


def test_a_worker_searches_when_something_was_published(large: None) -> None:
    publish_circle()
    assert search_if_due()
    assert not search_if_due()  # nothing new, and no pause yet

    make_claim("A draft.")
    rest(hours=1)
    assert not search_if_due()  # nothing that readers see

    bring_to(Claim.objects.get(statement="A draft."), Stage.PUBLISHED)
    assert search_if_due()
    bring_to(make_claim("Published at once after."), Stage.PUBLISHED)
    assert not search_if_due()  # within the pause
    rest(hours=1)
    assert search_if_due()


def rest(hours: int) -> None:
    CircleSearch.objects.update(
        searched_at=timezone.now() - datetime.timedelta(hours=hours)
    )


def test_a_search_waits_longer_the_longer_it_takes(large: None) -> None:
    publish_circle()
    search_if_due()
    CircleSearch.objects.update(seconds=600, version="another")

    rest(hours=3)
    assert not search_if_due()
    rest(hours=4)
    assert search_if_due()


def leads_to_circles(client: Client, page: str) -> bool:
    head, _ = client.get(page).text.split("</header>", 1)
    return 'href="/circles/"' in head


def test_every_page_leads_to_the_circles_once_a_search_found_any(desk: Client) -> None:
    pages = ["/", "/claims/", "/method/", "/search/", reverse("desk")]
    claim = publish_circle()
    pages += [f"/claims/{claim.key}/", reverse("desk_claim", args=[claim.key])]
    before = [leads_to_circles(desk, page) for page in pages]

    assert search_if_due()
    found = [leads_to_circles(desk, page) for page in pages]
    withdraw(claim)
    rest(hours=1)
    assert search_if_due()
    gone = [leads_to_circles(desk, page) for page in pages[:-2]]

    assert not any(before)
    assert all(found)
    assert not any(gone)


@pytest.mark.django_db(transaction=True)
def test_kept_pages_lead_to_the_circles_as_soon_as_they_are_found() -> None:
    memory.clear()
    publish_circle()
    pages = ["/", "/method/"]
    before = [leads_to_circles(Client(), page) for page in pages]

    search_if_due()

    assert not any(before)
    assert all(leads_to_circles(Client(), page) for page in pages)


def test_a_page_of_circles_costs_the_same_however_many_claims_name_a_work(
    reader: Client, large: None, django_assert_max_num_queries: Any
) -> None:
    publish_circle()
    circle_search.search_circles()
    for number in range(5):
        other = make_claim(f"Claim {number}")
        make_evidence(other, work=Work.objects.get(title="A report"))
        bring_to(other, Stage.PUBLISHED)

    # One of them asks in which state the database is, which a kept page has asked already.
    with django_assert_max_num_queries(7):
        page = reader.get("/circles/").text

    assert "; and more" in page


def test_only_edges_on_which_a_circle_can_go_on_are_read() -> None:
    claim = publish_circle()
    Citation.objects.create(
        appearance=appearance_of(claim), work=make_work("Cited, no more"), position=1
    )

    known = fetch_work_graph()

    names = {Work.objects.get(pk=edge.target.number).title for edge in known.citing}
    assert "A report" in names
    assert "Cited, no more" not in names

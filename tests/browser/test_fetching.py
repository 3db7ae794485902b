"""An article comes in from its address, and the works that it cites are kept."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, FetchJob, Snapshot, User
from tests.browser.conftest import Site
from tests.conftest import Work
from tests.factories import (
    make_claim,
    make_evidence,
    make_fetch,
    make_snapshot,
    make_work,
)
from tests.servers import Server, article, http

# A worker starts as slowly as any program, on a busy machine more so.
PATIENCE = 40_000
Barriers = Callable[[Page], list[str]]


def give_address(page: Page, address: str) -> None:
    page.goto("/desk/import/")
    page.get_by_label("Or import from an address").fill(address)
    page.get_by_role("button", name="Read this text").click()


def confirm(page: Page) -> None:
    expect(page.get_by_label("Title")).to_have_value("The river rose")
    expect(page.get_by_label("Authors")).to_have_value("Vera Holm")
    expect(page.get_by_label("Outlet")).to_have_value("The Courier")
    expect(page.get_by_text("The wells of the town ran dry")).to_be_visible()
    page.get_by_label("Record names that are not known yet as new sources").check()
    page.get_by_role("button", name="Import this article").click()
    page.wait_for_url("**/desk/articles/**")


def test_an_article_is_imported_from_its_address(
    site: Site, server: Server, worker: Work
) -> None:
    server.answers["/story"] = article()
    page = site("ada")

    give_address(page, f"{server.address}/story")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The page is being fetched"
    )
    expect(page.get_by_role("status")).to_contain_text("It waits for its turn")
    worker(server)
    page.wait_for_url(
        "**/desk/import/*/", timeout=PATIENCE
    )  # by itself, once the page is there
    confirm(page)

    made = Article.objects.get()
    assert made.text.text.startswith("The river rose")
    assert made.work.address == f"{server.address}/story"
    assert Snapshot.objects.get().work == made.work
    assert server.paths() == ["/robots.txt", "/story"]


def test_an_article_is_imported_from_its_address_without_javascript(
    site: Site, server: Server, worker: Work
) -> None:
    page = site("ada", java_script_enabled=False)
    server.answers["/story"] = article()
    worker(server)

    give_address(page, f"{server.address}/story")
    started = time.monotonic()
    while "/fetches/" in page.url and time.monotonic() - started < PATIENCE / 1000:
        page.get_by_role("link", name="See how far it is").click()
        page.wait_for_timeout(300)
    confirm(page)

    assert Article.objects.get().work == Snapshot.objects.get().work


def test_who_is_kept_out_by_robots_uploads_the_page_instead(
    site: Site, server: Server, worker: Work, tmp_path: Path
) -> None:
    server.answers["/robots.txt"] = http(b"User-agent: *\nDisallow: /")
    saved = tmp_path / "saved.txt"
    saved.write_text("The gates were opened.\n\nThe wells ran dry.\n", encoding="utf-8")
    work = make_work(address=f"{server.address}/")
    claim = make_claim()
    make_evidence(claim, work=work)
    page = site("ada")
    worker(server)

    page.goto(f"/desk/claims/{claim.key}/")
    page.get_by_role("button", name="Keep a snapshot").click()
    expect(page.get_by_text("This page was not fetched")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_role("main")).to_contain_text("robots.txt asks programs not to")
    page.get_by_role("link", name="Upload a copy instead").click()
    page.get_by_label("A copy from your own disk").set_input_files(saved)
    page.get_by_role("button", name="Keep this copy").click()

    expect(page.get_by_text("The wells ran dry.")).to_be_visible()
    kept = Snapshot.objects.get()
    expect(page.get_by_text(kept.sha256)).to_be_visible()
    assert (kept.work, kept.way) == (work, "uploaded")
    page.goto(f"/desk/claims/{claim.key}/")
    expect(page.get_by_role("link", name="Kept copies")).to_be_visible()


def pages(ada: User) -> list[str]:
    """Every kind of page about fetches and copies, with long words on them."""
    work = make_work("A gauge reading", address=f"https://example.org/{'reading' * 30}")
    headers = [["X-Where", "a" * 300], ["Content-Type", "text/html"]]
    kept = make_snapshot(work=work, headers=headers, hops=["https://example.org/old"])
    scan = make_snapshot(b"%PDF", work=work, text="", text_problem="Only pictures.")
    waiting = make_fetch(work.address, requested_by=ada)
    ended: dict[str, Any] = {
        "requested_by": ada,
        "status": "failed",
        "ended_at": kept.at,
    }
    failed = make_fetch(error="The site broke off.", **ended)
    make_fetch(work.address, error="It took too long.", work=work, **ended)
    claim = make_claim()
    make_evidence(claim, work=work)
    make_evidence(claim, work=make_work("A letter", address="https://example.org/"))
    return [
        reverse("desk_import"),
        *(reverse("desk_fetch", args=[job.key]) for job in (waiting, failed)),
        reverse("desk_work", args=[work.key]),
        *(reverse("desk_snapshot", args=[each.key]) for each in (kept, scan)),
        reverse("desk_claim", args=[claim.key]),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_about_copies_has_a_barrier_or_scrolls_sideways(
    site: Site, barriers: Barriers, people: dict[str, User], scheme: str
) -> None:
    page = site("ada", color_scheme=scheme, viewport={"width": 390, "height": 800})

    for address in pages(people["ada"]):
        page.goto(address)
        assert barriers(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, address
    assert FetchJob.objects.count() == 3

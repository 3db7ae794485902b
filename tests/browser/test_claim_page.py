"""A claim's page in a real browser: side by side, and the list of sections in view."""

import pytest
from playwright.sync_api import Page

from articles.models import Claim
from articles.models.choices import Action
from tests.browser.conftest import Site
from tests.browser.test_accessibility import Barriers
from tests.factories import make_user, take
from tests.web.test_claim_page import ARABIC, GATES, OTHER, WILL, printed

WIDE, BETWEEN, PHONE = 1280, 900, 320
NAMES = "The wire that prints what everybody says, and says so every day of the year"


@pytest.fixture
def claim(people: object) -> Claim:
    made = printed(
        ("Wire", "2026-03-01", f"{GATES}, whatever the weather, and again at dawn"),
        (NAMES, "2026-03-02", ARABIC), ("Courier", "2026-03-05", WILL),
        ("Post", "2026-03", GATES), ("Observer", None, OTHER),
    )  # fmt: skip
    take(Action.SUBMIT, made, made.recorded_by)
    take(Action.PUBLISH_RECORD, made, make_user("cleo"))
    return made


def tops(page: Page) -> list[list[int]]:
    """For each appearance, at which heights its parts begin."""
    found: list[list[int]] = page.locator(".appearances > li").evaluate_all(
        "cards => cards.map(card => [...card.children].map("
        "part => Math.round(part.getBoundingClientRect().top + scrollY)))"
    )
    return found


@pytest.mark.parametrize(("width", "across"), [(WIDE, 3), (BETWEEN, 2), (PHONE, 1)])
def test_the_parts_of_appearances_beside_each_other_begin_at_one_height(
    claim: Claim, site: Site, width: int, across: int, barriers: Barriers
) -> None:
    page = site(viewport={"width": width, "height": 800})
    page.goto(claim.get_absolute_url())

    found = tops(page)

    assert [len(parts) for parts in found] == [5] * 5
    rows = [found[begin : begin + across] for begin in range(0, 5, across)]
    assert all(parts == row[0] for row in rows for parts in row)
    assert [row[0][0] for row in rows] == sorted({row[0][0] for row in rows})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []


@pytest.mark.parametrize("height", [600, 800, 1000])
def test_the_list_of_sections_stays_in_view(
    claim: Claim, site: Site, height: int
) -> None:
    page = site(viewport={"width": WIDE, "height": height}, java_script_enabled=False)
    page.goto(claim.get_absolute_url())

    for section in ("evidence", "appears", "history"):
        page.locator(".claim-contents").get_by_role(
            "link", name={"appears": "Where it appears"}.get(section, section.title())
        ).click()
        box = page.locator("#contents").bounding_box()
        last = page.locator(".claim-contents li").last.bounding_box()
        head = page.locator(f"#{section}").bounding_box()

        assert box
        assert last
        assert head
        assert box["y"] >= 0
        assert last["y"] + last["height"] <= height
        assert -1 <= head["y"] < height

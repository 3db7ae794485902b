"""What a reader sees of a source first, however many connections it has."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Source, SourceRelation
from articles.models.choices import Stage
from tests.browser.conftest import Site
from tests.factories import REFERENCE, make_claim, make_source


@pytest.fixture
def address(people: object) -> str:
    make_claim(stage=Stage.PUBLISHED)
    ministry = make_source("Ministry of Rivers")
    boards = Source.objects.bulk_create(
        Source(name=f"Water board {n}", kind="organisation", listed=True)
        for n in range(60)
    )
    SourceRelation.objects.bulk_create(
        SourceRelation(
            source=each, kind="part_of", target=ministry, reference=REFERENCE
        )
        for each in boards
    )
    return reverse("source", args=[ministry.key])


def test_who_it_is_and_how_its_claims_fared_are_seen_beside_its_connections(
    site: Site, address: str
) -> None:
    page = site(viewport={"width": 1280, "height": 900})
    page.goto(address)

    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Connections")).to_be_in_viewport()
    expect(page.locator(".fared table")).to_be_in_viewport(ratio=1)
    expect(page.locator(".claim-rows a").first).to_be_in_viewport()
    expect(page.locator(".to-relations")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_page_has_them_beneath_and_says_where(
    site: Site, address: str, width: int
) -> None:
    page = site(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto(address)
    heading = page.get_by_role("heading", name="Connections")
    expect(page.get_by_role("navigation", name="Part in")).to_be_in_viewport()
    expect(heading).not_to_be_in_viewport()

    page.get_by_role("link", name="Connections", exact=True).press("Enter")

    expect(heading).to_be_in_viewport()

"""An article with more claims than its margin holds, as it is read."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.dense_articles import make_dense_article

Barriers = Callable[[Page], list[str]]


@pytest.fixture
def address(people: object) -> str:
    return reverse("article", args=[make_dense_article(30).key])


@pytest.mark.parametrize("width", [1280, 390])
def test_no_passage_pushes_the_next_one_out_of_sight(
    site: Site, address: str, width: int
) -> None:
    page = site(viewport={"width": width, "height": 900})
    page.goto(address)

    row = page.locator(".row:has(.fold)").first
    box = row.locator(".text").bounding_box()
    following = row.locator("xpath=following-sibling::div[1]/p[1]").bounding_box()
    assert box
    assert following
    gap = following["y"] - box["y"] - box["height"]
    assert gap < (100 if width > 1000 else 260)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_opens_a_folded_note_beside_its_words(
    site: Site, address: str, scripts: bool
) -> None:
    page = site(viewport={"width": 1280, "height": 700}, java_script_enabled=scripts)
    page.goto(address)
    note = page.locator(".fold .note").last
    number = note.locator(".note-number").text_content()
    expect(note).not_to_be_visible()

    page.get_by_label(f"Note {number}", exact=True).first.focus()
    page.keyboard.press("Enter")

    expect(note.locator(".note-body")).to_be_in_viewport()
    expect(page.locator(f"#m{number}")).to_be_in_viewport()


def test_keys_lead_from_a_count_through_its_claims_and_back(
    site: Site, address: str
) -> None:
    page = site(viewport={"width": 1280, "height": 700}, java_script_enabled=False)
    page.goto(address)

    page.locator(".tally").get_by_role("link", name="Refuted").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?verdict=refuted")
    numbers = page.locator(".note-number").all_text_contents()
    assert len(numbers) > 2
    page.get_by_role("link", name="To the first").press("Enter")
    for number, following in zip(numbers, [*numbers[1:], ""], strict=True):
        expect(page.locator(f"#m{number}")).to_be_in_viewport()
        steps = page.locator(f".notes:has(#note-{number}) .note-steps")
        assert steps.get_by_text("Next claim").count() == bool(following)
        if following:
            steps.get_by_text("Next claim").press("Enter")
    steps.get_by_text("Back to the counts").press("Enter")
    expect(page.locator("#claims")).to_be_in_viewport()
    page.get_by_role("link", name="Show all claims").press("Enter")
    page.wait_for_url(f"**{address}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_way_of_reading_has_a_barrier_or_scrolls_sideways(
    site: Site, address: str, barriers: Barriers, scheme: str
) -> None:
    page = site(color_scheme=scheme, viewport={"width": 320, "height": 800})

    for asked in ("", "?verdict=refuted", "?verdict=not_checkable", "?view=text"):
        page.goto(address + asked)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_has_every_note_also_of_what_is_folded(site: Site, address: str) -> None:
    page = site()
    page.emulate_media(media="print")
    page.goto(address)

    for note in page.locator(".fold .note-body").all():
        expect(note).to_be_visible()
    expect(page.locator(".fold > summary").first).not_to_be_visible()
    page.goto(f"{address}?view=text")
    expect(page.get_by_role("heading", name="Notes")).to_have_count(0)

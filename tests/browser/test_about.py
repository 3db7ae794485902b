"""Can a reviewer say whom a claim is about, with the list that is offered while typing?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import About
from tests.browser.conftest import Site
from tests.factories import make_claim, make_source


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_source_is_chosen_and_another_recorded_as_new(
    site: Site, barriers: Callable[[Page], list[str]], scheme: str
) -> None:
    claim = make_claim()
    make_source("Velmar River Command")
    page = site("ada", color_scheme=scheme)
    page.goto(f"/desk/claims/{claim.key}/edit/")
    add = page.get_by_role("button", name="Add a person or body")
    names, roles = page.get_by_label("Whom it is about"), page.get_by_label("As")

    add.click()
    names.locator("visible=true").last.press_sequentially("velm")
    page.get_by_role("option", name="Velmar River Command").click()
    roles.locator("visible=true").last.select_option("Accused")
    add.click()
    names.locator("visible=true").last.press_sequentially("Delta Farmers")
    page.get_by_role("option", name="as a new source").click()
    roles.locator("visible=true").last.select_option("Victim")
    assert barriers(page) == []
    page.get_by_role("button", name="Save this claim").click()

    expect(page.get_by_text("About Velmar River Command")).to_be_visible()
    kept = About.objects.order_by("pk").values_list("source__name", "role")
    assert list(kept) == [
        ("Velmar River Command", "accused"), ("Delta Farmers", "victim"),
    ]  # fmt: skip

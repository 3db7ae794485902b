"""Does somebody with keys alone find what they look for, and do others without a script?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from articles.models import Source
from articles.models.choices import Stage
from tests.factories import make_claim, make_source

Site = Callable[..., Page]
LABEL = "Search claims, sources, articles"


@pytest.fixture
def ministry(people: object) -> Source:
    make_claim(stage=Stage.PUBLISHED)
    make_claim("The wells of the town ran dry.", Stage.PUBLISHED)
    return make_source("Ministry of Rivers")


def test_keys_go_through_the_suggestions_and_open_one(
    ministry: Source, site: Site, barriers: Callable[[Page], list[str]]
) -> None:
    page = site()
    page.goto("/method/")
    field = page.get_by_role("combobox", name=LABEL)
    options = page.get_by_role("option")

    field.press_sequentially("rive")
    expect(options).to_have_text(["Ministry of Rivers Organisation",
                                  "The river rose Article, Perrin Ford Courier"])  # fmt: skip
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    chosen = options.first.get_attribute("id")
    assert chosen
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    assert barriers(page) == []
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/sources/{ministry.key}/")


def test_escape_closes_the_suggestions_and_enter_on_none_searches(
    ministry: Source, site: Site
) -> None:
    page = site()
    page.goto("/")
    field = page.get_by_role("combobox", name=LABEL)

    field.press_sequentially("rive")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("rive")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=rive")
    expect(page.get_by_role("main")).to_contain_text("Ministry of Rivers")


def test_an_answer_to_what_is_typed_no_more_is_never_shown(
    ministry: Source, site: Site
) -> None:
    page = site()
    held: list[Route] = []
    page.route("**/search/suggest?q=wells", lambda route: held.append(route))
    page.goto("/method/")
    field = page.get_by_role("combobox", name=LABEL)

    with page.expect_request("**/search/suggest?q=wells"):
        field.press_sequentially("wells")
    field.fill("rive")
    expect(page.get_by_role("option").first).to_have_text(
        "Ministry of Rivers Organisation"
    )
    for route in held:
        route.fulfill(json={"options": [
            {"kind": "claim", "name": "Too late", "told": "Claim", "url": "/claims/"}
        ]})  # fmt: skip

    expect(page.get_by_role("option").first).to_have_text(
        "Ministry of Rivers Organisation"
    )


def test_a_search_needs_no_script(ministry: Source, site: Site) -> None:
    page = site(java_script_enabled=False)
    page.goto("/method/")

    page.get_by_label(LABEL).fill("minstry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=minstry")
    page.get_by_role("link", name="Ministry of Rivers").click()

    page.wait_for_url(f"**/sources/{ministry.key}/")

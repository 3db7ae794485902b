"""Words that were typed before the scripts had come are looked for once they are there."""

from playwright.sync_api import Page, Route, expect

from articles.models.choices import Stage
from tests.browser.conftest import Site
from tests.factories import make_article, make_claim, make_source

STATEMENT = "No gate was open in the night."


def open_and_type(page: Page, address: str, label: str, words: str) -> None:
    """Types while what asks for suggestions is still on its way."""
    waiting: list[Route] = []
    page.route("**/suggestions*.js", lambda route: waiting.append(route))
    page.goto(address, wait_until="commit")
    field = page.get_by_label(label, exact=True)
    field.click()
    field.press_sequentially(words)
    assert page.locator("desk-keys").is_hidden()

    page.wait_for_timeout(100)
    while waiting:
        waiting.pop().continue_()
        page.wait_for_timeout(100)
    expect(page.locator("desk-keys")).to_be_visible()


def test_another_claim(site: Site) -> None:
    claim = make_claim("The gates stood open.", Stage.PUBLISHED)
    make_claim(STATEMENT, Stage.PUBLISHED, quote="wells ran dry")
    page = site("ada")

    address = f"/desk/claims/{claim.key}/relations/"
    open_and_type(page, address, "The other claim", "no gate was")

    expect(page.get_by_text(STATEMENT)).to_be_visible()
    expect(page.get_by_role("button", name="It is this claim")).to_be_visible()


def test_another_source(site: Site) -> None:
    agency = make_source("The Agency", listed=True)
    make_source("The State", listed=True)
    page = site("ada")

    address = f"/desk/sources/{agency.key}/relations/"
    open_and_type(page, address, "The other source", "the stat")

    offered = page.get_by_role("listbox", name="Sources")
    expect(offered.get_by_role("option", name="The State")).to_be_visible()


def test_the_statement_of_a_claim(site: Site) -> None:
    make_claim(STATEMENT, Stage.PUBLISHED)
    article = make_article("Another flood", "Another flood\n\nIt rained for a week.")
    page = site("ada")

    address = f"/desk/articles/{article.key}/"
    open_and_type(page, address, "Statement", "No gate was open in")

    expect(page.get_by_role("button", name="It is this claim")).to_be_visible()

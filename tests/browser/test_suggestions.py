"""Accepting, changing and dismissing what is suggested: with keys, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Appearance, Article, Claim, DismissedSuggestion
from tests.browser.conftest import Site
from tests.browser.hands import drag_over
from tests.browser.test_accessibility import Barriers
from tests.factories import make_article, make_claim

TEXT = (
    "Marta Kell said that the wells of the town were dry.\n\n"
    "“Nobody warned us 🐟 of the flood,” said Jonas Wirth, a baker.\n\n"
    "The gates were opened at noon, according to the Ministry of Rivers."
)
WELLS = "the wells of the town were dry"
FLOOD = "Nobody warned us 🐟 of the flood,"
GATES = "The gates were opened at noon"


@pytest.fixture
def article(people: object) -> Article:
    return make_article("A river rose", TEXT)


def offered(page: Page) -> list[str]:
    return page.locator("[data-suggestion] .suggestion-words").all_inner_texts()


def current(page: Page) -> str:
    return page.locator(
        "[data-suggestion][data-current] .suggestion-words"
    ).inner_text()


def words_of(appearance: Appearance) -> list[str]:
    return [span.exact for span in appearance.spans.order_by("position")]


def test_suggestions_are_dismissed_and_accepted_with_the_keyboard(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    press = page.keyboard.press
    assert offered(page) == [WELLS, FLOOD, GATES]

    press("n")
    assert current(page) == WELLS
    press("n")
    press("x")
    expect(page.locator("[data-suggestion]")).to_have_count(2)
    assert current(page) == GATES
    press("p")
    assert current(page) == WELLS
    press("Enter")
    statement = page.get_by_label("Statement")
    expect(statement).to_be_focused()
    page.keyboard.type("The wells of the town held no water.")
    page.get_by_label("This is a new source").nth(1).focus()
    press("Space")
    press("Control+Enter")
    page.wait_for_url(re.compile(r"#appearance-"))

    appearance = Appearance.objects.get()
    assert words_of(appearance) == [WELLS]
    steps = appearance.chain.order_by("position")
    assert [(step.source.name, step.cue, step.mode) for step in steps] == [
        ("Tessa Aldering", "", ""), ("Marta Kell", "said", "indirect"),
    ]  # fmt: skip
    assert offered(page) == [GATES]
    assert DismissedSuggestion.objects.get().by.username == "ada"


def test_what_is_dismissed_stays_dismissed_until_somebody_offers_it_again(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.locator("[data-suggestion]")).to_have_count(2)
    page.reload()
    assert offered(page) == [FLOOD, GATES]

    ben = site("ben")
    ben.goto(f"/desk/articles/{article.key}/")
    assert offered(ben) == [FLOOD, GATES]
    ben.get_by_text("1 dismissed").click()
    ben.get_by_role("button", name="Offer again").click()
    ben.wait_for_url(re.compile("#suggestion-"))

    assert offered(ben) == [WELLS, FLOOD, GATES]
    assert current(ben) == WELLS


def test_a_dismissal_is_taken_back_at_once(site: Site, article: Article) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    page.get_by_role("button", name="Dismiss: Nobody").click()
    page.get_by_role("button", name="Offer it again").click()
    page.wait_for_url(re.compile("#suggestion-"))

    assert offered(page) == [WELLS, FLOOD, GATES]
    assert not DismissedSuggestion.objects.exists()


def test_a_suggestion_is_changed_before_it_is_saved(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    page.get_by_role("link", name="Use: The gates").click()
    page.wait_for_url("**#record-claim")
    drag_over(page, "gates were", "at noon")
    page.get_by_role("button", name="Use these words instead").click()
    page.get_by_label("Statement").fill("The gates stood open at noon.")
    page.get_by_label("This is a new source").nth(1).check()
    page.get_by_label("Cue words").nth(1).fill("according")
    page.get_by_role("button", name="Save this claim").click()
    page.wait_for_url(re.compile(r"#appearance-"))

    appearance = Appearance.objects.get()
    assert words_of(appearance) == ["gates were opened at noon"]
    assert appearance.chain.get(position=1).cue == "according"
    assert offered(page) == [WELLS, FLOOD]


def test_a_suggestion_whose_words_are_a_known_claim_becomes_one_more_appearance(
    site: Site, article: Article
) -> None:
    other = make_article("The day after", "The wells of the town were dry in March.")
    known = make_claim(
        "The wells of the town were dry.", article=other, quote="The wells of the town"
    )
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    page.get_by_role("link", name="Use: the wells").click()
    page.get_by_role("button", name="It is this claim").click()
    page.get_by_label("This is a new source").nth(1).check()
    page.get_by_role("button", name="Save this claim").click()
    page.wait_for_url(re.compile(r"#appearance-"))

    assert Claim.objects.get() == known
    assert known.appearances.count() == 2


def test_all_of_it_works_without_javascript(site: Site, article: Article) -> None:
    page = site("ada", java_script_enabled=False)
    page.goto(f"/desk/articles/{article.key}/")

    page.get_by_role("button", name="Dismiss: the wells").click()
    expect(page.locator("[data-suggestion]")).to_have_count(2)
    assert offered(page) == [FLOOD, GATES]
    assert page.url.endswith(
        page.locator("[data-suggestion]").first.get_attribute("id") or "nowhere"
    )
    page.get_by_role("link", name="Use: Nobody").click()
    expect(page.get_by_label("The words in the text")).to_have_value(FLOOD)
    page.get_by_label("Statement").fill("The people of the town were not warned.")
    page.get_by_label("This is a new source").nth(1).check()
    page.get_by_role("button", name="Save this claim").click()
    page.wait_for_url(re.compile(r"#appearance-"))

    assert words_of(Appearance.objects.get()) == [FLOOD]
    assert offered(page) == [GATES]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_suggestions_are_no_barrier(
    site: Site, article: Article, barriers: Barriers, width: int, scheme: str
) -> None:
    page = site("ada", viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"/desk/articles/{article.key}/")
    page.keyboard.press("n")
    page.keyboard.press("x")
    expect(page.locator("[data-suggestion]")).to_have_count(2)
    assert barriers(page) == []

    page.reload()
    page.get_by_text("1 dismissed").click()
    assert barriers(page) == []
    page.get_by_role("link", name="Use: The gates").click()
    page.wait_for_url("**#record-claim")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""Recording a claim with the keyboard alone, and with JavaScript off."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Appearance, Article, Claim
from tests.browser.conftest import Site
from tests.browser.hands import (
    PLACES,
    click_thrice,
    drag_between,
    drag_over,
    place_of,
    until_kept,
)
from tests.factories import make_article, make_claim

ARABIC = "عنوان المقال\n\nقال مدير الميناء 🚢 إن السفينة وصلت. ثم غادرت المدينة ليلًا."


@pytest.fixture
def article(people: object) -> Article:
    return make_article()


def recorded(page: Page) -> Appearance:
    page.wait_for_url(re.compile(r"#appearance-"))
    return Appearance.objects.order_by("-pk")[0]


def words_of(appearance: Appearance) -> list[str]:
    return [span.exact for span in appearance.spans.order_by("position")]


def test_a_claim_is_recorded_with_the_keyboard_alone(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    press = page.keyboard.press

    press("t")
    for _ in range(4):
        press("ArrowDown")
    press("Enter")
    page.keyboard.type("The wells of the town ran dry in March.")
    page.get_by_role("button", name="Add a step").focus()
    press("Enter")
    page.keyboard.type("Town spokesman")
    page.get_by_role("option", name="Town spokesman").wait_for()
    press("ArrowDown")
    press("Enter")
    press("u")
    press("Control+Enter")

    appearance = recorded(page)
    assert words_of(appearance) == [
        "The town’s wells ran dry 🐟 in March, a spokesman said on Saturday."
    ]
    chain = appearance.chain.order_by("position")
    assert [(step.source.name, step.source.kind) for step in chain] == [
        ("Tessa Aldering", "person"),
        ("Town spokesman", "unnamed"),
    ]


def test_offsets_count_code_points_after_an_emoji_and_in_arabic(
    site: Site, people: object
) -> None:
    article = make_article("عنوان المقال", ARABIC, language="ar")
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    drag_over(page, "السفينة", "المدينة")
    page.get_by_label("Statement").fill("The ship came and left at night.")
    page.get_by_role("button", name="Save this claim").click()

    span = recorded(page).spans.get()
    assert span.exact == "السفينة وصلت. ثم غادرت المدينة"
    assert ARABIC[span.start : span.end] == span.exact


def test_two_stretches_of_words_are_one_appearance(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    drag_over(page, "The gates were opened", "midnight")
    drag_over(page, "told so", "command")
    page.get_by_role("button", name="Add as one more span").click()
    page.get_by_label("Statement").fill("The command said the gates were opened early.")
    page.get_by_role("button", name="Save this claim").click()

    assert words_of(recorded(page)) == [
        "The gates were opened before midnight",
        "told so by the command",
    ]


# -- the mouse, at and beside the borders of a paragraph -------------------------------

SECOND = (
    "The gates were opened before midnight, according to the ministry, which was told so"
    " by the command."
)
LAST = "The town’s wells ran dry 🐟 in March, a spokesman said on Saturday."


def below(page: Page) -> dict[str, float]:
    """A point a little below the text, on the left, too far up for the page to scroll."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    box = page.locator("[data-part=text]").bounding_box()
    assert box
    return {"x": box["x"] + 5, "y": box["y"] + box["height"] + 30}


def quoted(page: Page) -> str:
    return page.locator("[name$=quote]").input_value()


@pytest.mark.parametrize("marked", [
    "",                                                # no mark at all
    "The gates were opened before midnight",           # at the beginning
    "midnight, according",                             # in the middle
    "by the command.",                                 # at the end
    SECOND,
])  # fmt: skip
@pytest.mark.parametrize("at", ["The gates", "which was told"])
def test_a_triple_click_takes_the_paragraph(
    site: Site, article: Article, marked: str, at: str
) -> None:
    if marked:
        make_claim(article=article, quote=marked)
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    click_thrice(page, at)

    assert quoted(page) == SECOND


def test_a_triple_click_takes_a_paragraph_with_many_marks(
    site: Site, article: Article
) -> None:
    for number, quote in enumerate(["The gates", "gates were", "ministry", "command."]):
        make_claim(f"Claim {number}.", article=article, quote=quote)
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    click_thrice(page, "The gates")

    assert quoted(page) == SECOND


def test_a_triple_click_takes_the_last_paragraph(site: Site, article: Article) -> None:
    make_claim(article=article, quote="ran dry")
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    click_thrice(page, "The town’s wells")

    assert quoted(page) == LAST


@pytest.mark.parametrize("marked", ["", "السفينة وصلت"])
def test_a_triple_click_takes_a_paragraph_from_right_to_left(
    site: Site, people: object, marked: str
) -> None:
    article = make_article("عنوان المقال", ARABIC, language="ar")
    if marked:
        make_claim(article=article, quote=marked)
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    click_thrice(page, "قال مدير")

    assert quoted(page) == ARABIC.split("\n\n")[1]


def test_the_numbers_of_notes_are_no_words(site: Site, article: Article) -> None:
    make_claim(article=article, quote="midnight, according")
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    drag_over(page, "The gates", "the ministry")

    assert (
        quoted(page)
        == "The gates were opened before midnight, according to the ministry"
    )
    assert page.evaluate("String(document.getSelection())") == quoted(page)


def test_a_drag_from_above_begins_with_the_text(site: Site, article: Article) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    _, end = page.evaluate(PLACES, ["The gates", "before midnight"])

    drag_between(page, place_of(page, ".desk-head h1"), end)

    start = article.text.text[: article.text.text.index(", according")]
    assert quoted(page) == start


def test_a_drag_that_ends_below_ends_with_the_text(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    end = below(page)
    begin, _ = page.evaluate(PLACES, ["in March", "in March"])

    drag_between(page, begin, end)

    assert quoted(page) == "in March, a spokesman said on Saturday."


def test_a_drag_from_below_reaches_back_into_the_text(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    begin = below(page)
    end, _ = page.evaluate(PLACES, ["in March", "in March"])

    drag_between(page, begin, end)

    assert quoted(page) == "in March, a spokesman said on Saturday."


def test_what_is_selected_beside_the_text_is_left_alone(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    begin = place_of(page, ".desk-head h1")

    drag_between(page, begin, {**begin, "x": begin["x"] + 80})
    assert page.evaluate("String(document.getSelection())")
    assert quoted(page) == ""
    page.keyboard.press("Control+a")
    page.wait_for_timeout(300)

    assert quoted(page) == ""
    expect(page.locator("[data-part=bar]")).to_be_hidden()


def test_a_span_that_is_dropped_stays_dropped(site: Site, article: Article) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    drag_over(page, "The gates were opened", "midnight")
    assert quoted(page)

    page.locator("[data-part=taken] button").first.click()
    page.wait_for_timeout(300)

    assert quoted(page) == ""


def test_a_claim_is_recorded_without_javascript(site: Site, article: Article) -> None:
    page = site("ada", java_script_enabled=False)
    page.goto(f"/desk/articles/{article.key}/")

    page.get_by_label("The words in the text").fill("the")
    page.get_by_label("Statement").fill("The ministry was told so by the command.")
    page.get_by_role("textbox", name="Who says it").nth(1).fill("Ministry of Rivers")
    page.get_by_role("button", name="Save this claim").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the one you mean")
    expect(page.get_by_role("alert")).to_contain_text("No source goes by the name")
    page.get_by_label("told so by [the]").check()
    page.get_by_label("This is a new source").nth(1).check()
    page.get_by_label("It is", exact=True).nth(1).select_option("Organisation")
    page.get_by_role("button", name="Save this claim").click()

    appearance = recorded(page)
    assert words_of(appearance) == ["the"]
    assert appearance.claim.statement == "The ministry was told so by the command."
    assert appearance.chain.count() == 2


def test_a_known_claim_gets_one_more_appearance(site: Site, article: Article) -> None:
    claim = make_claim("The town’s wells ran dry in March.", article=article)
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    drag_over(page, "The town’s wells", "in March")
    page.get_by_label("Statement").press_sequentially("the town's wells ran dry")
    page.get_by_role("button", name="It is this claim").click()
    page.get_by_role("button", name="Save this claim").click()

    assert recorded(page).claim == claim
    assert Claim.objects.count() == 1


def test_what_was_typed_survives_a_reload(site: Site, article: Article) -> None:
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")
    drag_over(page, "The gates were opened", "midnight")
    page.get_by_label("Statement").fill("The gates were opened early.")
    until_kept(page, "opened early")

    page.reload()

    expect(page.get_by_text("What you had typed here is back.")).to_be_visible()
    expect(page.get_by_label("Statement")).to_have_value("The gates were opened early.")
    page.get_by_role("button", name="Save this claim").click()
    assert words_of(recorded(page)) == ["The gates were opened before midnight"]


def test_two_people_see_each_others_texts(site: Site, article: Article) -> None:
    claim = make_claim(article=article)
    ada, ben = site("ada"), site("ben")
    for page in (ada, ben):
        page.goto(f"/desk/claims/{claim.key}/edit/")

    ada.get_by_label("Statement").fill("The gates were opened at eleven.")
    ada.get_by_role("button", name="Save this claim").click()
    ben.get_by_label("Statement").fill("The gates stood open at midnight.")
    ben.get_by_role("button", name="Save this claim").click()

    expect(
        ben.get_by_text("Somebody saved this while you were writing")
    ).to_be_visible()
    expect(ben.get_by_role("table")).to_contain_text("The gates were opened at eleven.")
    expect(ben.get_by_label("Statement")).to_have_value(
        "The gates stood open at midnight."
    )
    ben.get_by_role("button", name="Save this claim").click()
    ben.wait_for_url(f"**/desk/claims/{claim.key}/")
    claim.refresh_from_db()
    assert claim.statement == "The gates stood open at midnight."

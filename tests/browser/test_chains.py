"""A branched chain, two claims that bear on each other, a text coloured by its voices."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Appearance, Article, Claim, ClaimRelation
from articles.models.choices import SourceKind, Stage
from tests.browser.conftest import Site
from tests.browser.hands import drag_over
from tests.factories import bring_to, make_article, make_claim, make_source

PHONE = {"width": 390, "height": 844}
VOICES = ["Tessa Aldering", "Ministry of Rivers", "River Command", "officials"]


@pytest.fixture
def article(people: object) -> Article:
    return make_article()


def fill_chain(page: Page) -> None:
    """The ministry and the command together, who both pass on what officials say."""
    sources = page.get_by_role("combobox", name="Who says it")
    for number, name in enumerate(VOICES[1:], 1):
        page.get_by_role("button", name="Add a step").click()
        sources.nth(number).press_sequentially(name)
        page.get_by_role("option", name=name).first.click()
    page.get_by_label("Says it together with the step above").nth(2).check()
    page.locator("[name=chain-1-cue]").fill("told so by")
    page.get_by_text("When it was said, and doubts").nth(3).click()
    page.locator("[name=chain-3-said]").fill("on Saturday")
    page.locator("[name=chain-3-unclear]").check()


def test_a_branched_chain_is_recorded_and_drawn(site: Site, article: Article) -> None:
    for name in VOICES[1:3]:
        make_source(name, kind=SourceKind.ORGANISATION)
    make_source(VOICES[3], kind=SourceKind.UNNAMED, description="two who were there")
    page = site("ada")
    page.goto(f"/desk/articles/{article.key}/")

    drag_over(page, "The gates were opened", "midnight")
    page.get_by_label("Statement").fill("The gates were opened early.")
    fill_chain(page)
    expect(page.locator("[data-part=reads]")).to_have_text(
        "Tessa Aldering, quoting Ministry of Rivers and River Command, quoting officials"
    )
    page.get_by_role("button", name="Save this claim").click()
    page.wait_for_url(re.compile(r"#appearance-"))
    expect(page.get_by_text("was taken to mean 14 February 2026")).to_be_visible()

    made = Appearance.objects.latest("pk")
    steps = made.chain.order_by("position", "pk").values_list(
        "position", "source__name"
    )
    assert list(steps) == list(zip((0, 1, 1, 2), VOICES, strict=True))
    bring_to(made.claim, Stage.PUBLISHED)
    for width in ({"width": 1280, "height": 900}, PHONE):
        reader = site(java_script_enabled=False, viewport=width)
        reader.goto(made.claim.get_absolute_url())
        check_drawing(reader)


def check_drawing(reader: Page) -> None:
    """Every step stands in the drawing, inside the page, and in the list under it."""
    drawing = reader.get_by_role(
        "img", name="Who says so: Quoted through one other, broken"
    )
    for name in VOICES:
        words = drawing.locator("text", has_text=name)
        expect(words).to_be_visible()
        box = words.bounding_box()
        width = reader.viewport_size
        assert box
        assert width
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width["width"]
    for said in ("told so by", "on Saturday", "14 February 2026", "unclear"):
        expect(drawing).to_contain_text(said)
    # The two who say it together stand side by side, on lanes of their own.
    lanes = drawing.locator("circle").evaluate_all(
        "rings => rings.map((ring) => ring.getAttribute('cx'))"
    )
    assert lanes[1] != lanes[2]
    assert lanes[0] == lanes[1] == lanes[3]
    reader.get_by_text("Each voice, with links").click()
    for name in VOICES:
        expect(reader.locator(".chain").get_by_role("link", name=name)).to_be_visible()
    expect(reader.get_by_text("two who were there")).to_be_visible()


def test_two_claims_are_related_and_readers_see_it_from_both(
    site: Site, article: Article
) -> None:
    one = make_claim("The gates stood open.", Stage.PUBLISHED)
    other = make_claim("No gate was open.", Stage.PUBLISHED, quote="wells ran dry")
    page = site("ada")
    page.goto(f"/desk/claims/{one.key}/")

    page.keyboard.press("r")
    page.get_by_label("How they are related").select_option(
        "This claim contradicts the other one"
    )
    page.get_by_label("The other claim").press_sequentially("no gate was")
    page.get_by_role("button", name="It is this claim").click()
    page.get_by_role("button", name="Save this relation").click()
    page.wait_for_url(re.compile(r"#relations$"))

    assert list(ClaimRelation.objects.values_list("claim", "kind", "target")) == [
        (one.pk, "contradicts", other.pk)
    ]
    for seen, named in ((one, other), (other, one)):
        reader = site(viewport=PHONE)
        reader.goto(seen.get_absolute_url())
        group = reader.get_by_role("region", name="This claim contradicts")
        group.get_by_role("link", name=named.statement).click()
        reader.wait_for_url(f"**{named.get_absolute_url()}")
    remove_relation(page, one)


def remove_relation(page: Page, claim: Claim) -> None:
    page.get_by_text("Remove this relation").first.click()
    page.get_by_role("button", name="Remove this relation").click()
    expect(page.get_by_text("The log keeps what was recorded.")).to_be_visible()
    expect(page.get_by_text("Relation removed: contradicts")).to_be_visible()
    assert not ClaimRelation.objects.exists()


def test_a_relation_is_recorded_without_javascript(
    site: Site, article: Article
) -> None:
    one = make_claim("The gates stood open.")
    other = make_claim("A gate stood open.", quote="wells ran dry")
    page = site("ada", java_script_enabled=False)
    page.goto(f"/desk/claims/{one.key}/")

    page.get_by_role("link", name="Relate it to another claim").click()
    page.get_by_label("How they are related").select_option(
        "This claim is narrowed by the other one"
    )
    page.get_by_label("The other claim").fill(f"/claims/{other.key}/")
    page.get_by_role("button", name="Save this relation").click()

    page.wait_for_url(re.compile(r"#relations$"))
    assert list(ClaimRelation.objects.values_list("claim", "kind", "target")) == [
        (other.pk, "narrows", one.pk)
    ]


def test_a_text_is_coloured_by_its_voices_without_javascript(
    site: Site, article: Article
) -> None:
    make_claim(stage=Stage.PUBLISHED)
    make_claim("The wells ran dry.", Stage.PUBLISHED, quote="wells ran dry",
               chain=("Tessa Aldering",))  # fmt: skip
    reader = site(java_script_enabled=False, viewport=PHONE)
    reader.goto(article.get_absolute_url())

    reader.get_by_role("link", name="Colour the text by whose voice it is").click()

    expect(reader.get_by_text("of the text is in the author’s voice")).to_be_visible()
    looks = {
        words: reader.locator(".text .voice", has_text=words).evaluate(
            "run => [getComputedStyle(run).backgroundColor,"
            " getComputedStyle(run).textDecorationStyle]"
        )
        for words in ("The gates were opened before midnight", "wells ran dry")
    }
    (quoted, quoted_line), (author, author_line) = looks.values()
    assert quoted != author
    assert (quoted_line, author_line) == ("dashed", "solid")
    names = reader.get_by_role("list", name="Whose voices are in this paragraph")
    expect(names.first).to_contain_text("Ministry of Rivers")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

"""An edited article comes again: what changed, and settling it with one key each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Carry, Claim
from articles.models.choices import CarryState, Stage
from tests.browser.conftest import Site
from tests.browser.hands import press
from tests.factories import make_article, make_claim

ADDRESS = "https://courier.example/river"
GATES = "The gates were opened before midnight, the ministry said on Monday."
WELLS = "The town’s wells ran dry in March, a spokesman told the council."
PUMPS = "Nine pumps were sold to a farm upstream in the same week."
WARNED = "Nobody was warned in time."
LEFT = "Forty families left their houses that night."
OLD = [
    "The river rose",
    GATES,
    f"{WARNED} That is what the baker remembers, who stood at the bridge until two.",
    WELLS,
    f"{LEFT} The church took them in, as it has done after every flood.",
    f"{LEFT} So says the list that the school’s caretaker kept in a blue notebook.",
    PUMPS,
]
ALIKE = f"The town slept. {WARNED} So it was said."
NEW = [
    "The river rose",
    ALIKE,
    GATES,
    f"{LEFT} So says the list that the school’s caretaker kept in a blue notebook.",
    "A farm upstream bought pumps, nine or ten.",
    ALIKE,
]


def page_of(paragraphs: list[str]) -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs[1:])
    return (
        f'<!doctype html><html lang="en"><head><title>{paragraphs[0]}</title>'
        f'<link rel="canonical" href="{ADDRESS}"></head>'
        f"<body><article><h1>{paragraphs[0]}</h1>{body}</article></body></html>"
    )


@pytest.fixture
def article(people: object) -> Article:
    made = make_article(text="\n\n".join(OLD), address=ADDRESS)
    make_claim("The gates were opened in time.", Stage.PUBLISHED, quote=GATES)
    make_claim("Nobody was warned.", Stage.PUBLISHED, quote=WARNED)
    make_claim("Forty families left.", quote=LEFT)
    make_claim("The wells ran dry.", Stage.PUBLISHED, quote=WELLS)
    make_claim("Nine pumps were sold.", quote=PUMPS)
    return made


def read_again(page: Page) -> None:
    """The page from the same address, pasted, is offered as a newer version."""
    page.goto("/desk/import/")
    page.get_by_label("Paste the article").fill(page_of(NEW))
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Read this text").click()
    expect(page.get_by_role("main")).to_contain_text(
        "from this address is here already"
    )
    page.get_by_role("heading", level=1).click()
    press(page, "v")
    expect(page.get_by_role("heading", name="What is different?")).to_be_visible()


def take_in(page: Page) -> None:
    page.get_by_role("radio", name="Corrected by the outlet").check()
    page.get_by_label("The outlet's note, or yours").fill("A quotation was wrong.")
    page.get_by_label("Dated").fill("2026-03-01")
    page.get_by_role("button", name="Take in as version 2").click()
    page.wait_for_url("**/versions/2/")


def state(statement: str) -> tuple[str, str]:
    row = Carry.objects.get(appearance__claim__statement=statement)
    return row.state, row.by.username if row.by else ""


def key(page: Page, pressed: str, left: str) -> None:
    """One key, and what the page says of the rest."""
    press(page, pressed)
    expect(page.get_by_role("main")).to_contain_text(left)


def test_three_uncertain_claims_are_settled_with_a_key_each(
    site: Site, article: Article
) -> None:
    page = site("ada")
    read_again(page)
    main = page.get_by_role("main")
    expect(main.locator("del", has_text="The town’s wells ran dry")).to_be_visible()
    expect(main.locator(".forecast")).to_contain_text("3 Needs review")
    take_in(page)
    expect(main).to_contain_text("3 to settle")
    expect(main.get_by_role("heading", name="Place 2")).to_be_visible()

    key(page, "2", "2 to settle")
    key(page, "0", "1 to settle")
    key(page, "1", "Changed or gone, to be looked at")
    key(page, "c", "Every claim is settled in this version.")

    assert state("Nobody was warned.") == (CarryState.CHOSEN, "ada")
    assert state("Forty families left.") == (CarryState.GONE, "ada")
    assert state("Nine pumps were sold.") == (CarryState.CHOSEN, "ada")
    assert state("The wells ran dry.") == (CarryState.GONE, "ada")
    assert state("The gates were opened in time.") == (CarryState.EXACT, "")
    placed = Carry.objects.get(appearance__claim__statement="Nobody was warned.")
    text = placed.text_version.text
    assert placed.became
    assert placed.became.spans.get().start == text.rindex(WARNED)


def test_a_form_is_sent_by_its_keys_before_anything_has_the_focus(
    site: Site, article: Article
) -> None:
    page = site("ada")
    page.goto("/desk/import/")
    page.get_by_label("Paste the article").fill("\n\n".join(NEW))
    page.get_by_role("heading", level=1).click()
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Is this what the text says?"
    )

    # The button that the keys would press lies in what is closed.
    read_again(page)
    take_in(page)
    press(page, "Control+Enter")
    expect(page.get_by_text("It stands somewhere else")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_other_words_are_given_without_the_mouse(site: Site, article: Article) -> None:
    page = site("ada")
    read_again(page)
    take_in(page)

    press(page, "w")
    page.keyboard.type("The day after the flood")
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("is not in the new text")
    expect(page.get_by_role("alert")).not_to_contain_text("required")
    words = page.get_by_label("Other words of the new text")
    words.fill("The river rose")
    press(page, "Control+Enter")

    expect(page.get_by_role("main")).to_contain_text("2 to settle")
    placed = Carry.objects.get(state=CarryState.CHOSEN)
    assert placed.became
    assert placed.became.spans.get().exact == "The river rose"


def test_readers_see_what_changed_and_the_old_text_with_its_marks(
    site: Site, article: Article
) -> None:
    page, reader = site("ada"), site()
    read_again(page)
    take_in(page)
    address = f"/articles/{article.key}/"

    reader.goto(address)
    main = reader.get_by_role("main")
    expect(main).to_contain_text("Corrected by the outlet, 1 March 2026")
    expect(main).to_contain_text("A quotation was wrong.")
    expect(main.locator("mark")).to_have_count(1)
    reader.get_by_text("2 claims were recorded in an earlier version").click()
    expect(main).to_contain_text("Not yet looked at in this version")
    key(page, "2", "2 to settle")
    press(page, "c")
    expect(page.get_by_text("Checked: 1.")).to_be_visible()
    reader.reload()
    expect(main.locator("mark")).to_have_count(2)
    reader.get_by_text("1 claim was recorded in an earlier version").click()
    expect(main).to_contain_text("No longer in the text since version 2")
    reader.get_by_role("link", name="What changed from version 1").click()
    expect(main.locator("del", has_text="wells ran dry")).to_be_visible()
    reader.get_by_role("link", name="version 1", exact=True).click()
    expect(main).to_contain_text("This is version 1 of the text, as it stood once.")
    expect(main.locator("mark")).to_have_count(3)
    claim = Claim.objects.get(statement="The wells ran dry.")
    reader.goto(f"/claims/{claim.key}/")
    expect(main).to_contain_text("version 2 of the article does not say this")


def test_settling_works_without_javascript(site: Site, article: Article) -> None:
    page = site("ada", java_script_enabled=False)
    page.goto(f"/desk/articles/{article.key}/text/")
    page.get_by_label("The text as it is now").fill("\n\n".join(NEW))
    page.get_by_role("button", name="Compare with version 1").click()
    page.get_by_role("button", name="Take in as version 2").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why there is a new version.")
    take_in(page)

    page.get_by_role("button", name="No longer in the text").click()
    page.get_by_text("It stands somewhere else").click()
    page.get_by_label("Other words of the new text").fill("The town slept.")
    page.get_by_role("button", name="These words say it").click()
    expect(page.get_by_role("alert")).to_contain_text("stands in 2 places")
    page.get_by_label("Other words of the new text").fill("The river rose")
    page.get_by_role("button", name="These words say it").click()

    expect(page.get_by_role("main")).to_contain_text("1 to settle")
    chosen = Carry.objects.get(state=CarryState.CHOSEN)
    assert chosen.became
    assert chosen.became.spans.get().exact == "The river rose"


def test_two_who_settle_at_once_see_both(site: Site, article: Article) -> None:
    ada, ben = site("ada"), site("ben")
    read_again(ada)
    take_in(ada)
    ben.goto(ada.url)

    key(ada, "1", "2 to settle")
    press(ben, "0")

    main = ben.get_by_role("main")
    expect(main).to_contain_text("Somebody saved this while you were writing")
    expect(main).to_contain_text(f"Placed by a reviewer: Place 1: {WARNED} (Ada)")
    assert state("Nobody was warned.") == (CarryState.CHOSEN, "ada")
    press(ben, "0")
    expect(main).to_contain_text("2 to settle")
    expect(ben.get_by_text("Noted: no longer in the text.")).to_be_visible()
    assert state("Nobody was warned.") == (CarryState.GONE, "ben")


def test_no_page_about_versions_has_a_barrier(
    site: Site, article: Article, barriers: Callable[[Page], list[str]]
) -> None:
    page = site("ada", viewport={"width": 390, "height": 800})
    read_again(page)
    assert barriers(page) == []
    take_in(page)
    desk, public = f"/desk/articles/{article.key}/", f"/articles/{article.key}/"

    for address in (
        desk, f"{desk}text/", f"{desk}versions/2/", f"{desk}versions/1/text/", "/desk/",
        public, f"{public}versions/1/", f"{public}versions/2/changes/",
        f"{public}versions/2/changes/?show=all",
    ):  # fmt: skip
        page.goto(address)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address

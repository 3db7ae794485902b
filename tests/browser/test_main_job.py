"""From an article's text to a published claim that a reader finds by its source."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Claim, Decision, TextVersion
from tests.browser.conftest import Site
from tests.browser.hands import drag_over, press
from tests.pages import PAGES, TITLE
from tests.seeds import seed_path

STATEMENT = "Iraqi forces took back the al-Waleed crossing on the Syrian border."


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The first seed with a line more, so that no annotation file fits its text."""
    text = seed_path("000_04087b140b74af02.txt").read_text(encoding="utf-8")
    path = tmp_path / "article.txt"
    path.write_text(f"{text}\n\nSaved from the site in 2026.\n", encoding="utf-8")
    return path


def upload(page: Page, path: Path) -> None:
    page.goto("/desk/import/")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Read this text").click()
    expect(page.get_by_label("Title")).to_have_value(
        "More Evidence of US Support for ISIS"
    )
    expect(page.get_by_label("Authors")).to_have_value("Stephen Lendman")
    expect(page.get_by_label("Outlet")).to_have_value("Information Clearing House")
    expect(page.get_by_label("Published")).to_have_value("2017-06-20")
    page.get_by_role("button", name="Import this article").click()
    expect(page.get_by_role("alert")).to_contain_text("is not known yet")
    page.get_by_label("Record names that are not known yet as new sources").check()
    page.get_by_role("button", name="Import this article").click()
    page.wait_for_url("**/desk/articles/**")


def record(page: Page) -> None:
    drag_over(page, "Iraqi forces regained control", "Syrian/Iraqi/Jordanian triangle")
    page.get_by_label("Statement").fill(STATEMENT)
    expect(page.get_by_role("combobox", name="Who says it").first).to_have_value(
        "Stephen Lendman"
    )
    page.get_by_role("button", name="Add a step").click()
    page.get_by_role("combobox", name="Who says it").nth(1).press_sequentially(
        "Al-Manar TV"
    )
    page.get_by_role("option", name="Al-Manar TV").click()
    page.locator("[name=chain-1-new_kind]").select_option("Outlet")
    page.locator("[name=chain-1-cue]").fill("according to")
    page.get_by_role("button", name="Save this claim").click()
    page.wait_for_url(re.compile(r"#appearance-"))


def bring_evidence(page: Page) -> None:
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Title of the work").fill("Iraqi forces capture crossing")
    page.get_by_label("It is a", exact=True).select_option("Article")
    page.get_by_label("Published by").fill("Reuters")
    page.get_by_label("Record this publisher as a new source").check()
    page.get_by_label("Published on").fill("2017-06-17")
    page.get_by_label("The question that it answers").fill("Who took the crossing?")
    page.get_by_role("combobox", name="What it does to the claim").select_option(
        "Supports"
    )
    page.get_by_role("button", name="Save this evidence").click()
    expect(page.get_by_text("Evidence added.")).to_be_visible()


def take_step(page: Page, words: str, *, reason: str = "") -> None:
    page.get_by_role("link", name=words).click()
    if reason:
        page.get_by_label("Why", exact=True).fill(reason)
    page.get_by_role("button", name=words).click()
    expect(page.get_by_text(f"Done: {words}")).to_be_visible()


def test_a_seed_goes_from_upload_to_a_reader_who_filters_by_source(
    site: Site, seed: Path
) -> None:
    ada, ben, cleo, reader = site("ada"), site("ben"), site("cleo"), site()

    upload(ada, seed)
    record(ada)
    claim = Claim.objects.get()
    ada.goto(f"/desk/claims/{claim.key}/")
    take_step(ada, "Mark as ready for a verdict")
    ben.goto(f"/desk/claims/{claim.key}/")
    bring_evidence(ben)
    ben.get_by_role("link", name="Give the first verdict").click()
    ben.get_by_role("radio", name="Supported").check()
    ben.get_by_role("checkbox", name="Iraqi forces capture crossing").check()
    ben.get_by_label("Why", exact=True).fill(
        "Reuters reports it, from an Iraqi statement."
    )
    ben.get_by_role("button", name="Give the first verdict").click()
    expect(ben.get_by_text("Done: Give the first verdict")).to_be_visible()
    expect(ben.get_by_role("link", name="Confirm this verdict")).to_have_count(0)
    reader.goto("/claims/")
    expect(reader.get_by_text(STATEMENT)).to_have_count(0)
    cleo.goto(f"/desk/claims/{claim.key}/")
    take_step(cleo, "Confirm this verdict")
    take_step(cleo, "Publish this decision")

    reader.goto("/claims/")
    reader.get_by_role("link", name=re.compile("^Al-Manar TV")).first.click()
    reader.get_by_role("link", name=STATEMENT).click()

    expect(reader.get_by_role("heading", level=1)).to_have_text(
        f"Al-Manar TV: {STATEMENT}"
    )
    main = reader.get_by_role("main")
    expect(main).to_contain_text("Supported")
    expect(main).to_contain_text("according to")
    expect(main).to_contain_text("Reuters")
    chain = claim.appearances.get().chain.order_by("position")
    assert [step.source.name for step in chain] == ["Stephen Lendman", "Al-Manar TV"]
    assert TextVersion.objects.get().text.count("Saved from the site") == 1
    assert Decision.objects.filter(claim=claim).count() == 4


def test_the_key_that_saves_works_wherever_the_reviewer_is_but_in_another_form(
    site: Site,
) -> None:
    page = site("ada")
    page.goto("/desk/import/")
    page.get_by_label("Paste the article").fill(
        "The gates\n\nThey were opened at night."
    )
    page.keyboard.press("Control+Enter")
    expect(
        page.get_by_role("heading", name="Is this what the text says?")
    ).to_be_visible()

    page.get_by_label("Search claims").focus()
    press(page, "Control+Enter")
    assert page.get_by_role("button", name="Import this article").is_visible()
    page.locator("h1").click()
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/desk/articles/**")


def test_the_same_file_twice_is_recognised(site: Site, seed: Path) -> None:
    page = site("ada")
    upload(page, seed)

    page.goto("/desk/import/")
    page.get_by_label("Or choose a file").set_input_files(seed)
    page.get_by_role("button", name="Read this text").click()

    expect(page.get_by_role("main")).to_contain_text("is here already")
    assert TextVersion.objects.count() == 1


def test_what_an_annotation_file_knows_attaches_on_upload(site: Site) -> None:
    page = site("ada")
    page.goto("/desk/import/")
    page.get_by_label("Or choose a file").set_input_files(
        seed_path("000_04087b140b74af02.txt")
    )
    page.get_by_role("button", name="Read this text").click()
    expect(page.get_by_role("main")).to_contain_text("26 claims will be attached")
    page.get_by_role("button", name="Import this article").click()
    page.wait_for_url("**/desk/articles/**")

    assert Claim.objects.count() == 26
    expect(page.locator("[data-note]")).to_have_count(26)


def test_what_was_left_out_of_a_page_is_taken_in_by_keyboard(
    site: Site, tmp_path: Path, barriers: Callable[[Page], list[str]]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGES["paywall"].source, encoding="utf-8")
    page = site("ada")
    page.goto("/desk/import/")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Read this text").click()
    box = page.get_by_role("checkbox", name="Take in").first
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(box).to_be_hidden()

    press(page, "l")
    expect(box).to_be_focused()
    assert barriers(page) == []
    page.keyboard.press("Space")
    page.get_by_label("Outlet").fill("")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/articles/**")

    text = TextVersion.objects.get().text
    assert text.startswith(f"The Tarnwick Bell\n\n{TITLE}")


def test_without_script_a_block_is_taken_in(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGES["paywall"].source, encoding="utf-8")
    page = site("ada", java_script_enabled=False)
    page.goto("/desk/import/")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Read this text").click()

    page.get_by_text("Left out:").first.click()
    page.get_by_role("checkbox", name="Take in").first.check()
    page.get_by_label("Outlet").fill("")
    page.get_by_role("button", name="Import this article").click()
    page.wait_for_url("**/desk/articles/**")

    assert TextVersion.objects.get().text.startswith("The Tarnwick Bell\n\n")

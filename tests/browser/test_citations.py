"""Does the cited work say so? Checked on the desk, published, seen by a reader."""

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from articles.models import Citation, Claim, Source
from articles.models.choices import Action, Stage
from tests.browser import hands
from tests.browser.conftest import Site
from tests.browser.test_accessibility import Barriers
from tests.factories import bring_to, make_claim, make_user, make_work, take
from tests.test_citation_checks import cited
from tests.web.test_citation_pages import quotation

PASSAGE = "The gates may have been opened before midnight, the keeper said."
REPORT = f"A report\n\nIt rained that day. {PASSAGE} Nobody was hurt. It ended."


@pytest.fixture
def claim(people: object) -> Claim:
    """Published with a verdict, its citation not yet compared."""
    made = make_claim()
    cited(made, work=make_work("The keeper’s report"))
    return bring_to(made, Stage.PUBLISHED)


def publish(page: Page, claim: Claim) -> None:
    page.goto(f"/desk/claims/{claim.key}/")
    page.get_by_role("link", name="Publish what was added").click()
    page.get_by_role("button", name="Publish what was added").click()
    expect(page.get_by_text("Done: Publish what was added")).to_be_visible()


def test_a_citation_is_checked_with_the_keyboard_and_a_reader_sees_the_difference(
    site: Site, claim: Claim, barriers: Barriers
) -> None:
    desk, reader = site("ben"), site()
    press = partial(hands.press, desk)
    press("c")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Citations to check 1")
    assert barriers(desk) == []

    press("n")
    desk.wait_for_url(re.compile(r"/desk/citations/\w+/1/"))
    press("p")
    desk.keyboard.type(PASSAGE)
    desk.get_by_role("button", name="Compare word by word").click()
    difference = desk.locator(".difference")
    expect(difference.locator("del", has_text="may have been")).to_be_visible()
    expect(difference.locator("ins", has_text="were")).to_be_visible()
    expect(difference).to_contain_text("hedge left out: “may”")
    # One below the other: what it looks like, why, and what that is worth.
    likeness = desk.get_by_role("note")
    expect(likeness).to_contain_text("It looks like Altered")
    expect(likeness).to_have_css("display", "block")
    expect(desk.get_by_role("radio", name="Not yet checked")).to_be_checked()
    assert barriers(desk) == []
    assert Citation.objects.get().fidelity == ""

    press("3")
    expect(desk.get_by_role("radio", name="Altered")).to_be_checked()
    press("Control+Enter")
    expect(desk.get_by_text("Saved: Altered.")).to_be_visible()
    reader.goto(f"/claims/{claim.key}/")
    expect(reader.get_by_role("main")).to_contain_text("Not yet checked")

    publish(desk, claim)

    reader.goto(f"/claims/{claim.key}/")
    shown = reader.locator(".citations")
    expect(shown).to_contain_text("Altered")
    expect(shown).to_contain_text("Compared by Ben")
    expect(shown.locator("del", has_text="may have been")).to_be_visible()
    assert barriers(reader) == []


def test_without_scripts_the_passage_is_found_in_a_text_and_checked(
    site: Site, claim: Claim
) -> None:
    desk = site("ben", java_script_enabled=False)
    desk.goto("/desk/citations/")
    desk.get_by_role("link", name="The keeper’s report").click()

    desk.get_by_text("Find the passage in a longer text").click()
    desk.get_by_label("The whole text of the source").fill(REPORT)
    desk.get_by_role("button", name="Find the passage in it").click()
    desk.get_by_role("button", name="Take this passage").click()
    expect(desk.get_by_label("The passage there")).to_have_value(PASSAGE)
    expect(desk.locator(".difference")).to_contain_text("hedge left out")
    desk.get_by_role("radio", name="Altered").check()
    desk.get_by_label("Note").fill("The keeper was not sure.")
    desk.get_by_role("button", name="Save this check").click()

    expect(desk.get_by_text("Saved: Altered.")).to_be_visible()
    checked = Citation.objects.get()
    assert (checked.passage, checked.fidelity) == (PASSAGE, "altered")
    assert checked.checked_by == make_user("ben")


ARABIC = "قد تكون البوابات فُتحت قبل منتصف الليل."


@pytest.mark.parametrize("scripts", [True, False])
def test_a_passage_in_another_language_is_translated_and_compared(
    site: Site, people: object, barriers: Barriers, *, scripts: bool
) -> None:
    made = make_claim()
    cited(made, work=make_work("بيان", language="ar"))
    bring_to(made, Stage.PUBLISHED)
    desk, reader = site("ben", java_script_enabled=scripts), site()
    desk.goto("/desk/citations/")
    desk.get_by_role("link", name="بيان").click()

    desk.get_by_label("The passage there").fill(ARABIC)
    desk.get_by_label("The passage, translated").fill(PASSAGE)
    desk.get_by_role("button", name="Compare word by word").click()
    expect(desk.locator(".difference")).to_contain_text("hedge left out: “may”")
    expect(desk.get_by_label("The passage there")).to_have_value(ARABIC)
    expect(desk.get_by_label("The passage, translated")).to_have_value(PASSAGE)
    assert not scripts or barriers(desk) == []
    desk.get_by_role("radio", name="Altered").check()
    desk.get_by_role("button", name="Save this check").click()
    expect(desk.get_by_text("Saved: Altered.")).to_be_visible()
    publish(desk, made)

    reader.goto(f"/claims/{made.key}/")
    shown = reader.locator(".citations")
    expect(shown).to_contain_text("Translated into English by the reviewer Ben")
    expect(shown.get_by_text(ARABIC)).to_have_css("direction", "rtl")
    expect(shown.locator("del", has_text="may have been")).to_be_visible()
    assert barriers(reader) == []


def test_a_reader_goes_from_the_counts_of_a_source_to_its_claims(
    site: Site, people: object
) -> None:
    made = make_claim()
    cited(made, passage=PASSAGE, fidelity="altered")
    bring_to(made, Stage.PUBLISHED)
    reader = site()
    source = Source.objects.get(name="Gauge Office")

    reader.goto(f"/sources/{source.key}/?role=cited")
    reader.get_by_role("table").get_by_role("link", name="Altered").click()

    expect(reader.get_by_role("main")).to_contain_text(made.statement)
    expect(reader.get_by_role("main")).to_contain_text(
        "Does the cited work say so? Altered"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_sees_how_a_quotation_changed(
    site: Site, people: object, barriers: Barriers, scheme: str
) -> None:
    claim = quotation()
    take(Action.SUBMIT, claim, claim.recorded_by)
    take(Action.PUBLISH_RECORD, claim, make_user("cleo"))
    reader = site(color_scheme=scheme)

    reader.goto(f"/claims/{claim.key}/")

    places = reader.locator(".appearance")
    expect(places).to_have_count(2)
    expect(places.nth(0)).to_contain_text("First known wording of Ministry of Rivers.")
    expect(places.nth(1).locator(".diff del")).to_contain_text("the first has: may")
    expect(places.nth(1).locator(".diff ins")).to_contain_text("this one has: will")
    assert barriers(reader) == []

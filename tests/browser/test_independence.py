"""A relation changes what readers are told of a claim; the gate, and how it is passed."""

import re

from playwright.sync_api import Page, expect

from articles.models import Claim, Decision, Evidence
from articles.models.choices import Stage
from tests.browser.conftest import Site
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)


def agency_claim(stage: Stage) -> Claim:
    """What the ministry says, with a page of the agency as the only evidence."""
    claim = make_claim()
    make_source("The State", listed=True)
    agency = make_source("The Agency", listed=True)
    make_evidence(claim, work=make_work("A page", outlet=agency))
    return bring_to(claim, stage)


def tell(page: Page, of: str, kind: str, other: str) -> None:
    """On the source's own page at the desk, with the name typed and chosen."""
    page.goto(f"/desk/sources/{make_source(of).key}/")
    page.get_by_role("link", name="Add a relation").click()
    page.get_by_label(of, exact=True).select_option(kind)
    page.get_by_role("combobox", name="The other source").press_sequentially(other)
    offered = page.get_by_role("listbox", name="Sources")
    offered.get_by_role("option", name=other).first.click()
    page.get_by_label("Where it says so").fill("https://register.example/agency")
    page.get_by_role("button", name="Save this relation").click()
    page.wait_for_url(re.compile(r"#relation-"))
    expect(page.get_by_text("Recorded: ")).to_be_visible()


def test_a_relation_is_added_and_readers_see_another_panel(site: Site) -> None:
    claim = agency_claim(Stage.PUBLISHED)
    ada, reader = site("ada"), site()
    reader.goto(claim.get_absolute_url())
    panel = reader.get_by_role("region", name="How independent the evidence is")
    expect(panel).to_contain_text("1 with no known connection")

    tell(ada, "The Agency", "is the state agency of", "The State")
    tell(ada, "The State", "has as a part", "Ministry of Rivers")

    reader.reload()
    expect(panel).to_contain_text("1 connected with those who speak")
    expect(panel).to_contain_text(
        "“A page” was published by The Agency, the state agency of The State, of which"
        " Ministry of Rivers is part."
    )
    expect(panel.get_by_role("img")).to_be_visible()
    ada.goto("/desk/")
    ada.get_by_role("link", name="Look again").first.click()
    expect(ada.get_by_text("“A page” is now connected")).to_be_visible()
    ada.get_by_role("button", name="I have looked: it stands").click()
    expect(ada.get_by_text("Nothing has changed under a decision.")).to_be_visible()
    assert Claim.objects.get().verdict == "supported"


def test_a_relation_between_works_is_told_by_keyboard_and_readers_see_another_panel(
    site: Site,
) -> None:
    claim = agency_claim(Stage.PUBLISHED)
    ministry = make_source("Ministry of Rivers", listed=True)
    other = make_claim("Somebody wrote of it.")  # so that readers know the dispatch
    make_evidence(other, work=make_work("The dispatch", outlet=ministry))
    bring_to(other, Stage.PUBLISHED)
    ada, reader = site("ada"), site()
    reader.goto(claim.get_absolute_url())
    panel = reader.get_by_role("region", name="How independent the evidence is")
    expect(panel).to_contain_text("1 with no known connection")

    ada.goto(f"/desk/claims/{claim.key}/")
    ada.get_by_role("link", name="Relations of this work A page").press("Enter")
    ada.get_by_role("link", name="Add a relation").press("Enter")
    ada.get_by_label("A page", exact=True).select_option("republishes")
    ada.get_by_role("combobox", name="The other work").press_sequentially("dispa")
    offered = ada.get_by_role("listbox", name="Works")
    expect(offered.get_by_role("option")).to_have_count(2)  # it, or a new one
    for key in ("ArrowDown", "Enter"):
        ada.keyboard.press(key)
    expect(ada.get_by_text("Known work: ")).to_be_visible()
    expect(ada.get_by_label("This is a new work")).to_be_hidden()
    ada.get_by_label("Or how you know it").fill("Word for word.")
    ada.keyboard.press("Control+Enter")
    ada.wait_for_url(re.compile(r"#relation-"))
    expect(
        ada.get_by_text("Recorded: “A page” republishes “The dispatch”.")
    ).to_be_visible()

    reader.reload()
    expect(panel).to_contain_text("1 connected with those who speak")
    expect(panel).to_contain_text(
        "“A page” republishes “The dispatch”, published by Ministry of Rivers."
    )
    ada.goto("/desk/look-again/")
    expect(ada.get_by_text("“A page” is now connected")).to_be_visible()


def test_without_scripts_a_new_work_is_recorded_with_its_relation(site: Site) -> None:
    work = make_work("A page")
    page = site("ada", java_script_enabled=False)

    page.goto(f"/desk/works/{work.key}/relations/")
    page.get_by_label("A page", exact=True).select_option("is republished by")
    page.get_by_label("The other work").fill("A reprint")
    reference = page.get_by_label("Where it says so")
    reference.fill("https://reprint.example/1")
    reference.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No work has this title")
    page.get_by_label("This is a new work").check()
    page.get_by_label("It is a", exact=True).select_option("Article")
    reference.press("Enter")

    expect(
        page.get_by_text("Recorded: “A reprint” republishes “A page”.")
    ).to_be_visible()
    expect(page.get_by_role("link", name="Change or remove")).to_be_visible()


def test_the_gate_asks_for_a_reason_and_readers_see_it(site: Site) -> None:
    claim = agency_claim(Stage.READY)
    ada, ben, cleo, reader = site("ada"), site("ben"), site("cleo"), site()
    tell(ada, "The Agency", "is the state agency of", "The State")
    tell(ada, "The State", "has as a part", "Ministry of Rivers")

    ben.goto(f"/desk/claims/{claim.key}/give_verdict/")
    ben.get_by_label("Supported").check()
    ben.get_by_label("Why", exact=True).fill("The page says so.")
    ben.get_by_label(str(Evidence.objects.get())).check()
    ben.get_by_role("button", name="Give the first verdict").click()
    expect(ben.get_by_role("alert")).to_contain_text(
        "All of the evidence is connected with those who speak"
    )
    assert not Decision.objects.filter(action="give_verdict").exists()
    reason = "The ministry speaks against its own interest here."
    ben.get_by_label("Why it stands without independent evidence").fill(reason)
    ben.get_by_role("button", name="Give the first verdict").click()
    expect(ben.get_by_text("Done: Give the first verdict")).to_be_visible()
    for step in ("Confirm this verdict", "Publish this decision"):
        cleo.goto(f"/desk/claims/{claim.key}/")
        cleo.get_by_role("link", name=step).click()
        cleo.get_by_role("button", name=step).click()
        expect(cleo.get_by_text(f"Done: {step}")).to_be_visible()

    reader.goto(claim.get_absolute_url())
    expect(reader.get_by_text(reason).first).to_be_visible()
    panel = reader.get_by_role("region", name="How independent the evidence is")
    expect(panel).to_contain_text("1 connected with those who speak")

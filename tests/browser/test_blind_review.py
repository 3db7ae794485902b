"""Three people decide on one claim, and the second of them does not know of the first."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Claim
from articles.models.choices import Stage, VerdictRule
from tests.browser.conftest import Site
from tests.browser.hands import press
from tests.factories import make_claim, make_evidence, set_team

STATEMENT = "The gates were opened before midnight."


@pytest.fixture
def claim(site: Site) -> Claim:
    set_team(verdicts=VerdictRule.TWO_BLIND)
    claim = make_claim(STATEMENT, stage=Stage.DRAFT)
    make_evidence(claim)
    page = site("ada")
    page.goto(f"/desk/claims/{claim.key}/")
    page.get_by_role("link", name="Mark as ready for a verdict").click()
    page.get_by_role("button", name="Mark as ready for a verdict").click()
    expect(page.get_by_text("Done: Mark as ready")).to_be_visible()
    return claim


def decide(page: Page, verdict: str, why: str, *, evidence: bool = True) -> None:
    """Fill in the form of a verdict and send it, by keyboard alone."""
    page.get_by_role("radio", name=verdict, exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Why", exact=True).focus()
    page.keyboard.type(why)
    if evidence:
        page.get_by_role("checkbox", name="Supports: A gauge reading").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Done:")).to_be_visible()


def test_two_decide_apart_and_a_third_settles_what_differs(
    site: Site, claim: Claim
) -> None:
    ben, cleo, dana = site("ben"), site("cleo"), site("dana")
    address = f"/desk/claims/{claim.key}/"

    ben.goto(address)
    press(ben, "a")
    expect(ben.get_by_role("heading", name="Give the first verdict")).to_be_visible()
    decide(ben, "Supported", "The gauge rose that night.")
    expect(ben.get_by_text("It stays sealed until another").first).to_be_visible()
    expect(ben.get_by_role("heading", name="Your verdict")).to_be_visible()
    expect(ben.get_by_text("The gauge rose that night.")).to_be_visible()

    cleo.goto("/desk/?stage=first_verdict")
    expect(cleo.get_by_role("link", name="Give the second verdict")).to_be_visible()
    press(cleo, "n")
    expect(cleo.get_by_text("The first verdict is sealed")).to_be_visible()
    expect(cleo.get_by_text("The gauge rose")).to_have_count(0)
    expect(cleo.get_by_role("main").get_by_text("Ben")).to_have_count(0)
    press(cleo, "a")
    expect(cleo.get_by_role("heading", name="Give the second verdict")).to_be_visible()
    expect(cleo.get_by_text("The gauge rose")).to_have_count(0)
    decide(cleo, "Not checkable", "Midnight is not defined.", evidence=False)

    expect(cleo.get_by_text("The first verdict differs")).to_be_visible()
    cleo.goto(address)
    both = cleo.get_by_role("region", name="The two verdicts")
    expect(both).to_contain_text("The gauge rose that night.")
    expect(both).to_contain_text("Midnight is not defined.")
    expect(both).to_contain_text("given blind")

    dana.goto(address)
    press(dana, "a")
    expect(dana.get_by_role("region", name="The two verdicts")).to_be_visible()
    decide(dana, "Supported", "The log of the gates has the hour.")
    dana.get_by_role("link", name="Publish this decision").click()
    expect(dana.get_by_role("heading", name="How independent")).to_be_visible()
    dana.get_by_role("button", name="Publish this decision").click()
    expect(dana.get_by_text("Done: Publish this decision")).to_be_visible()

    cleo.goto("/desk/overruled/")
    main = cleo.get_by_role("main")
    expect(main).to_contain_text(STATEMENT)
    expect(main).to_contain_text("The log of the gates has the hour.")

    reader = site()
    reader.goto(claim.get_absolute_url())
    expect(reader.get_by_text("who had not seen the first verdict")).to_be_visible()


def test_an_editor_who_reads_along_is_told_what_that_means(
    site: Site, claim: Claim
) -> None:
    ben, dana = site("ben"), site("dana")
    ben.goto(f"/desk/claims/{claim.key}/")
    press(ben, "a")
    expect(ben.get_by_role("heading", name="Give the first verdict")).to_be_visible()
    decide(ben, "Supported", "The gauge rose that night.")

    dana.goto(f"/desk/claims/{claim.key}/")
    expect(dana.get_by_text("The gauge rose")).to_have_count(0)
    dana.get_by_text("Read it now, as an editor").click()
    dana.get_by_role("button", name="Read the first verdict").click()
    expect(dana.get_by_text("The gauge rose that night.")).to_be_visible()
    expect(dana.get_by_text("counts as not blind")).to_be_visible()
    press(dana, "a")
    decide(dana, "Supported", "So does the log.")

    expect(dana.get_by_text("not given blind")).to_be_visible()

"""The desk at 400 % (WCAG 1.4.10): 1280 by 1024 pixels are 320 by 256 then."""

from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Claim, Evidence, User
from articles.models.choices import Stage, VerdictRule
from tests.browser.conftest import Site
from tests.browser.test_accessibility import desk_pages
from tests.factories import make_article, make_snapshot, set_team
from tests.newer_texts import TEXT, uncertain

WIDTH, HEIGHT = 320, 256
ENLARGED: Any = {"viewport": {"width": WIDTH, "height": HEIGHT}}
# What stays in view while the page scrolls, and takes more than two fifths of the window.
LARGE_JS = """() => [...document.querySelectorAll("body *")]
  .filter(each => ["sticky", "fixed"].includes(getComputedStyle(each).position))
  .filter(each => each.getBoundingClientRect().height > innerHeight * 0.4)
  .map(each => each.className)"""
# What has the focus and lies under something else, wherever one comes from.
COVERED_JS = """() => {
  const covered = [];
  const found = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");
  for (const each of found) for (const from of [0, 1e6]) {
    if (!each.checkVisibility()) continue;
    document.activeElement.blur();
    scrollTo(0, from);
    each.focus();
    if (document.activeElement !== each) continue;
    const box = each.getBoundingClientRect();
    const [top, end] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const seen = [0.1, 0.3, 0.5, 0.7, 0.9].some(part =>
      [box.left + 4, (box.left + box.right) / 2].some(x => {
        const there = document.elementFromPoint(x, top + (end - top) * part);
        return there && (each.contains(there) || there.contains(each));
      }));
    if (!seen) covered.push(`${each.tagName} ${each.className} ${each.textContent.trim()}`);
  }
  return covered;
}"""
# What is wider than its own box, and cannot be reached by keys, or has no name.
BOXES_JS = """() => [...document.querySelectorAll("main *")]
  .filter(each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
  .filter(each => each.scrollWidth > each.clientWidth + 1 && each.tagName !== "TEXTAREA")
  .filter(each => each.tabIndex < 0 || !each.ariaLabel && !each.ariaLabelledByElements)
  .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def demo(people: object, settings: Any) -> None:
    settings.LOCAL = True
    set_team(verdicts=VerdictRule.TWO_BLIND)
    call_command("load_demo", verbosity=0)


def misfits(page: Page, address: str) -> list[str]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [
        *([f"{address} is {wide} wide"] if wide > WIDTH else []),
        *(f"{address}: {each} is large" for each in page.evaluate(LARGE_JS)),
        *(f"{address}: {each} is covered" for each in page.evaluate(COVERED_JS)),
        *(f"{address}: {each} scrolls by itself" for each in page.evaluate(BOXES_JS)),
    ]


def more_pages() -> list[str]:
    """What the walk for barriers leaves out."""
    other = Claim.objects.filter(stage=Stage.ADJUDICATION).order_by("pk")[0]
    published = Claim.objects.filter(stage=Stage.PUBLISHED).order_by("pk")[0]
    work = Evidence.objects.order_by("pk")[0].work
    kept = make_snapshot(work=work)
    return [
        *(f"{reverse('desk')}?stage={stage}" for stage in Stage.values),
        reverse("desk_step", args=[other.key, "adjudicate"]),
        reverse("desk_step", args=[published.key, "reopen"]),
        reverse("desk_snapshot", args=[kept.key]), reverse("desk_work", args=[work.key]),
    ]  # fmt: skip


@pytest.mark.parametrize("username", ["ben", "dana"])
def test_no_page_scrolls_sideways_or_hides_what_has_the_focus(
    demo: None, site: Site, username: str
) -> None:
    page = site(username, **ENLARGED)

    found = [each for address in desk_pages() for each in misfits(page, address)]

    assert not found, "\n".join(found)


def test_nor_does_what_editors_settle(demo: None, site: Site) -> None:
    page = site("dana", **ENLARGED)

    found = [each for address in more_pages() for each in misfits(page, address)]

    assert not found, "\n".join(found)


def test_nor_does_a_newer_text_whose_claims_are_to_be_settled(
    people: dict[str, User], site: Site
) -> None:
    article = make_article(text=TEXT)
    uncertain(people["ada"], article)
    page = site("ben", **ENLARGED)

    found = []
    for name, number in (("desk_version", 2), ("desk_version_text", 1)):
        found += misfits(page, reverse(name, args=[article.key, number]))
    assert not found, "\n".join(found)


def test_chosen_words_and_what_to_do_with_them_leave_the_text_in_view(
    demo: None, site: Site
) -> None:
    page = site("ben", **ENLARGED)
    page.goto(reverse("desk_article", args=[Article.objects.order_by("pk")[0].key]))
    expect(page.locator("desk-keys")).to_be_visible()

    page.locator("[data-part=text]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("button", name="Record these words")).to_be_in_viewport()

    assert page.evaluate(LARGE_JS) == []
    page.keyboard.press("Enter")
    expect(page.get_by_label("Statement")).to_be_in_viewport()
    assert page.evaluate(COVERED_JS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH


@pytest.mark.parametrize("width", [320, 1280])
def test_the_buttons_of_a_step_can_be_pressed_with_a_mouse(
    demo: None, site: Site, width: int
) -> None:
    page = site("ben", viewport={"width": width, "height": 900})
    claim = Claim.objects.filter(stage=Stage.DRAFT).order_by("pk")[0]
    page.goto(reverse("desk_appearance", args=[claim.appearances.all()[0].key]))
    voices = page.locator("input.source-name")
    first, second = voices.nth(0).input_value(), voices.nth(1).input_value()
    assert first != second

    page.get_by_role("button", name="Down").first.click()

    assert voices.nth(0).input_value() == second

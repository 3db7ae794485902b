"""To the very words in the original, and a reference to take along, in a real browser."""

import base64
import html

import pytest
from playwright.sync_api import Page, Route, expect

from articles.domain.anchoring.anchors import build_anchor
from articles.domain.anchoring.text_fragments import link_to_words
from articles.domain.records import SpanRecord
from articles.models import Claim
from articles.models.choices import Action, Stage
from tests.browser.conftest import PATIENCE, Site
from tests.factories import TEXT, make_claim, make_user, take

ORIGINAL = "https://courier.example/rose"
RED = "rgb(255, 0, 0)"
# What is marked is red, and its letters with it. So far down that a reader would scroll.
PAGE = f"""<!doctype html><html lang="%s" dir="%s"><meta charset="utf-8">
<title>The original</title><style>
body {{ margin: 1500px 20px 3000px; font: 20px/1.5 serif; }}
::target-text {{ background: {RED}; color: {RED}; }}
</style><body>%s"""
# The signs of the page whose middle is red in a picture of it.
READ_MARKED = """async ([picture]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const isRed = (x, y) => {
    const [red, green] = drawing.getImageData(x, y, 1, 1).data;
    return red > 200 && green < 60;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let marked = "";
  while (texts.nextNode()) {
    const node = texts.currentNode;
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      if (isRed(Math.round(x + width / 2), Math.round(y + height / 2))) marked += node.data[at];
    }
    marked += "\\n";
  }
  return marked.trim();
}"""
TWICE = "Many were hurt in the valley.\n\nNobody was hurt there, and many were hurt in the valley below."
CASES = [
    # language  text, words of it, what is marked
    ("en", TWICE, "many were hurt", "many were hurt"),
    ("en", "The reservoirs overflowed at once.", "servoirs over", "reservoirs overflowed"),
    ("en", "First it rained.\n\nThen the river rose.", "it rained.\n\nThen the river",
     "it rained.\n\nThen the river"),
    ("en", "Of twenty-one wells, pumps & pipes (and more) all failed.",
     "twenty-one wells, pumps & pipes (and", "twenty-one wells, pumps & pipes (and"),
    ("ar", "السد. قال متحدث إن السد فتح ليلا من غير إنذار، بحسب الوزارة.", "السد فتح", "السد فتح"),
    ("zh", "部长在会上说，大坝的闸门在午夜之前就已经被打开了，水位上升。",
     "大坝的闸门在午夜之前就已经被打开了", "大坝的闸门在午夜之前就已经被打开了"),
]  # fmt: skip


def span_of(text: str, words: str) -> SpanRecord:
    start = text.rindex(words)
    found = build_anchor(text, start, start + len(words))
    return {
        "start": found.start, "end": found.end, "exact": found.exact,
        "prefix": found.prefix, "suffix": found.suffix,
    }  # fmt: skip


def serve_original(page: Page, text: str, language: str = "en") -> None:
    """The original stands at its address for this browser."""
    paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in text.split("\n\n"))
    turned = "rtl" if language == "ar" else "ltr"
    made = PAGE % (language, turned, paragraphs)

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html; charset=utf-8", body=made)

    page.context.route(f"{ORIGINAL}*", answer)


def marked_words(page: Page) -> str:
    page.wait_for_function("scrollY > 0", timeout=PATIENCE)
    picture = base64.b64encode(page.screenshot()).decode()
    lines = page.evaluate(READ_MARKED, [picture]).split("\n")
    return "\n\n".join(line.strip() for line in lines if line.strip())


@pytest.mark.parametrize(("language", "text", "words", "marked"), CASES)
def test_the_browser_marks_these_words_and_no_others(
    language: str, text: str, words: str, marked: str, site: Site
) -> None:
    page = site()
    serve_original(page, text, language)
    page.goto(link_to_words(ORIGINAL, [span_of(text, words)]))

    assert marked_words(page) == marked


@pytest.fixture
def claim(people: object) -> Claim:
    made = make_claim(stage=Stage.PUBLISHED)
    work = made.appearances.get().text_version.article.work
    work.address = ORIGINAL
    work.save()
    take(Action.UPDATE, made, make_user("ben"))
    return made


def test_a_click_leads_from_a_claim_to_its_words(claim: Claim, site: Site) -> None:
    page = site()
    serve_original(page, TEXT)
    page.goto(f"/claims/{claim.key}/")
    page.get_by_role("link", name="see these words in the original").click()
    page.wait_for_url(f"{ORIGINAL}*")

    assert marked_words(page) == "The gates were opened before midnight"


def test_the_reference_is_copied_with_one_click(claim: Claim, site: Site) -> None:
    page = site(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/claims/{claim.key}/")
    page.get_by_text("How to cite this page").click()
    page.get_by_role("button", name="Copy the address").click()

    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Copy the reference").click()
    page.wait_for_function(
        "navigator.clipboard.readText().then(x => x.includes('state 2'))"
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "Ministry of Rivers: “The gates were opened before midnight.” "
    )
    assert copied.endswith(page.url)


def test_without_scripts_the_reference_is_there_to_be_selected(
    claim: Claim, site: Site
) -> None:
    page = site(java_script_enabled=False)
    page.goto(f"/claims/{claim.key}/")

    page.get_by_text("How to cite this page").click()
    expect(page.get_by_text("Permanent address")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the address")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == f"claim-{claim.key}-2.bib"

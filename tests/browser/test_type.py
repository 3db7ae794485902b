"""The faces that a reader sees, what a page asks for, and what comes out of a printer."""

from collections import Counter

from django.urls import reverse
from playa import parse as open_pdf
from playwright.sync_api import Page

from articles.models import Article, Publication
from tests.browser.conftest import Site
from tests.browser.test_accessibility import demo as demo

MAX_REQUESTS = 8


def faces_of(page: Page, selector: str) -> Counter[str]:
    """How many signs of this element each face has drawn."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    found = client.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
    drawn: Counter[str] = Counter()
    for each in found["fonts"]:
        drawn[each["familyName"]] += int(each["glyphCount"])
    return drawn


def read_article(page: Page, language: str) -> None:
    article = Article.objects.filter(work__language=language).order_by("pk")[0]
    page.goto(reverse("article", args=[article.key]), wait_until="networkidle")


def heights_of_lines(page: Page) -> list[int]:
    heights: list[int] = page.eval_on_selector_all(
        ".text:not([data-region])", "all => all.map(each => each.offsetHeight)"
    )
    return heights


def test_each_script_is_drawn_by_its_own_face(demo: None, site: Site) -> None:
    page = site()
    read_article(page, "ar")
    arabic = faces_of(page, ".spread .text:not([data-region])")
    read_article(page, "en")
    english = faces_of(page, ".headline") + faces_of(page, ".text[data-start]")

    assert set(english) == {"Source Serif 4"}
    assert "Noto Naskh Arabic" in arabic
    assert set(arabic) <= {"Noto Naskh Arabic", "Source Serif 4"}

    # No line moves when the face arrives: what stands in for it has its measures.
    arrived = heights_of_lines(page)
    page.evaluate(
        "document.documentElement.style.setProperty('--serif',"
        """ '"Source Serif fallback", "Source Serif fallback 2", monospace')"""
    )
    assert set(faces_of(page, ".headline")) == {"Liberation Serif"}
    assert heights_of_lines(page) == arrived


def test_no_page_for_readers_asks_for_much(demo: None, site: Site) -> None:
    claim = Publication.objects.current().select_related("claim")[0].claim
    article = Article.objects.order_by("pk")[0]
    for path in (
        "/", "/claims/", "/search/?q=gates", "/sources/", "/articles/", "/method/",
        reverse("claim", args=[claim.key]), reverse("article", args=[article.key]),
    ):  # fmt: skip
        asked = addresses_asked_for(site(), path)

        assert 2 <= len(asked) <= MAX_REQUESTS, asked


def addresses_asked_for(page: Page, path: str) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    return asked


def first_printed_page(page: Page) -> str:
    printed = page.pdf(prefer_css_page_size=True)
    with open_pdf(printed) as document:
        return "".join(glyph.text or "" for glyph in document.pages[0].glyphs)


def test_print_begins_with_the_article(demo: None, site: Site) -> None:
    for language in ("en", "ar"):
        page = site()
        read_article(page, language)

        printed = first_printed_page(page)

        assert "By " in printed
        assert len(printed) > 1_000
        assert "Search" not in printed
        assert "Colour the text" not in printed

"""Is a page's headline the whole of it, without the name of its site?"""

import json

import pytest

from articles.ingest.extract.titles import find_title
from articles.ingest.extract.tree import parse_page

QUAY = "Quay: what is known – and what is not"


def title(head: str, *headings: str) -> str:
    page = parse_page(f"<html><head>{head}</head><body></body></html>")
    return find_title(page, headings)


def site(name: str) -> str:
    return f"<meta property='og:site_name' content='{name}'>"


def link(address: str) -> str:
    return f"<link rel='canonical' href='{address}'>"


HEADLINE = json.dumps({"@type": "NewsArticle", "headline": QUAY})
PUBLISHER = json.dumps(
    {"@graph": [{"@type": "WebPage", "publisher": {"name": "Bell"}}]}
)
# fmt: off
WHOLE = [
    (f"<title>{QUAY}</title>", (), QUAY),
    ("<title>الرصيف - المجلس ينفي</title>", (), "الرصيف - المجلس ينفي"),
    ("<title>הנמל | המועצה מכחישה</title>", (), "הנמל | המועצה מכחישה"),
    (f"<title>{QUAY} | The Bell</title>", (), f"{QUAY} | The Bell"),
    (f"<title>{QUAY} | The Bell</title>{site('The Bell')}", (), QUAY),
    (f"<title>{QUAY} - THE BELL</title>{site('The Bell')}", (), QUAY),
    (f"<title>The Bell: {QUAY}</title>{site('The Bell')}", (), f"The Bell: {QUAY}"),
    (f"<title>The Bell | {QUAY}</title>{site('The Bell')}", (), QUAY),
    (f"<title>{QUAY} | News | The Bell</title>{site('The Bell')}", (), f"{QUAY} | News"),
    (f"<title>{QUAY} - Tarnwick Bell</title>{link('https://www.tarnwick-bell.example/q')}", (), QUAY),
    (f"<title>{QUAY} - bell.example</title>{link('https://bell.example/q')}", (), QUAY),
    (f"<title>{QUAY} | Bell</title><script type='application/ld+json'>{PUBLISHER}</script>", (), QUAY),
    (f"<script type='application/ld+json'>{HEADLINE}</script>", (), QUAY),
    (f"<title>Bell</title><meta property='og:title' content='{QUAY}'>", (), QUAY),
    (f"<title>{QUAY}</title>", ("Bell", QUAY), QUAY),
    (f"<title>{QUAY} - Bell</title>", ("The Bell of Tarnwick", QUAY), QUAY),
    ("<title>الرصيف يغلق - المجلس ينفي</title>", ("الرصيف يغلق - المجلس ينفي", "أخبار"), "الرصيف يغلق - المجلس ينفي"),
    ("<title>Bell</title>", (QUAY,), QUAY),
    (f"<title>{QUAY}</title>", ("The Bell",), QUAY),
    (f"<title>{QUAY}</title>{site('The Bell')}", ("The Bell",), QUAY),
    (f"<title>{QUAY}</title>", ("Quay",), QUAY),
    ("", ("One", "Two"), "One"),
    ("", (), ""),
    ("<script type='application/ld+json'>{[</script>", (), ""),
]
# fmt: on


@pytest.mark.parametrize(("head", "headings", "expected"), WHOLE)
def test_a_headline_is_whole(
    head: str, headings: tuple[str, ...], expected: str
) -> None:
    assert title(head, *headings) == expected

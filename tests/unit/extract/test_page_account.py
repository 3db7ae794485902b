"""Is every block that a page shows either in its text or among what was left out?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.extract import Extraction, ExtractionError, extract
from articles.ingest.extract.article_blocks import MAX_BLOCKS
from articles.ingest.extract.extraction import LeftOutBlock, ProposedParagraph
from articles.ingest.extract.extractor import MAX_LEFT_OUT
from articles.ingest.extract.page_blocks import read_page
from articles.ingest.extract.tree import parse_page
from tests.pages import PAGES, RIGHT_TO_LEFT, STORY, Page, page, paragraphs
from tests.unit.extract.test_hostile import FUZZ


@pytest.fixture(params=PAGES)
def kind(request: pytest.FixtureRequest) -> Page:
    return PAGES[request.param]


def read(kind: Page) -> Extraction:
    return extract(kind.source.encode(kind.encoding), "page.html")


def account(found: Extraction) -> list[str]:
    """All words of the file, in order: those of the text and those left out."""
    everything = found.take_in(range(len(found.left_out)))
    return [paragraph.text for paragraph in everything.paragraphs]


def shown(source: str) -> list[str]:
    blocks = read_page(parse_page(source)).blocks
    return [part.text for block in blocks for part in block.paragraphs]


def test_the_text_is_the_article(kind: Page) -> None:
    assert tuple(paragraph.text for paragraph in read(kind).paragraphs) == kind.words


def test_what_is_not_the_article_is_left_out(kind: Page) -> None:
    left_out = [block.text for block in read(kind).left_out]

    for beginning in kind.left_out:
        assert any(words.startswith(beginning) for words in left_out)


def test_every_block_of_the_page_is_in_the_account(kind: Page) -> None:
    assert account(read(kind)) == shown(kind.source)


def test_a_contact_line_is_proposed_as_one() -> None:
    found = read(PAGES["press release"])

    assert found.paragraphs[-1].region == "contact"


def test_an_article_that_was_found_is_not_doubted(kind: Page) -> None:
    assert read(kind).warnings == ()


def test_a_right_to_left_title_is_whole() -> None:
    assert read(RIGHT_TO_LEFT).title == "إغلاق رصيف الميناء - المجلس ينفي"


def test_a_consent_text_alone_is_doubted() -> None:
    consent = paragraphs(
        "We use cookies to remember what you chose and to count who reads which page.",
        "With your consent our partners store personal data to choose advertisements.",
        "You can change your cookie settings at any time at the bottom of each page.",
    )
    found = extract(f"<html><body><div>{consent}</div></body></html>".encode())

    assert "may be a notice about cookies" in found.warnings[0]


def test_a_short_page_keeps_its_menu_out() -> None:
    short = page("<article><p>The quay was opened again.</p></article>")

    found = extract(short.encode())

    assert "The quay was opened again." in found.text
    assert "Sport" not in found.text
    assert "could not be told apart" in found.warnings[0]


def test_an_article_about_cookies_is_an_article() -> None:
    story = [f"{words} It set no cookie." for words in STORY]
    source = page(f"<article class='gdpr-news'>{paragraphs(*story)}</article>")

    assert [p.text for p in extract(source.encode()).paragraphs] == story


def test_a_page_within_one_form_is_read() -> None:
    source = page(f"<form action='x'><div>{paragraphs(*STORY)}</div></form>")

    assert [p.text for p in extract(source.encode()).paragraphs] == list(STORY)


def test_more_than_can_be_shown_is_told() -> None:
    menu = "<li>x</li>" * (MAX_LEFT_OUT + 7)
    source = page(f"<nav><ul>{menu}</ul></nav><article>{paragraphs(*STORY)}</article>")

    found = extract(source.encode())

    assert len(found.left_out) == MAX_LEFT_OUT
    assert "more pieces of this file were left out" in found.warnings[0]


def test_a_page_in_too_many_pieces_is_refused() -> None:
    with pytest.raises(ExtractionError, match="pieces of text"):
        extract(("a<hr>" * (MAX_BLOCKS + 1)).encode(), "a.html")


def test_braille_is_read_as_it_stands() -> None:
    source = f"<article>{paragraphs('⠃⠗⠇ and ⠁⠃', *STORY)}</article>"

    assert account(extract(source.encode()))[0] == "⠃⠗⠇ and ⠁⠃"


# -- an independent count of the words -------------------------------------------------

PLAIN = (
    "<p> </p> <div> </div> <ul> <li> </ul> <b> </b> <a href=x> </a> <nav> </nav> <h2> "
    "</h2> <aside> </aside> <article> </article> <footer> <section> <blockquote> <span> "
    "<time> </time> <label> <figcaption> <form> one two three four. <table> <tr> <td>"
)


@given(st.lists(st.sampled_from([*PLAIN.split(), " "]), max_size=60).map("".join))
@settings(FUZZ, max_examples=100)
def test_no_word_is_lost_joined_or_moved(body: str) -> None:
    source = f"<html><body>begin {body} end</body></html>"
    found = "".join(account(extract(source.encode(), "a.html")))
    letters = "".join("".join(parse_page(source).itertext()).split())

    assert "".join(found.replace("|", "").split()) == letters


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4)), max_size=8),
    st.sets(st.integers(0, 7)),
)
@FUZZ
def test_taking_in_keeps_the_order(
    pairs: list[tuple[str, int]], taken: set[int]
) -> None:
    left_out = tuple(
        LeftOutBlock(f"{words}{before}", before)
        for words, before in sorted(pairs, key=lambda pair: pair[1])
    )
    kept = tuple(ProposedParagraph(f"kept {number}") for number in range(4))
    found = Extraction(kept, left_out=left_out)

    once = found.take_in(taken)

    assert once.take_in(range(9)).text == found.take_in(range(9)).text
    assert len(once.paragraphs) + len(once.left_out) == len(kept) + len(left_out)
    assert [p for p in once.paragraphs if p in kept] == list(kept)


def test_what_was_stored_without_an_account_is_read() -> None:
    stored = Extraction((ProposedParagraph("a", "banner"),)).as_dict()
    del stored["left_out"]

    assert Extraction.from_dict(stored).left_out == ()


HIDING = [
    ("hidden", False), ("d-none", False), ("hidden md:block", True),
    ("d-none d-md-block", True), ("hidden-town", True), ("hide visible", True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "is_kept"), HIDING)
def test_what_a_style_sheet_may_hide_is_left_out_to_be_seen(
    name: str, is_kept: bool
) -> None:
    hidden = f"<p class='{name}'>The board has admitted that it knew of the piles.</p>"
    source = page(f"<article>{hidden}{paragraphs(*STORY)}</article>")

    found = extract(source.encode())

    assert ("has admitted" in found.text) is is_kept
    assert any("has admitted" in words for words in account(found))

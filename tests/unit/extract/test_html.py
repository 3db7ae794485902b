"""What does a page say, with nothing of it executed or lost?"""

import pytest

from articles.ingest.extract import Extraction, ExtractionError, extract
from articles.ingest.extract.tree import MAX_DEPTH, parse_page

BODY = "<p>The ministry said on Monday that the <b>dam</b> was\nopened again.</p>" * 5
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>
<title>A dam was opened - The Example Post</title>
<meta name="author" content="Ann Lee; Bo Ek">
<meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://example.org/dam">
<script>document.write("<p>never</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav>
<article><h1>A dam was opened</h1>{BODY}
<h2>What followed</h2><p>One<br>two &amp; “three” 👩🏽</p>
<ul><li>First village</li><li>Second village</li></ul>
<table><tr><th>Year</th><th>Level</th></tr><tr><td>2011</td><td>4 m</td></tr></table>
<blockquote><p>We saw the water come.</p></blockquote></article>
<footer>Copyright 2021</footer></body></html>"""


def read(page: str) -> Extraction:
    return extract(page.encode(), "page.html")


def texts(extraction: Extraction) -> list[str]:
    return [paragraph.text for paragraph in extraction.paragraphs]


def test_the_head_of_the_page_proposes_the_details() -> None:
    found = read(PAGE)

    assert found.title == "A dam was opened"
    assert found.authors == ("Ann Lee", "Bo Ek")
    assert found.outlet == "The Example Post"
    assert found.published == "2021-03-04"
    assert found.address == "https://example.org/dam"
    assert found.language == "en"


def test_the_article_is_taken_and_the_menu_is_not() -> None:
    found = texts(read(PAGE))

    assert found[0] == "A dam was opened"
    assert found[1] == "The ministry said on Monday that the dam was opened again."
    assert found[-7:] == [
        "What followed",
        "One\ntwo & “three” 👩🏽",
        "First village",
        "Second village",
        "Year | Level",
        "2011 | 4 m",
        "We saw the water come.",
    ]
    assert not any("Home" in text or "never" in text for text in found)


def test_a_title_that_the_page_does_not_show_stays_out_of_the_text() -> None:
    page = (
        f"<html><head><title>A dam was opened</title></head><body>{BODY}</body></html>"
    )

    found = read(page)

    assert found.title == "A dam was opened"
    assert set(texts(found)) == {
        "The ministry said on Monday that the dam was opened again."
    }


def test_all_of_a_short_page_is_taken_and_told() -> None:
    found = read("<div>out<span> in</span><p>a\nb<table><tr><td>c<td>d</table>e<br>f")

    assert texts(found) == ["out in", "a b", "c | d", "e\nf"]
    assert "could not be told apart" in found.warnings[0]


def test_an_arabic_page_is_read() -> None:
    page = "<html><body><h1>سد</h1><p>فتح السد يوم الاثنين لأول مرة</p></body></html>"

    found = read(page)

    assert texts(found) == ["سد", "فتح السد يوم الاثنين لأول مرة"]
    assert found.language == "ar"


def test_nothing_that_runs_comes_through() -> None:
    found = read(
        "<p onclick=x()>one<script>two()</script><style>three</style>"
        "<noscript>four</noscript><svg><text>five</text></svg>"
        "<a href='javascript:six()'>seven</a><!-- eight --></p>"
    )

    assert found.text == "oneseven"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/dam", "ftp://example.org/x", ""]
)
def test_an_address_that_is_none_is_not_proposed(address: str) -> None:
    found = read(PAGE.replace("https://example.org/dam", address))

    assert found.address == ""


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "x-y"])
def test_deep_nesting_is_refused(tag: str) -> None:
    with pytest.raises(ExtractionError, match=f"more than {MAX_DEPTH} elements nested"):
        read(f"<{tag}>" * 30_000)


def test_nesting_that_ends_again_is_counted_at_its_deepest() -> None:
    with pytest.raises(ExtractionError, match="elements nested"):
        read("<p>x</p>" + "<b>" * 450 + "</b>" * 450)


def test_deep_but_possible_nesting_loses_nothing() -> None:
    assert read("<div>" * 390 + "word").text == "word"


def test_paragraphs_that_are_not_closed_are_not_nested() -> None:
    assert len(texts(read("<p>word and word" * 1000))) == 1000


def test_many_attributes_are_refused() -> None:
    attributes = " ".join(f"a{number}=x" for number in range(65))

    with pytest.raises(ExtractionError, match="more than 64 attributes"):
        read(f"<p {attributes}>word")


def test_many_tags_are_refused() -> None:
    with pytest.raises(ExtractionError, match=r"more than 100,000 tags"):
        read("<i>a</i>" * 60_000)


@pytest.mark.parametrize("page", ["<html>", "<!-- -->", "<script>x</script>", "<img>"])
def test_a_page_without_words_is_refused(page: str) -> None:
    with pytest.raises(ExtractionError, match="Copy the article's text"):
        read(page)


def test_the_declared_encoding_does_not_spoil_what_was_decoded() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>é “x”</p></body>'

    assert parse_page(page).findtext(".//p") == "é “x”"


@pytest.mark.parametrize("start", ["<h2>A dam</h2>", "<ul><li>A dam</li></ul>",
                                   "<meta charset='utf-8'>", "<blockquote>A dam</blockquote>"])  # fmt: skip
def test_a_piece_of_a_page_is_read_as_one(start: str) -> None:
    found = extract(f"{start}<p>It was <b>opened</b>.</p>".encode())

    assert found.paragraphs[-1].text == "It was opened."

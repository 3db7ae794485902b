"""Every input ends in a text or a clear refusal, and none takes for ever."""

import contextlib
import logging
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.domain.text.canonical import split_paragraphs, to_canonical_text
from articles.ingest.extract import Extraction, ExtractionError, FileFormat, extract
from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.boilerplate import propose_regions
from articles.ingest.extract.character_encoding import decode_file
from articles.ingest.extract.datelines import find_dateline
from articles.ingest.extract.formats import guess_format
from articles.ingest.extract.language import guess_language
from articles.ingest.extract.markup import find_tags
from articles.ingest.extract.metadata import fill_in_metadata
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock
from tests.effort import within_a_minute

HTML = """<!DOCTYPE html> <html lang="en"> <head> <title> </title> <meta charset=x>
<meta name="author" content="Ann"> <link rel=canonical href="https://x.org/1"> <body>
<article> <p> </p> <div> </div> <table> <tr> <td> </table> <ul> <li> </ul> <b> </b> <br>
<h1> </h1> <h2> <pre> </pre> <script> </script> <style> <!-- --> <textarea> <svg> <form>
<time datetime=2020-02-30> <a href=" "> </a> <blockquote> <figure> <img alt=x> <cite>
&amp; &#0; &#xD800; &#x110000; &nbsp; &bogus <![CDATA[ ]]> <?xml ?> < > " ' = / words"""
MARKDOWN = r"""# ## --- *** ** * _ __ ` ``` ~~~ > - 1. | |---| [a](b) [ ]( ) ![ ]: \ \*
<b> </b> <br> <script> <div> </div> <!-- --> &amp; &#0; ~~ [^1] === +++ title: : words
By Ann August 18, 2018 "The Post" - https://x.org/1 © 2020 newsletter Source:"""
LINES = [
    "\n",
    "\n\n",
    "  \n",
    "\t",
    " ",
    "    ",
    "\r\n",
    "\0",
    "\ufeff",
    "\ud83d",
    "é",
    "ق",
]


def soup(pieces: str) -> st.SearchStrategy[bytes]:
    piece = st.sampled_from(pieces.split() + LINES) | st.characters()
    return (
        st.lists(piece, max_size=80)
        .map("".join)
        .map(lambda text: text.encode("utf-8", "surrogatepass"))
    )


def check(data: bytes, kind: FileFormat | None) -> None:
    """Either a refusal or a canonical text; any other exception fails the test."""
    with contextlib.suppress(ExtractionError):
        check_extraction(extract(data, "", kind))


def check_extraction(found: Extraction) -> None:
    text = found.text
    assert text
    assert text == to_canonical_text(text)
    assert len(split_paragraphs(text)) == len(found.paragraphs)
    assert all(to_canonical_text(part) == part for part, _ in found.paragraphs)
    fields = (found.title, found.outlet, found.address, found.language, *found.authors)
    assert all("\n" not in field and "\0" not in field for field in fields)
    assert Extraction.from_dict(found.as_dict()) == found


FUZZ = settings(
    derandomize=True,
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """trafilatura reports each page in which it finds nothing."""
    caplog.set_level(logging.CRITICAL)


@given(soup(HTML))
@FUZZ
def test_any_page_is_read_or_refused(data: bytes) -> None:
    check(data, "html")


@given(soup(MARKDOWN))
@FUZZ
def test_any_markdown_is_read_or_refused(data: bytes) -> None:
    check(data, "markdown")


@given(soup(MARKDOWN + HTML), st.sampled_from([None, "text"]))
@FUZZ
def test_any_text_is_read_or_refused(data: bytes, kind: FileFormat | None) -> None:
    check(data, kind)


@given(st.binary(max_size=300))
@FUZZ
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data, None)


def propose(text: str) -> None:
    blocks = [TextBlock(text)] * 3
    fill_in_metadata(ParsedDocument(blocks), propose_regions(blocks))


STEPS: dict[str, Callable[[str], object]] = {
    "canonical": to_canonical_text,
    "format": lambda text: guess_format(text, ""),
    "language": guess_language,
    "tags": lambda text: list(find_tags(text)),
    "proposals": propose,
    "bytes": lambda text: decode_file(
        b"<meta charset=utf-7>" + text.encode() + b"\xff"
    ),
    "authors": split_names,
    "datelines": lambda text: find_dateline([text, text[:139]]),
}
# Repeated, they make a pattern try the same thing again and again. What stands before,
# what is repeated, what stands behind.
ADVERSARIES = {
    "spaces": ("", " ", ""),
    "lines": ("", "\n", ""),
    "spaced lines": ("", " \n", ""),
    "letters": ("", "a", ""),
    "capitals": ("", "Aa ", ""),
    "tags": ("", "<a ", ""),
    "one name": ("", "<a", " b='>'"),
    "comments": ("", "<!--", ""),
    "open quotes": ("", "<a b=\"<a b='", ""),
    "scripts": ("", "<script><!--", ""),
    "ends": ("", "</script ", ""),
    "instructions": ("", "<?<!", ""),
    "ampersands": ("", "&#", ""),
    "brackets": ("", "[", ""),
    "links": ("", "[a](", ""),
    "stars": ("", "**a", ""),
    "headings": ("", "# \n", ""),
    "addresses": ("", "www.aaa", " x"),
    "web addresses": ("", "https://", " x"),
    "e-mail": ("", "a@a.", " x"),
    "dates": ("", "May 1, ", ""),
    "labels": ("", "published on ", ""),
    "hidden letters": ("", "+AA", ""),
    "numbers": ("", "1 ", ""),
    "names": ("By ", "Ann and ", ""),
    "quotes": ("", 'May 1, 2018 "', ""),
    "source": ("", "source: ", ""),
    "marks": ("a", "\u0301\u0316", ""),
    "copyright": ("", "copyright ", ""),
    "dashes": ("", "- ", ""),
}
# Some signs of boilerplate are looked for in no longer paragraphs.
SIZES = {"copyright": 4_800}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_no_pattern_tries_the_same_again_and_again(adversary: str, step: str) -> None:
    before, unit, behind = ADVERSARIES[adversary]
    text = before + unit * (SIZES.get(adversary, 1_000_000) // len(unit)) + behind

    # So long that a pattern which tries again takes many minutes, any other a moment.
    with within_a_minute(), contextlib.suppress(ExtractionError):
        STEPS[step](text)

"""Does every input end in a text or a clear refusal, and in good time?"""

import contextlib
import logging
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.domain.text.canonical import split_paragraphs, to_canonical_text
from articles.ingest.extract import Extraction, ExtractionError, FileFormat, extract
from articles.ingest.extract.boilerplate import propose_regions
from articles.ingest.extract.formats import guess_format
from articles.ingest.extract.language import guess_language
from articles.ingest.extract.markup import find_tags, visible_text
from articles.ingest.extract.metadata import fill_in_metadata
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock

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
    "visible text": visible_text,
    "proposals": propose,
}
# 100,000 characters each, built to make a pattern try the same thing again and again.
ADVERSARIES = {
    "spaces": " " * 100_000,
    "lines": "\n" * 100_000,
    "spaced lines": " \n" * 50_000,
    "letters": "a" * 100_000,
    "capitals": "Aa " * 33_000,
    "tags": "<a " * 33_000,
    "one name": "<a" * 50_000 + " b='>'",
    "comments": "<!--" * 25_000,
    "open quotes": "<a b=\"<a b='" * 8_000,
    "scripts": "<script><!--" * 8_000,
    "ends": "</script " * 11_000,
    "instructions": "<?<!" * 25_000,
    "ampersands": "&#" * 50_000,
    "brackets": "[" * 100_000,
    "links": "[a](" * 25_000,
    "stars": "**a" * 33_000,
    "headings": "# \n" * 33_000,
    "addresses": "www.aaa" * 14_000 + " x",
    "web addresses": "https://" * 12_000 + " x",
    "e-mail": "a@a." * 25_000 + " x",
    "dates": "May 1, " * 14_000,
    "names": "By " + "Ann and " * 12_000,
    "quotes": 'May 1, 2018 "' * 7_000,
    "source": "source: " * 12_000,
    "marks": "a" + "\u0301\u0316" * 50_000,
    "copyright": "copyright " * 480,
    "dashes": "- " * 50_000,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("adversary", ADVERSARIES)
def test_every_pattern_takes_time_that_grows_with_the_length(
    adversary: str, step: str
) -> None:
    started = time.process_time()

    with contextlib.suppress(ExtractionError):
        STEPS[step](ADVERSARIES[adversary])

    # A pattern that tries again and again takes minutes; a busy machine 0.1 s.
    assert time.process_time() - started < 1

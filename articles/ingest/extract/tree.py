"""Parses a page into a tree of elements, however hostile its source is."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HtmlElementClassLookup

from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.markup import find_tags

MAX_DEPTH = 400
MAX_TAGS = 100_000
# The parser's time grows with the square of the depth, so it is fed in pieces too
# small to hold many elements, and what it has opened is counted after each.
_PIECE_BYTES = 4096
_CONTROL_CHARACTERS = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def parse_page(source: str) -> HtmlElement:
    """Return the root element; comments are gone, nothing is loaded or executed."""
    source = _CONTROL_CHARACTERS.sub("", source)
    _refuse_many_tags(source)
    parser = etree.HTMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        # Without this libxml2 stops at a depth of 256 and drops the rest silently.
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        no_network=True,
    )
    parser.set_element_class_lookup(HtmlElementClassLookup())
    depth = 0
    for piece in _split_pieces(source.encode()):
        parser.feed(piece)
        for event, _ in parser.read_events():
            depth += 1 if event == "start" else -1
            _refuse_depth(depth)
    return _finish_tree(parser)


def _refuse_many_tags(source: str) -> None:
    """Refuse many tags, and by the way let the tokeniser refuse many attributes."""
    for number, _ in enumerate(find_tags(source)):
        if number >= MAX_TAGS:
            raise ExtractionError(
                f"This page has more than {MAX_TAGS:,} tags, which no article needs. "
                "Copy the article's text from the page and paste it."
            )


def _split_pieces(source: bytes) -> Iterator[bytes]:
    for start in range(0, len(source), _PIECE_BYTES):
        yield source[start : start + _PIECE_BYTES]


def _finish_tree(parser: etree.HTMLPullParser) -> HtmlElement:
    try:
        root = parser.close()
    except etree.LxmlError:
        root = None
    if root is None:
        raise ExtractionError(
            "No page was found in this file. Copy the article's text and paste it."
        )
    return root


def _refuse_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ExtractionError(
            f"This page has more than {MAX_DEPTH} elements nested in one another, "
            "which no article needs. Copy the article's text from the page and paste "
            "it."
        )

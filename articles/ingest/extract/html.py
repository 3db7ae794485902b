"""Reads an HTML page: the article in it, and the metadata in its head.

trafilatura finds the article among menus and advertisements. Where it finds next
to nothing, as on a very short page, every block of the page is taken instead.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.extract.markup import INLINE_TAGS
from articles.ingest.extract.page_metadata import PageMetadata, read_page_metadata
from articles.ingest.extract.parsed_document import (
    ParsedDocument,
    TextBlock,
    clean_blocks,
)
from articles.ingest.extract.tree import parse_page
from articles.ingest.extract.web_addresses import first_address

# An article in which fewer characters were found was probably not found at all, and
# one in fewer paragraphs is trafilatura's last resort: the page's text in one piece.
_MIN_ARTICLE_CHARACTERS = 250
_MIN_ARTICLE_BLOCKS = 3
# A title that stands within the first blocks is not put before them again.
_TITLE_BLOCKS = 4
_MAX_TITLE_CHARACTERS = 300

_NO_WORDS_OF_AN_ARTICLE = (
    "script style noscript template head nav footer aside form iframe svg math "
    "object select button textarea"
)
_SKIPPED_TAGS = frozenset(_NO_WORDS_OF_AN_ARTICLE.split())
# trafilatura's own names for what stands within a line: emphasis, links, cells.
_INLINE_OR_CELL_TAGS = INLINE_TAGS | {
    "hi",
    "ref",
    "graphic",
    "lb",
    "br",
    "cell",
    "td",
    "th",
}
_CELL_TAGS = frozenset({"cell", "td", "th"})
_LINE_BREAK_TAGS = frozenset({"lb", "br"})
_PREFORMATTED_TAGS = frozenset({"pre", "code"})
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(source: str) -> ParsedDocument:
    """Return the article's blocks, its title first, and what the page says of it."""
    page = parse_page(source)
    about = read_page_metadata(page)
    document = bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    reading = _read_metadata(document, about)
    reading.language = _page_language(page)
    reading.blocks = _article_blocks(document, page, reading.warnings)
    _put_title_first(reading)
    return reading


def _read_metadata(document: object, about: PageMetadata) -> ParsedDocument:
    """Return the metadata that the page gives, as far as it can be true."""
    found = document if isinstance(document, Document) else Document()
    return ParsedDocument(
        [],
        title=(found.title or "")[:_MAX_TITLE_CHARACTERS],
        authors=about.authors,
        outlet=about.outlet or found.sitename or "",
        published=about.published,
        address=first_address((found.url or "",)),
    )


def _page_language(page: HtmlElement) -> str:
    return page.get("lang") or page.get("xml:lang") or ""


def _article_blocks(
    document: object, page: HtmlElement, warnings: list[str]
) -> list[TextBlock]:
    """Return the article's blocks; all of the page's where there are too few."""
    body = document.body if isinstance(document, Document) else None
    found = list(_clean_tree(body, frozenset())) if body is not None else []
    if (
        _total_length(found) >= _MIN_ARTICLE_CHARACTERS
        and len(found) >= _MIN_ARTICLE_BLOCKS
    ):
        return found
    all_blocks = list(_clean_tree(page, _SKIPPED_TAGS))
    if not all_blocks:
        return found
    warnings.append(
        "The article could not be told apart from the rest of the page, so all of the "
        "page's text was taken: mark what is not part of the article."
    )
    return all_blocks


def _total_length(blocks: list[TextBlock]) -> int:
    return sum(len(block.text) for block in blocks)


def _clean_tree(tree: etree._Element, skipped: frozenset[str]) -> Iterator[TextBlock]:
    for block in _split_blocks(tree, skipped):
        yield from clean_blocks(block)


def _split_blocks(tree: etree._Element, skipped: frozenset[str]) -> Iterator[TextBlock]:
    """Yield the text between the borders of block elements, in document order."""
    words: list[str] = []
    level = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if element.tag not in _INLINE_OR_CELL_TAGS and element.tag not in skipped:
            yield TextBlock("".join(words), level)
            words.clear()
            level = _heading_level(element) if event == "start" else 0
        if event == "start" and element.tag in skipped:
            walk.skip_subtree()
        elif event == "start":
            words.append(
                _separator_before(element, words)
                + _collapse_white_space(element, element.text)
            )
        elif element is not tree:
            words.append(_collapse_white_space(element.getparent(), element.tail))
    yield TextBlock("".join(words), level)


def _separator_before(element: etree._Element, words: list[str]) -> str:
    """Return what a tag itself stands for: a new line, or a table cell's border."""
    if element.tag in _LINE_BREAK_TAGS:
        return "\n"
    if element.tag in _CELL_TAGS and any(word.strip(" |") for word in words):
        return " | "
    return ""


def _collapse_white_space(element: etree._Element, text: str | None) -> str:
    """Return the text with its white space as a browser shows it.

    White space in a page's source is a space, except where it is preformatted.
    """
    if element.tag in _PREFORMATTED_TAGS:
        return text or ""
    return _WHITE_SPACE.sub(" ", text or "")


def _heading_level(element: etree._Element) -> int:
    """1 to 6 for h1 to h6; trafilatura writes them as <head rend="h1">."""
    name = element.get("rend", "") if element.tag == "head" else element.tag
    found = re.fullmatch("h([1-6])", str(name))
    return int(found[1]) if found else 0


def _put_title_first(reading: ParsedDocument) -> None:
    """Insert the title where it is not among the first blocks.

    The title belongs to the text: it is often where the boldest claim stands.
    """
    title = _normalize_title(reading.title)
    tops = [_normalize_title(block.text) for block in reading.blocks[:_TITLE_BLOCKS]]
    if title and reading.blocks and title not in tops:
        reading.blocks.insert(0, TextBlock(reading.title, level=1))


def _normalize_title(words: str) -> str:
    return _WHITE_SPACE.sub(" ", words).strip().casefold()

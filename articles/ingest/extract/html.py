"""Reads an HTML page: the article in it, what was left out, and what its head says."""

from collections.abc import Sequence

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from articles.ingest.extract.article_blocks import choose_article
from articles.ingest.extract.consent import is_consent_text
from articles.ingest.extract.page_blocks import PageBlock, PageText, read_page
from articles.ingest.extract.page_metadata import read_page_metadata
from articles.ingest.extract.parsed_document import ParsedDocument, struck_warning
from articles.ingest.extract.titles import find_title
from articles.ingest.extract.tree import parse_page
from articles.ingest.extract.web_addresses import first_address

# Shorter than this, an article was perhaps not found.
_MIN_ARTICLE_CHARACTERS = 250
_MIN_SENTENCE_CHARACTERS = 80


def read_html(source: str) -> ParsedDocument:
    """Return the article's blocks, what was left out, and what the page says of it."""
    page = parse_page(source)
    found = read_page(page)
    reading = _read_metadata(page)
    reading.title = find_title(
        page, [block.text for block in found.blocks if block.level == 1]
    )
    reading.language = _page_language(page)
    taken = choose_article(page, found)
    _take_title(found.blocks, taken, reading.title)
    for block, is_taken in zip(found.blocks, taken, strict=True):
        for paragraph in block.paragraphs:
            reading.add(paragraph, is_taken)
    reading.warnings = _warnings(found, taken)
    return reading


def _read_metadata(page: HtmlElement) -> ParsedDocument:
    """Return the metadata that the page gives, as far as it can be true."""
    about = read_page_metadata(page)
    # Its long search for a date would be for nothing: `about` has what the page states.
    found = extract_metadata(page, extensive=False)
    return ParsedDocument(
        [],
        authors=about.authors,
        outlet=about.outlet or found.sitename or "",
        published=about.published,
        address=first_address((found.url or "",)),
    )


def _page_language(page: HtmlElement) -> str:
    return page.get("lang") or page.get("xml:lang") or ""


def _take_title(blocks: Sequence[PageBlock], taken: list[bool], title: str) -> None:
    """Take the title where the page shows it: the boldest claim often stands there."""
    wanted = " ".join(title.split()).casefold()
    same = [
        number
        for number, block in enumerate(blocks)
        if " ".join(block.text.split()).casefold() == wanted
    ]
    if wanted and same and not any(taken[number] for number in same):
        taken[max(same, key=lambda number: (bool(blocks[number].level), -number))] = (
            True
        )


def _warnings(found: PageText, taken: Sequence[bool]) -> list[str]:
    warnings = [struck_warning(found.struck)] if found.struck else []
    pairs = list(zip(found.blocks, taken, strict=True))
    kept = [block.text for block, is_taken in pairs if is_taken]
    length = sum(map(len, kept))
    if length and 2 * sum(len(text) for text in kept if is_consent_text(text)) > length:
        warnings.append(
            "What was found may be a notice about cookies or personal data and not the "
            "article. Look at what was left out, and take in what belongs to it."
        )
    elif length < _MIN_ARTICLE_CHARACTERS or _largest_left_out(pairs) > length:
        warnings.append(
            "The article could not be told apart from the rest of the page with "
            "certainty. Look at what was left out, and take in what belongs to it."
        )
    return warnings


def _largest_left_out(pairs: Sequence[tuple[PageBlock, bool]]) -> int:
    """Return how many characters the longest run of left-out sentences has."""
    largest = run = 0
    for block, is_taken in pairs:
        is_sentence = len(block.text) >= _MIN_SENTENCE_CHARACTERS
        if is_taken or is_consent_text(block.text):
            run = 0
        elif is_sentence and 2 * block.linked < len(block.text):
            run += len(block.text)
        largest = max(largest, run)
    return largest

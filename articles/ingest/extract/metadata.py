"""Proposes an article's metadata from its first and last lines.

Fills in what the file itself did not state: title, authors, outlet, date and
address. Each is a proposal that a reviewer confirms.
"""

import re
from collections.abc import Sequence

from articles.ingest.extract.boilerplate import BANNER
from articles.ingest.extract.bylines import byline_names, byline_outlet
from articles.ingest.extract.datelines import find_dateline, parse_dateline
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock
from articles.ingest.extract.web_addresses import (
    ADDRESS_PATTERN,
    first_address,
    is_web_address,
)

# How far from the top a byline or a dateline may stand.
_HEAD_BLOCKS = 10
_HEAD_LINES = 16
# A sentence ends like this, a headline hardly ever.
_NO_TITLE_END = (".", ":", ";", ",")
_MAX_TITLE_LINE_CHARACTERS = 200

_ORIGINAL_OUTLET = re.compile(
    r"(?:the )?original source of this article is (?P<outlet>[^\n]{2,80})"
    r"|(?:originally published (?:by|in|on|at)|source|outlet|publication): ?"
    r"(?P<named>[^\n]{2,80})",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(
    r"(?:(?:original |canonical )?(?:source|url|link|address|article)"
    r"|original|canonical|retrieved from|quelle)(?: ?:| at| is)? *"
    rf"<?(?P<address>{ADDRESS_PATTERN})>?",
    re.IGNORECASE,
)


def fill_in_metadata(reading: ParsedDocument, regions: Sequence[str]) -> None:
    """Fill in what the document lacks from what its blocks say."""
    head = _select_head(reading.blocks, regions)
    lines = [line for block in head for line in block.text.split("\n")][:_HEAD_LINES]
    dateline = find_dateline(lines)
    reading.title = reading.title or _guess_title(head)
    reading.authors = reading.authors or next(
        filter(None, map(byline_names, lines)), ()
    )
    reading.published = reading.published or dateline.published
    outlets = filter(None, map(byline_outlet, lines))
    reading.outlet = (
        reading.outlet
        or dateline.outlet
        or next(outlets, "")
        or _find_outlet(reading.blocks)
    )
    reading.address = reading.address or _find_address(reading.blocks)


def _select_head(
    blocks: Sequence[TextBlock], regions: Sequence[str]
) -> list[TextBlock]:
    candidates = zip(blocks[: 2 * _HEAD_BLOCKS], regions, strict=False)
    return [block for block, region in candidates if region != BANNER][:_HEAD_BLOCKS]


def _guess_title(head: Sequence[TextBlock]) -> str:
    """Return the first heading, or a first line that is no sentence."""
    headings = sorted(
        (block for block in head if block.level), key=lambda block: block.level
    )
    if headings:
        return headings[0].text
    first = head[0].text.split("\n")[0] if head else ""
    return first if _is_title(first) else ""


def _is_title(line: str) -> bool:
    if len(line) > _MAX_TITLE_LINE_CHARACTERS or line.endswith(_NO_TITLE_END):
        return False
    says_something_else = (
        is_web_address(line) or byline_names(line) or any(parse_dateline(line))
    )
    return not says_something_else


def _find_outlet(blocks: Sequence[TextBlock]) -> str:
    """Return the outlet that a line of its own names, at the top or the end."""
    for block in [*blocks[:_HEAD_BLOCKS], *blocks[-2 * _HEAD_BLOCKS :]]:
        found = _ORIGINAL_OUTLET.match(block.text)
        outlet = (found["outlet"] or found["named"]).strip(" .") if found else ""
        if outlet and "://" not in outlet:
            return outlet
    return ""


def _find_address(blocks: Sequence[TextBlock]) -> str:
    """Return the address that a line gives as the article's, or that opens it."""
    for number, block in enumerate(blocks):
        for line in block.text.split("\n"):
            if found := _ADDRESS_LINE.fullmatch(line):
                return found["address"]
        if number < 2 and is_web_address(block.text):
            return block.text
        if _ORIGINAL_OUTLET.match(block.text) and (link := first_address(block.links)):
            return link
    return ""

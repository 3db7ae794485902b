"""Reads Markdown (CommonMark with tables) into blocks without marks.

A heading, a list item, a table's row and a paragraph are each one paragraph.
HTML inside it is read as on a page, for the words that a reader sees; nothing is
executed.
"""

import html
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.domain.text.canonical import PARAGRAPH_BORDER
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.front_matter import split_front_matter
from articles.ingest.extract.parsed_document import (
    ParsedDocument,
    TextBlock,
    clean_blocks,
    struck_warning,
)

# The parser drops what is nested deeper than its limit, without a word.
MAX_NESTING = 40
_HTML_BY_TYPE = {
    "softbreak": " ",
    "hardbreak": "<br>",
    "s_open": "<s>",
    "s_close": "</s>",
}


def read_markdown(source: str) -> ParsedDocument:
    """Return the blocks, and what the front matter says."""
    reading, body = split_front_matter(source)
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    tokens = parser.enable(["table", "strikethrough"]).parse(body)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise ExtractionError(
            "This Markdown has quotations or lists nested too deeply in one another. "
            "Save the article's text as plain text and import that."
        )
    struck: list[str] = []
    reading.blocks = [
        clean
        for block in _blocks_from_tokens(tokens, struck)
        for clean in clean_blocks(block)
    ]
    if struck:
        reading.warnings.append(struck_warning(struck))
    return reading


def _blocks_from_tokens(tokens: list[Token], struck: list[str]) -> Iterator[TextBlock]:
    """Yield each block of words; the cells of a table's row stand in one block."""
    number = ""
    row: list[TextBlock] | None = None
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield _join_row(row)
            row = None
        elif (block := _block_from_token(token, before, struck)) is not None:
            if row is not None:
                row.append(block)
            else:
                yield block._replace(text=number + block.text)
                number = ""


def _block_from_token(
    token: Token, before: Token | None, struck: list[str]
) -> TextBlock | None:
    if token.type == "inline":
        level = int(before.tag[1]) if before and before.type == "heading_open" else 0
        children = token.children or []
        return TextBlock(
            _inline_text(children, struck), level, tuple(_link_addresses(children))
        )
    if token.type in ("fence", "code_block"):
        return TextBlock(token.content)
    if token.type == "html_block":
        return TextBlock(_words_of_html(token.content, struck))
    return None


def _join_row(row: list[TextBlock]) -> TextBlock:
    links = tuple(link for cell in row for link in cell.links)
    return TextBlock(" | ".join(cell.text for cell in row), links=links)


def _inline_text(children: Sequence[Token], struck: list[str]) -> str:
    """Return the words of a paragraph; HTML and struck words are read as on a page."""
    if any(token.type in ("html_inline", "s_open") for token in children):
        return _words_of_html("".join(map(_token_html, children)), struck)
    return "".join(map(_token_text, children))


def _token_html(token: Token) -> str:
    if token.type == "html_inline":
        return str(token.content)
    return _HTML_BY_TYPE.get(token.type) or html.escape(token.content)


def _words_of_html(source: str, struck: list[str]) -> str:
    # Only what holds HTML or struck words loads what reads it.
    from articles.ingest.extract.page_blocks import read_page
    from articles.ingest.extract.tree import parse_page

    found = read_page(parse_page(f"<div>{source}</div>"))
    struck += found.struck
    return PARAGRAPH_BORDER.join(block.text for block in found.blocks)


def _token_text(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return str(token.content)


def _link_addresses(children: list[Token]) -> Iterator[str]:
    for token in children:
        if token.type == "link_open":
            yield str(token.attrs.get("href", ""))

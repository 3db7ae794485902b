"""Reads Markdown (CommonMark with tables) into blocks without marks.

A heading, a list item, a table's row and a paragraph are each one paragraph.
HTML inside it is read for its words; nothing is executed.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.front_matter import split_front_matter
from articles.ingest.extract.markup import HIDDEN_TAGS, visible_text
from articles.ingest.extract.parsed_document import (
    ParsedDocument,
    TextBlock,
    clean_blocks,
)

# The parser drops what is nested deeper than its limit, without a word.
MAX_NESTING = 40
_HIDDEN_TAG = re.compile(rf"<(/?)(?:{'|'.join(sorted(HIDDEN_TAGS))})\b", re.IGNORECASE)


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
    reading.blocks = [
        clean for block in _blocks_from_tokens(tokens) for clean in clean_blocks(block)
    ]
    return reading


def _blocks_from_tokens(tokens: list[Token]) -> Iterator[TextBlock]:
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
        elif (block := _block_from_token(token, before)) is not None:
            if row is not None:
                row.append(block)
            else:
                yield block._replace(text=number + block.text)
                number = ""


def _block_from_token(token: Token, before: Token | None) -> TextBlock | None:
    if token.type == "inline":
        level = int(before.tag[1]) if before and before.type == "heading_open" else 0
        children = token.children or []
        return TextBlock(
            _inline_text(children), level, tuple(_link_addresses(children))
        )
    if token.type in ("fence", "code_block"):
        return TextBlock(token.content)
    if token.type == "html_block":
        return TextBlock(visible_text(token.content))
    return None


def _join_row(row: list[TextBlock]) -> TextBlock:
    links = tuple(link for cell in row for link in cell.links)
    return TextBlock(" | ".join(cell.text for cell in row), links=links)


def _inline_text(children: list[Token]) -> str:
    """Return the words of a paragraph; what stands inside a script is left out."""
    parts: list[str] = []
    is_hidden = False
    for token in children:
        if token.type == "html_inline":
            if tag := _HIDDEN_TAG.match(token.content):
                is_hidden = not tag[1]
            parts.append(visible_text(token.content))
        elif not is_hidden:
            parts.append(_token_text(token))
    return "".join(parts)


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

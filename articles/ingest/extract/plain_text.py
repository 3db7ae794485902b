"""Splits a plain text into paragraphs: at blank lines, or at long lines' ends."""

from articles.domain.text.canonical import PARAGRAPH_BORDER, to_canonical_text
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock

# Text that was wrapped by hand or by a mail program has no line longer than this.
MAX_WRAPPED_LINE_CHARACTERS = 120


def read_plain_text(source: str) -> ParsedDocument:
    text = to_canonical_text(source)
    border = PARAGRAPH_BORDER
    if PARAGRAPH_BORDER not in text and _has_line_per_paragraph(text):
        border = "\n"
    return ParsedDocument([TextBlock(words) for words in text.split(border)])


def _has_line_per_paragraph(text: str) -> bool:
    return any(len(line) > MAX_WRAPPED_LINE_CHARACTERS for line in text.split("\n"))

"""Splits a plain text into paragraphs: at blank lines, or at long lines' ends."""

from articles.domain.anchoring.text import PARAGRAPH_BORDER, canonical
from articles.ingest.extract.reading import Block, Reading

# Text that was wrapped by hand or by a mail program has no line longer than this.
LONGEST_WRAPPED_LINE = 120


def read_plain(source: str) -> Reading:
    text = canonical(source)
    border = PARAGRAPH_BORDER
    if PARAGRAPH_BORDER not in text and _has_line_per_paragraph(text):
        border = "\n"
    return Reading([Block(words) for words in text.split(border)])


def _has_line_per_paragraph(text: str) -> bool:
    return any(len(line) > LONGEST_WRAPPED_LINE for line in text.split("\n"))

"""Extracts a foreign file's text, and proposals from what it says about itself.

A function from bytes to text and proposals. It knows no database and fetches
nothing. A file from outside is read through `articles.ingest.sandbox`, which runs this
in a process of its own.
"""

from articles.ingest.extract.formats import Kind
from articles.ingest.extract.reader import extract
from articles.ingest.extract.result import (
    Extraction,
    ExtractionError,
    ProposedParagraph,
    ProposedRegion,
)

__all__ = [
    "Extraction",
    "ExtractionError",
    "Kind",
    "ProposedParagraph",
    "ProposedRegion",
    "extract",
]

"""Extracts a foreign file's text, and proposals from what it says about itself.

A function from bytes to text and proposals. It knows no database and fetches
nothing. A file from outside is read through `articles.ingest.sandbox`, which runs this
in a process of its own.
"""

from articles.ingest.extract.extraction import (
    Extraction,
    ExtractionError,
    ProposedParagraph,
    ProposedRegion,
)
from articles.ingest.extract.extractor import extract
from articles.ingest.extract.formats import FileFormat

__all__ = [
    "Extraction",
    "ExtractionError",
    "FileFormat",
    "ProposedParagraph",
    "ProposedRegion",
    "extract",
]

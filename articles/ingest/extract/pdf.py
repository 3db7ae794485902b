"""Reads a PDF's text into paragraphs.

A PDF knows where letters stand on a page and nothing about sentences: lines are put
together to paragraphs again. What cannot be read for certain is refused or named in a
warning; what stands at the head or foot of every page stays, marked as such.
"""

import logging
import re
import struct
import time
import zlib

import playa
from playa.document import Document
from playa.exceptions import PDFEncryptionError, PDFException, PDFPasswordIncorrect
from playa.page import Page
from playa.pdftypes import resolve1
from playa.utils import decode_text

from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.boilerplate import BOILERPLATE
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock
from articles.ingest.extract.pdf_columns import Fragment
from articles.ingest.extract.pdf_direction import find_direction
from articles.ingest.extract.pdf_glyphs import PageGlyphs, read_page_glyphs
from articles.ingest.extract.pdf_lines import build_pages
from articles.ingest.extract.pdf_paragraphs import rebuild_paragraphs
from articles.ingest.extract.pdf_rows import find_fragments
from articles.ingest.extract.pdf_visibility import find_hidden_layers
from articles.ingest.extract.pdf_warnings import (
    PASTE,
    PagesRead,
    drop_unread,
    refuse_or_warn,
    warn_of_loss,
)

MAX_PDF_BYTES = 10_000_000
MAX_PAGES = 1000
# Of CPU time, which the process that reads a file has more of (articles.ingest.sandbox).
MAX_SECONDS = 4.0

_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|tmp|odt|pptx?|html?)$|^(?:untitled|microsoft word)", re.I
)
_FILLED_IN = frozenset({"Widget", "FreeText", "Text", "Stamp"})

# What the library runs into where a file is not as it should be.
_DAMAGES = (
    PDFException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    StopIteration, AssertionError, EOFError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip

# The library reports each oddity of a file; what matters to a reader becomes a warning.
logging.getLogger("playa").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> ParsedDocument:
    """Return the paragraphs and metadata, or raise an ExtractionError."""
    if len(data) > MAX_PDF_BYTES:
        raise ExtractionError(
            f"This PDF has {len(data):,} bytes; at most {MAX_PDF_BYTES:,} can be read. "
            "Copy the article's text and paste it."
        )
    try:
        return _read_document(_open_document(data))
    except PDFPasswordIncorrect as error:
        raise ExtractionError(
            "This PDF is protected by a password. Open it, copy the article's text and "
            "paste it."
        ) from error
    except (PDFEncryptionError, NotImplementedError) as error:
        raise ExtractionError(
            "This PDF is encrypted or packed in a way that cannot be read here. It is "
            f"not damaged. {PASTE}"
        ) from error
    except _DAMAGES as error:
        raise ExtractionError(
            "This PDF is damaged, or of a kind that cannot be read. Open it, copy the "
            "article's text and paste it."
        ) from error


def _open_document(data: bytes) -> Document:
    """Open a file; one whose own table of places leads nowhere without that table."""
    try:
        document = playa.parse(data)
        if len(document.pages):
            return document
    except (PDFEncryptionError, NotImplementedError):
        raise
    except _DAMAGES:
        pass
    return playa.parse(data.replace(b"startxref", b"         "))


def _read_document(document: Document) -> ParsedDocument:
    if len(document.pages) > MAX_PAGES:
        raise ExtractionError(
            f"This PDF has {len(document.pages):,} pages; at most {MAX_PAGES:,} can be "
            "read. Take out the pages that matter."
        )
    if not len(document.pages):
        raise ValueError("no pages")
    pages = _read_pages(document)
    warnings = refuse_or_warn(pages)
    base = find_direction(line.text for page in pages.lines for line in page)
    paragraphs = rebuild_paragraphs(pages.lines, base)
    paragraphs, unread = drop_unread(paragraphs)
    warnings += unread + warn_of_loss(pages, paragraphs)
    title, author = (_read_info(document, name) for name in ("Title", "Author"))
    return ParsedDocument(
        [
            TextBlock(words, region=BOILERPLATE if is_furniture else "")
            for words, _, is_furniture in paragraphs
        ],
        title="" if _FILE_NAME.search(title) else title,
        authors=split_names(author),
        warnings=[
            "This is the text of a PDF. Where its paragraphs begin and end was guessed, "
            "and lines from the head and the foot of its pages stand among them.",
            *warnings,
        ],
    )


def _read_pages(document: Document) -> PagesRead:
    layers = find_hidden_layers(document)
    pages = PagesRead([], [], [], [])
    fragments: list[list[tuple[int, list[Fragment]]]] = []
    begun = time.process_time()
    for number, page in enumerate(document.pages, 1):
        try:
            glyphs = read_page_glyphs(page, layers)
            if _is_filled_in(page):
                pages.filled_in.append(number)
        except NotImplementedError:
            raise
        except _DAMAGES:
            if len(document.pages) == 1:
                raise
            glyphs = PageGlyphs()
            pages.damaged.append(number)
        pages.glyphs.append(glyphs)
        planes = sorted(glyphs.planes.items(), key=lambda item: -len(item[1]))
        fragments.append([(angle, find_fragments(plane)) for angle, plane in planes])
        if time.process_time() - begun > MAX_SECONDS:
            raise ExtractionError(
                f"This PDF is too long: {number:,} of its {len(document.pages):,} pages "
                "can be read in time. Take out the pages that matter."
            )
    base = find_direction(
        glyph.text
        for page in pages.glyphs
        for plane in page.planes.values()
        for glyph in plane
    )
    pages.lines.extend(build_pages(fragments, base))
    return pages


def _is_filled_in(page: Page) -> bool:
    """Whether something is written onto a page that is not part of its text."""
    return any(
        note.type in _FILLED_IN
        and (note.type != "Widget" or resolve1(note.props.get("V")))
        for note in page.annotations
    )


def _read_info(document: Document, name: str) -> str:
    """Return a field of the file's own description, "" without one."""
    about = resolve1(document.trailer.get("Info"))
    value = resolve1(about.get(name)) if isinstance(about, dict) else None
    return decode_text(value).strip("\0 ") if isinstance(value, bytes) else ""

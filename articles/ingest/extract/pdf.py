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
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import playa
from playa.document import Document
from playa.exceptions import PDFEncryptionError, PDFException, PDFPasswordIncorrect
from playa.page import Page
from playa.pdftypes import resolve1
from playa.utils import decode_text

from articles.ingest.extract.boilerplate import BOILERPLATE
from articles.ingest.extract.bylines import split_names
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock
from articles.ingest.extract.pdf_columns import Fragment
from articles.ingest.extract.pdf_direction import (
    find_direction,
    has_right_letters,
    reads_backwards,
)
from articles.ingest.extract.pdf_garbled import UNKNOWN, is_garbled
from articles.ingest.extract.pdf_glyphs import PageGlyphs, read_page_glyphs
from articles.ingest.extract.pdf_lines import Line, build_pages
from articles.ingest.extract.pdf_paragraphs import Paragraph, rebuild_paragraphs
from articles.ingest.extract.pdf_rows import find_fragments
from articles.ingest.extract.pdf_visibility import find_hidden_layers

MAX_PDF_BYTES = 10_000_000
MAX_PAGES = 1000
# Of CPU time, which the process that reads a file has more of (articles.ingest.sandbox).
MAX_SECONDS = 4.0
# What may be lost between a page and its text: hyphens, letters painted twice.
_LOST_SHARE = 0.03
# Lines from the right whose order is not certain, of all of them.
_UNCERTAIN_SHARE = 0.2

_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|tmp|odt|pptx?|html?)$|^(?:untitled|microsoft word)", re.I
)
_PASTE = "Open it, copy the article's text and paste it."
_FILLED_IN = frozenset({"Widget", "FreeText", "Text", "Stamp"})

# What the library runs into where a file is not as it should be.
_DAMAGES = (
    PDFException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    StopIteration, AssertionError, EOFError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip

# The library reports each oddity of a file; what matters to a reader becomes a warning.
logging.getLogger("playa").setLevel(logging.CRITICAL)


class _Pages(NamedTuple):
    """What was read of each page, by the number that a reader calls it."""

    lines: list[list[Line]]
    glyphs: list[PageGlyphs]
    filled_in: list[int]
    damaged: list[int]


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
            f"not damaged. {_PASTE}"
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
    warnings = _refuse_or_warn(pages)
    base = find_direction(line.text for page in pages.lines for line in page)
    paragraphs = rebuild_paragraphs(pages.lines, base)
    paragraphs, unread = _drop_unread(paragraphs)
    warnings += unread + _warn_of_loss(pages, paragraphs)
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


def _read_pages(document: Document) -> _Pages:
    layers = find_hidden_layers(document)
    pages = _Pages([], [], [], [])
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


def _refuse_or_warn(pages: _Pages) -> list[str]:
    """Take out the lines of pages that cannot be read; refuse if too few are left."""
    texts = ["\n".join(line.text for line in page) for page in pages.lines]
    if not any(texts):
        raise _no_text_error(pages)
    whole = "\n".join(texts)
    garbled = [number for number, text in enumerate(texts) if is_garbled(text)]
    if 2 * sum(len(texts[number]) for number in garbled) > len(whole):
        raise _garbled_error()
    for number in garbled:
        pages.lines[number].clear()
    if has_right_letters(whole) and _is_order_unsure(pages.lines, whole):
        raise ExtractionError(
            "The order of the words in this PDF cannot be told for certain: it is "
            "written from the right to the left, with numbers or words from the left. "
            f"{_PASTE}"
        )
    return _page_warnings(pages, [number + 1 for number in garbled])


def _no_text_error(pages: _Pages) -> ExtractionError:
    if any(page.is_damaged for page in pages.glyphs):
        return ExtractionError(
            f"This PDF is damaged, and no words can be read in it. {_PASTE}"
        )
    if any(page.hidden for page in pages.glyphs):
        return ExtractionError(
            "The only text in this PDF is one that readers of its pages do not see: in "
            "white, beside the page or in a hidden layer. Type the passage that matters."
        )
    return ExtractionError(
        "No text is in this PDF, only pictures of pages. Have its words recognised by "
        "another program, or type the passage that matters."
    )


def _garbled_error() -> ExtractionError:
    return ExtractionError(
        "The letters of this PDF have no meaning in the file: it shows words and does "
        "not say which they are. Open it, copy the article's text and paste it; if that "
        "is garbled too, have its words recognised by another program."
    )


def _page_warnings(pages: _Pages, garbled: Sequence[int]) -> list[str]:
    texts = [bool(lines) for lines in pages.lines]
    uncertain = _numbers_where(
        any(not line.is_certain for line in page) for page in pages.lines
    )
    hidden = _numbers_where(page.hidden > 0 for page in pages.glyphs)
    partly = _numbers_where(page.is_damaged for page in pages.glyphs)
    recognised = _numbers_where(page.is_recognised for page in pages.glyphs)
    empty = [
        number
        for number in _numbers_where(not has_text for has_text in texts)
        if number not in {*garbled, *pages.damaged}
    ]
    said = [
        (garbled, "cannot be read: the letters have no meaning in this file."),
        (pages.damaged, "is damaged and was left out."),
        (partly, "is damaged: some of its words may be missing here."),
        (empty, "has no text, or only a picture of it; nothing of it is here."),
        (uncertain, "has numbers beside words in another direction: compare their "
         "order with the page."),
        (recognised, "was recognised from a picture by another program: compare it "
         "with the page."),
        (hidden, "has text that readers of the page do not see (in white, beside the "
         "page or in a hidden layer); it was left out."),
        (pages.filled_in, "has notes or form fields, whose words are not here."),
    ]  # fmt: skip
    return [f"{_name_pages(numbers)} {words}" for numbers, words in said if numbers]


def _numbers_where(flags: Iterable[bool]) -> list[int]:
    return [number for number, flag in enumerate(flags, 1) if flag]


def _name_pages(numbers: Sequence[int]) -> str:
    """Return "Page 3", or "Each of the pages 3, 4 and 9"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    *others, last = map(str, numbers[:20])
    more = f" and {len(numbers) - 20} more" if len(numbers) > 20 else ""
    return f"Each of the pages {', '.join(others)} and {last}{more}"


def _is_order_unsure(pages: Sequence[Sequence[Line]], whole: str) -> bool:
    lines = [line for page in pages for line in page if has_right_letters(line.text)]
    unsure = sum(not line.is_certain for line in lines)
    return unsure > max(1, _UNCERTAIN_SHARE * len(lines)) or reads_backwards(whole)


def _drop_unread(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """Leave out paragraphs without meaning, and name the pages of what is unknown."""
    garbled = [p for p in paragraphs if UNKNOWN in p.text and is_garbled(p.text)]
    if 2 * sum(len(p.text) for p in garbled) > sum(len(p.text) for p in paragraphs):
        raise _garbled_error()
    kept = [p for p in paragraphs if not (UNKNOWN in p.text and is_garbled(p.text))]
    marked = sorted({p.page + 1 for p in kept if UNKNOWN in p.text})
    warnings = []
    if garbled:
        numbers = sorted({p.page + 1 for p in garbled})
        warnings.append(
            f"{_name_pages(numbers)} has a passage that cannot be read and was left "
            "out: its letters have no meaning in this file."
        )
    if marked:
        warnings.append(
            f"{_name_pages(marked)} has characters without a meaning in this file; "
            f"they stand as {UNKNOWN}."
        )
    return kept, warnings


def _warn_of_loss(pages: _Pages, paragraphs: Iterable[Paragraph]) -> list[str]:
    """Compare what is painted with what was kept, in characters other than spaces."""
    painted = sum(
        len("".join(glyph.text.split()))
        for page, lines in zip(pages.glyphs, pages.lines, strict=True)
        if lines
        for plane in page.planes.values()
        for glyph in plane
    )
    kept = sum(len("".join(paragraph.text.split())) for paragraph in paragraphs)
    if kept >= (1 - _LOST_SHARE) * painted:
        return []
    return [
        f"The pages show {painted:,} characters, and {kept:,} of them are in this text: "
        "compare it with the pages."
    ]


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

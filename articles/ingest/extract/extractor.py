"""Extracts a file, from its bytes to a text with proposals."""

from collections.abc import Callable

from articles.domain.text.canonical import to_canonical_text
from articles.domain.text.language_tags import primary_language
from articles.ingest.extract.boilerplate import propose_regions
from articles.ingest.extract.character_encoding import decode_file
from articles.ingest.extract.extraction import (
    Extraction,
    ExtractionError,
    ProposedParagraph,
)
from articles.ingest.extract.formats import (
    FileFormat,
    guess_format,
    has_extension_of,
    is_pdf,
)
from articles.ingest.extract.language import guess_language
from articles.ingest.extract.metadata import fill_in_metadata
from articles.ingest.extract.parsed_document import ParsedDocument, clean_blocks
from articles.ingest.extract.plain_text import read_plain_text

MAX_CHARACTERS = 500_000
MAX_PARAGRAPHS = 10_000
# More than these, nobody looks through.
MAX_LEFT_OUT = 3000
# Marks and blank lines come on top of the text that remains.
MAX_SOURCE_CHARACTERS = 3 * MAX_CHARACTERS
# Longer than any title or name that is one.
MAX_FIELD_CHARACTERS = 300


def extract(
    data: bytes, filename: str = "", kind: FileFormat | None = None
) -> Extraction:
    """Return the text of a file; raise an ExtractionError that says what to do."""
    if is_pdf(data):
        # Only the child that has a PDF to read loads what reads it.
        from articles.ingest.extract.pdf import read_pdf

        return _build_extraction(read_pdf(data))
    source, warnings = decode_file(data)
    chosen = kind or guess_format(source, filename)
    if chosen != "html":
        _refuse_long_source(source)
    reading = _choose_reader(chosen)(source)
    reading.warnings[:0] = warnings
    if chosen == "markdown" and kind is None and not has_extension_of(filename, chosen):
        reading.warnings.append(
            "This text was read as Markdown: its marks for headings, links and emphasis "
            "were taken away."
        )
    return _build_extraction(reading)


def _choose_reader(kind: FileFormat) -> Callable[[str], ParsedDocument]:
    """Return the reader of one format; only the one that is needed is imported."""
    if kind == "html":
        from articles.ingest.extract.html import read_html

        return read_html
    if kind == "markdown":
        from articles.ingest.extract.markdown import read_markdown

        return read_markdown
    return read_plain_text


def _build_extraction(reading: ParsedDocument) -> Extraction:
    reading.blocks = [b for block in reading.blocks for b in clean_blocks(block)]
    _refuse_unsuitable_length(reading)
    _limit_left_out(reading)
    regions = propose_regions(reading.blocks)
    fill_in_metadata(reading, regions)
    text = "\n\n".join(block.text for block in reading.blocks)
    return Extraction(
        paragraphs=tuple(
            ProposedParagraph(block.text, region)
            for block, region in zip(reading.blocks, regions, strict=True)
        ),
        title=_to_single_line(reading.title),
        authors=tuple(filter(None, map(_to_single_line, reading.authors))),
        outlet=_to_single_line(reading.outlet),
        published=reading.published,
        address=reading.address,
        language=_language_code(reading.language) or guess_language(text),
        warnings=tuple(reading.warnings),
        left_out=tuple(reading.left_out),
    )


def _refuse_long_source(source: str) -> None:
    """Answer clearly at once, instead of after seconds of a parser's work."""
    if len(source) > MAX_SOURCE_CHARACTERS:
        raise _too_long_error(f"{len(source):,} characters")


def _refuse_unsuitable_length(reading: ParsedDocument) -> None:
    if not reading.blocks:
        raise ExtractionError(
            "No text was found in this file. Copy the article's text and paste it."
        )
    length = sum(len(block.text) + 2 for block in reading.blocks) - 2
    if length > MAX_CHARACTERS or len(reading.blocks) > MAX_PARAGRAPHS:
        raise _too_long_error(
            f"{length:,} characters in {len(reading.blocks):,} paragraphs"
        )


def _limit_left_out(reading: ParsedDocument) -> None:
    """Cut what was left out where it is longer than a text may be, and say so."""
    room = MAX_CHARACTERS
    for number, block in enumerate(reading.left_out):
        room -= len(block.text)
        if room < 0 or number == MAX_LEFT_OUT:
            reading.warnings.append(
                f"{len(reading.left_out) - number:,} more pieces of this file were left "
                "out than can be shown. If the article is among them, copy its text and "
                "paste it."
            )
            del reading.left_out[number:]
            return


def _too_long_error(size: str) -> ExtractionError:
    return ExtractionError(
        f"This text has {size}; an article may have at most {MAX_CHARACTERS:,} "
        f"characters and {MAX_PARAGRAPHS:,} paragraphs. Import it in parts, each as an "
        "article of its own."
    )


def _to_single_line(value: str) -> str:
    """Return a value as it fits into a form's field: canonical, in one line."""
    return to_canonical_text(value).replace("\n", " ")[:MAX_FIELD_CHARACTERS].strip()


def _language_code(value: str) -> str:
    """Return "en" for "en-GB"; "" for what is no language code."""
    code = primary_language(value.strip())
    is_valid = code.isascii() and code.isalpha() and len(code) in (2, 3)
    return code if is_valid else ""

"""Reads a PDF's text into paragraphs.

A PDF knows where letters stand on a page and nothing about sentences. Lines are put
together to paragraphs again; what stands at the head or foot of every page stays in
the text, as paragraphs of its own, so that nothing is left out unseen.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.parsed_document import ParsedDocument, TextBlock

MAX_PDF_BYTES = 10_000_000
MAX_PAGES = 1000
# A line at the top or the foot that so many pages share belongs to none of them.
_MIN_REPEATS = 3
# A line shorter than this part of the widest ends a paragraph, if a sentence ends.
_SHORT_LINE_SHARE = 0.8

# The shapes that letters take in print, which a PDF names instead of the letters: joined
# in Latin, and in Arabic by what stands beside them. In words they are found by nobody.
_LETTER_SHAPES = [
    *range(0xFB00, 0xFB07),
    *range(0xFB50, 0xFDC8),
    0xFDF2,
    *range(0xFE70, 0xFEFD),
]
# A mark that stands alone has what it stands on: a space, or a stroke.
LETTERS_BY_SHAPE = {
    shape: unicodedata.normalize("NFKC", chr(shape)).lstrip(" \u0640")
    for shape in _LETTER_SHAPES
}
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[•·▪–—*]|\(?[0-9a-z]{1,3}[.)])\s")
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|tmp|odt|pptx?)$|^(?:untitled|microsoft word)", re.I
)
_NUMBERS = re.compile(r"\d+")


def read_pdf(data: bytes) -> ParsedDocument:
    """Return the paragraphs and metadata, or raise an ExtractionError."""
    if len(data) > MAX_PDF_BYTES:
        raise ExtractionError(
            f"This PDF has {len(data):,} bytes; at most {MAX_PDF_BYTES:,} can be read. "
            "Copy the article's text and paste it."
        )
    try:
        return _document_from_pages(PdfReader(io.BytesIO(data)))
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
        raise ExtractionError(
            "This PDF is damaged, or of a kind that cannot be read. Open it, copy the "
            "article's text and paste it."
        ) from error


def _document_from_pages(reader: PdfReader) -> ParsedDocument:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ExtractionError(
            "This PDF is protected by a password. Open it, copy the article's text and "
            "paste it."
        )
    if len(reader.pages) > MAX_PAGES:
        raise ExtractionError(
            f"This PDF has {len(reader.pages):,} pages; at most {MAX_PAGES:,} can be "
            "read. Take out the pages that matter."
        )
    pages = [_page_lines(page.extract_text()) for page in reader.pages]
    blocks = [TextBlock(words) for words in rebuild_paragraphs(pages)]
    if not blocks:
        raise ExtractionError(
            "No text is in this PDF, only pictures of pages. Have its words recognised "
            "by another program, or type the passage that matters."
        )
    about = reader.metadata
    title = (about.title if about else "") or ""
    return ParsedDocument(
        blocks,
        title="" if _FILE_NAME.search(title) else title,
        authors=split_names((about.author if about else "") or ""),
        warnings=[
            "This is the text of a PDF. Where its paragraphs begin and end was guessed, "
            "and lines from the head and the foot of its pages stand among them."
        ],
    )


def _page_lines(page: str) -> list[str]:
    return [line.strip() for line in page.translate(LETTERS_BY_SHAPE).splitlines()]


def rebuild_paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the paragraphs that the lines of each page make, put together again."""
    repeated = _repeated_lines(pages)
    compounds = {
        word.lower()
        for page in pages
        for line in page
        for word in _hyphenated_words(line)
    }
    paragraphs: list[str] = []
    for page in pages:
        widest = max(map(len, page), default=0)
        lines: list[str] = []
        for line in page:
            is_alone = not line or _mask_numbers(line) in repeated
            if is_alone or _begins_paragraph(lines, line, widest):
                paragraphs.append(_join_lines(lines, compounds))
                lines = []
            if is_alone:
                paragraphs.append(line)
            else:
                lines.append(line)
        paragraphs.append(_join_lines(lines, compounds))
    return [paragraph for paragraph in paragraphs if paragraph]


def _repeated_lines(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines at the head or foot of several pages, but for their numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line]
        counts.update({_mask_numbers(line) for line in (*lines[:2], *lines[-2:])})
    return {line for line, count in counts.items() if count >= _MIN_REPEATS}


def _mask_numbers(line: str) -> str:
    return _NUMBERS.sub("0", line)


def _begins_paragraph(lines: Sequence[str], line: str, widest: int) -> bool:
    if not lines:
        return False
    last = lines[-1]
    has_ended = (
        _SENTENCE_END.search(last[-20:]) is not None
        and len(last) < _SHORT_LINE_SHARE * widest
    )
    return has_ended or _LIST_ITEM.match(line) is not None


def _hyphenated_words(line: str) -> Iterable[str]:
    return re.findall(r"[^\W\d_]+-[^\W\d_]+", line)


def _join_lines(lines: Sequence[str], compounds: set[str]) -> str:
    """Join lines to one paragraph.

    A word that was broken is mended, unless it has a hyphen itself: it stands among
    the compounds.
    """
    text = ""
    for line in lines:
        broken, next_word = _BROKEN_WORD.search(text[-60:]), _FIRST_WORD.match(line)
        if broken and next_word and line[0].islower():
            is_compound = f"{broken[1]}-{next_word[0]}".lower() in compounds
            text = (text if is_compound else text[:-1]) + line
        else:
            text = f"{text} {line}" if text else line
    return text

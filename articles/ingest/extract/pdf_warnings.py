"""Says what could not be read of a PDF: refuses it, or names the pages in a warning."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.pdf_direction import has_right_letters, reads_backwards
from articles.ingest.extract.pdf_garbled import UNKNOWN, is_garbled
from articles.ingest.extract.pdf_glyphs import PageGlyphs
from articles.ingest.extract.pdf_lines import Line
from articles.ingest.extract.pdf_paragraphs import Paragraph

# What may be lost between a page and its text: hyphens, letters painted twice.
_LOST_SHARE = 0.03
# Lines from the right whose order is not certain, of all of them.
_UNCERTAIN_SHARE = 0.2
PASTE = "Open it, copy the article's text and paste it."


class PagesRead(NamedTuple):
    """What was read of each page, by the number that a reader calls it."""

    lines: list[list[Line]]
    glyphs: list[PageGlyphs]
    filled_in: list[int]
    damaged: list[int]


def refuse_or_warn(pages: PagesRead) -> list[str]:
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
            f"{PASTE}"
        )
    return _page_warnings(pages, [number + 1 for number in garbled])


def _page_warnings(pages: PagesRead, garbled: Sequence[int]) -> list[str]:
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


def drop_unread(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
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


def warn_of_loss(pages: PagesRead, paragraphs: Iterable[Paragraph]) -> list[str]:
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


def _garbled_error() -> ExtractionError:
    return ExtractionError(
        "The letters of this PDF have no meaning in the file: it shows words and does "
        "not say which they are. Open it, copy the article's text and paste it; if that "
        "is garbled too, have its words recognised by another program."
    )


def _no_text_error(pages: PagesRead) -> ExtractionError:
    if any(page.is_damaged for page in pages.glyphs):
        return ExtractionError(
            f"This PDF is damaged, and no words can be read in it. {PASTE}"
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

"""Writes the lines of a page in words, in the order in which they are read."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from articles.ingest.extract.pdf_columns import Fragment
from articles.ingest.extract.pdf_direction import (
    Direction,
    has_mirrored_brackets,
    join_parts,
    to_reading_order,
)
from articles.ingest.extract.pdf_glyphs import Glyph
from articles.ingest.extract.pdf_reversal import Ordered, Reading, Sign, is_script
from articles.ingest.extract.pdf_rows import is_unspaced
from articles.ingest.extract.scripts import to_fraction

# Between words, in parts of the font's size (em).
_WORD_GAP = 0.15
# Letters that are written without spaces stand apart more easily.
_UNSPACED_WORD_GAP = 0.9

_LIST_MARK = re.compile(r"[•·▪–—*‣◦-]|\(?\w{1,3}[.)]|[⁰¹²³⁴-⁹*†]+")
_STOPS = frozenset(".,:;")
_RUNS_FROM_LEFT = re.compile(r"[\dA-Za-z]$")
_FRACTION = re.compile(r"([⁰¹²³⁴-⁹]+)[\u2044/]([₀-₉]+)")

# The shapes that letters take in print, which a PDF names instead of the letters: joined
# in Latin, and in Arabic by what stands beside them. In words they are found by nobody.
_LETTER_SHAPES = [
    *range(0xFB00, 0xFB07),
    *range(0xFB1D, 0xFB50),
    *range(0xFB50, 0xFDC8),
    0xFDF2,
    *range(0xFE70, 0xFEFD),
]
# A mark that stands alone has what it stands on: a space, or a stroke.
LETTERS_BY_SHAPE = {
    shape: unicodedata.normalize("NFKC", chr(shape)).lstrip(" \u0640")
    for shape in _LETTER_SHAPES
}


class Line(NamedTuple):
    """A line of one column, or a row of a table with its cells; lengths in points."""

    text: str
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 10.0
    is_row: bool = False
    is_certain: bool = True
    angle: int = 0


def build_pages(
    pages: Sequence[Sequence[tuple[int, Sequence[Fragment]]]], base: Direction
) -> list[list[Line]]:
    """Return the lines of each page, from what stands at each angle on it."""
    readings = [
        [[to_reading_order(_to_signs(part, base), base) for part in parts]
         for _, parts in page]
        for page in pages
    ]  # fmt: skip
    mirrored = has_mirrored_brackets(
        reading.parts for page in readings for plane in page for reading in plane
    )
    return [
        [
            line._replace(angle=angle)
            for (angle, parts), plane in zip(page, read, strict=True)
            for line in _join_cells(_write_lines(parts, plane, mirrored), base)
        ]
        for page, read in zip(pages, readings, strict=True)
    ]


def _write_lines(
    parts: Sequence[Fragment], readings: Sequence[Reading], mirrored: bool
) -> list[Line]:
    lines = (
        Line(
            _finish_text(reading.parts, mirrored=mirrored),
            part.x0, part.x1, part.y, part.size, is_certain=reading.is_certain,
        )
        for part, reading in zip(parts, readings, strict=True)
    )  # fmt: skip
    return [line for line in lines if line.text]


def _to_signs(fragment: Fragment, base: Direction) -> list[Sign]:
    """Return the signs of a fragment with a space where a gap is one.

    A space of no width is how Persian's joiner is painted.
    """
    glyphs = _attach_marks(fragment.glyphs)
    limit = _word_gap(glyphs)
    has_widths = fragment.x1 > fragment.x0
    signs: list[Sign] = []
    reach = glyphs[0].x0
    for place, glyph in enumerate(glyphs):
        gap = glyph.x0 - reach
        reach = max(reach, glyph.x1)
        both = glyphs[max(place - 1, 0)], glyph
        least = limit
        if any(is_unspaced(one.text) for one in both):
            least = max(_UNSPACED_WORD_GAP, limit)
        if gap > least * max(one.size for one in both):
            turned = any(one.leftwards for one in both) or base == "R"
            signs.append(Sign(" ", turned if glyph.leftwards is not None else None))
        is_joiner = (
            base == "R" and has_widths and glyph.text == " "
            and glyph.x1 - glyph.x0 < 0.01 * glyph.size
        )  # fmt: skip
        letters = "\u200c" if is_joiner else glyph.text.translate(LETTERS_BY_SHAPE)
        signs.append(Sign(letters, glyph.leftwards))
    return _attach_to_hosts(signs) if base == "R" else signs


def _attach_to_hosts(signs: list[Sign]) -> list[Sign]:
    """Give raised figures to what they follow: left of them in words from the right.

    Numbers and Latin words, and a full stop between, run to them from the left.
    """
    kept: list[Sign] = []
    waiting = ""
    for sign in signs:
        if not is_script(sign.text):
            kept.append(sign._replace(text=sign.text + waiting))
            waiting = ""
            continue
        text = sign.text
        if len(kept) > 1 and kept[-1].text in _STOPS and kept[-2].text[-1:].isdigit():
            text = kept.pop().text + text
        if kept and _RUNS_FROM_LEFT.search(kept[-1].text):
            kept[-1] = kept[-1]._replace(text=kept[-1].text + text)
        else:
            waiting += text
    return [*kept, Sign(waiting)] if waiting else kept


def _word_gap(glyphs: Sequence[Glyph]) -> float:
    """Return the gap in em that separates words; wider where letters stand apart."""
    gaps = [
        (two.x0 - one.x1) / max(two.size, 0.1)
        for one, two in pairwise(glyphs)
        if not (one.text.isspace() or two.text.isspace())
    ]
    usual = median(gaps) if len(gaps) >= 4 else 0.0
    return _WORD_GAP + max(usual, 0.0)


def _attach_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Give the vowel signs of letters from the right to the letter they stand at."""
    kept: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        is_mark = bool(glyph.text) and all(
            "\u0591" <= sign <= "\u06ed" and unicodedata.category(sign) == "Mn"
            for sign in glyph.text
        )
        if is_mark:
            marks.append(glyph)
        elif glyph.text or not kept:
            kept.append(glyph)
        else:  # what the sign before stands for
            kept[-1] = kept[-1]._replace(x1=max(kept[-1].x1, glyph.x1))
    if not kept:
        return list(glyphs)
    starts = [glyph.x0 for glyph in kept]
    texts = [[glyph.text] for glyph in kept]
    for mark in marks:
        place = max(bisect_left(starts, (mark.x0 + mark.x1) / 2) - 1, 0)
        texts[place].append(mark.text)
    return [
        glyph._replace(text="".join(text))
        for glyph, text in zip(kept, texts, strict=True)
    ]


def _finish_text(parts: Iterable[Ordered], *, mirrored: bool) -> str:
    text = join_parts(parts, mirrored=mirrored)
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return _FRACTION.sub(_write_fraction, text)


def _write_fraction(found: re.Match[str]) -> str:
    written = to_fraction(found[1], found[2])
    before = found.string[: found.start()][-1:]
    return f" {written}" if len(written) > 1 and before.isdigit() else written


def _join_cells(lines: Sequence[Line], base: Direction) -> list[Line]:
    """Join what stands side by side to a row, with a border between the cells."""
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if (
            last
            and abs(last.y - line.y) < 0.3 * line.size
            and not (last.x1 > line.x0 and line.x1 > last.x0)
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row[0] if len(row) == 1 else _join_row(row, base) for row in rows]


def _join_row(cells: list[Line], base: Direction) -> Line:
    cells = sorted(cells, key=lambda cell: cell.x0, reverse=base == "R")
    texts = [cell.text for cell in cells]
    if _LIST_MARK.fullmatch(texts[0]):
        texts[:2] = [" ".join(texts[:2])]
    return cells[0]._replace(
        text=" | ".join(texts),
        x0=min(cell.x0 for cell in cells),
        x1=max(cell.x1 for cell in cells),
        is_row=len(texts) > 1,
        is_certain=all(cell.is_certain for cell in cells),
    )

"""Puts the glyphs of a page together to lines, and the lines into reading order.

Columns and the cells of a table stay apart; raised and lowered figures do not join the
number that they stand beside.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from articles.ingest.extract.pdf_direction import (
    Direction,
    Ordered,
    Sign,
    has_mirrored_brackets,
    has_right_letters,
    is_script,
    join_parts,
    to_reading_order,
)
from articles.ingest.extract.pdf_glyphs import UNKNOWN, Glyph
from articles.ingest.extract.scripts import to_fraction, to_subscript, to_superscript

# Lengths in parts of the font's size (em).
_SAME_BASELINE = 0.2
_WORD_GAP = 0.15
_COLUMN_GAP = 1.0
# A wide space may stand within a line that fills its column.
_SPACED_COLUMN_GAP = 8.0
# Letters that are written without spaces stand apart more easily.
_UNSPACED_WORD_GAP = 0.9
# Between cells, on a page that paints the spaces between words.
_CELL_GAP = 0.6
_CELL_GAP_OF_NUMBERS = 0.45
_PAINTED_SPACES_SHARE = 0.05
_SCRIPT_SIZE = 0.85
_SCRIPT_REACH = 0.75
_SCRIPT_GAP = 0.5
_PROSE_WIDTH = 12.0
_MIN_PROSE_ROWS = 3

_LIST_MARK = re.compile(r"[•·▪–—*‣◦-]|\(?\w{1,3}[.)]|[⁰¹²³⁴-⁹*†]+")
_INDIC_OR_THAI = re.compile(r"[\u0900-\u109f\u1780-\u17ff]")
_FRACTION = re.compile(r"([⁰¹²³⁴-⁹]+)[\u2044/]([₀-₉]+)")


class Fragment(NamedTuple):
    """Glyphs that stand together on one baseline, from the left to the right."""

    glyphs: tuple[Glyph, ...]
    y: float
    size: float

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def order(self) -> int:
        return min(glyph.order for glyph in self.glyphs)


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


def find_fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Return what stands together on the page, in the order of reading."""
    rows = _attach_scripts(_find_rows(_settle_marks(glyphs)))
    paints_spaces = _paints_spaces(glyphs)
    fragments = [
        fragment for row in rows for fragment in _split_row(row, paints_spaces)
    ]
    return _sort_fragments(fragments)


def build_lines(
    fragments: Sequence[Fragment], base: Direction, mirrored: bool | None = None
) -> list[Line]:
    """Return the lines in words; fragments of one row that are cells are one line."""
    readings = [
        to_reading_order(_to_signs(fragment, base), base) for fragment in fragments
    ]
    if mirrored is None:
        mirrored = has_mirrored_brackets(reading.parts for reading in readings)
    lines = [
        Line(
            _finish_text(reading.parts, mirrored=mirrored),
            fragment.x0, fragment.x1, fragment.y, fragment.size,
            is_certain=reading.is_certain,
        )
        for fragment, reading in zip(fragments, readings, strict=True)
    ]  # fmt: skip
    return _join_cells([line for line in lines if line.text], base)


def _settle_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put signs of no width, as vowel signs are, onto the line of their letter.

    In scripts from the left they follow it; a file need not place them within it. A
    part of a letter that a file draws by itself is no letter more.
    """
    settled = list(glyphs)
    for place, glyph in enumerate(settled):
        if glyph.x1 - glyph.x0 > 0.01 * glyph.size or glyph.text.isspace():
            continue
        near = settled[max(place - 1, 0) : place] + settled[place + 1 : place + 2]
        letters = [other for other in near if other.x1 > other.x0
                   and abs(other.y - glyph.y) < glyph.size]  # fmt: skip
        if not letters:
            continue
        host = min(letters, key=lambda other: abs(other.x0 - glyph.x0))
        if _INDIC_OR_THAI.match(glyph.text) and place and letters[0] is near[0]:
            host = letters[0]
            x = min(glyph.x0, host.x1 - 0.01 * host.size)
            glyph = glyph._replace(x0=x, x1=x)
        is_part = glyph.text in host.text or (
            glyph.text == UNKNOWN and has_right_letters(host.text)
        )
        text = "" if is_part else glyph.text
        settled[place] = glyph._replace(text=text, y=host.y, size=host.size)
    return settled


def _find_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of each baseline, in the order in which they stand."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("y")):
        last = rows[-1][-1] if rows else None
        if last and glyph.y - rows[-1][0].y <= _SAME_BASELINE * max(
            min(glyph.size, last.size), 1
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=attrgetter("x0", "order"))
    return [_drop_doubles(row) for row in rows]


def _drop_doubles(row: list[Glyph]) -> list[Glyph]:
    """Leave out what is painted twice in one place, to look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        last = kept[-1] if kept else None
        is_double = (
            last is not None
            and glyph.text == last.text
            and glyph.x1 > glyph.x0
            and glyph.x0 - last.x0 < 0.3 * (glyph.x1 - glyph.x0)
        )
        if not is_double:
            kept.append(glyph)
    return kept


def _attach_scripts(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Move raised and lowered glyphs into the row that they belong to.

    Their text is what they are called on the line: ⁹ for a raised 9.
    """
    moved: set[tuple[int, int]] = set()
    added: dict[int, list[Glyph]] = {}
    for number, row in enumerate(rows):
        for start, stop in _split_at_gaps(row, _SCRIPT_GAP):
            host = _find_host(rows, number, row[start:stop])
            if host is not None:
                words = _to_script(row[start:stop], rows[host][0].y)
                added.setdefault(host, []).append(words)
                moved.update((number, place) for place in range(start, stop))
    kept: list[list[Glyph]] = []
    for number, row in enumerate(rows):
        left = [g for place, g in enumerate(row) if (number, place) not in moved]
        if left:
            left = _mark_within_row(left)
            kept.append(
                sorted(left + added.get(number, []), key=lambda g: (g.x0, g.order))
            )
    return kept


def _find_host(
    rows: list[list[Glyph]], number: int, run: Sequence[Glyph]
) -> int | None:
    """Return the row beside whose larger glyphs a run stands, if there is one."""
    size = max(glyph.size for glyph in run)
    if not "".join(glyph.text for glyph in run).strip():
        return None
    for host in (number + 1, number - 1, number + 2, number - 2):
        if not 0 <= host < len(rows):
            continue
        row = rows[host]
        place = bisect_left(row, run[0].x0, key=lambda glyph: glyph.x0)
        for near in row[max(place - 1, 0) : place + 1]:
            gap = max(run[0].x0 - near.x1, near.x0 - run[-1].x1)
            distance = abs(run[0].y - near.y)
            if (
                size <= _SCRIPT_SIZE * near.size
                and distance <= _SCRIPT_REACH * near.size
                and -_WORD_GAP * near.size <= gap <= _WORD_GAP * near.size * 2
            ):
                return host
    return None


def _to_script(run: Sequence[Glyph], baseline: float) -> Glyph:
    words = "".join(glyph.text for glyph in run)
    is_raised = run[0].y < baseline
    written = to_superscript(words) if is_raised else to_subscript(words)
    return run[0]._replace(
        text=written or words, x1=run[-1].x1, y=baseline, leftwards=run[0].leftwards
    )


def _mark_within_row(row: list[Glyph]) -> list[Glyph]:
    """Write raised glyphs as such that stand hardly higher than the one before them."""
    marked: list[Glyph] = []
    run: list[Glyph] = []
    host: Glyph | None = None
    for glyph in row:
        if host and _is_raised(run[-1] if run else host, glyph, host):
            run.append(glyph)
            continue
        if run and host:
            marked.append(_to_script(run, host.y))
            run = []
        marked.append(glyph)
        host = glyph if glyph.text.strip() else None
    return [*marked, _to_script(run, host.y)] if run and host else marked


def _is_raised(last: Glyph, glyph: Glyph, host: Glyph) -> bool:
    return (
        glyph.size <= _SCRIPT_SIZE * host.size
        and abs(glyph.y - host.y) >= 0.1 * host.size
        and glyph.x0 - last.x1 <= _WORD_GAP * host.size
        and not glyph.text.isspace()
    )


def _split_at_gaps(row: Sequence[Glyph], gap: float) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(row)):
        if row[place].x0 - row[place - 1].x1 > gap * row[place].size:
            yield start, place
            start = place
    if row:
        yield start, len(row)


def _split_row(row: Sequence[Glyph], paints_spaces: bool) -> Iterator[Fragment]:
    """Yield the parts of a row between which a column or a cell ends."""
    start = 0
    reach = row[0].x1
    for place in range(1, len(row) + 1):
        if place == len(row) or (
            row[place].x0 - reach > _CELL_GAP_OF_NUMBERS * row[place].size * 0.5
            and _is_border(row[place - 1]._replace(x1=reach), row[place], paints_spaces)
        ):
            glyphs = tuple(row[start:place])
            if any(not glyph.text.isspace() for glyph in glyphs):
                largest = max(glyph.size for glyph in glyphs)
                yield Fragment(glyphs, glyphs[0].y, largest)
            start = place
        if place < len(row):
            reach = max(reach, row[place].x1)


def _is_border(left: Glyph, right: Glyph, paints_spaces: bool) -> bool:
    size = max(left.size, right.size, 0.1)
    gap = (right.x0 - left.x1) / size
    if gap <= _CELL_GAP_OF_NUMBERS:
        return False
    is_spaced = left.text.isspace() or right.text.isspace()
    follows = abs(right.order - left.order) == 1
    if is_spaced and follows:
        return gap > _SPACED_COLUMN_GAP
    if paints_spaces and left.text[-1:].isdigit() and right.text[:1].isdigit():
        return True
    return gap > (_CELL_GAP if paints_spaces else _COLUMN_GAP)


def _paints_spaces(glyphs: Sequence[Glyph]) -> bool:
    """Whether spaces are painted wherever words end, or the script has none."""
    spaces = sum(glyph.text.isspace() for glyph in glyphs)
    unspaced = sum(_is_unspaced(glyph.text) for glyph in glyphs)
    return spaces >= _PAINTED_SPACES_SHARE * len(glyphs) or 3 * unspaced > len(glyphs)


def _is_unspaced(text: str) -> bool:
    """Whether a text begins with a letter of Thai, Khmer, Burmese, Chinese, Japanese."""
    return (
        "\u0e00" <= text[:1] <= "\u109f"
        or "\u1780" <= text[:1] <= "\u17ff"
        or ("\u2e80" <= text[:1] <= "\u9fff")
    )


def _sort_fragments(fragments: list[Fragment]) -> list[Fragment]:
    """Return the fragments as they are painted, unless that is no order to read in."""
    painted = sorted(fragments, key=lambda fragment: fragment.order)
    if _is_readable_order(painted):
        return painted
    return _sort_by_place(painted)


def _is_readable_order(painted: Sequence[Fragment]) -> bool:
    """Whether few steps go up within a column, or across from prose to prose."""
    wrong = 0
    for one, two in pairwise(painted):
        shares = min(one.x1, two.x1) - max(one.x0, two.x0)
        goes_up = shares > 0 and two.y < one.y - one.size / 2
        wrong += goes_up or (_is_beside(one, two) and _is_prose(one) and _is_prose(two))
    return wrong < _MIN_PROSE_ROWS


def _is_beside(one: Fragment, two: Fragment) -> bool:
    return (abs(one.y - two.y) < 0.5 * one.size and one.x1 <= two.x0) or (
        abs(one.y - two.y) < 0.5 * one.size and two.x1 <= one.x0
    )


def _is_prose(fragment: Fragment) -> bool:
    return fragment.x1 - fragment.x0 >= _PROSE_WIDTH * fragment.size


def _sort_by_place(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments column by column, and from the top within each."""
    right = sum(
        unicodedata.bidirectional(glyph.text[:1] or " ") in {"R", "AL"}
        for fragment in fragments
        for glyph in fragment.glyphs
    )
    letters = sum(len(fragment.glyphs) for fragment in fragments)
    return _cut(sorted(fragments, key=lambda f: (f.y, f.x0)), 2 * right > letters, 8)


def _cut(fragments: list[Fragment], from_right: bool, depth: int) -> list[Fragment]:
    """Cut at a gutter that has prose on both sides, else between wide and narrow."""
    gutter = _find_gutter(fragments) if depth else None
    if gutter is None:
        bands = _find_bands(fragments) if depth else [fragments]
        if len(bands) == 1:
            return fragments
        return [f for band in bands for f in _cut(band, from_right, depth - 1)]
    sides = [
        [f for f in fragments if (f.x0 < gutter) is left] for left in (True, False)
    ]
    if from_right:
        sides.reverse()
    return [f for side in sides for f in _cut(side, from_right, depth - 1)]


def _find_gutter(fragments: Sequence[Fragment]) -> float | None:
    """Return where a white stripe stands between two columns of prose."""
    reach = None
    by_start = sorted(fragments, key=lambda fragment: fragment.x0)
    for place, fragment in enumerate(by_start):
        if reach is not None and fragment.x0 > reach + 0.5 * fragment.size:
            sides = by_start[:place], by_start[place:]
            if all(sum(map(_is_prose, side)) >= _MIN_PROSE_ROWS for side in sides):
                return fragment.x0
        reach = max(reach or fragment.x1, fragment.x1)
    return None


def _find_bands(fragments: list[Fragment]) -> list[list[Fragment]]:
    """Return what stands above, between and below lines across the whole page."""
    left = min(fragment.x0 for fragment in fragments)
    right = max(fragment.x1 for fragment in fragments)
    middle = (left + right) / 2
    bands: list[list[Fragment]] = []
    was_wide = None
    for fragment in fragments:
        is_wide = (
            fragment.x0
            < middle - fragment.size
            < middle + fragment.size
            < (fragment.x1)
        )
        if is_wide != was_wide:
            bands.append([])
        bands[-1].append(fragment)
        was_wide = is_wide
    return bands


def _to_signs(fragment: Fragment, base: Direction) -> list[Sign]:
    """Return the signs of a fragment with a space where a gap is one."""
    glyphs = _attach_marks(fragment.glyphs)
    limit = _word_gap(glyphs)
    signs: list[Sign] = []
    reach = glyphs[0].x0
    for place, glyph in enumerate(glyphs):
        gap = glyph.x0 - reach
        reach = max(reach, glyph.x1)
        is_unspaced = _is_unspaced(glyph.text) or (
            place > 0 and _is_unspaced(glyphs[place - 1].text)
        )
        least = _UNSPACED_WORD_GAP if is_unspaced else limit
        if gap > max(least, limit) * max(glyph.size, glyphs[place - 1].size):
            turned = glyph.leftwards or glyphs[place - 1].leftwards or base == "R"
            signs.append(Sign(" ", turned if glyph.leftwards is not None else None))
        signs.append(Sign(_to_letters(glyph), glyph.leftwards))
    return _attach_to_hosts(signs) if base == "R" else signs


def _attach_to_hosts(signs: list[Sign]) -> list[Sign]:
    """Give raised figures to the number or Latin word at their left, else to the right."""
    kept: list[Sign] = []
    waiting = ""
    for sign in signs:
        if not is_script(sign.text):
            kept.append(sign._replace(text=sign.text + waiting))
            waiting = ""
        elif kept and (kept[-1].text[-1:].isdigit() or (kept[-1].text[-1:].isascii()
                       and kept[-1].text[-1:].isalpha())):  # fmt: skip
            kept[-1] = kept[-1]._replace(text=kept[-1].text + sign.text)
        else:
            waiting = sign.text
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
    starts = [glyph.x0 for glyph in kept]
    for mark in marks:
        middle = (mark.x0 + mark.x1) / 2
        place = max(bisect_left(starts, middle) - 1, 0)
        if kept:
            kept[place] = kept[place]._replace(text=kept[place].text + mark.text)
    return kept


def _to_letters(glyph: Glyph) -> str:
    """Return letters for the shapes that they take in print; a joiner for no width."""
    if glyph.text == " " and glyph.x1 - glyph.x0 < 0.01 * glyph.size:
        return "\u200c"
    return glyph.text.translate(LETTERS_BY_SHAPE)


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

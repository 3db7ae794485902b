"""Puts the glyphs of a page together to what stands side by side on it.

Columns and the cells of a table stay apart.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from articles.ingest.extract.pdf_columns import Fragment, sort_fragments
from articles.ingest.extract.pdf_glyphs import Glyph
from articles.ingest.extract.pdf_scripts import attach_scripts, settle_marks

# Lengths in parts of the font's size (em).
_SAME_BASELINE = 0.2
_COLUMN_GAP = 1.0
# A wide space may stand within a line that fills its column.
_SPACED_COLUMN_GAP = 8.0
# Between cells, on a page that paints the spaces between words.
_CELL_GAP = 0.6
_CELL_GAP_OF_NUMBERS = 0.45
_PAINTED_SPACES_SHARE = 0.05


def find_fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Return what stands together on the page, in the order of reading."""
    rows = attach_scripts(_find_rows(settle_marks(glyphs)))
    paints_spaces = _paints_spaces(glyphs)
    fragments = [
        fragment for row in rows for fragment in _split_row(row, paints_spaces)
    ]
    return sort_fragments(fragments)


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
                yield _to_fragment(glyphs)
            start = place
        if place < len(row):
            reach = max(reach, row[place].x1)


def _to_fragment(glyphs: tuple[Glyph, ...]) -> Fragment:
    return Fragment(
        glyphs,
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        y=glyphs[0].y,
        size=max(glyph.size for glyph in glyphs),
        order=min(glyph.order for glyph in glyphs),
    )


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
    unspaced = sum(is_unspaced(glyph.text) for glyph in glyphs)
    return spaces >= _PAINTED_SPACES_SHARE * len(glyphs) or 3 * unspaced > len(glyphs)


def is_unspaced(text: str) -> bool:
    """Whether a text begins with a letter of Thai, Khmer, Burmese, Chinese, Japanese."""
    return (
        "\u0e00" <= text[:1] <= "\u109f"
        or "\u1780" <= text[:1] <= "\u17ff"
        or ("\u2e80" <= text[:1] <= "\u9fff")
    )

"""Puts what stands together on a page into the order in which it is read."""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from articles.ingest.extract.pdf_glyphs import Glyph

# Lines so wide (em) are of prose, and not the cells of a table.
_PROSE_WIDTH = 12.0
_MIN_PROSE_ROWS = 3
# How often a page is cut into columns and bands.
_MAX_CUTS = 8


class Fragment(NamedTuple):
    """Glyphs that stand together on one baseline, from the left to the right.

    `order` is when the first of them is painted.
    """

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float
    order: int


def sort_fragments(fragments: list[Fragment]) -> list[Fragment]:
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
    return _cut(
        sorted(fragments, key=lambda f: (f.y, f.x0)), 2 * right > letters, _MAX_CUTS
    )


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
    by_start = sorted(fragments, key=lambda fragment: fragment.x0)
    reaches = accumulate((fragment.x1 for fragment in by_start), max)
    counts = list(accumulate(map(_is_prose, by_start), initial=0))
    for place, reach in enumerate(reaches, 1):
        left, right = counts[place], counts[-1] - counts[place]
        if min(left, right) < _MIN_PROSE_ROWS:
            continue
        if by_start[place].x0 > reach + 0.5 * by_start[place].size:
            return by_start[place].x0
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

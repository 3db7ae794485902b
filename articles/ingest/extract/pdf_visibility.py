"""Tells what a reader of a PDF's page sees from what is only in the file."""

from typing import Any

from playa.content import ContentObject, ImageObject, PathObject
from playa.document import Document
from playa.page import Page
from playa.pdftypes import PDFObject, resolve1
from playa.utils import mult_matrix

# From the left, the top, the right and the bottom of a page, in points.
Box = tuple[float, float, float, float]

# A picture that covers so much of a page is the page.
_SCAN_SHARE = 0.5
_WHITE = {1: (1.0,), 3: (1.0, 1.0, 1.0), 4: (0.0, 0.0, 0.0, 0.0)}
# What a page is divided into, to know where something stands behind white letters.
_CELLS = 64


def find_hidden_layers(document: Document) -> frozenset[int]:
    """Return the identities of the layers' dictionaries that are switched off."""
    properties = _resolve_dict(document.catalog.get("OCProperties"))
    default = _resolve_dict(properties.get("D"))
    if getattr(resolve1(default.get("BaseState")), "name", "") == "OFF":
        return _identify(properties.get("OCGs")) - _identify(default.get("ON"))
    return _identify(default.get("OFF"))


def _identify(layers: PDFObject) -> frozenset[int]:
    found = resolve1(layers)
    return (
        frozenset(id(resolve1(layer)) for layer in found or ())
        if (isinstance(found, list))
        else frozenset()
    )


def _resolve_dict(value: PDFObject) -> dict[str, PDFObject]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def is_off(layer: object, hidden_layers: frozenset[int]) -> bool:
    """Whether a layer is off, or every one of a group of them."""
    if not hidden_layers or not isinstance(layer, dict):
        return False
    members = resolve1(layer.get("OCGs"))
    group = members if isinstance(members, list) else [members] if members else [layer]
    return all(id(resolve1(member)) in hidden_layers for member in group)


class PaintedAreas:
    """Where something was painted, as cells of the page: a row of bits for each."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._rows = [0] * _CELLS
        self.has_picture = False

    def add(self, content: ContentObject) -> None:
        is_picture = isinstance(content, ImageObject)
        is_filled = isinstance(content, PathObject) and content.fill
        if not is_picture and (not is_filled or is_white(content.gstate)):
            return
        try:
            box = content.bbox
        except ValueError:  # a path of no points
            return
        if box is None:
            return
        x0, y0, x1, y1 = box
        columns, rows = self._cells(x0, x1, 0), self._cells(y0, y1, 1)
        share = (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) / _CELLS**2
        self.has_picture |= is_picture and share >= _SCAN_SHARE
        bits = (1 << columns[1] + 1) - (1 << columns[0])
        for row in range(rows[0], rows[1] + 1):
            self._rows[row] |= bits

    def holds(self, x: float, y: float) -> bool:
        column, row = self._cells(x, x, 0)[0], self._cells(y, y, 1)[0]
        return bool(self._rows[row] >> column & 1)

    def _cells(self, low: float, high: float, axis: int) -> tuple[int, int]:
        start, end = self._box[axis], self._box[axis + 2]
        scale = _CELLS / ((end - start) or 1)
        first, last = (
            min(max(int((value - start) * scale), 0), _CELLS - 1)
            for value in (min(low, high), max(low, high))
        )
        return first, last


def plane_extent(box: Box, angle: int) -> tuple[float, float]:
    """Return where the page begins and ends along lines at this angle."""
    x0, y0, x1, y1 = box
    return {0: (x0, x1), 90: (y0, y1), 180: (-x1, -x0)}.get(angle, (-y1, -y0))


def is_transparent(state: Any) -> bool:
    return bool(state.nalpha == 0 and state.render_mode % 4 == 0)


def is_white(state: Any) -> bool:
    values = getattr(state.ncolor, "values", ())
    white = _WHITE.get(len(values))
    pattern = getattr(state.ncolor, "pattern", None)
    return (
        pattern is None
        and white is not None
        and all(abs(a - b) < 0.02 for a, b in zip(values, white, strict=True))
    )


def device_box(page: Page) -> Box:
    """Return the part of the page that is shown, in the glyphs' own measure."""
    x0, y0, x1, y1 = page.cropbox
    a = mult_matrix((1, 0, 0, 1, x0, y0), page.ctm)[-2:]
    b = mult_matrix((1, 0, 0, 1, x1, y1), page.ctm)[-2:]
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])

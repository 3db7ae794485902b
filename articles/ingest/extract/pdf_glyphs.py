"""Reads the glyphs of a PDF's page: what each one says, and where it stands.

What a reader of the page cannot see is left out and counted: text in white, off the
page, in a layer that is switched off. The invisible text over a scanned page is kept,
because it is the words of the picture.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from playa.cmapdb import IdentityCMap, ToUnicodeMap
from playa.content import (
    ContentObject,
    MarkedContent,
    TextObject,
    XObjectObject,
)
from playa.encodingdb import name2unicode
from playa.font import CIDFont, Font
from playa.page import Page
from playa.pdftypes import ContentStream, resolve1
from playa.utils import decode_text

from articles.ingest.extract.pdf_visibility import (
    Box,
    PaintedAreas,
    device_box,
    is_off,
    is_transparent,
    is_white,
    plane_extent,
)

UNKNOWN = "\ufffd"
_NOT_PAINTED = frozenset({3, 7})


_SURROGATES = re.compile("[\ud800-\udfff]")
# What is known of a font's codes: by the font's identity and the code, text and width.
_FontCodes = dict[int, dict[int, tuple[str, float]]]


class Glyph(NamedTuple):
    """A painted sign: its text, and its extent along and place across its line.

    Lengths are in points, downwards from the top of the page as it is turned to be
    read. `order` counts what is painted; `leftwards` is None where the file does not
    say in which direction its letters run.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    order: int
    leftwards: bool | None = None


@dataclass
class PageGlyphs:
    """The glyphs of a page by the angle at which they stand, in degrees."""

    planes: dict[int, list[Glyph]] = field(default_factory=lambda: defaultdict(list))
    hidden: int = 0
    is_recognised: bool = False
    is_damaged: bool = False

    @property
    def count(self) -> int:
        return sum(map(len, self.planes.values()))


class _Run(NamedTuple):
    """Glyphs that one operator paints, and the state in which it does."""

    glyphs: list[Glyph]
    angle: int
    state: Any


def read_page_glyphs(page: Page, hidden_layers: frozenset[int]) -> PageGlyphs:
    """Return what can be seen of a page's text."""
    ctm_box = device_box(page)
    found = PageGlyphs(is_damaged=not all(map(_is_whole, page.streams)))
    unpainted: list[_Run] = []
    areas = PaintedAreas(ctm_box)
    fonts: _FontCodes = {}
    actual = _ActualTexts()
    order = 0
    for content, is_hidden in _walk_content(page, hidden_layers):
        if not isinstance(content, TextObject):
            areas.add(content)
            continue
        run = _read_run(content, fonts, actual, order)
        order += len(run.glyphs)
        if is_hidden or is_transparent(run.state):
            found.hidden += _count_letters(run.glyphs)
        elif run.state.render_mode in _NOT_PAINTED:
            unpainted.append(run)
        else:
            _keep_seen(run, content, found, areas, ctm_box)
    _take_recognised(found, unpainted, is_scan=areas.has_picture)
    return found


def _is_whole(stream: ContentStream) -> bool:
    """Whether a page's content unpacks to its end; the library takes what it gets."""
    try:
        stream.decode(strict=True)
    except ValueError:
        return False
    return True


def _walk_content(
    page: Page, hidden_layers: frozenset[int]
) -> Iterator[tuple[ContentObject, bool]]:
    """Yield what is painted, within forms as well, and whether its layer is off."""
    stack: list[tuple[Iterator[ContentObject], frozenset[int], bool]] = [
        (iter(page), frozenset(), False)
    ]
    while stack:
        contents, parents, is_hidden = stack[-1]
        content = next(contents, None)
        if content is None:
            stack.pop()
            continue
        hidden = is_hidden or any(
            mark.tag == "OC" and is_off(mark.props, hidden_layers)
            for mark in content.mcstack
        )
        if not isinstance(content, XObjectObject):
            yield content, hidden
        elif (form := content.stream.objid or 0) not in parents:
            hidden = hidden or is_off(resolve1(content.stream.get("OC")), hidden_layers)
            stack.append((iter(content), parents | {form}, hidden))


def _read_run(
    text: TextObject, fonts: _FontCodes, actual: "_ActualTexts", order: int
) -> _Run:
    """Compute where each glyph of a text object stands, as PDF 2.0, 9.4.4 says."""
    state, font = text.gstate, text.gstate.font
    a, b, c, d, e, f = text.matrix
    scale = math.hypot(c, d)
    if font is None or not scale or not state.fontsize:
        return _Run([], 0, state)
    vertical = font.vertical
    along = (-c, -d) if vertical else (a, b)
    angle = round(math.degrees(math.atan2(along[1], along[0]))) % 360
    ux, uy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    start, y = e * ux + f * uy, f * ux - e * uy
    stretch = math.hypot(*along)
    spacing = state.charspace / state.fontsize
    word_spacing = 0 if font.multibyte else state.wordspace / state.fontsize
    leftwards = any(mark.tag == "ReversedChars" for mark in text.mcstack) or None
    mark = next((m for m in reversed(text.mcstack) if "ActualText" in m.props), None)
    known = fonts.setdefault(id(font), {})
    glyphs: list[Glyph] = []
    at = 0.0  # in the font's size
    for piece in text.args:
        if not isinstance(piece, bytes):
            at -= piece * 0.001 * (-1 if vertical else 1)
            continue
        for code, sign in font.decode(piece):
            if code not in known:
                width = -font.vdisp(code) if vertical else font.hdisp(code)
                words = _SURROGATES.sub(UNKNOWN, _look_up(font, code, sign))
                known[code] = words, width
            words, width = known[code]
            if mark:
                words = actual.replace(mark)
            x0, x1 = start + at * stretch, start + (at + width) * stretch
            glyphs.append(Glyph(words, x0, x1, y, scale, order, leftwards))
            order += 1
            at += width + spacing + (word_spacing if code == 32 else 0)
    return _Run(glyphs, angle, state)


class _ActualTexts:
    """What the file says in words instead of the signs within one mark."""

    def __init__(self) -> None:
        self._last: MarkedContent | None = None

    def replace(self, mark: MarkedContent) -> str:
        """Return the words for the first sign, nothing for those after it."""
        actual = resolve1(mark.props["ActualText"])
        is_first, self._last = mark is not self._last, mark
        words = decode_text(actual) if is_first and isinstance(actual, bytes) else ""
        return _SURROGATES.sub(UNKNOWN, words)


def _look_up(font: Font, code: int, sign: str) -> str:
    """Return what a code means; the library makes up a text for one without meaning."""
    table = getattr(font, "tounicode", None)
    if table is None:
        if isinstance(font, CIDFont) and font.unicode_map is None:
            # A name instead of a table says that codes are characters; without either
            # they are places in the font.
            return sign if "ToUnicode" in font.spec else UNKNOWN
        return sign or UNKNOWN
    if isinstance(font, CIDFont) and not isinstance(font.cmap, IdentityCMap):
        is_known = sign in _texts_of(table)
    else:
        keys = (code.to_bytes(size, "big") for size in (1, 2, 3, 4) if code < 256**size)
        is_known = any(key in table.bytes2unicode for key in keys)
    if is_known:
        return sign or UNKNOWN
    if code == (3 if isinstance(font, CIDFont) else 32):  # nearly every font's blank
        return " "
    return name2unicode(getattr(font, "encoding", {}).get(code, "")) or UNKNOWN


@lru_cache(maxsize=64)
def _texts_of(table: ToUnicodeMap) -> frozenset[str]:
    return frozenset(table.bytes2unicode.values())


def _keep_seen(
    run: _Run,
    text: TextObject,
    found: PageGlyphs,
    areas: PaintedAreas,
    box: Box,
) -> None:
    """Keep a run's glyphs that stand on the page, in another colour than it."""
    x, y = text.origin
    is_unseen = run.state.render_mode % 4 == 0 and is_white(run.state)
    if is_unseen and not areas.holds(x, y):
        found.hidden += _count_letters(run.glyphs)
        return
    if run.angle % 90 == 0 and run.glyphs:
        low, high = plane_extent(box, run.angle)
        kept = [g for g in run.glyphs if low - 1 <= g.x1 and g.x0 <= high + 1]
        if (not box[0] <= x <= box[2] and run.angle % 180) or (
            not box[1] - 1 <= y <= box[3] + 1 and not run.angle % 180
        ):
            kept = []
        found.hidden += _count_letters(run.glyphs) - _count_letters(kept)
        found.planes[run.angle] += kept
    else:
        found.planes[run.angle] += run.glyphs


def _take_recognised(found: PageGlyphs, runs: Iterable[_Run], *, is_scan: bool) -> None:
    """Take text that is not painted, if it stands for the picture of its page."""
    for run in runs:
        if is_scan:
            found.planes[run.angle] += run.glyphs
            found.is_recognised = True
        else:
            found.hidden += _count_letters(run.glyphs)


def _count_letters(glyphs: Iterable[Glyph]) -> int:
    return Counter(glyph.text.isspace() for glyph in glyphs)[False]

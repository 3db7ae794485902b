"""Finds raised and lowered figures, and signs over letters, among a page's glyphs."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from articles.ingest.extract.pdf_direction import has_right_letters
from articles.ingest.extract.pdf_glyphs import UNKNOWN, Glyph
from articles.ingest.extract.scripts import to_subscript, to_superscript

# Sizes and distances in parts of the size of the glyph beside (em).
_SCRIPT_SIZE = 0.85
_SCRIPT_REACH = 0.75
_SCRIPT_GAP = 0.5
_TOUCHING = 0.15

_INDIC_OR_THAI = re.compile(r"[\u0900-\u109f\u1780-\u17ff]")


def settle_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
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


def attach_scripts(rows: list[list[Glyph]]) -> list[list[Glyph]]:
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
                and -_TOUCHING * near.size <= gap <= _TOUCHING * near.size * 2
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
        and glyph.x0 - last.x1 <= _TOUCHING * host.size
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

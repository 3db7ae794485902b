"""Arc diagrams: rows below each other, with arcs between those that are joined.

Pure: no Django, no database. An arc diagram (M. Wattenberg, Arc Diagrams, 2002): names
keep the whole width of a phone, and no line crosses them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.rendering.diagrams import DIAGRAM_WIDTH

AXIS_X, TEXT_X = 84, 100  # x of the signs, and x of the words
LINE_HEIGHT, NOTE_HEIGHT, ROW_GAP, HEADING_HEIGHT = 17, 16, 12, 22
ROW_LETTERS = 33  # of a line beside the axis

NodeId = tuple[str, str]


@dataclass
class DiagramRow:
    """One row: a source or a work. `sign` is its shape, `state` what is known of it."""

    id: NodeId
    text: str
    sign: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class RowJoin:
    """An arc between two rows."""

    one: NodeId
    other: NodeId
    state: str = ""


RowGroup = tuple[str, Sequence[DiagramRow]]
ArcDrawing = dict[str, Any]


def draw_arcs(groups: Iterable[RowGroup], joins: Iterable[RowJoin]) -> ArcDrawing:
    """The diagram of groups of rows with their headings, and of the joins between."""
    heads, rows, y = [], [], 4
    for heading, things in groups:
        if things:
            if heading:
                heads.append({"text": heading, "x": TEXT_X, "y": y + 14})
                y += HEADING_HEIGHT
            for each in things:
                row = layout_row(each, y)
                rows.append(row)
                y = row["bottom"] + ROW_GAP
            y += 4
    at = {row["id"]: row["y"] for row in rows}
    return {
        "width": DIAGRAM_WIDTH,
        "height": y,
        "heads": heads,
        "rows": rows,
        "arcs": [
            draw_arc(at[join.one], at[join.other], join.state)
            for join in dict.fromkeys(joins)
            if join.one in at and join.other in at and join.one != join.other
        ],
    }


def layout_row(thing: DiagramRow, y: int) -> ArcDrawing:
    """Lay out one row whose top is at y."""
    words = fit_lines(thing.text, ROW_LETTERS)
    first = y + LINE_HEIGHT - 4
    note = first + LINE_HEIGHT * len(words) if thing.note else None
    return {
        "id": thing.id,
        "sign": thing.sign,
        "state": thing.state,
        "x": AXIS_X,
        "y": y + LINE_HEIGHT // 2,
        "top": y,
        "bottom": y + LINE_HEIGHT * len(words) + (NOTE_HEIGHT if thing.note else 0),
        "text_x": TEXT_X,
        "lines": [
            {"text": line, "y": first + LINE_HEIGHT * number}
            for number, line in enumerate(words)
        ],
        "note": fit_lines(thing.note, ROW_LETTERS + 4, 1)[0] if thing.note else "",
        "note_y": note,
    }


def draw_arc(one: int, other: int, state: str) -> ArcDrawing:
    """An arc to the left of the axis, the wider the further apart the two are."""
    top, bottom = sorted((one, other))
    high = (bottom - top) / 2
    wide = min(AXIS_X - 6, 10 + high * 0.45)
    path = f"M{AXIS_X} {top}A{wide:.1f} {high:.1f} 0 0 0 {AXIS_X} {bottom}"
    return {"path": path, "state": state}


# Keeps words of another direction from moving what stands beside them (UAX #9).
ISOLATE_SIGNS = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


def text_units(text: str) -> int:
    """The width of a text, where a Latin letter is 1 and a Chinese one 2."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )  # fmt: skip


def split_at_width(text: str, width: int) -> tuple[str, str]:
    """As much as is not wider, and the rest; signs that combine stay together."""
    used = 0
    for index, sign in enumerate(text):
        used += text_units(sign)
        if used > width:
            return text[:index], text[index:]
    return text, ""


def fit_lines(text: str, width: int, limit: int = 2) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    fitted: list[str] = []
    words = text.split()
    while words and len(fitted) < limit:
        line = words.pop(0)
        if text_units(line) > width:
            line, rest = split_at_width(line, width)
            words.insert(0, rest)
        while words and text_units(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        fitted.append(line)
    if words:
        fitted[-1] = split_at_width(fitted[-1], width - 1)[0].rstrip() + "…"
    return [isolate_line(line) for line in fitted]


def isolate_line(line: str) -> str:
    """The line between isolate signs where it may run in another direction."""
    return line if line.isascii() else line.join(ISOLATE_SIGNS)

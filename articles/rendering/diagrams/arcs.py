"""Arc diagrams: rows below each other, with arcs between those that are joined.

Pure: no Django, no database. An arc diagram (M. Wattenberg, Arc Diagrams, 2002): names
keep the whole width of a phone, and no line crosses them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.rendering.diagrams import WIDTH

AXIS, TEXT = 84, 100  # x of the signs, and x of the words
LINE, NOTE, GAP, HEAD = 17, 16, 12, 22
LETTERS = 33  # of a line beside the axis

Id = tuple[str, str]


@dataclass
class Thing:
    """One row: a source or a work. `sign` is its shape, `state` what is known of it."""

    id: Id
    text: str
    sign: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True)
class Join:
    """An arc between two rows."""

    one: Id
    other: Id
    state: str = ""


Group = tuple[str, Sequence[Thing]]
Drawing = dict[str, Any]


def drawn(groups: Iterable[Group], joins: Iterable[Join]) -> Drawing:
    """The diagram of groups of rows with their headings, and of the joins between."""
    heads, rows, y = [], [], 4
    for heading, things in groups:
        if things:
            if heading:
                heads.append({"text": heading, "x": TEXT, "y": y + 14})
                y += HEAD
            for each in things:
                row = placed(each, y)
                rows.append(row)
                y = row["bottom"] + GAP
            y += 4
    at = {row["id"]: row["y"] for row in rows}
    return {
        "width": WIDTH,
        "height": y,
        "heads": heads,
        "rows": rows,
        "arcs": [
            arc(at[join.one], at[join.other], join.state)
            for join in dict.fromkeys(joins)
            if join.one in at and join.other in at and join.one != join.other
        ],
    }


def placed(thing: Thing, y: int) -> Drawing:
    """Lay out one row whose top is at y."""
    words = lines(thing.text, LETTERS)
    first = y + LINE - 4
    note = first + LINE * len(words) if thing.note else None
    return {
        "id": thing.id,
        "sign": thing.sign,
        "state": thing.state,
        "x": AXIS,
        "y": y + LINE // 2,
        "top": y,
        "bottom": y + LINE * len(words) + (NOTE if thing.note else 0),
        "text_x": TEXT,
        "lines": [
            {"text": line, "y": first + LINE * number}
            for number, line in enumerate(words)
        ],
        "note": lines(thing.note, LETTERS + 4, 1)[0] if thing.note else "",
        "note_y": note,
    }


def arc(one: int, other: int, state: str) -> Drawing:
    """An arc to the left of the axis, the wider the further apart the two are."""
    top, bottom = sorted((one, other))
    high = (bottom - top) / 2
    wide = min(AXIS - 6, 10 + high * 0.45)
    path = f"M{AXIS} {top}A{wide:.1f} {high:.1f} 0 0 0 {AXIS} {bottom}"
    return {"path": path, "state": state}


# Keeps words of another direction from moving what stands beside them (UAX #9).
ISOLATED = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


def units(text: str) -> int:
    """The width of a text, where a Latin letter is 1 and a Chinese one 2."""
    return sum(
        0 if unicodedata.combining(sign) else
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )  # fmt: skip


def cut(text: str, width: int) -> tuple[str, str]:
    """As much as is not wider, and the rest; signs that combine stay together."""
    used = 0
    for index, sign in enumerate(text):
        used += units(sign)
        if used > width:
            return text[:index], text[index:]
    return text, ""


def lines(text: str, width: int, limit: int = 2) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    fitted: list[str] = []
    words = text.split()
    while words and len(fitted) < limit:
        line = words.pop(0)
        if units(line) > width:
            line, rest = cut(line, width)
            words.insert(0, rest)
        while words and units(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        fitted.append(line)
    if words:
        fitted[-1] = cut(fitted[-1], width - 1)[0].rstrip() + "…"
    return [isolated(line) for line in fitted]


def isolated(line: str) -> str:
    """The line between isolate signs where it may run in another direction."""
    return line if line.isascii() else line.join(ISOLATED)

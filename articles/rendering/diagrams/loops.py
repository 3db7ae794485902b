"""Draws a circle of works, with an arrow from each to what it leads to.

Pure: no Django, no database.
"""

from math import cos, pi, sin
from typing import Any

from articles.domain.records import CircleRecord
from articles.rendering.diagrams import WIDTH
from articles.rendering.diagrams.arcs import lines

RING, SIGN, LETTERS, LINE = 62, 13, 13, 15
MIDDLE, LEVEL = WIDTH / 2, RING + 58
APART = 0.30  # radians that an arrow keeps from the signs at its ends

Drawing = dict[str, Any]


def loop(circle: CircleRecord) -> Drawing:
    """Works numbered clockwise from the top; `circle` as independence.panel words it.

    Where the works alone do not close it, what does (the claim, the outlet) is the
    last arrow.
    """
    names = [node["name"] for node in circle["nodes"]]
    if circle["closed"]:
        names = names[:-1]
    count = len(names)
    angles = [2 * pi * index / count - pi / 2 for index in range(count)]
    return {
        "width": WIDTH,
        "height": LEVEL * 2,
        "signs": [
            sign(number, name, angle)
            for number, (name, angle) in enumerate(zip(names, angles, strict=True), 1)
        ],
        "arrows": [
            arrow(angle, angle + 2 * pi / count, closes=False)
            for angle in angles[: count if circle["closed"] else count - 1]
        ]
        + ([] if circle["closed"] else [arrow(angles[-1], 3 * pi / 2, closes=True)]),
    }


def point(angle: float, far: float = RING) -> tuple[float, float]:
    return (round(MIDDLE + far * cos(angle), 1), round(LEVEL + far * sin(angle), 1))


def sign(number: int, name: str, angle: float) -> Drawing:
    x, y = point(angle)
    words = lines(name, LETTERS if abs(cos(angle)) > 0.2 else LETTERS * 2)
    if abs(cos(angle)) <= 0.2:
        anchor, text_x = "middle", x
        above = sin(angle) < 0
        first = y - SIGN - 6 - LINE * (len(words) - 1) if above else y + SIGN + LINE
    else:
        right = cos(angle) > 0
        anchor, text_x = ("start" if right else "end"), x + (1 if right else -1) * 18
        first = y + 5 - LINE * (len(words) - 1) / 2
    return {
        "number": number,
        "x": x,
        "y": y,
        "anchor": anchor,
        "text_x": round(text_x, 1),
        "lines": [
            {"text": line, "y": round(first + LINE * index, 1)}
            for index, line in enumerate(words)
        ],
    }


def arrow(begins: float, ends: float, *, closes: bool) -> Drawing:
    from_x, from_y = point(begins + APART)
    x, y = point(ends - APART)
    far = int(ends - begins - 2 * APART > pi)
    return {
        "path": f"M{from_x} {from_y}A{RING} {RING} 0 {far} 1 {x} {y}",
        "head": f"translate({x} {y}) rotate({round((ends - APART) * 180 / pi + 90, 1)})",
        "closes": closes,
    }

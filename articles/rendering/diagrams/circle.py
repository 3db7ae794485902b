"""Draws a circle of works, with an arrow from each to what it leads to.

Pure: no Django, no database.
"""

from math import cos, pi, sin
from typing import Any

from articles.domain.records import CircleRecord
from articles.rendering.diagrams import DIAGRAM_WIDTH
from articles.rendering.diagrams.arcs import fit_lines

CIRCLE_RADIUS, SIGN_RADIUS, LABEL_LETTERS, LABEL_LINE_HEIGHT = 62, 13, 13, 15
CENTRE_X, CENTRE_Y = DIAGRAM_WIDTH / 2, CIRCLE_RADIUS + 58
ARROW_GAP_RADIANS = 0.30  # radians that an arrow keeps from the signs at its ends

CircleDrawing = dict[str, Any]


def draw_circle(circle: CircleRecord) -> CircleDrawing:
    """Works numbered clockwise from the top; `circle` as independence.assessment words it.

    Where the works alone do not close it, what does (the claim, the outlet) is the
    last arrow.
    """
    names = [node["name"] for node in circle["nodes"]]
    if circle["closed"]:
        names = names[:-1]
    count = len(names)
    angles = [2 * pi * index / count - pi / 2 for index in range(count)]
    return {
        "width": DIAGRAM_WIDTH,
        "height": CENTRE_Y * 2,
        "signs": [
            draw_sign(number, name, angle)
            for number, (name, angle) in enumerate(zip(names, angles, strict=True), 1)
        ],
        "arrows": [
            draw_arrow(angle, angle + 2 * pi / count, closes=False)
            for angle in angles[: count if circle["closed"] else count - 1]
        ]
        + (
            []
            if circle["closed"]
            else [draw_arrow(angles[-1], 3 * pi / 2, closes=True)]
        ),
    }


def circle_point(angle: float, far: float = CIRCLE_RADIUS) -> tuple[float, float]:
    return (
        round(CENTRE_X + far * cos(angle), 1),
        round(CENTRE_Y + far * sin(angle), 1),
    )


def draw_sign(number: int, name: str, angle: float) -> CircleDrawing:
    x, y = circle_point(angle)
    words = fit_lines(
        name, LABEL_LETTERS if abs(cos(angle)) > 0.2 else LABEL_LETTERS * 2
    )
    if abs(cos(angle)) <= 0.2:
        anchor, text_x = "middle", x
        above = sin(angle) < 0
        first = (
            y - SIGN_RADIUS - 6 - LABEL_LINE_HEIGHT * (len(words) - 1)
            if above
            else y + SIGN_RADIUS + LABEL_LINE_HEIGHT
        )
    else:
        right = cos(angle) > 0
        anchor, text_x = ("start" if right else "end"), x + (1 if right else -1) * 18
        first = y + 5 - LABEL_LINE_HEIGHT * (len(words) - 1) / 2
    return {
        "number": number,
        "x": x,
        "y": y,
        "anchor": anchor,
        "text_x": round(text_x, 1),
        "lines": [
            {"text": line, "y": round(first + LABEL_LINE_HEIGHT * index, 1)}
            for index, line in enumerate(words)
        ],
    }


def draw_arrow(begins: float, ends: float, *, closes: bool) -> CircleDrawing:
    from_x, from_y = circle_point(begins + ARROW_GAP_RADIANS)
    x, y = circle_point(ends - ARROW_GAP_RADIANS)
    far = int(ends - begins - 2 * ARROW_GAP_RADIANS > pi)
    return {
        "path": f"M{from_x} {from_y}A{CIRCLE_RADIUS} {CIRCLE_RADIUS} 0 {far} 1 {x} {y}",
        "head": f"translate({x} {y}) rotate({round((ends - ARROW_GAP_RADIANS) * 180 / pi + 90, 1)})",
        "closes": closes,
    }

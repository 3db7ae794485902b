"""Fits words to lines by an estimate of their width: nothing can measure them here.

Pure: no Django, no database.
"""

import unicodedata

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

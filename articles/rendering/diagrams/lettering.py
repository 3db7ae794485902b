"""How are words cut to lines that fit, where nothing can measure them?

Pure: no Django, no database.
"""

import unicodedata

# Keeps words of another direction from moving what stands beside them (UAX #9).
ISOLATED = ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


def units(text: str) -> int:
    """How wide, where a Latin letter is 1 and a Chinese one 2."""
    return sum(
        0 if unicodedata.combining(sign) else
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )  # fmt: skip


def cut(text: str, width: int) -> tuple[str, str]:
    """As much as is not wider, and the rest; signs that combine are not parted."""
    used = 0
    for place, sign in enumerate(text):
        used += units(sign)
        if used > width:
            return text[:place], text[place:]
    return text, ""


def lines(text: str, width: int, most: int = 2) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < most:
        line = words.pop(0)
        if units(line) > width:
            line, rest = cut(line, width)
            words.insert(0, rest)
        while words and units(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        found.append(line)
    if words:
        found[-1] = cut(found[-1], width - 1)[0].rstrip() + "…"
    return [isolated(line) for line in found]


def isolated(line: str) -> str:
    return line if line.isascii() else line.join(ISOLATED)

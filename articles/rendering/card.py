"""Draws the card of a claim: the picture that stands for its page where a link is shared.

Who says what, and the status, as the page has them; the card itself asserts nothing. The
text is measured here, as the library that draws breaks no lines.
"""

from collections.abc import Iterator
from html import escape

import resvg_py

from articles.domain.attribution.chains import (
    chain_sentence,
    claimant_names,
    isolate_direction,
    name_some,
)
from articles.domain.dates import long_date
from articles.domain.records import ClaimRecord
from articles.models.choices import ClaimKind
from articles.rendering.card_fonts import (
    FAMILY,
    FONT_FILE,
    as_written,
    is_arabic,
    is_right_to_left,
    width_of,
)
from articles.rendering.environment import verdict_label

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
MEASURE = WIDTH - 2 * MARGIN
PAPER, INK, MUTED, RULE = "#fbfaf7", "#1d1c1a", "#5c5952", "#d9d5cc"
# Colour and sign of each status, the sign within a square of 100 (components.css).
DISC = '<circle cx="50" cy="50" r="50"/>'
SIGNS = {
    "supported": ("#1b6b45", DISC),
    "refuted": ("#a3262a", '<path d="M18 0 50 32 82 0 100 18 68 50 100 82 82 100 50 68 18'
                           ' 100 0 82 32 50 0 18z"/>'),
    "conflicting": ("#7a4b00", '<path d="M0 0 50 50 100 0V100L50 50 0 100z"/>'),
    "missing_context": ("#6a3d9a", '<path d="M50 0V50H100A50 50 0 1 1 50 0z"/>'),
    "not_enough": ("#3f5a75", '<circle cx="50" cy="50" r="41" fill="none"'
                              ' stroke="#3f5a75" stroke-width="18"/>'),
    "not_checkable": (MUTED, '<path d="M0 36H100V64H0z"/>'),
    "": ("#6b675f", '<circle cx="50" cy="50" r="27"/>'),
}  # fmt: skip
STATEMENT_TOP, STATEMENT_HEIGHT = 184, 320
STATEMENT_SIZES = (60, 54, 48, 42, 36)
READ = 700  # characters of a text that are looked at: more than any card holds
SHOWN_IN_ALT = 200
ON_THE_PAGE = "The statement is on the page."
OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"  # isolates (UAX #9)


def draw_card(record: ClaimRecord, site_name: str) -> bytes:
    """The card as a PNG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=card_svg(record, site_name),
            skip_system_fonts=True,
            font_files=[str(FONT_FILE)],
        )
    )


def describe_card(record: ClaimRecord, site_name: str) -> str:
    """What the card says, for whoever does not see it (`og:image:alt`)."""
    statement = shorten(record["statement"], SHOWN_IN_ALT)
    status = verdict_label(record["verdict"])
    return f"{says_in_words(record)} “{statement}” {status}. {site_name}"


def says_in_words(record: ClaimRecord) -> str:
    """A says, A and B say; of nobody, that nobody signed it."""
    names = claimant_names(record)
    if not names:
        return "Unsigned:"
    shown = name_some([isolate_direction(shorten(name, 60)) for name in names])
    return f"{shown} {'says' if len(names) == 1 else 'say'}:"


def card_svg(record: ClaimRecord, site_name: str) -> str:
    colour, _ = SIGNS[record["verdict"] or ""]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect width="16" height="{HEIGHT}" fill="{colour}"/>',
        f'<rect x="{MARGIN}" y="568" width="{MEASURE}" height="2" fill="{RULE}"/>',
        *draw_status(record),
        *draw_statement(record),
        *draw_around(record, site_name),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' font-family="{FAMILY}" font-weight="600">{"".join(parts)}</svg>'
    )


def draw_status(record: ClaimRecord) -> Iterator[str]:
    """The sign and the word, in the colour of the status."""
    colour, sign = SIGNS[record["verdict"] or ""]
    place = f'transform="translate({MARGIN} 62) scale(.34)"'
    yield f'<g {place} fill="{colour}">{sign}</g>'
    yield draw_line(verdict_label(record["verdict"]), 122, 94, 44, colour)


def draw_statement(record: ClaimRecord) -> Iterator[str]:
    """The statement, as large as it fits.

    Where letters are missing in it, or in the names of those who say so: that it is on the
    page. Without their names, the card would say it.
    """
    statement = as_written(record["statement"][:READ])
    if not statement or not as_written(says_in_words(record)):
        yield draw_line(ON_THE_PAGE, MARGIN, 270, 48, MUTED)
        yield draw_line(ClaimKind(record["kind"]).label, MARGIN, 330, 36, MUTED)
        return
    if len(record["statement"]) > READ:
        statement += "…"
    to_left = is_right_to_left(statement)
    size, leading, lines = break_statement(statement)
    for number, line in enumerate(lines, 1):
        y = STATEMENT_TOP + (number - 0.35) * leading
        isolated = f"\u2067{line}\u2069" if to_left else line
        x = WIDTH - MARGIN if to_left else MARGIN
        yield draw_line(isolated, x, y, size, INK, anchor="end" if to_left else "start")


def draw_around(record: ClaimRecord, site_name: str) -> Iterator[str]:
    """Who says so, by whom it came, which site says what, and since when."""
    first = record["appearances"][:1]
    chain = "".join(chain_sentence(each)[:READ] for each in first if each["chain"])
    said = long_date(record["published_at"])
    for text, y, size, measure in (
        (says_in_words(record), 154, 32, MEASURE),
        (chain, 544, 26, MEASURE),
        (site_name, 606, 26, MEASURE * 0.6),
    ):
        if line := as_written(text):
            fitting = fit_line(line, measure / size)
            yield draw_line(fitting, MARGIN, y, size, MUTED)
    yield draw_line(said, WIDTH - MARGIN, 606, 26, MUTED, anchor="end")


def draw_line(
    text: str, x: float, y: float, size: float, colour: str, anchor: str = "start"
) -> str:
    place = f'x="{x}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{escape(text)}</text>'


# -- breaking and shortening ---------------------------------------------------------------


def break_statement(text: str) -> tuple[int, float, list[str]]:
    """The largest size in which it fits, the distance of its lines, and the lines.

    What does not fit in the smallest is shortened at a word.
    """
    for size in STATEMENT_SIZES:
        leading = size * (1.7 if is_arabic(text) else 1.28)
        most = int(STATEMENT_HEIGHT / leading)
        lines = break_lines(text, MEASURE / size)
        if len(lines) <= most:
            return size, leading, lines
    last = " ".join(lines[most - 1 :])
    return size, leading, [*lines[: most - 1], fit_line(last, MEASURE / size)]


def break_lines(text: str, measure: float) -> list[str]:
    """Lines of whole words, none wider than so many ems; a longer word is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer) <= measure:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = break_word(word, measure)
        lines += full
    return [*lines, line]


def break_word(word: str, measure: float) -> list[str]:
    parts = [""]
    for character in word:
        if width_of(parts[-1] + character) > measure and parts[-1]:
            parts.append("")
        parts[-1] += character
    return parts


def fit_line(text: str, measure: float) -> str:
    """The text in one line; with "…" at a word, where it is too long."""
    if width_of(text) <= measure:
        return text
    first = break_lines(text, measure - width_of("…"))[0]
    return end_isolates(f"{first.rstrip(' ,;:')}…")


def shorten(text: str, most: int) -> str:
    """So many characters at most; with "…" at a word, where there are more."""
    if len(text) <= most:
        return text
    return end_isolates(text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + "…"


def end_isolates(text: str) -> str:
    """Ends what turns the direction and was cut off."""
    begun = sum(each in OPENING for each in text) - text.count(CLOSING)
    return text + CLOSING * begun

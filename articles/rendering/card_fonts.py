"""What the faces of a card can write, and how wide it gets, read from the font files."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
# Of several faces in a line, letters of the one that shapes Arabic would be lost.
FAMILY = "Claim Card"
FONT_FILE = FOLDER / "claim-card-600.ttf"
# Kerning moves letters apart as well, and joined Arabic letters differ from those alone.
SPARE, ARABIC_SPARE = 1.02, 1.08
# Pictures, skin tones and what joins them: a text says the same without.
LEFT_OUT = {"So", "Sk", "Cf", "Me", "Cn", "Cc"}
ARABIC_FORMS = {"<isolated>", "<initial>", "<medial>", "<final>"}
NON_JOINER = "\u200c"  # Persian is written with it
VARIATIONS = {chr(code) for code in range(0xFE00, 0xFE10)}


@cache
def widths() -> dict[str, float]:
    """The characters that there are, and how wide each can get, in ems."""
    advances = read_face(FONT_FILE.read_bytes())
    found = dict(advances)
    for character, advance in advances.items():
        form, _, base = unicodedata.decomposition(character).partition(" ")
        # An Arabic letter is as wide as the widest of its forms.
        if form in ARABIC_FORMS and " " not in base:
            letter = chr(int(base, 16))
            found[letter] = max(found.get(letter, 0), advance)
    return found


def read_face(data: bytes) -> dict[str, float]:
    """The characters of an OpenType file, each with its advance in ems."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        tag: at
        for tag, _, at, _ in (
            struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count)
        )
    }
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)

    def advance(glyph: int) -> float:
        at = tables[b"hmtx"] + 4 * min(glyph, metrics - 1)
        (width,) = struct.unpack_from(">H", data, at)
        return float(width / units)

    glyphs = read_characters(data, tables[b"cmap"])
    return {chr(code): advance(glyph) for code, glyph in glyphs.items() if glyph}


def read_characters(data: bytes, start: int) -> dict[int, int]:
    """The glyph of each code point, from the segments of format 4 (without those beyond)."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    for n in range(count):
        _, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * n)
        if struct.unpack_from(">H", data, start + offset) == (4,):
            return read_segments(data, start + offset)
    raise ValueError("This font has no table of characters that is read here.")


def read_segments(data: bytes, start: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    found: dict[int, int] = {}
    for at in range(start + 14, start + 14 + double, 2):
        (last,) = struct.unpack_from(">H", data, at)
        first, delta = struct.unpack_from(
            ">H", data, at + double + 2
        ) + struct.unpack_from(">H", data, at + 2 * double + 2)
        place = at + 3 * double + 2
        (offset,) = struct.unpack_from(">H", data, place)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                within = place + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, within)
            found[code] = (glyph + delta) & 0xFFFF if glyph or not offset else 0
    return found


def as_written(text: str) -> str | None:
    """The text as the faces can write it, in one line; None where something is missing.

    Pictures are left out, and a sign that stands for letters is written in letters.
    """
    # What joins pictures would leave a gap where they stood.
    joined = unicodedata.normalize("NFC", text).replace("\u200d", "")
    line = " ".join(joined.split())
    written = "".join(in_the_faces(each) for each in line)
    if all(each in widths() or is_mark_of_direction(each) for each in written):
        return " ".join(written.split())
    return None


def in_the_faces(character: str) -> str:
    """The character, others that stand for it, or nothing for a picture."""
    if is_mark_of_direction(character):
        return character
    # Faces have characters that nobody sees, which no document may hold, or that turn it.
    if unicodedata.category(character) in {"Cc", "Cf"} and character != NON_JOINER:
        return ""
    if character in widths():
        return character
    alike = unicodedata.normalize("NFKC", character)
    if all(each in widths() for each in alike):
        return alike
    is_picture = unicodedata.category(character) in LEFT_OUT or character in VARIATIONS
    return "" if is_picture else character


def is_mark_of_direction(character: str) -> bool:
    return "\u200e" <= character <= "\u200f" or "\u2066" <= character <= "\u2069"


def width_of(text: str) -> float:
    """How wide a line gets at most, in ems."""
    known = widths()
    width = sum(known.get(each, 0.0) for each in text)
    return width * (ARABIC_SPARE if is_arabic(text) else SPARE)


def is_arabic(text: str) -> bool:
    return any("\u0600" <= each <= "\u08ff" for each in text)


def is_right_to_left(text: str) -> bool:
    """Which way a text runs: as its first letter that has a direction does."""
    strong = (unicodedata.bidirectional(each) for each in text)
    return next((way for way in strong if way in {"L", "R", "AL"}), "L") != "L"

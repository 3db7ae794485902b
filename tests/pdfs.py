"""PDF files for tests, written out by hand: pages of lines in one font.

`pdf` makes pages of plain lines; `painted` puts words wherever a test wants them.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

# Codes from 1 on, for characters that the font's own table does not hold.
BEYOND_ASCII = {"\ufb00": 1, "\ufb01": 2, "\ufb02": 3, "\ufb03": 4, "\ufb04": 5,
             "\ufb05": 6, "\ufb06": 7, "•": 8, "\ufecb": 14, "\ufeae": 15, "\ufe91": 16,
             "\ufef2": 17, "\ufefb": 18}  # fmt: skip
# Which text each code stands for, as programs that set type write it down.
_TABLE = "\n".join(
    [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /T def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
        f"{len(BEYOND_ASCII)} beginbfchar",
        *(f"<{code:02X}> <{ord(sign):04X}>" for sign, code in BEYOND_ASCII.items()),
        "endbfchar",
        "1 beginbfrange <20> <7E> <0020> endbfrange",
        "endcmap end end",
    ]
).encode()


def pdf(pages: Sequence[Sequence[str]], title: str = "", author: str = "") -> bytes:
    """A file with these lines on each page."""
    count = len(pages)
    contents = range(6, 6 + 2 * count, 2)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (count, b" ".join(b"%d 0 R" % (number + 1) for number in contents)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        4: stream(_TABLE),
        5: b"<< /Title (%s) /Author (%s) >>" % (title.encode(), author.encode()),
    }
    for number, lines in zip(contents, pages, strict=True):
        objects[number] = stream(drawn(lines))
        objects[number + 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % number
        )
    return whole(objects)


def drawn(lines: Sequence[str]) -> bytes:
    shown = [b"<%s> Tj T*" % coded(line).hex().encode() for line in lines]
    return b"BT /F 11 Tf 14 TL 72 720 Td\n" + b"\n".join(shown) + b"\nET"


def coded(line: str) -> bytes:
    return bytes(BEYOND_ASCII.get(sign) or ord(sign) for sign in line)


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def whole(objects: dict[int, bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in sorted(objects.items()):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer << /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(written))
    )


class Words(NamedTuple):
    """Words at a place of a page, from its lower left corner; every sign is half as
    wide as it is high.

    `paint` is what stands before them in the page's own language, `marks` what the
    file says of them.
    """

    text: str
    x: float
    y: float
    size: float = 10
    paint: str = ""
    marks: str = ""


def painted(
    pages: Sequence[Sequence[Words]],
    *,
    without: str = "",
    behind: str = "",
    extra: bytes = b"",
    catalog: bytes = b"",
    resources: bytes = b"",
    others: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """A file with these words; `without`: signs that have no meaning in it.

    `behind` is painted first on each page; `extra`, `catalog` and `resources` are added
    to the dictionaries of the pages, of the file and of what its pages use; `others`
    are further objects, with numbers from 6 on.
    """
    signs = sorted({sign for page in pages for words in page for sign in words.text})
    codes = {sign: code for code, sign in enumerate(signs, 32)}
    known = [(sign, code) for sign, code in codes.items() if sign not in without]
    lines = "\n".join(f"<{c:02X}> <{s.encode('utf-16-be').hex()}>" for s, c in known)
    table = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(known)} beginbfchar\n{lines}\nendbfchar endcmap"
    )
    count = len(pages)
    numbers = range(6 + len(others), 6 + len(others) + 2 * count, 2)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (count, b" ".join(b"%d 0 R" % (number + 1) for number in numbers)),
        3: b"<< /Type /Font /Subtype /TrueType /BaseFont /Sample /FirstChar 0 "
        b"/Widths [%s] /ToUnicode 4 0 R >>" % (b"500 " * 256),
        4: stream(table.encode()),
        5: b"<< >>",
        **others,
    }
    for number, page in zip(numbers, pages, strict=True):
        drawn_words = "\n".join(_draw(words, codes) for words in page)
        objects[number] = stream(f"{behind}\n{drawn_words}".encode())
        objects[number + 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R %s"
            b"/Resources << /Font << /F 3 0 R >> %s >> >>" % (number, extra, resources)
        )
    return whole(objects)


def _draw(words: Words, codes: dict[str, int]) -> str:
    shown = "".join(f"{codes[sign]:02X}" for sign in words.text)
    place = f"1 0 0 1 {words.x} {words.y}" if "Tm" not in words.paint else ""
    drawn = (
        f"q BT /F {words.size} Tf {words.paint} {place}{' Tm' if place else ''} "
        f"<{shown}> Tj ET Q"
    )
    return f"{words.marks} BDC {drawn} EMC" if words.marks else drawn

"""Reads the lines of a table of relations (CSV), and cleans their cells."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from articles.domain.text.spreadsheets import unescape_formula

REQUIRED_COLUMNS = ("source", "kind", "target")
RELATION_COLUMNS = (
    *REQUIRED_COLUMNS,
    "since",
    "until",
    "reference",
    "ground",
    "note",
    "source_kind",
    "target_kind",
)
# With it Excel is told what separates the cells; here the heading tells that.
SEPARATOR_LINE = re.compile(r"\A\"?sep=[,;\t|]\"?[,;\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
LINES_BEFORE_HEADING = re.compile(r"\A(?:[,;\t \u00a0]*(?:\r\n|\r|\n))+")
LINE_END = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# How .xlsx and .ods begin (they are ZIP archives), and how .xls does.
WORKBOOK_SIGNATURES = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
MAX_ROWS = 2000


class TableError(ValueError):
    """Nothing can be read of the table at all; the message says why."""


def decode_table(content: bytes) -> str:
    """Return a file's text: UTF-8, or the UTF-16 of Excel's “Unicode text”."""
    if content.startswith(WORKBOOK_SIGNATURES):
        raise TableError(
            "This is a workbook, of which no table can be read. Save it as “CSV UTF-8”"
            " and choose that file, or copy its cells and paste them."
        )
    try:
        encoding = "utf-16" if content.startswith(UTF_16_MARKS) else "utf-8-sig"
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    # UTF-16 without its mark may be taken for UTF-8 in which every other letter is NUL.
    if "\0" in text:
        raise TableError("The file is not in UTF-8. Save it as “CSV UTF-8”.")
    return text


def parse_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line that is not empty, with its number in the table."""
    table, names, skipped = open_table(text)
    count = 0
    try:
        for row in table:
            cells = {name: clean_cell(row[name]) for name in names}
            nameless = [
                row[name] for name in table.fieldnames or () if name not in cells
            ]
            nameless += row.get("more") or ()
            if any(map(clean_cell, nameless)):
                cells["more"] = "1"
            if any(cells.values()):
                count += 1
                yield table.line_num + skipped, cells
            if count > MAX_ROWS:
                raise TableError(f"More than {MAX_ROWS} lines. Divide the table.")
    except csv.Error as error:
        number = table.line_num + skipped
        raise TableError(f"Line {number} cannot be read: {error}.") from error
    if not count:
        raise TableError("The table has no line below its heading.")


def open_table(text: str) -> tuple["csv.DictReader[str]", list[str], int]:
    """Return the table, its columns and how many lines are empty before its heading.

    Its cells are separated by what its heading has most of.
    """
    text = SEPARATOR_LINE.sub("", text.removeprefix(BYTE_ORDER_MARK))
    above = LINES_BEFORE_HEADING.match(text)
    skipped = len(LINE_END.findall(above[0])) if above else 0
    text = text[above.end() :] if above else text
    heading = LINE_END.split(text, maxsplit=1)[0]
    delimiter = max(",;\t", key=heading.count)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, restkey="more"
    )
    names = ["_".join((name or "").lower().split()) for name in table.fieldnames or ()]
    while names and not names[-1]:  # Excel adds such columns; their cells are "more"
        names.pop()
    if missing := [name for name in REQUIRED_COLUMNS if name not in names]:
        raise TableError(
            f"The first line has to name the columns; {', '.join(missing)} is missing."
        )
    if unknown := [name for name in names if name not in ("", *RELATION_COLUMNS)]:
        raise TableError(f"No such column: {', '.join(unknown)}.")
    if twice := [name for name in RELATION_COLUMNS if names.count(name) > 1]:
        raise TableError(f"A column stands twice: {', '.join(twice)}.")
    # A nameless column, which has to be empty, keeps its place by its number.
    table.fieldnames = [name or str(at) for at, name in enumerate(names)]
    return table, list(filter(None, names)), skipped


def clean_cell(value: str | None) -> str:
    """Return a cell in one line, without the mark against execution by spreadsheets."""
    return " ".join(unescape_formula((value or "").strip()).split())

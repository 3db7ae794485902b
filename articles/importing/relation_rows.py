"""Reads the lines of a table of relations (CSV), and cleans their cells."""

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
SEPARATOR_LINE = re.compile(r"\A\"?sep=[,;\t]\"?\r?\n", re.IGNORECASE)
MAX_ROWS = 2000


class TableError(ValueError):
    """Nothing can be read of the table at all; the message says why."""


def parse_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line that is not empty, with its number in the table."""
    table, names = open_table(text)
    count = 0
    try:
        for row in table:
            cells = {name: clean_cell(row[name]) for name in names}
            if any(row.get("more") or ()):
                cells["more"] = "1"
            if any(cells.values()):
                count += 1
                yield table.line_num, cells
            if count > MAX_ROWS:
                raise TableError(f"More than {MAX_ROWS} lines. Divide the table.")
    except csv.Error as error:
        raise TableError(f"Line {table.line_num} cannot be read: {error}.") from error
    if not count:
        raise TableError("The table has no line below its heading.")


def open_table(text: str) -> tuple["csv.DictReader[str]", list[str]]:
    """Return the table and its columns, separated by what its heading has most of."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    # With it Excel is told what separates the cells; here the heading tells that.
    text = SEPARATOR_LINE.sub("", text)
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, restkey="more"
    )
    names = [(name or "").strip().lower() for name in table.fieldnames or ()]
    while names and not names[-1]:  # Excel adds such columns; their cells are "more"
        names.pop()
    if missing := [name for name in REQUIRED_COLUMNS if name not in names]:
        raise TableError(
            f"The first line has to name the columns; {', '.join(missing)} is missing."
        )
    if unknown := [name for name in names if name not in RELATION_COLUMNS]:
        raise TableError(f"No such column: {', '.join(unknown)}.")
    if twice := [name for name in RELATION_COLUMNS if names.count(name) > 1]:
        raise TableError(f"A column stands twice: {', '.join(twice)}.")
    table.fieldnames = names
    return table, names


def clean_cell(value: str | None) -> str:
    """Return a cell in one line, without the mark against execution by spreadsheets."""
    return " ".join(unescape_formula((value or "").strip()).split())

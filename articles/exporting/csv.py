"""Writes a list as CSV that opens safely in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from articles.domain.text.spreadsheets import escape_formula

# Excel takes a file without it for one in the machine's own old encoding.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class EchoWriter:
    """A file for csv that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def escape_value(value: object) -> object:
    """The value as a cell: nothing in it is executed, and nothing is an empty cell."""
    if isinstance(value, str):
        return escape_formula(value)
    return "" if value is None else value


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[str]:
    """Yield the table line by line, so that its size does not matter."""
    writer = csv.writer(EchoWriter())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([escape_value(value) for value in row])

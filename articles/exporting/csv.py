"""Writes a list as CSV that opens safely in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

# A cell that begins so is a formula to a spreadsheet; OWASP, "CSV injection".
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")


class EchoWriter:
    """A file for csv that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def escape_formula(value: object) -> object:
    """Return the value, with an apostrophe before what a spreadsheet would execute."""
    if isinstance(value, str) and value.startswith(FORMULA_PREFIXES):
        return "'" + value
    return "" if value is None else value


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[str]:
    """Yield the table line by line, so that its size does not matter."""
    writer = csv.writer(EchoWriter())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([escape_formula(value) for value in row])

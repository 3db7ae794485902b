"""Cells that a spreadsheet would execute: told, escaped and read back."""

import re

# PostgreSQL tells such cells by the same pattern, and knows no names of categories.
# tests/unit/test_csv.py compares the signs with those of Unicode.
# A cell that begins so is a formula to a spreadsheet; OWASP, "CSV injection". In any
# width or size: Excel in Japanese and Chinese reads the full-width signs, too.
FORMULA_SIGNS = (
    r"=+@\u207a\u207c\u208a\u208c\ufb29\ufe62\ufe63\ufe66\ufe6b"
    r"\uff0b\uff0d\uff1d\uff20\-"
)
FORMULA_BREAKS = r"\t\r\n"
# What a spreadsheet drops before it reads a cell: blanks and signs that nobody sees
# (the categories Cc, Cf, Zs, Zl and Zp of Unicode 15).
UNSEEN_SIGNS = (
    r"\u0000-\u0020\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    r"\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000"
    r"\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
FORMULA_PATTERN = f"^([{FORMULA_BREAKS}]|[{UNSEEN_SIGNS}]*[{FORMULA_SIGNS}])"
ESCAPE = "'"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may execute a cell with this text."""
    return re.match(FORMULA_PATTERN, cell) is not None


def escape_formula(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would execute."""
    return ESCAPE + cell if is_formula(cell) else cell


def unescape_formula(cell: str) -> str:
    """The cell without the apostrophe that `escape_formula` puts before it."""
    text = cell.removeprefix(ESCAPE)
    return text if is_formula(text) else cell

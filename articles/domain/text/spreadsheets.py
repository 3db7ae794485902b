"""Cells that a spreadsheet would execute: told, escaped and read back."""

import unicodedata

# A cell that begins so is a formula to a spreadsheet; OWASP, "CSV injection".
FORMULA_SIGNS = frozenset("=+-@")
FORMULA_BREAKS = ("\t", "\r", "\n")
# What a spreadsheet drops before it reads a cell: blanks and signs that nobody sees.
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
ESCAPE = "'"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may execute a cell with this text.

    That is where its first visible sign is one of FORMULA_SIGNS, in any width or size:
    Excel in Japanese and Chinese reads the full-width signs, too.
    """
    if cell.startswith(FORMULA_BREAKS):
        return True
    seen = (
        sign for sign in cell if unicodedata.category(sign) not in UNSEEN_CATEGORIES
    )
    return unicodedata.normalize("NFKC", next(seen, "")) in FORMULA_SIGNS


def escape_formula(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would execute."""
    return ESCAPE + cell if is_formula(cell) else cell


def unescape_formula(cell: str) -> str:
    """The cell without the apostrophe that `escape_formula` puts before it."""
    text = cell.removeprefix(ESCAPE)
    return text if is_formula(text) else cell

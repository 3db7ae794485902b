"""A text as a code for cameras, drawn within the page."""

from typing import NamedTuple


class QrCode(NamedTuple):
    """The sides of the drawing, and the squares that are dark, as an SVG path."""

    size: int
    path: str


def draw_qr_code(text: str) -> QrCode:
    """Imported here, as only who sets up an app needs it."""
    from qrcode.main import QRCode

    code = QRCode(border=4)  # four squares of paper around it are part of the standard
    code.add_data(text)
    matrix = code.get_matrix()
    squares = (
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    return QrCode(len(matrix), "".join(squares))

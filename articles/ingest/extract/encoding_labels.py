"""Decodes bytes by the label that a page or a server gives their encoding.

Labels mean what the Encoding Standard says (https://encoding.spec.whatwg.org/), as in
every browser: iso-8859-1 is Windows-1252, gb2312 is GBK, utf-16 in a page is UTF-8.
"""

import re
from typing import NamedTuple

import webencodings

from articles.ingest.extract.extraction import ExtractionError

_DECLARATION = re.compile(
    rb"""<meta\s[^>]{0,300}?(?:\bcharset|;\s*charset)\s{0,9}=\s{0,9}["']?\s{0,9}(?P<meta>[\w:.+-]{1,40})
    |<\?xml\s[^>]{0,100}?\bencoding\s{0,9}=\s{0,9}["'](?P<xml>[\w:.-]{1,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_DECLARATION_BYTES = 4096
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
# What no label of the standard is, and yet stands in pages.
_OTHER_LABELS = {
    "ks_c_5601": "euc-kr", "cp949": "euc-kr", "uhc": "euc-kr", "cp936": "gbk",
    "cp932": "shift_jis", "cp874": "windows-874", "tis620": "tis-620", "cp950": "big5",
    "big5hkscs": "big5-hkscs", "x-windows-1252": "windows-1252",
}  # fmt: skip
# Encodings in which plain letters hide others: no browser reads them any more.
_REFUSED = re.compile(
    "utf-?7|hz(?:-gb-2312)?|(?:cs)?iso-?2022-?(?:kr|cn).*", re.IGNORECASE
)
_HIDDEN_LETTERS = re.compile(rb"\+[A-Za-z0-9/]{2,200}-|~\{|\x1b")
_FEW_DAMAGED = 3
_NO_ENCODINGS = frozenset({"replacement", "x-user-defined"})
# A codec that reads more than the one that the standard's name has in Python.
_WIDER_CODECS = {"gbk": "gb18030"}
# And one that reads more, but not all signs as the standard does.
_RARER_SIGNS = {"euc_jp": "euc_jis_2004"}
# Windows signs that stand in pages which declare the ISO encoding beside it.
_WINDOWS_SIGNS = {
    "iso8859-2": "cp1250", "iso8859-5": "cp1251", "iso8859-7": "cp1253",
    "iso8859-8": "cp1255", "iso8859-6": "cp1256", "iso8859-13": "cp1257",
    "iso8859-4": "cp1257",
}  # fmt: skip


class Decoded(NamedTuple):
    """A text, and how many of its signs stand for bytes that could not be read."""

    text: str
    damaged: int

    @property
    def is_readable(self) -> bool:
        """Whether so few signs are damaged that the words around show what they were."""
        return self.damaged <= max(_FEW_DAMAGED, len(self.text) // 50)


def find_label(data: bytes) -> str:
    """Return the encoding that a page's own beginning declares, or ""."""
    head = _COMMENT.sub(b"", data[:_DECLARATION_BYTES])
    found = _DECLARATION.search(head)
    return (found["meta"] or found["xml"]).decode() if found else ""


def decode_as(data: bytes, label: str) -> Decoded | None:
    """Decode by a label, bad bytes as U+FFFD; None for UTF-8 and for no known label."""
    label = label.strip().lower()
    _refuse_hidden_letters(data, label)
    encoding = webencodings.lookup(_OTHER_LABELS.get(label, label))
    if (
        encoding is None
        or encoding.name.startswith("utf-")
        or encoding.name in _NO_ENCODINGS
    ):
        return None
    codec = encoding.codec_info.name
    text = data.decode(_WIDER_CODECS.get(codec, codec), "replace")
    if "\ufffd" in text and codec in _RARER_SIGNS:
        wider = data.decode(_RARER_SIGNS[codec], "replace")
        text = min(text, wider, key=lambda each: each.count("\ufffd"))
    text = text.translate(_SIGNS[_WINDOWS_SIGNS.get(codec, "cp1252")])
    return Decoded(text, text.count("\ufffd"))


def _refuse_hidden_letters(data: bytes, label: str) -> None:
    """Raise where the label is of an encoding that nobody should read, and is used."""
    if _REFUSED.fullmatch(label) and _HIDDEN_LETTERS.search(data):
        raise ExtractionError(
            f"This file is in {label.upper()}, which cannot be imported. Open it in a"
            " text editor, save it with the encoding UTF-8, and import it again."
        )


def restore_windows_signs(text: str) -> str:
    """Put signs in the place of control characters that only a wrong label makes.

    U+0080 to U+009F stand in no text: they are quotation marks and dashes of Windows.
    One that is nothing in Windows either becomes U+FFFD, so that it can be seen. U+0085
    by itself is an end of a line.
    """
    if _CONTROLS.search(text):
        return text.translate(_SIGNS["cp1252"])
    return text.replace("\x85", "\n")


_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_SIGNS = {
    encoding: {
        number: bytes([number]).decode(encoding, "replace")
        for number in range(0x80, 0xA0)
    }
    for encoding in {"cp1252", *_WINDOWS_SIGNS.values()}
}

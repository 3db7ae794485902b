"""Decodes the bytes of a text file: byte order mark, UTF-8, declared, or Western."""

import codecs
import re

from articles.ingest.extract.extraction import ExtractionError

MAX_TEXT_BYTES = 5_000_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "Word, LibreOffice and other zipped files"),
    (b"\xd0\xcf\x11\xe0", "Old Word files"),
    (b"{\\rtf", "RTF files"),
    (b"\x89PNG", "Images"),
    (b"\xff\xd8\xff", "Images"),
    (b"GIF8", "Images"),
    (b"RIFF", "Images, sound and films"),
    (b"ID3", "Sound files"),
    (b"OggS", "Sound files"),
    (b"\x1f\x8b", "Compressed files"),
    (b"7z\xbc\xaf", "Compressed files"),
    (b"Rar!", "Compressed files"),
    (b"BZh", "Compressed files"),
    (b"\x7fELF", "Programs"),
    (b"MZ\x90", "Programs"),
)
# Only true text encodings: Python knows others that unpack or rewrite what they read.
_TEXT_ENCODINGS = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 koi8-r "
    "koi8-u iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 "
    "mac-roman shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 gb2312 gbk gb18030 big5 "
    "big5hkscs"
)
_DECLARABLE_ENCODINGS = frozenset(_TEXT_ENCODINGS.split())
_ENCODING_DECLARATION = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding) ?= ?[\"']?([\w:.-]{1,40})",
    re.IGNORECASE,
)
_CONTROL_BYTES = re.compile(rb"[\0-\x08\x0e-\x1f]")
_SAVE_AS_UTF8 = (
    "Open it in a text editor, save it with the encoding UTF-8, and import it again."
)


def to_utf8(data: bytes, charset: str) -> bytes:
    """Return the bytes as UTF-8, where a server named their encoding.

    A page may well name none itself, and a plain text cannot.
    """
    try:
        name = codecs.lookup(charset).name if charset else ""
        data.decode()
    except LookupError:
        return data
    except UnicodeDecodeError:
        name = "cp1252" if name == "iso8859-1" else name
        text = _decode_or_empty(data, name) if name in _DECLARABLE_ENCODINGS else ""
        return text.encode() or data
    return data


def decode_file(data: bytes) -> tuple[str, list[str]]:
    """Return the characters, and warnings about how they were decoded."""
    _refuse_size(data)
    _refuse_other_formats(data)
    source, warnings = _decode_characters(data)
    if "\0" in source:
        raise ExtractionError(
            f"This file holds NUL bytes, so it is damaged or no text. {_SAVE_AS_UTF8}"
        )
    if not source.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise ExtractionError(
            "This file holds only white space. Choose the file with the article's text."
        )
    return source, warnings


def _refuse_size(data: bytes) -> None:
    if not data:
        raise ExtractionError(
            "This file is empty. Choose the file with the article's text."
        )
    if len(data) > MAX_TEXT_BYTES:
        raise ExtractionError(
            f"This file has {len(data):,} bytes; at most {MAX_TEXT_BYTES:,} can be "
            "imported. Copy the article's text and paste it."
        )


def _refuse_other_formats(data: bytes) -> None:
    # A text may well begin with "ID3" or "GIF8"; only a binary file goes on like one.
    if not data.startswith(b"{\\rtf") and not _CONTROL_BYTES.search(data, 0, 512):
        return
    for beginning, formats in _OTHER_FORMATS:
        if data.startswith(beginning):
            raise ExtractionError(
                f"{formats} cannot be imported yet. Open the file, copy the article's "
                "text and paste it."
            )


def _decode_characters(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding), []
    try:
        return _refuse_wide(data).decode(), []
    except UnicodeDecodeError as error:
        return _decode_other(data, error)


def _decode_marked(data: bytes, encoding: str) -> str:
    """Decode a file that says itself which encoding it has, so it must hold."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ExtractionError(
            f"This file says that it is {encoding.upper()}, but byte {error.start:,} "
            f"does not fit: it is damaged or cut off. {_SAVE_AS_UTF8}"
        ) from None


def _refuse_wide(data: bytes) -> bytes:
    """Refuse UTF-16 without its mark: every other byte of a Western text is NUL."""
    if data.count(0) * 10 > len(data):
        raise ExtractionError(
            "This file looks like UTF-16 without a byte order mark, or is no text. "
            f"{_SAVE_AS_UTF8}"
        )
    return data


def _decode_other(data: bytes, error: UnicodeDecodeError) -> tuple[str, list[str]]:
    if (declared := _declared_encoding(data)) and (
        text := _decode_or_empty(data, declared)
    ):
        return text, []
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd")
    intact = sum(map(len, re.findall("[^\0-\x7f\ufffd]+", lenient)))
    western = _decode_or_empty(data, "cp1252")
    if intact > damaged or not western or not _is_western(western):
        raise ExtractionError(
            f"This file is not whole UTF-8: byte {error.start:,} does not fit. "
            f"{_SAVE_AS_UTF8}"
        ) from None
    return western, [
        "This file is not UTF-8. It was read as Windows-1252: check that letters with "
        "accents and quotation marks are right."
    ]


def _declared_encoding(data: bytes) -> str:
    found = _ENCODING_DECLARATION.search(data, 0, 4096)
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
    except (LookupError, UnicodeDecodeError):
        return ""
    # The HTML standard reads Latin-1 as Windows-1252, as every browser does.
    name = "cp1252" if name == "iso8859-1" else name
    return name if name in _DECLARABLE_ENCODINGS else ""


def _decode_or_empty(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_western(text: str) -> bool:
    """Whether it is mostly plain letters, without control characters.

    So it is neither Cyrillic nor a program.
    """
    unusual = len(re.findall("[^\t\n\r\f\x20-\x7e]", text))
    controls = len(re.findall("[\0-\x08\x0e-\x1f\x7f]", text))
    return unusual * 4 < len(text) and not controls

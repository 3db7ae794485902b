"""Decodes the bytes of a text file: byte order mark, UTF-8, declared, or Western."""

import codecs
import re
from collections.abc import Iterator

from articles.ingest.extract.encoding_labels import (
    Decoded,
    decode_as,
    find_label,
    restore_windows_signs,
)
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.markup import visible_text

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
_CONTROL_BYTES = re.compile(rb"[\0-\x08\x0e-\x1f]")
_MARKS = tuple(mark for mark, _ in _BYTE_ORDER_MARKS)
_INTACT = re.compile("[^\0-\x7f\ufffd]+")
# Of so many signs to one that is damaged, a text is UTF-8 beyond doubt.
_SURELY_INTACT = 20
_MAX_NAMED_WORDS, _MAX_NAMED_CHARACTERS = 5, 60
_SAVE_AS_UTF8 = (
    "Open it in a text editor, save it with the encoding UTF-8, and import it again."
)


def to_utf8(data: bytes, charset: str) -> bytes:
    """Return the bytes as UTF-8, where a server named their encoding.

    A page may well name none itself, and a plain text cannot.
    """
    if not charset or data.startswith(_MARKS):
        return data
    text = _decode_labelled(data, charset)
    return data if text is None else text.encode()


def _decode_labelled(data: bytes, label: str) -> str | None:
    """Decode UTF-8, or as the label says; None where neither fits.

    Hardly any text of another encoding happens to hold signs of UTF-8: where nearly all
    signs are, a few bytes are damaged, whatever is declared.
    """
    declared = decode_as(data, label)
    if data.isascii():  # letters may hide in it, but only in a declared encoding
        return data.decode() if declared is None else declared.text
    utf8 = _decode_damaged_utf8(data)
    if utf8.is_readable and _count_intact(utf8) >= _SURELY_INTACT * utf8.damaged:
        return utf8.text
    return declared.text if declared and declared.is_readable else None


def decode_file(data: bytes) -> tuple[str, list[str]]:
    """Return the characters, and warnings about how they were decoded."""
    _refuse_size(data)
    _refuse_other_formats(data)
    source, warnings = _decode_characters(data)
    source = restore_windows_signs(source)
    warnings += _warn_of_damage(source)
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
    text = _decode_labelled(_refuse_wide(data), find_label(data))
    return _decode_undeclared(data) if text is None else (text, [])


def _decode_marked(data: bytes, encoding: str) -> str:
    """Decode a file that says itself which encoding it has, so it must hold."""
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        found = _decode_damaged_utf8(data)
        if encoding == "utf-8" and found.is_readable:
            return found.text.removeprefix("\ufeff")
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


def _decode_undeclared(data: bytes) -> tuple[str, list[str]]:
    """Decode UTF-8 with a few bad bytes, or what looks like Western text of old."""
    utf8 = _decode_damaged_utf8(data)
    is_utf8 = _count_intact(utf8) > utf8.damaged
    if is_utf8 and utf8.is_readable:
        return utf8.text, []
    western = decode_as(data, "windows-1252")
    if is_utf8 or not western or western.damaged or not _is_western(western.text):
        raise ExtractionError(
            f"This file is not whole UTF-8: {utf8.damaged:,} signs cannot be read, the "
            f"first at byte {_first_bad_byte(data):,}. {_SAVE_AS_UTF8}"
        )
    return western.text, [
        "This file is not UTF-8. It was read as Windows-1252: check that letters with "
        "accents and quotation marks are right."
    ]


def _decode_damaged_utf8(data: bytes) -> Decoded:
    text = data.decode("utf-8", "replace")
    return Decoded(text, text.count("\ufffd"))


def _first_bad_byte(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _count_intact(utf8: Decoded) -> int:
    return sum(map(len, _INTACT.findall(utf8.text)))


def _warn_of_damage(source: str) -> list[str]:
    """Say how many signs could not be read, and in which words they stand."""
    text = visible_text(source) if "\ufffd" in source else ""
    if not (damaged := text.count("\ufffd")):
        return []
    words = list(dict.fromkeys(_find_damaged_words(text)))
    named = ", ".join(f"“{word}”" for word in words[:_MAX_NAMED_WORDS])
    more = (
        f" and {len(words) - _MAX_NAMED_WORDS} more"
        if len(words) > _MAX_NAMED_WORDS
        else ""
    )
    signs = "1 sign" if damaged == 1 else f"{damaged:,} signs"
    return [
        f"{signs} of this file could not be read and became \ufffd: {named}{more}. "
        "Look up in the original what stands there."
    ]


def _find_damaged_words(text: str) -> Iterator[str]:
    """Yield each word with a damaged sign, behind the word before it."""
    before = ""
    for word in text.split():
        if "\ufffd" in word:
            yield f"{before} {word}".strip()[-_MAX_NAMED_CHARACTERS:]
        before = word


def _is_western(text: str) -> bool:
    """Whether it is mostly plain letters, without control characters.

    So it is neither Cyrillic nor a program.
    """
    unusual = len(re.findall("[^\t\n\r\f\x20-\x7e]", text))
    controls = len(re.findall("[\0-\x08\x0e-\x1f\x7f]", text))
    return unusual * 4 < len(text) and not controls

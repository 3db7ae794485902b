"""Which files are read, and what is a person told about one that is not?"""

import pytest

from articles.ingest.extract import ExtractionError, extract
from articles.ingest.extract.character_encoding import MAX_TEXT_BYTES, to_utf8
from articles.ingest.extract.extractor import MAX_CHARACTERS

WORDS = "“Señor”, said the minister. قال. 👩🏽"
WESTERN = "El señor dijo que la represa fue abierta. “Nada más”."
RUSSIAN = "Министр сказал, что плотина открыта в понедельник утром."

# fmt: off
REFUSED = {
    "empty": (b"", "is empty"),
    "white space": (b" \r\n\t\xc2\xa0\n", "only white space"),
    "only a mark": (b"\xef\xbb\xbf \n", "only white space"),
    "too large": (b"a" * (MAX_TEXT_BYTES + 1), "5,000,001 bytes"),
    "too long": (b"word " * (MAX_CHARACTERS // 5 + 1), "at most 500,000 characters"),
    "much too long": (b"word " * 900_000, "Import it in parts"),
    "nothing to see": ("\u200b \u2060\n\n\u200e".encode(), "No text was found"),
    "NUL": (b"some words\0and more words", "NUL bytes"),
    "UTF-16 unmarked": (WESTERN.encode("utf-16-le"), "UTF-16 without"),
    "UTF-16 cut off": (WESTERN.encode("utf-16")[:-1], "damaged or cut off"),
    "UTF-16 half a pair": (b"\xff\xfea\0\x3d\xd8", "damaged or cut off"),
    "marked, not UTF-8": (b"\xef\xbb\xbfword \xff", "damaged or cut off"),
    "damaged UTF-8": (WORDS.encode()[:-2] + b"\xc3", "byte 4"),
    "undeclared Cyrillic": (RUSSIAN.encode("cp1251"), "not whole UTF-8"),
    "noise": (bytes(range(1, 256)) * 9, "not whole UTF-8"),
    "Word": (b"PK\x03\x04\x14\0\x06\0", "Word, LibreOffice"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Old Word files"),
    "RTF": (b"{\\rtf1\\ansi words}", "RTF files"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Images"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "Images"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "Compressed files"),
    "program": (b"\x7fELF\x02\x01\x01\0", "Programs"),
}
# fmt: on


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("filename", ["a.txt", "a.md", "a.html"])
def test_what_cannot_be_read_is_answered_clearly(name: str, filename: str) -> None:
    data, reason = REFUSED[name]

    with pytest.raises(ExtractionError, match=reason) as refusal:
        extract(data, filename)

    # It also says what to do.
    assert any(
        word in str(refusal.value) for word in ("Choose", "paste", "save", "Import it")
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"], ids=str
)
def test_every_kind_of_unicode_is_read(encoding: str) -> None:
    found = extract(WORDS.encode(encoding), "a.txt")

    assert found.text == WORDS
    assert not found.warnings


def test_marked_big_endian_is_read() -> None:
    assert extract(b"\xfe\xff" + WORDS.encode("utf-16-be")).text == WORDS


def test_western_text_of_old_is_read_with_a_warning() -> None:
    found = extract(WESTERN.encode("cp1252"), "a.txt")

    assert found.text == WESTERN
    assert "Windows-1252" in found.warnings[0]


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ('<meta http-equiv="a" content="text/html; charset=KOI8-R">', "koi8-r"),
        ("<?xml version='1.0' encoding='ISO-8859-5'?>", "iso8859-5"),
    ],
)
def test_a_page_is_read_as_it_declares(declaration: str, encoding: str) -> None:
    page = f"{declaration}<html><body><p>{RUSSIAN}</p></body></html>"

    assert extract(page.encode(encoding), "a.html").text == RUSSIAN


@pytest.mark.parametrize(
    "name", ["utf-7", "rot13", "zlib", "idna", "nonsense", "utf-16"]
)
def test_a_declared_encoding_that_is_none_is_not_used(name: str) -> None:
    page = f"<meta charset={name}><p>{RUSSIAN}".encode("cp1251")

    with pytest.raises(ExtractionError, match="not whole UTF-8"):
        extract(page, "a.html")


@pytest.mark.parametrize("start", ["ID3", "GIF8", "BZh", "RIFF", "Rar!", "OggS"])
def test_a_text_may_begin_like_a_binary_file(start: str) -> None:
    assert extract(f"{start} is how they begin".encode()).text.startswith(start)


@pytest.mark.parametrize("filename", ["a.txt", "a.md"])
def test_too_many_paragraphs_are_refused(filename: str) -> None:
    with pytest.raises(ExtractionError, match=r"10,001 paragraphs"):
        extract(b"a\n\n" * 10_001, filename)


def test_the_longest_text_is_read() -> None:
    found = extract(b"word word word word.\n\n" * 9_000, "a.txt")

    assert len(found.paragraphs) == 9_000


CYRILLIC = "Город"
# fmt: off
RECODED = [
    # as sent                         the server says      as read
    (CYRILLIC.encode(),               "",                  CYRILLIC),
    (CYRILLIC.encode(),               "utf-8",             CYRILLIC),
    (CYRILLIC.encode(),               "windows-1251",      CYRILLIC),
    (CYRILLIC.encode("cp1251"),       "windows-1251",      CYRILLIC),
    (CYRILLIC.encode("koi8-r"),       "KOI8-R",            CYRILLIC),
    ("“é”".encode("cp1252"),          "iso-8859-1",        "“é”"),
]
LEFT = [
    (CYRILLIC.encode("cp1251"),       ""),
    (CYRILLIC.encode("cp1251"),       "no-such-encoding"),
    (CYRILLIC.encode("cp1251"),       "rot13"),
    (CYRILLIC.encode("cp1251"),       "unicode_escape"),
    (b"\xff\xfe\xff",                "shift_jis"),
]
# fmt: on


@pytest.mark.parametrize(("sent", "charset", "read"), RECODED)
def test_the_encoding_that_a_server_names_counts_where_it_is_needed(
    sent: bytes, charset: str, read: str
) -> None:
    assert to_utf8(sent, charset).decode() == read


@pytest.mark.parametrize(("sent", "charset"), LEFT)
def test_an_encoding_that_does_not_fit_changes_nothing(
    sent: bytes, charset: str
) -> None:
    assert to_utf8(sent, charset) == sent

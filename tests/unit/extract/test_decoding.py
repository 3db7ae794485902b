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
    "marked, not UTF-8": (b"\xef\xbb\xbf" + b"word \xff\xfe\xfd\xfc" * 9, "damaged or cut off"),
    "damaged UTF-8": ("“Señor”".encode() + b"\xc3(" * 4, "4 signs cannot be read, the first at byte 12"),
    "UTF-7": (b"<meta charset=utf-7><p>+AGEAYg- and more", "UTF-7"),
    "HZ": (b"<meta charset=hz-gb-2312><p>~{VPND~} and more", "HZ-GB-2312"),
    "Korean of 7 bits": (b"<meta charset=iso-2022-kr><p>\x1b$)C\x0e1W\x0f", "ISO-2022-KR"),
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


# fmt: off
LABELS = [
    # as pages name it    what the bytes are  what a browser shows
    ("iso-8859-1",        "cp1252",           "Él dijo “nada más” – y calló…"),
    ("latin1",            "cp1252",           "L’eau, « œuvre » à 5 €"),
    ("iso-8859-15",       "iso8859-15",       "L'eau coûte 5 €"),
    ("iso-8859-9",        "cp1254",           "Köylüler “hayır” dedi. Sıvas’tan döndü."),
    ("windows-1254",      "cp1254",           "Barajın ‘suyu’ düştü"),
    ("gb2312",            "gbk",              "镕炉旁的人说：“桥还在”"),
    ("gbk",               "gb18030",          "㐂镕𠀀"),
    ("big5",              "big5hkscs",        "河水下降，嘅村民話冇水"),
    ("big5-hkscs",        "big5hkscs",        "嘅"),
    ("windows-874",       "cp874",            "แม่น้ำลดลง “สองเมตร”"),
    ("tis-620",           "cp874",            "ชาวนาปฏิเสธ"),
    ("iso-8859-11",       "cp874",            "ชาวนา – ปฏิเสธ"),
    ("shift_jis",         "cp932",            "①水位が下がった㈱"),
    ("x-sjis",            "cp932",            "水位が下がった～"),
    ("euc-jp",            "euc_jp",           "水位が下がった"),
    ("iso-2022-jp",       "iso2022_jp",       "水位が下がった"),
    ("euc-kr",            "cp949",            "똠방각하가 말했다"),
    ("ks_c_5601-1987",    "cp949",            "강물이 줄었다"),
    ("ks_c_5601",         "cp949",            "강물이 줄었다"),
    ("x-cp1251",          "cp1251",           "Река обмелела — сказал он"),
    ("koi8-u",            "koi8-u",           "Річка обміліла"),
    ("iso-8859-2",        "iso8859-2",        "Řeka klesla, řekl žák"),
    ("iso-8859-8-i",      "iso8859-8",        "הנהר ירד"),
    ("windows-1256",      "cp1256",           "انخفض النهر"),
    ("macintosh",         "mac-roman",        "“L’eau” a baissé"),
]
# fmt: on


@pytest.mark.parametrize(("label", "encoding", "words"), LABELS)
def test_a_label_means_what_it_means_to_a_browser(
    label: str, encoding: str, words: str
) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    sent = words.encode(encoding)

    found = extract(f"{page}<p>".encode() + sent, "a.html")

    assert found.text == words
    assert to_utf8(sent, label.upper()).decode() == words


@pytest.mark.parametrize("label", ["iso-8859-15", "iso-8859-2", "iso-8859-3"])
def test_windows_marks_under_an_iso_label_are_not_lost(label: str) -> None:
    page = (
        f"<meta charset={label}><p>".encode() + b"\x93No\x94, they don\x92t \x96 never"
    )

    assert extract(page, "a.html").text == "“No”, they don’t – never"


def test_control_characters_that_an_earlier_mistake_left_become_marks_again() -> None:
    mistaken = b"\x93No\x94".decode("latin-1").encode()

    assert extract(mistaken, "a.txt").text == "“No”"


def test_windows_dots_under_an_iso_label_are_no_end_of_a_line() -> None:
    page = b"<meta charset=iso-8859-15><p>They waited\x85 and left"

    assert extract(page, "a.html").text == "They waited… and left"


def test_an_end_of_a_line_of_other_machines_parts_words() -> None:
    assert extract("<p>one\x85two".encode(), "a.html").text == "one two"


def test_utf_16_in_a_page_means_utf_8() -> None:
    assert extract("<meta charset=utf-16><p>Город".encode(), "a.html").text == "Город"


def test_a_declaration_in_a_comment_declares_nothing() -> None:
    page = "<!-- <meta charset=koi8-r> --><meta charset=windows-1251><p>Город"

    assert extract(page.encode("cp1251"), "a.html").text == "Город"


def test_a_few_bad_bytes_do_not_make_a_page_unreadable() -> None:
    page = (
        f"<p>{RUSSIAN}</p><p>Zu wenig Wasser im S".encode() + b"\xfcden, sagt er.</p>"
    )

    found = extract(page, "a.html")

    assert found.text.endswith("Wasser im S\ufffdden, sagt er.")
    assert "1 sign of this file could not be read" in found.warnings[0]
    assert "“im S\ufffdden,”" in found.warnings[0]


def test_bad_bytes_in_utf_8_are_not_read_as_the_encoding_that_is_declared() -> None:
    page = f"<meta charset=iso-8859-1><p>{RUSSIAN}".encode() + b" \xff"

    assert extract(page, "a.html").text == f"{RUSSIAN} \ufffd"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_damage_is_told_with_the_first_words_that_hold_it(mark: bytes) -> None:
    words = [f"мо{number}" for number in range(400)]
    damaged = " ".join(words).encode().replace(b"1 ", b"\xff ")

    warning = extract(mark + damaged, "a.txt").warnings[0]

    assert "40 signs" in warning
    assert warning.count("\ufffd”") == 5
    assert "and 35 more" in warning


def test_a_page_of_a_few_words_is_read_as_it_declares() -> None:
    assert extract("<meta charset=tis-620><p>น้ำ".encode("cp874"), "a.html").text == "น้ำ"


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

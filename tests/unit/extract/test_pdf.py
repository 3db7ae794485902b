"""Do the lines of a PDF become the paragraphs that a reader sees?"""

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from articles.ingest.extract import ExtractionError, extract
from articles.ingest.extract.pdf_lines import Line
from articles.ingest.extract.pdf_paragraphs import rebuild_paragraphs
from articles.ingest.sandbox import extract_safely
from tests.pdfs import pdf, stream, whole

ENCRYPTED = Path(__file__).parent / "encrypted"

WIDE = "The gates of the upper lock were opened before midnight, as the gauge"

# fmt: off
REFLOWED = {
    "a line goes on":
        ([WIDE, "shows it."], [f"{WIDE} shows it."]),
    "a short line with a full stop ends a paragraph":
        ([WIDE, "shows it.", WIDE], [f"{WIDE} shows it.", WIDE]),
    "a short line within a sentence does not":
        ([WIDE, "shows it", "every day."], [f"{WIDE} shows it every day."]),
    "a full stop at the end of a full line may be in the middle of a paragraph":
        ([f"{WIDE}.", "It rained."], [f"{WIDE}. It rained."]),
    "an empty line ends a paragraph":
        ([WIDE, "", "It rained."], [WIDE, "It rained."]),
    "a broken word is mended":
        (["The minis-", "try knows."], ["The ministry knows."]),
    "a hyphen stays that stands elsewhere too":
        (["A well-known man. The well-", "known man."], ["A well-known man. The well-known man."]),
    "a hyphen before a capital stays":
        (["The Anglo-", "Irish treaty"], ["The Anglo-Irish treaty"]),
    "a hyphen before a number stays":
        (["from 2019-", "2024 by RX-", "20"], ["from 2019-2024 by RX-20"]),
    "a hyphen for the rest of a word stays apart":
        (["the Ein-", "und Ausgang"], ["the Ein- und Ausgang"]),
    "Chinese goes on to a number without a space":
        (["水闸在", "2024年关闭"], ["水闸在2024年关闭"]),
    "Thai goes on to a number with one":
        (["ปี 2562", "หนึ่งในสี่ของน้ำ"], ["ปี 2562 หนึ่งในสี่ของน้ำ"]),
    "Chinese goes on without a space":
        (["水闸", "关闭"], ["水闸关闭"]),
    "a number that ends with a dash is not mended":
        (["from 1918-", "when"], ["from 1918- when"]),
    "points of a list stand apart":
        (["Two things:", "• one", "• two that goes on", "here"],
         ["Two things:", "• one", "• two that goes on here"]),
}
LIGATURES = [("e\ufb00ect", "effect"), ("of\ufb01ce", "office"), ("\ufb02ood", "flood"),
             ("o\ufb03ce", "office"), ("wa\ufb04e", "waffle"), ("lo\ufb05", "lost"),
             ("\ufb06one", "stone")]
# fmt: on


def set_lines(texts: Sequence[str]) -> list[Line]:
    """Lines one below the other, as wide as their words are long."""
    return [
        Line(text, 50, 50 + 5 * len(text), 14 * number)
        for number, text in enumerate(texts)
        if text
    ]


def rebuild(*pages: Sequence[str]) -> list[str]:
    return [part.text for part in rebuild_paragraphs([*map(set_lines, pages)])]


@pytest.mark.parametrize("case", REFLOWED)
def test_lines_become_paragraphs(case: str) -> None:
    lines, paragraphs = REFLOWED[case]

    assert rebuild(lines) == paragraphs


def test_what_stands_on_every_page_stands_apart_and_stays() -> None:
    pages = [
        [
            "River Report 2026",
            f"The words of page {word}",
            f"go on {word}.",
            f"Page {n} of 3",
        ]
        for n, word in enumerate(["one", "two", "three"], 1)
    ]

    found = rebuild_paragraphs([*map(set_lines, pages)])

    assert [part.text for part in found[:3]] == [
        "River Report 2026",
        "The words of page one go on one.",
        "Page 1 of 3",
    ]
    assert [part.is_furniture for part in found] == [True, False, True] * 3


def test_the_head_of_each_page_is_proposed_as_not_part_of_the_article() -> None:
    words = ["one", "two", "three"]
    pages = [["River Report", f"{WIDE} {w}", f"{w}.", "Page 1"] for w in words]

    found = extract(pdf(pages))

    assert [kind for _, kind in found.paragraphs] == [
        "boilerplate",
        "",
        "boilerplate",
    ] * 3


@pytest.mark.parametrize(
    "kind", ["rc4-40", "rc4-128", "aes-128", "aes-256-r5", "aes-256"]
)
def test_what_opens_without_a_password_is_read(kind: str) -> None:
    found = extract_safely((ENCRYPTED / f"{kind}.pdf").read_bytes())

    assert found.text == "The upper lock was shut on 14 March 2024."
    assert (found.title, found.authors) == ("A dry spring", ("Vera Holm",))


@pytest.mark.parametrize(("printed", "read"), LIGATURES)
def test_ligatures_are_letters(printed: str, read: str) -> None:
    assert extract(pdf([[f"The {printed} there."]])).text == f"The {read} there."


def test_the_shapes_of_arabic_letters_are_letters() -> None:
    """Drawn from the left to the right, as they stand on the page."""
    shown = ["\ufef2\ufe91\ufeae\ufecb", "\ufefb"]

    assert [extract(pdf([[word]])).text for word in shown] == ["عربي", "لا"]


def test_a_pdf_says_what_it_is_called_and_by_whom() -> None:
    found = extract(pdf([[WIDE]], title="A dry spring", author="Vera Holm"))

    assert (found.title, found.authors) == ("A dry spring", ("Vera Holm",))
    assert "guessed" in found.warnings[0]


@pytest.mark.parametrize("title", ["report.docx", "Microsoft Word - a", "untitled"])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert extract(pdf([[WIDE, "and more."]], title=title)).title != title


# fmt: off
UNREADABLE = {
    "pictures only": (pdf([[]]), "only pictures of pages"),
    "cut off": (b"%PDF-1.7\n1 0 obj", "damaged"),
    "no pages": (whole({1: b"<< /Type /Catalog >>", 5: b"<< >>"}), "damaged"),
    "protected": ((ENCRYPTED / "aes-256-password.pdf").read_bytes(), "password"),
    "protected, in an old way": (pdf([["word"]]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <%s> /U <%s> >> /ID [<00> <00>]" % (b"00" * 32, b"11" * 32)), "password"),
    "encrypted by a certificate": (pdf([["word"]]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Adobe.PubSec /V 4 >> "
        b"/ID [<00> <00>]"), "is not damaged"),
    "an unknown filter": (pdf([["word"]]).replace(
        b"/Length", b"/Filter /SomeDecode /Length"), "is not damaged"),
    "too large": (b"%PDF-1.7" + b" " * 10_000_000, "at most 10,000,000"),
}
# fmt: on


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_pdf_that_cannot_be_read_is_refused_in_words(case: str) -> None:
    data, message = UNREADABLE[case]

    with pytest.raises(ExtractionError, match=message):
        extract(data)


def test_a_page_that_unpacks_without_end_ends_in_the_child() -> None:
    packed = zlib.compress(b"BT (word) Tj ET\n" * 20_000_000, 9)
    bomb = stream(packed).replace(b"<< ", b"<< /Filter /FlateDecode ", 1)
    data = whole({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        3: bomb,
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>",
        5: b"<< >>",
    })  # fmt: skip

    with pytest.raises(ExtractionError):
        extract_safely(data)

"""Is what stands on a page read in order, with nothing joined, and only what is seen?"""

import zlib

import pytest

from articles.ingest.extract import Extraction, ExtractionError, extract
from tests.pdfs import Words, painted, stream

WIDE = "The keeper of the upper lock wrote in his book"
FURTHER = "that the gauge had risen by a third since noon"
LEFT = [
    f"{word} line of the left column runs on"
    for word in ("First", "Second", "Third", "Last")
]
RIGHT = [
    f"{word} line of the right column goes on"
    for word in ("First", "Second", "Third", "Last")
]


def read(*words: Words, behind: str = "", extra: bytes = b"") -> Extraction:
    return extract(painted([words], behind=behind, extra=extra))


# fmt: off
SCRIPTS: dict[str, tuple[list[tuple[str, float, float, float]], str]] = {
    "a power": ([("4 x 10", 50, 0, 10), ("9", 80, 4, 6), (" litres", 84, 0, 10)], "4 x 10⁹ litres"),
    "a negative power": ([("10", 50, 0, 10), ("-3", 60, 4, 6)], "10⁻³"),
    "a note's number": ([("45 percent", 50, 0, 10), ("3", 100, 4, 6), (" of it", 103, 0, 10)],
                        "45 percent³ of it"),
    "a note's number behind a number": ([("12", 50, 0, 10), ("1", 60, 4, 6), (" wells", 63, 0, 10)],
                                        "12¹ wells"),
    "a note's number behind a full stop": ([("in 2019.", 50, 0, 10), ("12", 90, 4, 6)], "in 2019.¹²"),
    "raised a little": ([("10", 50, 0, 10), ("9", 60, 1.5, 6)], "10⁹"),
    "lowered": ([("CO", 50, 0, 10), ("2", 60, -2.5, 6), (" rose", 63, 0, 10)], "CO₂ rose"),
    "a fraction": ([("1", 50, 0, 10), ("1", 55, 4, 6), ("\u2044", 58, 0, 10), ("2", 63, -2.5, 6),
                    (" miles", 66, 0, 10)], "1½ miles"),
    "an ordinal": ([("the 1", 50, 0, 10), ("st", 75, 4, 6), (" day", 81, 0, 10)], "the 1st day"),
    "no raised form": ([("10", 50, 0, 10), ("x/2", 60, 4, 6)], "10^(x/2)"),
}
HIDDEN = {
    "white": Words("not seen", 50, 650, paint="1 g"),
    "white in colours": Words("not seen", 50, 650, paint="1 1 1 rg"),
    "white for print": Words("not seen", 50, 650, paint="0 0 0 0 k"),
    "not painted": Words("not seen", 50, 650, paint="3 Tr"),
    "left of the page": Words("not seen", -90, 650),
    "below the page": Words("not seen", 50, -30),
}
# fmt: on


@pytest.mark.parametrize("case", SCRIPTS)
def test_raised_and_lowered_figures_join_no_number(case: str) -> None:
    words, text = SCRIPTS[case]

    found = read(*(Words(sign, x, 600 + rise, size) for sign, x, rise, size in words))

    assert found.text == text


@pytest.mark.parametrize("case", HIDDEN)
def test_what_no_reader_sees_is_left_out_and_named(case: str) -> None:
    found = read(Words(WIDE, 50, 700), HIDDEN[case])

    assert found.text == WIDE
    assert found.warnings[1].startswith(
        "Page 1 has text that readers of the page do not see"
    )


def test_a_file_of_nothing_but_hidden_text_is_refused() -> None:
    with pytest.raises(ExtractionError, match="readers of its pages do not see"):
        read(HIDDEN["white"])


def test_white_on_black_is_seen() -> None:
    found = read(Words(WIDE, 50, 700, paint="1 g"), behind="0 g 0 600 600 200 re f")

    assert found.text == WIDE


@pytest.mark.parametrize("state", ["OFF", "ON"])
def test_a_layer_is_read_if_it_is_shown(state: str) -> None:
    layers = b"/OCProperties << /OCGs [6 0 R] /D << /%s [6 0 R] >> >>" % state.encode()
    data = painted(
        [[Words(WIDE, 50, 700), Words("draft", 50, 600, marks="/OC /Layer")]],
        catalog=layers,
        resources=b"/Properties << /Layer 6 0 R >>",
        others={6: b"<< /Type /OCG /Name (Draft) >>"},
    )

    found = extract(data)

    assert ("draft" in found.text) is (state == "ON")
    assert (len(found.warnings) > 1) is (state == "OFF")


def test_the_words_of_a_scanned_page_are_read_and_named() -> None:
    picture = stream(b"\x80").replace(
        b"<< ", b"<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 ")  # fmt: skip
    data = painted(
        [[Words(WIDE, 50, 700, paint="3 Tr")]],
        behind="q 600 0 0 800 0 0 cm /Scan Do Q",
        resources=b"/XObject << /Scan 6 0 R >>",
        others={6: picture},
    )

    found = extract(data)

    assert found.text == WIDE
    assert found.warnings[1].startswith("Page 1 was recognised from a picture")


@pytest.mark.parametrize("painting", ["by columns", "by lines"])
def test_columns_are_read_one_after_the_other(painting: str) -> None:
    left = [Words(text, 50, 700 - 12 * n) for n, text in enumerate(LEFT)]
    right = [Words(text, 330, 700 - 12 * n) for n, text in enumerate(RIGHT)]
    by_lines = [word for pair in zip(left, right, strict=True) for word in pair]

    found = read(*(left + right if painting == "by columns" else by_lines))

    assert found.text == " ".join(LEFT + RIGHT)


def test_a_headline_above_columns_painted_by_lines_comes_first() -> None:
    headline = Words("A headline that goes across", 50, 740, 20)
    lines = [
        Words(text, x, 700 - 12 * n)
        for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for text, x in zip(pair, (50, 330), strict=True)
    ]

    assert read(headline, *lines).text == f"{headline.text}\n\n{' '.join(LEFT + RIGHT)}"


def test_the_cells_of_a_table_do_not_join() -> None:
    rows = [("Wells", "15", "230"), ("Springs", "1,204", "77")]
    words = [
        Words(cell, 50 + 60 * column, 700 - 14 * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]

    assert read(*words).text == "Wells | 15 | 230\n\nSprings | 1,204 | 77"


def test_numbers_that_stand_close_in_a_row_do_not_join() -> None:
    words = [Words(f"{WIDE} a", 50, 700), Words("15", 50, 600), Words("230", 65, 600)]

    assert read(*words).text == f"{WIDE} a\n\n15 | 230"


def test_words_without_a_painted_space_are_apart() -> None:
    words = [Words("The", 50, 700), Words("lock", 68, 700), Words("rose", 91, 700)]

    assert read(*words).text == "The lock rose"


def test_what_is_painted_twice_to_be_bold_is_read_once() -> None:
    assert read(Words(WIDE, 50, 700), Words(WIDE, 50.4, 700)).text == WIDE


def test_turned_text_is_read_after_the_page() -> None:
    turned = Words("At the margin", 0, 0, paint="0 1 -1 0 30 300 Tm")

    assert read(turned, Words(WIDE, 50, 700)).text == f"{WIDE}\n\nAt the margin"


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    lines = [Words("", 0, 0, paint=f"0 1 -1 0 {300 + 12 * n} 50 Tm") for n in range(2)]
    lines = [
        line._replace(text=text)
        for line, text in zip(lines, (WIDE, FURTHER), strict=True)
    ]

    assert read(*lines, extra=b"/Rotate 90 ").text == f"{WIDE} {FURTHER}"


def test_a_gap_ends_a_paragraph() -> None:
    lines = [Words(WIDE, 50, y) for y in (700, 688, 664, 652)]

    assert read(*lines).text == f"{WIDE} {WIDE}\n\n{WIDE} {WIDE}"


def test_a_smaller_size_ends_a_paragraph() -> None:
    found = read(Words(WIDE, 50, 700), Words("1 A note", 50, 688, 8))

    assert found.text == f"{WIDE}\n\n1 A note"


def test_letters_that_the_file_names_otherwise_are_what_it_says() -> None:
    """As ActualText does for a ligature, and for a hyphen at the end of a line."""
    words = [
        Words("of", 50, 700), Words("Qc", 60, 700, marks="/Span << /ActualText (fic) >>"),
        Words("e lev", 70, 700), Words("-", 95, 700, marks="/Span << /ActualText () >>"),
    ]  # fmt: skip

    assert read(*words).text == "office lev"


@pytest.mark.parametrize(
    ("kind", "value"), [("Widget", b"/FT /Tx /V (12)"), ("FreeText", b"")]
)
def test_notes_and_fields_are_named(kind: str, value: bytes) -> None:
    note = b"/Annots [<< /Subtype /%s /Rect [0 0 9 9] %s >>] " % (kind.encode(), value)

    found = read(Words(WIDE, 50, 700), extra=note)

    assert (
        found.warnings[1]
        == "Page 1 has notes or form fields, whose words are not here."
    )


def test_a_page_without_text_among_others_is_named() -> None:
    found = extract(painted([[Words(WIDE, 50, 700)], []]))

    assert found.warnings[1].startswith("Page 2 has no text, or only a picture of it")


@pytest.mark.parametrize("place", [b"9000", b"9", b"word", b""])
def test_a_damaged_table_of_places_is_made_anew(place: bytes) -> None:
    data = painted([[Words(WIDE, 50, 700)]])
    before, _, _ = data.partition(b"startxref")

    assert extract(b"%sstartxref\n%s\n%%%%EOF" % (before, place)).text == WIDE


@pytest.mark.parametrize("part", ["all of it", "its end"])
def test_a_page_whose_content_is_damaged_is_named(part: str) -> None:
    text = b"".join(
        b"BT /F 10 Tf 50 %d Td <25262728> Tj ET\n" % y for y in range(700, 20, -9)
    )
    packed = zlib.compress(text)
    packed = packed[:60] if part == "its end" else b"y" + packed[1:]
    content = stream(packed).replace(b"<< ", b"<< /Filter /FlateDecode ", 1)
    data = painted(
        [[Words(WIDE, 50, 700)], [Words(WIDE, 50, 700)]], others={6: content}
    )

    found = extract(data.replace(b"/Contents 9 0 R", b"/Contents 6 0 R"))

    assert found.text.startswith(WIDE)
    assert any(words.startswith("Page 2 is damaged") for words in found.warnings)


def test_a_drawing_without_an_extent_hides_no_words() -> None:
    assert read(Words(WIDE, 50, 700), behind="0 g l f").text == WIDE

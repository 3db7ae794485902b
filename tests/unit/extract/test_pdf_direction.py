"""Are pages from the right to the left read in order, and their numbers as printed?"""

import pytest
from bidi import get_display

from articles.ingest.extract import ExtractionError, extract
from articles.ingest.extract.pdf_direction import (
    Direction,
    find_direction,
    has_mirrored_brackets,
    join_parts,
    reads_backwards,
    to_reading_order,
)
from articles.ingest.extract.pdf_reversal import Sign
from tests.pdfs import Words, painted

# fmt: off
LINES = {
    "Arabic with Latin digits": "بلغ عدد الأكياس 15 كيسا وفقد 230 آخرون.",
    "Arabic with its own digits": "انخفض المقياس ١٢٣٤ مترا في العام ٢٠٢٤.",
    "Arabic with a decimal and a percent sign": "ارتفع ٣٫٧٥ متر وبنسبة ٤٥٪ من المجموع",
    "Arabic with Latin percent": "نحو 45% من الميزانية و 3.75 متر",
    "Arabic with a date": "أغلقت البوابة يوم 14/3/2024 عند 6:30 صباحا",
    "Arabic with a range": "بين 2020-2024 أغلقت البوابة",
    "Arabic with a thousands sign": "دفعت البلدية 4,300 دولار و ١٬٢٨٤ كيسا",
    "Arabic with a word in brackets": "أظهر المقياس (RX) ارتفاعا",
    "Arabic with brackets of its own": "قال (في مروة) إن البوابة مغلقة",
    "Arabic with a Latin name": "ذكرت شركة Delta Ferries أن المرسى مغلق.",
    "Arabic with quotation marks": "قالت: «أحصينا 12 كيسا» ثم ذهبت",
    "Persian with Persian digits": "سنجه در سال ۱۴۰۳ به ۲٫۵ متر (در مروه) رسید.",
    "Persian with a date": "روز ۱۴۰۲/۱۲/۲۴ ساعت ۶:۳۰ بسته شد",
    "Hebrew with digits": "הסכר נסגר ב-14 במרץ 2024 לאחר 3.75 מטרים.",
    "Hebrew with percent and currency": "כ-45% מהתקציב, $5 מיליון או 4,300 ₪",
    "Hebrew with a range and a date": "בין 2020-2024, ביום 20/3/2024",
    "Hebrew with a Latin word": "חברת Delta Ferries מסרה (NASA) כי הרציף סגור",
    "English with an Arabic word": "The word سلام means peace.",
    "English with a Hebrew phrase": "They wrote הרציף סגור on 3 boards.",
}
UNCERTAIN = {
    "a number beside a Latin name": ("أعلنت COVID 19 اليوم", "أعلنت COVID 19 اليوم"),
    "a number before its unit": ("بلغ 15 km في اليوم", "بلغ 15 km في اليوم"),
}
# fmt: on


def read_shown(text: str, *, is_mirrored: bool = True) -> tuple[str, bool]:
    """Show a text as the annex says, and read it again from what is shown."""
    base = find_direction([text])
    shown = get_display(text, base_dir=base)
    reading = to_reading_order([Sign(sign) for sign in shown], base)
    mirrored = has_mirrored_brackets([reading.parts])
    return join_parts(reading.parts, mirrored=mirrored), reading.is_certain


@pytest.mark.parametrize("case", LINES)
def test_a_line_is_read_as_it_was_written(case: str) -> None:
    assert read_shown(LINES[case]) == (LINES[case], True)


@pytest.mark.parametrize("case", UNCERTAIN)
def test_what_could_have_been_written_in_two_ways_is_not_certain(case: str) -> None:
    written, read = UNCERTAIN[case]

    assert read_shown(written) == (read, False)


@pytest.mark.parametrize("case", LINES)
def test_a_page_is_read_as_it_was_written(case: str) -> None:
    shown = get_display(LINES[case], base_dir=find_direction([LINES[case]]))

    found = extract(painted([[Words(shown, 50, 700)]]))

    assert found.text == LINES[case]
    assert len(found.warnings) == 1


@pytest.mark.parametrize("order", ["as shown", "as read"])
def test_the_order_of_painting_does_not_matter(order: str) -> None:
    shown = get_display(LINES["Arabic with Latin digits"], base_dir="R")
    words = [Words(sign, 50 + 5 * place, 700) for place, sign in enumerate(shown)]

    found = extract(painted([words if order == "as shown" else words[::-1]]))

    assert found.text == LINES["Arabic with Latin digits"]


def test_a_file_that_names_brackets_by_what_they_do_is_read_so() -> None:
    """Chromium's files call the shape ")" an opening bracket, where it is one."""
    shown = get_display("قال (في مروة) إن", base_dir="R").translate({40: 41, 41: 40})

    assert extract(painted([[Words(shown, 50, 700)]])).text == "قال (في مروة) إن"


def test_a_file_that_marks_what_runs_to_the_left_is_certain() -> None:
    """As chromium does; a run of one sign is not marked."""
    runs = [("مويلا ", True), ("19 COVID", False), (" تنلعأ", True)]
    x, words = 50.0, []
    for text, is_marked in runs:
        mark = "/ReversedChars" if is_marked else ""
        words.append(Words(text, x, 700, marks=mark and f"{mark} << >>"))
        x += 5 * len(text)

    found = extract(painted([words]))

    assert found.text == "أعلنت 19 COVID اليوم"
    assert len(found.warnings) == 1


def test_a_line_of_numbers_goes_with_the_page() -> None:
    lines = ["الأعوام هي", "2019 2024"]
    shown = [get_display(line, base_dir="R") for line in lines]

    found = extract(
        painted([[Words(text, 50, 700 - 12 * n) for n, text in enumerate(shown)]])
    )

    assert found.text == "الأعوام هي 2019 2024"


def test_numbers_beside_latin_words_are_named() -> None:
    lines = [*list(LINES.values())[:9], UNCERTAIN["a number beside a Latin name"][0]]
    words = [
        Words(get_display(line, base_dir="R"), 50, 700 - 40 * number)
        for number, line in enumerate(lines)
    ]

    found = extract(painted([words]))

    assert found.warnings[1].startswith("Page 1 has numbers beside words")


def test_a_page_of_uncertain_lines_is_refused() -> None:
    shown = get_display(UNCERTAIN["a number beside a Latin name"][0], base_dir="R")
    words = [Words(shown, 50, 700 - 40 * number) for number in range(3)]

    with pytest.raises(ExtractionError, match="copy the article's text and paste it"):
        extract(painted([words]))


@pytest.mark.parametrize(
    "written",
    ["قالت البلدية إن البوابة مغلقة في القرية", "הם הולכים עם הילדים אל הנמלים"],
)
def test_a_page_that_shows_its_words_backwards_is_refused(written: str) -> None:
    assert not reads_backwards(written)
    with pytest.raises(ExtractionError, match="order of the words"):
        extract(painted([[Words(written, 50, 700)]]))


def test_letters_that_are_one_sign_are_certain_too() -> None:
    """Lam with alef, as U+FEFB, beside a number."""
    shown = get_display("قال 12 كيسا لنا \ufefb غير", base_dir="R")

    found = extract(painted([[Words(shown, 50, 700)]]))

    assert found.text == "قال 12 كيسا لنا لا غير"
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("¹.םויה רגסנ", "נסגר היום.¹"),
        ("2019¹ תנשב", "בשנת 2019¹"),
        ("2019.¹ תנשב", "בשנת 2019.¹"),
    ],
)
def test_a_note_after_a_sentence_from_the_right(shown: str, read: str) -> None:
    """A raised figure is a digit for a browser, so that a number may go on to it."""
    words = [
        Words("1" if sign == "¹" else sign, 50 + 5 * n + 2 * (n == 0), 704 if sign == "¹" else 700,
              6 if sign == "¹" else 10)
        for n, sign in enumerate(shown)
    ]  # fmt: skip

    assert extract(painted([words])).text == read


# fmt: off
AMONG_OTHERS: dict[str, tuple[str, Direction, Direction, str]] = {
    "English among Arabic": ("The lock was shut.", "L", "R", "The lock was shut."),
    "a rest of a sentence among Arabic": ("Delta Ferries.", "R", "R", "Delta Ferries."),
    "Arabic among English": ("أغلقت البوابة في عام 2024.", "R", "L", "أغلقت البوابة في عام 2024."),
}
# fmt: on


@pytest.mark.parametrize("case", AMONG_OTHERS)
def test_a_line_of_one_direction_among_others(case: str) -> None:
    text, shown_in, document, read = AMONG_OTHERS[case]
    shown = get_display(text, base_dir=shown_in)

    reading = to_reading_order([Sign(sign) for sign in shown], document)

    assert join_parts(reading.parts, mirrored=False) == read


def test_vowel_signs_stay_with_their_letter() -> None:
    shown = [("ب", 50), ("\u064e", 57), ("ت", 55), ("ك", 60)]

    found = extract(painted([[Words(sign, x, 700) for sign, x in shown]]))

    assert found.text == "كت\u064eب"

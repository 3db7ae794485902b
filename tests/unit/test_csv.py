"""Can a list be opened in a spreadsheet without harm and without loss?"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.text.spreadsheets import (
    FORMULA_SIGNS,
    UNSEEN_SIGNS,
    escape_formula,
    unescape_formula,
)
from articles.exporting.csv import csv_lines, escape_value


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


FORMULAS = [
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",
    '=HYPERLINK("https://example.org","x")', "=cmd|' /C calc'!A0",
    "\n=1", "\nwords", "\rwords", "\twords",           # a break by itself
    "\uff1d1+1", "\uff0b1", "\uff0d1+1", "\uff20SUM(A1)",  # full width
    "\ufe661+1", "\ufe621", "\ufe631", "\ufe6bSUM(A1)",    # small forms
    " =1", "   -1", "\u00a0=1", "\u3000\uff1d1", "\u2003+1",  # after blanks
    "\ufeff=1", "\u200b@A1", "\u2060-1", "\u200e=1", "\u202e=1", "\u00ad=1",
    "\x00=1", "\x0b=1", "\x0c=1", "\x1f=1", "\u2028=1", " \ufeff \u200b\n=1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_execute_becomes_text(text: str) -> None:
    assert escape_value(text) == "'" + text


HARMLESS = [
    ("The gates were opened", "The gates were opened"),
    ("",                      ""),
    (None,                    ""),
    (" words",                " words"),
    ("\u3000words",           "\u3000words"),
    ("a=1",                   "a=1"),
    ("\u2212 5 degrees",      "\u2212 5 degrees"),
    ("\u2013 so they said",   "\u2013 so they said"),
    ("\u2026",                "\u2026"),
    ("'=1",                   "'=1"),
    (" ",                     " "),
    (-5,                      -5),
    (0,                       0),
    ("“quoted”",              "“quoted”"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), HARMLESS)
def test_other_values_stay_as_they_are(value: object, shown: object) -> None:
    assert escape_value(value) == shown


def test_commas_quotation_marks_and_line_ends_stay_in_their_cell() -> None:
    rows = [["one, two", 'he said "no"', "first\nsecond"], ["الماء", "🐟", ""]]

    table = list(csv_lines(["a", "b", "c"], rows))

    assert table[0] == "\ufeffa,b,c\r\n"  # without the mark Excel garbles every accent
    assert read("".join(table)) == [["a", "b", "c"], *rows]


def test_the_signs_are_those_of_unicode() -> None:
    """The pattern may know more unseen signs than this Python, never fewer."""
    unseen, formula = re.compile(f"[{UNSEEN_SIGNS}]"), re.compile(f"[{FORMULA_SIGNS}]")
    for sign in map(chr, range(0x110000)):
        category = unicodedata.category(sign)
        if category in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
            assert unseen.match(sign), hex(ord(sign))
        elif unseen.match(sign):
            assert category == "Cn", hex(ord(sign))
        meant = unicodedata.normalize("NFKC", sign) in {*"=+-@"}
        assert bool(formula.match(sign)) == meant, hex(ord(sign))


@given(st.text())
@settings(derandomize=True, deadline=None)
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@pytest.mark.parametrize("text", ["'quoted'", "'n fish", "' words", "'", ""])
def test_an_apostrophe_that_escapes_nothing_is_a_sign_of_the_text(text: str) -> None:
    assert unescape_formula(text) == text


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
@settings(derandomize=True, deadline=None)
def test_every_cell_is_read_back_but_for_the_mark_before_a_formula(
    rows: list[list[str]],
) -> None:
    found = read("".join(csv_lines(["a", "b"], rows)))

    assert found[1:] == [[str(escape_formula(value)) for value in row] for row in rows]
    for value in (value for row in found[1:] for value in row):
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert unicodedata.normalize("NFKC", value).strip()[:1] not in {*"=+-@"}


def test_a_table_is_made_line_by_line() -> None:
    def rows() -> Iterator[list[str]]:
        yield ["1"]
        raise RuntimeError("asked for more than was read")

    table = csv_lines(["a"], rows())

    assert [next(table), next(table)] == ["\ufeffa\r\n", "1\r\n"]

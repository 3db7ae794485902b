"""Can a list be opened in a spreadsheet without harm and without loss?"""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.exporting.csv import csv_lines, escape_formula


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


FORMULAS = [
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",
    '=HYPERLINK("https://example.org","x")', "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_execute_becomes_text(text: str) -> None:
    assert escape_formula(text) == "'" + text


HARMLESS = [
    ("The gates were opened", "The gates were opened"),
    ("",                      ""),
    (None,                    ""),
    (" =1",                   " =1"),
    ("a=1",                   "a=1"),
    (-5,                      -5),
    (0,                       0),
    ("“quoted”",              "“quoted”"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), HARMLESS)
def test_other_values_stay_as_they_are(value: object, shown: object) -> None:
    assert escape_formula(value) == shown


def test_commas_quotation_marks_and_line_ends_stay_in_their_cell() -> None:
    rows = [["one, two", 'he said "no"', "first\nsecond"], ["الماء", "🐟", ""]]

    table = list(csv_lines(["a", "b", "c"], rows))

    assert table[0] == "a,b,c\r\n"
    assert read("".join(table)) == [["a", "b", "c"], *rows]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
@settings(derandomize=True, deadline=None)
def test_every_cell_is_read_back_but_for_the_mark_before_a_formula(
    rows: list[list[str]],
) -> None:
    found = read("".join(csv_lines(["a", "b"], rows)))

    assert found[1:] == [[str(escape_formula(value)) for value in row] for row in rows]
    for value in (value for row in found[1:] for value in row):
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_is_made_line_by_line() -> None:
    def rows() -> Iterator[list[str]]:
        yield ["1"]
        raise RuntimeError("asked for more than was read")

    table = csv_lines(["a"], rows())

    assert [next(table), next(table)] == ["a\r\n", "1\r\n"]

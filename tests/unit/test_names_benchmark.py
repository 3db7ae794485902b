"""Are names and docstrings that tell too little found, and no others?"""

from pathlib import Path

import pytest

from benchmarks.names import is_bare, is_one_word, measure

ONE = '''"""What is one, and what is another?"""

class Command: ...

class Row: ...

def kept(): ...

def lock_row():
    def held(): ...
'''
OTHER = '''"""Locks rows."""

class Command: ...

def lock_row(): ...

def _read(): ...
'''


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("kept", True), ("_told", True), ("beside", True), ("saving", True),
        ("why", True), ("read", False), ("load", False), ("string", False),
        ("kept_rows", False), ("lock", False),
    ],
)  # fmt: skip
def test_participles_and_prepositions(name: str, bare: bool) -> None:
    assert is_bare(name) is bare


def test_underscores_at_the_ends_make_no_second_word() -> None:
    assert is_one_word("_read")
    assert not is_one_word("_read_rows")


def test_what_is_measured(tmp_path: Path) -> None:
    (tmp_path / "articles" / "migrations").mkdir(parents=True)
    (tmp_path / "articles" / "one.py").write_text(ONE)
    (tmp_path / "articles" / "other.py").write_text(OTHER)
    (tmp_path / "articles" / "migrations" / "m.py").write_text(ONE)

    found = {row.title: (row.offenders, row.total) for row in measure(tmp_path)}

    kept, read = "articles/one.py:7 kept", "articles/other.py:7 _read"
    rows = ["articles/one.py:9 lock_row", "articles/other.py:5 lock_row"]
    assert found["functions: one word"] == ([kept, read], 4)
    assert found["functions: participle or preposition"] == ([kept], 4)
    assert found["functions: in several modules"] == (rows, 4)
    assert found["classes: in several modules"] == ([], 1)
    question = "articles/one.py:1 What is one, and what is another?"
    assert found["docstrings: a question"] == ([question], 2)

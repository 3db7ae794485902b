"""Are the files, functions and moves of a walk through the code counted right?"""

import runpy
from pathlib import Path

from benchmarks.walk.counting import Entry, Recorder, count

VIEWS = """
from functools import reduce

def double_all(numbers):
    return add([double(number) for number in numbers])

def add(numbers):
    return reduce(lambda one, other: one + other, numbers)
"""
ROWS = """
def double(number):
    return twice(number)

def twice(number):
    return 2 * number
"""


def walked(root: Path) -> list[Entry]:
    """What a call enters that goes from one file to another and back, three times."""
    folder = root / "articles"
    folder.mkdir()
    (folder / "rows.py").write_text(ROWS)
    (folder / "views.py").write_text(VIEWS)
    rows = runpy.run_path(str(folder / "rows.py"))
    views = runpy.run_path(str(folder / "views.py"), rows)
    with Recorder(root) as recorder:
        views["double_all"]([1, 2, 3])
    return recorder.entries


def test_what_is_counted(tmp_path: Path) -> None:
    figures = count(walked(tmp_path))

    assert figures["files"] == 2
    assert figures["named"] == 4
    assert figures["moves"] == 2  # to the rows, and back to `add`
    assert figures["calls"] == 3
    assert figures["pairs"] == 1


def test_who_called_stands_beside_what_is_entered(tmp_path: Path) -> None:
    entries = walked(tmp_path)

    double = next(entry for entry in entries if entry.function.name == "double")
    assert double.caller is not None
    assert double.caller[:2] == ("articles/views.py", "double_all")
    assert double.depth == 1


def test_a_lambda_is_part_of_the_function_that_holds_it(tmp_path: Path) -> None:
    entries = walked(tmp_path)

    assert ("articles/views.py", "add", "<lambda>") in [
        entry.function for entry in entries
    ]

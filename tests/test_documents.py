"""Every file that a document names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "benchmarks").rglob("*.md"),
]
# What happened stays as it was told.
HISTORY = {"CHANGELOG.md"}
FOLDERS = ("articles", "benchmarks", "claimtracker", "docs", "fixtures", "templates",
           "tests")  # fmt: skip
NAMED = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")


@pytest.mark.parametrize(
    "document",
    sorted(each for each in DOCUMENTS if each.name not in HISTORY),
    ids=lambda each: str(each.relative_to(ROOT)),
)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named = {ROOT / path for path in NAMED.findall(text)}
    linked = {document.parent / path for path in LINKED.findall(text)}

    assert [str(path) for path in named | linked if not path.exists()] == []

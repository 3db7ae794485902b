"""What is said of a changed negation, number or unit in each language with tables?

Each file of language_pairs has sentence pairs as newspapers print them, made by hand:
the reader's answer, the change that must be named, the article, the passage. “unsafe” is
what may be called altered or left open, and never faithful.
"""

from pathlib import Path

import pytest

from articles.domain.quotation import compare, suggest_fidelity

FOLDER = Path(__file__).parent / "language_pairs"
PAIRS = [
    (file.stem, *line.split("\t"))
    for file in sorted(FOLDER.glob("*.tsv"))
    for line in file.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "answer", "change", "article", "passage"), PAIRS)
def test_a_pair_is_answered_as_a_reader_answers(
    language: str, answer: str, change: str, article: str, passage: str
) -> None:
    comparison = compare(article, passage, language)
    said = suggest_fidelity(comparison).fidelity
    if answer == "unsafe":
        assert said in {"altered", ""}
    else:
        assert said == answer
    changes = {change.value for edit in comparison.edits for change in edit.changes}
    assert change == "-" or change in changes

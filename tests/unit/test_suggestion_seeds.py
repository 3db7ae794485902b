"""What do the rules find of what a person marked in the two real articles?

Recall of attributed statements, precision, and how often a named speaker is another one
than the person's. The figures were 0.73 and 0.74, 1.00 and 1.00, 0.00 and 0.09 when
this was written, and nobody is named who has no part in the words; `python -m
benchmarks.suggestion -v` shows each of them. Two statements more than before are marked
in the second article, both within sentences that are found as a whole: it was 0.82.
"""

import pytest

from benchmarks.suggestion.__main__ import suggest_by_rules
from benchmarks.suggestion.gold import AnnotatedText, read_seed
from benchmarks.suggestion.measure import tally_matches
from tests.seeds import seed_path

# The annotation, its text; recall and precision at least, wrong speakers at most.
LEAST = [
    ("seed-more-evidence-2017.json", "000_04087b140b74af02.txt", 0.70, 0.99, 0.0),
    ("seed-trump-regime-2018.json",  "001_4860ea7eb5b1330c.txt", 0.73, 0.99, 0.1),
]  # fmt: skip


@pytest.mark.parametrize(("annotation", "text", "recall", "precision", "wrong"), LEAST)
def test_what_is_suggested_in_a_real_article_is_what_a_person_marked(
    annotation: str, text: str, recall: float, precision: float, wrong: float
) -> None:
    article: AnnotatedText = read_seed(annotation, seed_path(text))

    figures = tally_matches(article, suggest_by_rules(article)).figures()

    assert figures["recall"] >= recall
    assert figures["precision"] >= precision
    assert figures["wrong speaker"] <= wrong
    assert figures["not in chain"] == 0

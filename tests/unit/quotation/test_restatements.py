"""How does a statement differ from one that is recorded?"""

import pytest

from articles.domain.quotation.restatements import (
    NOT_COMPARED,
    OTHER_WORDS,
    SAME_WORDS,
    describe_differences,
)

FERRY = "Forty people drowned when the ferry capsized."
DIFFERENT = [
    # what is written                                  recorded  in   how it differs
    ("Forty people drowned when the ferry capsized", FERRY, "en", [SAME_WORDS]),
    ("When the ferry capsized 52 people drowned.", FERRY, "en",
     ["Another number: “Forty” recorded, “52” here"]),
    ("Forty people did not drown when the ferry capsized.", FERRY, "en",
     ["Perhaps the opposite: “not” here"]),
    ("Forty people may have drowned when the ferry capsized.", FERRY, "en",
     ["More or less certain: “may” here"]),
    ("Forty people died when the ferry sank.", FERRY, "en", [OTHER_WORDS]),
    # Words around what both say are other words.
    ("The ferry capsized and forty people died.", FERRY, "en", [OTHER_WORDS]),
    ("It is not true that forty people drowned when the ferry capsized.", FERRY, "en",
     ["Perhaps the opposite: “not” here"]),
    ("Мэр не продал лес", "Мэр продал лес", "ru", ["Perhaps the opposite: “не” here"]),
    # Without tables, or without a language, nothing is said of what was not compared.
    ("Ferja sank ikke", "Ferja sank", "nb", [NOT_COMPARED]),
    ("Forty people did not drown.", FERRY, "", [NOT_COMPARED]),
    ("Ferja sank", "Ferja sank", "nb", [SAME_WORDS]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "recorded", "language", "told"), DIFFERENT)
def test_what_differs_is_named_and_nothing_is_assured(
    written: str, recorded: str, language: str, told: list[str]
) -> None:
    assert describe_differences(written, recorded, language) == told

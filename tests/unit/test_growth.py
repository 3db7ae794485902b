"""Does the work of every pure function grow with its input, and not with its square?

Over all that one who wants to be slow could paste (benchmarks/growth). What Python does
is counted in steps. What a library does in one call in C is no step: that only has to end.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from articles.domain.anchoring.revision.difference import compare_paragraphs
from benchmarks.growth.families import PAIRS, TEXTS
from benchmarks.growth.functions import OF_ONE, OF_TWO, Measured
from tests.effort import steps, within_a_minute

SIZE = 1000
# Twice the input takes so many times the steps at most; four times is the square.
MOST = 2.6
# Fewer steps say nothing: a table that is filled once, a first line that is read.
FEW = 3000
# Two wordings are compared each word with each up to a length that is tested by itself
# (test_edits.py), and so are the places of an anchor (test_anchoring.py).
BOUNDED = {"compare, suggest_fidelity", "drift", "reanchor"}


def steep_families(
    function: Measured, families: Mapping[str, Callable[[int], Any]], size: int = SIZE
) -> dict[str, tuple[int, int]]:
    """The families over which the function grows faster than its input, with its steps."""
    found = {}
    for name, make in families.items():
        taken = []
        for length in (size, 2 * size):
            made = make(length)
            texts = made if isinstance(made, tuple) else (made,)
            given = [function.prepare(text) for text in texts]
            taken.append(steps(lambda given=given: function.run(*given)))  # type: ignore[misc]
        if taken[1] > MOST * taken[0] and taken[1] > FEW:
            found[name] = (taken[0], taken[1])
    return found


@pytest.mark.parametrize("function", OF_ONE, ids=lambda each: each.name)
def test_what_reads_a_text_takes_steps_in_proportion_to_it(function: Measured) -> None:
    assert steep_families(function, TEXTS) == {}


@pytest.mark.parametrize(
    "function",
    [each for each in OF_TWO if each.name not in BOUNDED],
    ids=lambda each: each.name,
)
def test_what_reads_two_texts_takes_steps_in_proportion_to_them(
    function: Measured,
) -> None:
    assert steep_families(function, PAIRS) == {}


def count_pairs(text: str) -> int:
    """The control: looks at each pair of the text's words."""
    words = text.split()
    return sum(one == other for one in words for other in words)


def count_again(text: str) -> int:
    """Another: counts what went before anew at each paragraph."""
    found = 0
    for number, _ in enumerate(text.split("\n\n")):
        for _ in range(number):
            found += 1
    return found


def test_a_function_that_grows_with_the_square_is_caught() -> None:
    pairs = steep_families(Measured("pairs", count_pairs, SIZE), TEXTS)
    again = steep_families(Measured("again", count_again, SIZE), TEXTS)

    assert {"one word", "shuffled words", "said"} <= set(pairs)
    assert {"paragraphs", "open quotation, short parts"} <= set(again)
    assert "one letter" not in pairs
    assert "one word" not in again


@pytest.mark.parametrize(
    "family",
    ["one short word; each second word another", "shuffled words; shuffled",
     "two words; rotated", "different words; backwards", "Chinese; shuffled"],
)  # fmt: skip
def test_a_long_paragraph_takes_no_square_of_time_or_memory(family: str) -> None:
    old, new = PAIRS[family](300_000)

    with within_a_minute():
        compare_paragraphs(old, new)

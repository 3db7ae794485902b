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

SIZE = 400
# Twice the input takes so many times the steps at most; four times is the square.
MOST, MOST_OF_LONGER = 2.6, 3.0
# Fewer steps say nothing: a table that is filled once, a first line that is read.
FEW = 3000
# Reads every word with tables of phrases: over a quarter of the pairs, to be quick.
LONG_STEPS = {"classify_edits", "check_numbers", "find_passages"}
# Two wordings are compared each word with each up to a length that is tested by itself
# (test_edits.py), and so are the places of an anchor (test_anchoring.py).
BOUNDED = {"compare, suggest_fidelity", "drift", "reanchor"}


def count_steps(function: Measured, make: Callable[[int], Any], size: int) -> int:
    made = make(size)
    texts = made if isinstance(made, tuple) else (made,)
    given = [function.prepare(text) for text in texts]
    function.run(*given)  # what is only read once is no work that grows
    return steps(lambda: function.run(*given))


def is_steep(
    function: Measured, make: Callable[[int], Any], size: int, most: float
) -> bool:
    one, two = (count_steps(function, make, size * times) for times in (1, 2))
    return two > most * one and two > FEW


def steep_families(
    function: Measured, families: Mapping[str, Callable[[int], Any]]
) -> set[str]:
    """The families over which the function grows faster than its input.

    What is steep is asked again of a longer input: what depends on the length of a
    sentence, or on where the words happen to fall, is not steep any more there.
    """
    return {
        name
        for name, make in families.items()
        if is_steep(function, make, SIZE, MOST)
        and is_steep(function, make, 4 * SIZE, MOST_OF_LONGER)
    }


@pytest.mark.parametrize("function", OF_ONE, ids=lambda each: each.name)
def test_what_reads_a_text_takes_steps_in_proportion_to_it(function: Measured) -> None:
    assert steep_families(function, TEXTS) == set()


@pytest.mark.parametrize(
    "function",
    [each for each in OF_TWO if each.name not in BOUNDED],
    ids=lambda each: each.name,
)
def test_what_reads_two_texts_takes_steps_in_proportion_to_them(
    function: Measured,
) -> None:
    some = {
        name: make
        for name, make in PAIRS.items()
        if function.name not in LONG_STEPS
        or name.endswith(("backwards", "second word another"))
    }

    assert steep_families(function, some) == set()


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
    some = {name: TEXTS[name] for name in ("one letter", "one word", "paragraphs")}

    pairs = steep_families(Measured("pairs", count_pairs, SIZE), some)
    again = steep_families(Measured("again", count_again, SIZE), some)

    assert pairs == {"one word", "paragraphs"}
    assert again == {"paragraphs"}


@pytest.mark.parametrize(
    "family",
    ["one short word; each second word another", "two words; rotated"],
)
def test_a_long_paragraph_takes_no_square_of_time_or_memory(family: str) -> None:
    old, new = PAIRS[family](200_000)

    with within_a_minute():
        compare_paragraphs(old, new)

"""What do two statements say in common, and what of a statement is looked for?"""

from collections.abc import Mapping

import pytest

from articles.domain.text.likeness import (
    Term,
    Word,
    choose_searches,
    overlap,
    part_weight,
    scale,
    statement_terms,
)

ROWS = {"river": 400, "gate": 30, "open": 600, "said": 900, "quarri": 2}
ALL_ROWS = 1000


def words(text: str) -> list[Word]:
    return [Word(stem, place) for place, stem in enumerate(text.split(), 1)]


def terms(text: str) -> list[Term]:
    return statement_terms(words(text), {})


def rows(stem: str) -> float:
    return ROWS.get(stem, 0)


WEIGH = scale(rows, ALL_ROWS)


def searched(text: str, most: float, known: Mapping[str, int] = ROWS) -> list[str]:
    found = choose_searches(
        terms(text), lambda stem: known.get(stem, 0), ALL_ROWS, most
    )
    return ["&".join(term.ways[0][0].stem for term in each) for each in found]


SEARCHES = [
    # statement                most   what is looked for
    ("river gate quarri",      1000,  ["quarri", "gate", "river"]),
    ("river gate quarri",      100,   ["quarri", "gate"]),
    ("said open river quarri", 700,   ["quarri", "river"]),
    ("said open river",        700,   ["river"]),
    ("said open river",        300,   ["river&open"]),
    ("said open",              100,   ["open&said"]),  # whatever that finds
    ("said",                   100,   ["said"]),
    ("",                       100,   []),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "most", "found"), SEARCHES)
def test_rare_words_are_looked_for_alone_and_common_ones_together(
    statement: str, most: float, found: list[str]
) -> None:
    assert searched(statement, most) == found


def test_of_words_that_nobody_has_counted_all_are_looked_for() -> None:
    assert searched("said open river", 100, {}) == ["said", "open", "river"]


def test_a_rare_word_in_common_counts_for_more_than_a_common_one() -> None:
    statement = terms("said quarri")

    rare = overlap(statement, words("quarri boot"), WEIGH)
    common = overlap(statement, words("said boot"), WEIGH)

    assert rare.both > 2 * common.both
    assert rare.of_first > 0.8 > 0.2 > common.of_first > 0


def test_the_same_words_are_all_of_both_in_any_order() -> None:
    assert overlap(terms("a b c"), words("c b a"), WEIGH) == (1, 1)
    assert overlap(terms("a b c"), words("d e f"), WEIGH) == (0, 0)
    assert overlap([], [], WEIGH) == (0, 0)


def test_a_name_is_said_by_another_name_of_the_same() -> None:
    palace, republic = tuple(words("palac")), tuple(words("republ of orlavia"))
    statement = words("palac arm rebel")
    named = statement_terms(statement, {palace: [republic]})

    assert overlap(named, words("republ of orlavia arm rebel"), WEIGH) == pytest.approx(
        (1, 1)
    )
    assert overlap(named, words("republ of arm rebel"), WEIGH).of_first < 0.7
    assert overlap(
        terms("palac arm rebel"), words("republ of orlavia arm rebel"), WEIGH
    ).both < 0.7  # fmt: skip


def test_of_names_in_one_another_the_longest_is_meant() -> None:
    long, short = tuple(words("east valley front")), tuple(words("east valley"))

    found = statement_terms(
        words("east valley front arm"), {short: [tuple(words("x"))], long: []}
    )

    assert [term.ways[0] for term in found] == [long, (Word("arm", 4),)]


def test_signs_say_something_two_by_two() -> None:
    one, other = words("市 长 发"), words("发 长 市")

    assert overlap(statement_terms(one, {}), other, WEIGH) == (0, 0)
    assert overlap(statement_terms(one, {}), one, WEIGH) == (1, 1)


@pytest.mark.parametrize(("rarer", "commoner"), [("quarri", "gate"), ("gate", "said")])
def test_the_rarer_a_word_the_more_it_weighs(rarer: str, commoner: str) -> None:
    heavy, light = (part_weight((stem,), rows, ALL_ROWS) for stem in (rarer, commoner))

    assert heavy > light > 1

"""Which runs of words have two texts in common, and which of them go together?"""

from articles.domain.anchoring.revision.common_runs import (
    find_common_runs,
    group_into_islands,
    longest_rising_chain,
    run_starts,
    unmatched_runs,
)

X = -1


def test_a_run_counts_if_it_stands_once_in_each_text() -> None:
    old, new = [1, 2, 3, 1, 2, 4], [9, 2, 3, 4, 9, 2]

    assert find_common_runs(old, range(5), new, range(5), 2) == [(1, 1)]
    assert find_common_runs(old, range(6), new, range(6), 1) == [(2, 2), (5, 3)]


def test_the_longest_chain_keeps_its_order_in_both_texts() -> None:
    assert longest_rising_chain([(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)]) == [
        (1, 1),
        (2, 2),
        (4, 3),
    ]
    assert longest_rising_chain([]) == []


def test_words_without_a_match_come_in_runs() -> None:
    assert unmatched_runs([X, X, 3, X, 5]) == [range(2), range(3, 4)]
    assert unmatched_runs([1, X]) == [range(1, 2)]
    assert unmatched_runs([1]) == []


def test_a_run_of_words_begins_where_all_of_it_fits() -> None:
    runs = [range(3), range(7, 8), range(9, 11)]

    assert run_starts(runs, 1) == [0, 1, 2, 7, 9, 10]
    assert run_starts(runs, 2) == [0, 1, 9]
    assert run_starts(runs, 4) == []


def test_matches_go_together_if_they_are_near_in_both_texts() -> None:
    near, far = (10, 40), (10, 90)

    assert list(group_into_islands([(5, 35), near])) == [[(5, 35), near]]
    assert list(group_into_islands([(5, 35), far])) == [[(5, 35)], [far]]
    assert list(group_into_islands([(5, 45), near])) == [[(5, 45)], [near]]
    assert list(group_into_islands([(1, 35), near])) == [[(1, 35)], [near]]


def test_two_passages_that_cross_are_two_islands() -> None:
    pairs = [(1, 50), (2, 11), (3, 52), (4, 12)]

    assert list(group_into_islands(pairs)) == [[(1, 50), (3, 52)], [(2, 11), (4, 12)]]

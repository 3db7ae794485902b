"""Do the answers equal those of looking at every row, after any changes?"""

from collections import Counter
from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting import FacetIndex, facet, index, rows

FACETS = ("source", "verdict")
NONE = int(np.iinfo(np.int32).min)


class Row(NamedTuple):
    """A row as the model of the index keeps it."""

    key: int
    facets: dict[str, set[int]]
    day: int | None


IDS = st.integers(0, 30)
ROWS = st.builds(
    Row,
    st.integers(0, 12),
    st.fixed_dictionaries(
        {
            "source": st.sets(st.integers(0, 9), max_size=4),
            "verdict": st.sets(st.integers(0, 2), max_size=1),
        }
    ),
    st.none() | st.integers(0, 20),
)
CHANGES = st.lists(st.tuples(IDS, st.none() | ROWS), max_size=25)
MODELS = st.dictionaries(IDS, ROWS, max_size=25)
LIMITS = st.integers(0, 12)


@pytest.fixture(params=["as in use", "few leaders", "sorted often"])
def _sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few rows take every way: by bitmaps, by arrays and after sorting anew."""
    if request.param != "as in use":
        monkeypatch.setattr(facet, "LEADERS", 2)
        monkeypatch.setattr(facet, "ROWS_OF_A_KEPT_BITMAP", 2)
    if request.param == "sorted often":
        monkeypatch.setattr(index, "LEAST_CHANGES", -10)


def as_arrays(pairs: list[tuple[int, int]]) -> tuple[NDArray, NDArray]:
    places, values = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return places, values


def build(model: dict[int, Row], *, selecting: Collection[str] = ()) -> FacetIndex:
    """The index of rows, which come in the model's order."""
    pairs = {
        name: [
            (place, value)
            for place, row in enumerate(model.values())
            for value in row.facets[name]
        ]
        for name in FACETS
    }
    days = [NONE if row.day is None else row.day for row in model.values()]
    return FacetIndex.build(
        np.array([*model], dtype=np.int64),
        np.array([row.key for row in model.values()], dtype=np.int64),
        ((name, as_arrays(found)) for name, found in pairs.items()),
        {"day": np.array(days, dtype=np.int32)},
        selecting=selecting,
    )


def change(
    found: FacetIndex, model: dict[int, Row], row_id: int, row: Row | None
) -> None:
    if row is None:
        found.remove(row_id)
        model.pop(row_id, None)
    else:
        found.put(row_id, row.key, row.facets, {"day": row.day})
        model[row_id] = row


def with_any(model: dict[int, Row], name: str, values: set[int]) -> set[int]:
    return {row_id for row_id, row in model.items() if row.facets[name] & values}


def check_rows(found: FacetIndex, model: dict[int, Row]) -> None:
    """Selections, keys and pages are those of the model."""
    assert set(found.ids(found.all)) == set(model)
    assert len(found.all) == len(model)
    for row_id in range(31):
        row = model.get(row_id)
        assert found.key(row_id) == (None if row is None else row.key)
    for first, last in [(None, None), (5, None), (None, 9), (5, 9)]:
        days = {
            row_id
            for row_id, row in model.items()
            if row.day is not None
            and (first is None or row.day >= first)
            and (last is None or row.day <= last)
        }
        assert set(found.ids(found.between("day", first, last))) == days
        numbers = found.numbers_of("day", found.between("day", first, last))
        assert sorted(numbers.tolist()) == sorted(model[i].day or 0 for i in days)
    assert Counter(found.numbers_of("day", found.all).tolist()) == Counter(
        row.day for row in model.values() if row.day is not None
    )
    asked = [3, 40, 7, 7, 1]
    assert set(found.ids(found.of_ids(asked))) == model.keys() & set(asked)


def check_counts(found: FacetIndex, model: dict[int, Row], values: set[int]) -> None:
    """Counts and most frequent values are those of the model."""
    selected = with_any(model, "source", values)
    matched = found.having("source", values)
    assert set(found.ids(matched)) == selected
    for name in FACETS:
        counts = Counter(value for i in selected for value in model[i].facets[name])
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        assert found.counts(name, matched) == counts
        assert found.distinct(name, matched) == len(counts)
        for limit in (0, 1, 2, 3, 20):
            assert found.top(name, matched, limit) == ranked[:limit]


def check_pages(
    found: FacetIndex, model: dict[int, Row], matched: BitMap, limit: int
) -> None:
    """Pages follow each other without a gap, in the order of the model."""
    selected = found.ids(matched)
    ordered = sorted(((model[i].key, i) for i in selected), reverse=True)
    for after in [None, *ordered, (6, 15)]:
        behind = [i for key, i in ordered if after is None or (key, i) < after]
        assert found.page(matched, limit, after) == behind[:limit]


def check(
    found: FacetIndex, model: dict[int, Row], values: set[int], limit: int
) -> None:
    """Every question gets the model's answer."""
    check_rows(found, model)
    for asked in (values, set(range(10))):
        check_counts(found, model, asked)
        check_pages(found, model, found.having("source", asked), limit)
    check_pages(found, model, found.all, limit)


# A new row lifts source 0 to as many rows as the leaders have: it comes before source 1.
TIE = {
    n: Row(0, {"source": sources, "verdict": set()}, None)
    for n, sources in enumerate([{2, 8}, {0, 8}, {1}, {1}, {2}, {0, 1}, {2, 8}])
}


@pytest.mark.usefixtures("_sizes")
@example(TIE, [(0, TIE[1])], set(), 1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MODELS, CHANGES, st.sets(st.integers(0, 9)), LIMITS)
def test_any_history(
    model: dict[int, Row],
    changes: list[tuple[int, Row | None]],
    values: set[int],
    limit: int,
) -> None:
    model = dict(model)
    found = build(model)
    for row_id, row in changes:
        change(found, model, row_id, row)

    check(found, model, values, limit)


# The two most frequent sources are none of those of the last rows.
FIRST = {
    n: Row(n, {"source": {0, 1 + n % 2} if n < 12 else {7}, "verdict": {0}}, n)
    for n in range(16)
}
THEN = [
    *((n, Row(20 - n, {"source": {5}, "verdict": {1}}, None)) for n in range(3, 5)),
    (18, Row(4, {"source": {5, 9}, "verdict": {2}}, 7)),
    (9, None),
]


def check_fixed_history() -> None:
    model = dict(FIRST)
    found = build(model)
    for row_id, row in THEN:
        change(found, model, row_id, row)
    check(found, model, {7}, 3)


def set_no_bound(facet_itself: facet.Facet) -> None:
    SET_LEADERS(facet_itself)
    facet_itself._bound = 0


SET_LEADERS = facet.Facet._set_leaders
DEFECTS: dict[str, tuple[type, str, Callable[..., object]]] = {
    "removed rows stay": (rows.Rows, "remove", lambda *_: None),
    "others have no rows": (facet.Facet, "_set_leaders", set_no_bound),
    "new rows not counted": (
        facet.Facet,
        "_added",
        lambda *_: np.array([], dtype=np.int32),
    ),
    "keys not looked at": (rows.Rows, "_place", lambda self, _: self.built),
}


@pytest.mark.parametrize("defect", [None, *DEFECTS])
def test_the_check_finds_a_defect(
    defect: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facet, "LEADERS", 2)
    if defect is None:
        check_fixed_history()
        return
    monkeypatch.setattr(*DEFECTS[defect])
    with pytest.raises(AssertionError):
        check_fixed_history()


def test_what_is_unknown_is_refused() -> None:
    found = build(FIRST)

    with pytest.raises(KeyError, match="Not in this index: sauce"):
        found.put(1, 1, {"sauce": [1]}, {})
    with pytest.raises(ValueError, match="between 0 and"):
        found.put(50, 1, {"source": [2**31]}, {})
    with pytest.raises(KeyError):
        found.having("sauce", [1])


@pytest.mark.usefixtures("_sizes")
def test_an_index_of_nothing_takes_rows() -> None:
    model: dict[int, Row] = {}
    found = build(model)
    check(found, model, {0}, 3)

    for row_id, row in FIRST.items():
        change(found, model, row_id, row)

    check(found, model, {0}, 3)


@pytest.mark.usefixtures("_sizes")
@pytest.mark.parametrize("selecting", [(), FACETS])
def test_many_rows_come_and_go(selecting: Collection[str]) -> None:
    """As many as no list holds beside the sorted rows without growing."""
    model = dict(FIRST)
    found = build(model, selecting=selecting)
    found.sets["kept"] = found.of_ids(range(0, 31, 2))
    for number in range(400):
        row_id = number * 7 % 31
        facets = {"source": {number % 10, number % 3}, "verdict": {number % 4}}
        row = None if number % 5 == 4 else Row(number * 5 % 13, facets, number % 20)
        change(found, model, row_id, row)

    check(found, model, {1, 7}, 4)
    # Rows that were chosen keep their place; those that came since are others.
    assert set(found.ids(found.sets["kept"] & found.all)) <= set(FIRST)


def test_rows_that_were_chosen_stay_so_when_all_are_sorted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = dict(FIRST)
    found = build(model)
    found.sets["kept"] = found.of_ids([2, 5, 8, 9])
    monkeypatch.setattr(index, "LEAST_CHANGES", -len(model))
    change(found, model, 20, Row(-1, {"source": {3}, "verdict": {0}}, None))
    change(found, model, 9, None)

    assert set(found.ids(found.sets["kept"] & found.all)) == {2, 5, 8}
    check(found, model, {3}, 2)


def test_rows_that_come_hold_nobody_up() -> None:
    """Sorting all anew is left until as many rows changed as there are."""
    rows = 3 * index.LEAST_CHANGES
    ids = np.arange(rows)
    found = FacetIndex.build(ids, ids, [("source", (ids, ids % 7))], {})
    built = found._rows
    for number in range(rows, 2 * rows):
        found.put(number, number, {"source": [number % 7]}, {})

    assert found._rows is built
    assert len(found.having("source", [3])) == len(range(3, 2 * rows, 7))
    assert found.page(found.all, 3) == [2 * rows - 1, 2 * rows - 2, 2 * rows - 3]

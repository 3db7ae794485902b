"""Do the pages by a number equal those of sorting every row, after any changes?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.domain.faceting import FacetIndex

NONE = int(np.iinfo(np.int32).min)
DAYS = st.none() | st.integers(0, 4)
MODELS = st.dictionaries(
    st.integers(0, 20), st.tuples(st.integers(0, 3), DAYS), max_size=15
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 20), st.none() | st.tuples(st.integers(0, 3), DAYS)),
    max_size=10,
)
Model = dict[int, tuple[int, int | None]]  # key and day by id


def build(model: Model) -> FacetIndex:
    return FacetIndex.build(
        np.array([*model], np.int64),
        np.array([key for key, _ in model.values()], np.int64),
        (),
        {
            "day": np.array(
                [NONE if d is None else d for _, d in model.values()], np.int32
            )
        },
    )


def sorted_by_day(model: Model, *, rising: bool) -> list[int]:
    def place(row: int) -> tuple[bool, int, int, int]:
        key, day = model[row]
        return day is not None, (day or 0) * (-1 if rising else 1), key, row

    return sorted(model, key=place, reverse=True)


@pytest.mark.parametrize("rising", [True, False])
@given(MODELS, CHANGES, st.integers(1, 6))
def test_pages_by_a_number_show_every_row_once_and_in_order(
    rising: bool,
    model: Model,
    changes: list[tuple[int, tuple[int, int | None] | None]],
    limit: int,
) -> None:
    index, model = build(model), dict(model)
    for row, entry in changes:
        if entry is None:
            index.remove(row)
            model.pop(row, None)
        else:
            index.put(row, entry[0], {}, {"day": entry[1]})
            model[row] = entry

    found: list[int] = []
    after = None
    while page := index.page_by("day", index.all, limit, after, rising=rising):
        found += page
        key, day = model[page[-1]]
        after = (day, key, page[-1])

    assert found == sorted_by_day(model, rising=rising)


def test_a_page_goes_on_behind_a_row_that_is_gone() -> None:
    index = build({1: (0, 3), 2: (0, 2), 3: (0, 1), 4: (0, None)})
    index.remove(2)

    assert index.page_by("day", index.all, 9, (2, 0, 2)) == [3, 4]
    assert index.page_by("day", index.all, 9, (2, 0, 2), rising=True) == [1, 4]

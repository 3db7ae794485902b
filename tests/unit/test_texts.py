"""Are texts found, and in their order, as by looking at every one, after any changes?"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.domain.faceting import Texts, texts

Model = dict[int, list[str]]
NAMES = st.lists(st.text("abé ش𝄞", min_size=1, max_size=5), min_size=1, max_size=3)
IDS = st.integers(0, 20)
MODELS = st.dictionaries(IDS, NAMES, max_size=15)
CHANGES = st.lists(st.tuples(IDS, st.none() | NAMES), max_size=15)


@pytest.fixture(params=["as in use", "made anew often", "few are many"])
def _sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "made anew often":
        monkeypatch.setattr(texts, "LEAST_CHANGES", 3)
    if request.param == "few are many":
        monkeypatch.setattr(texts, "FEW", 2)
        monkeypatch.setattr(texts, "FOUND_ONE_BY_ONE", 1)


def change(found: Texts, model: Model, row: int, names: list[str] | None) -> None:
    if names is None:
        found.remove(row)
        model.pop(row, None)
    else:
        found.put(row, names)
        model[row] = names


def check(found: Texts, model: Model) -> None:
    assert len(found) == len(model)
    for part in ("", "a", "b", "é", "ab", "a b", "ش", "𝄞a", "aaaaaa"):
        expected = {
            row for row, names in model.items() if any(part in n for n in names)
        }
        held = found.holding(part).tolist()
        assert sorted(held) == sorted(expected), part
    ordered = sorted((names[0], row) for row, names in model.items())
    for row in range(21):
        place = (model[row][0], row) if row in model else None
        assert found.entry(row) == place
    for chosen in (set(range(30)), {2, 3, 5, 7, 11}, {40}, set()):
        for after in [None, ("ab", 10), *ordered]:
            behind = [
                row
                for name, row in ordered
                if row in chosen and (after is None or (name, row) > after)
            ]
            for limit in (0, 1, 3, 30):
                assert found.page(chosen, limit, after) == behind[:limit]


# Two rows of one name stand in the order of their ids, whatever other names they have.
TWINS = {3: ["a", "b"], 1: ["a"], 2: ["a", "a"], 4: ["ab"]}


@pytest.mark.usefixtures("_sizes")
@example(TWINS, [(1, ["a", "é"]), (5, ["a"]), (2, None)])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MODELS, CHANGES)
def test_any_history(model: Model, changes: list[tuple[int, list[str] | None]]) -> None:
    model = dict(model)
    found = Texts(model.items())
    check(found, model)

    for row, names in changes:
        change(found, model, row, names)

    check(found, model)


DEFECTS: dict[str, tuple[str, Callable[..., object]]] = {
    "removed rows stay": ("remove", lambda *_: None),
    "one row is found": ("_places_holding", lambda *_: np.array([0])),
    "changes are in no order": ("_in_order", lambda self, _: [*self._ids, *self._new]),
}


@pytest.mark.parametrize("defect", [None, *DEFECTS])
def test_the_check_finds_a_defect(
    defect: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if defect:
        monkeypatch.setattr(Texts, *DEFECTS[defect])
    model = dict(TWINS)
    found = Texts(model.items())
    change(found, model, 3, None)
    change(found, model, 9, ["a"])
    change(found, model, 0, ["aa"])

    if defect is None:
        check(found, model)
    else:
        with pytest.raises(AssertionError):
            check(found, model)

"""Are measures of agreement drawn where they belong, all on the same line?"""

from articles.domain.agreement import Agreement, Interval
from articles.rendering.diagrams.intervals import SIDE, WIDTH, draw_intervals

MIDDLE = WIDTH / 2


def of(alpha: float | None, *interval: float) -> tuple[str, Agreement]:
    return "2026", Agreement(
        40, 30, alpha, alpha, Interval(*interval) if interval else None
    )


def test_a_line_runs_from_chance_to_always() -> None:
    ((row,),) = draw_intervals([of(0.5, 0, 1)])

    assert (row["floor"], row["zero"], row["dot"]) == (0, SIDE, MIDDLE)
    assert row["bar"] == [SIDE, WIDTH - SIDE]


def test_all_lines_run_from_below_where_one_interval_does() -> None:
    (above,), (below,) = draw_intervals([of(0.0, 0.0, 1)], [of(0.5, -0.1, 1)])

    assert below["zero"] == MIDDLE
    assert (above["floor"], above["dot"]) == (-1, MIDDLE)


def test_what_is_not_defined_is_not_drawn() -> None:
    ((without, alone),) = draw_intervals([of(None), of(1)])

    assert (without["dot"], without["bar"]) == (None, None)
    assert (alone["dot"], alone["bar"]) == (WIDTH - SIDE, None)

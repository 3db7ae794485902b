"""Columns of counts: nothing overlaps, nothing is left out."""

import datetime
import re
from itertools import pairwise

from articles.domain.dates import DateRange
from articles.domain.periods import divide_into_periods
from articles.rendering.diagrams.columns import FOOT, HEIGHT, TOP, WIDTH, draw_columns

ORDER = ["supported", "refuted", ""]


def years(first: int, last: int) -> list[DateRange]:
    return divide_into_periods(datetime.date(first, 1, 1), datetime.date(last, 12, 31))


def rectangles(path: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", path)
    return [tuple(map(float, each)) for each in found]  # type: ignore[misc]  # four


def test_a_column_is_as_tall_as_its_count() -> None:
    counts = [{"supported": 2, "refuted": 6}, {}, {"": 4}]

    drawn = draw_columns(list(zip(years(2015, 2017), counts, strict=True)), ORDER)

    assert [each["total"] for each in drawn["columns"]] == [8, 0, 4]
    parts = {verdict: rectangles(path) for verdict, path in drawn["parts"]}
    full = HEIGHT - TOP - FOOT
    assert [tall for *_, tall in parts["supported"]] == [round(full * 2 / 8, 1)]
    assert [tall for *_, tall in parts["refuted"]] == [round(full * 6 / 8, 1)]
    assert [tall for *_, tall in parts[""]] == [full / 2]
    # One stands on the other, the first on the foot.
    (_, low, _, tall), (_, high, _, other) = parts["supported"][0], parts["refuted"][0]
    assert (low + tall, high + other) == (HEIGHT - FOOT, low)


def test_twelve_columns_and_their_labels_keep_apart() -> None:
    counted = [(year, {"refuted": 1}) for year in years(2006, 2017)]

    drawn = draw_columns(counted, ORDER)

    placed = rectangles(drawn["parts"][0][1])
    assert len(placed) == 12
    assert all(a[0] + a[2] < b[0] for a, b in pairwise(placed))
    assert placed[-1][0] + placed[-1][2] <= WIDTH
    assert all(b["x"] - a["x"] >= 60 for a, b in pairwise(drawn["labels"]))


def test_one_claim_of_ten_thousand_is_seen() -> None:
    drawn = draw_columns(
        [(years(2017, 2017)[0], {"supported": 9_999, "refuted": 1})], ORDER
    )

    ((_, _, _, tall),) = rectangles(dict(drawn["parts"])["refuted"])
    assert tall >= 1

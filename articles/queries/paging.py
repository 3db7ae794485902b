"""A page of a long list.

A page says which row it follows, so that the thousandth page costs what the first one
costs.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_ROWS = 25  # with two filters on, a page of claims weighs less than 30 kB
ARTICLE_PAGE_ROWS = 15
MAX_FACET_VALUES = 10  # values that a facet with many of them shows
ValueCounts = list[tuple[str, str, int]]  # value, word, count

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of a list, whether more follow, and how many there are in all."""

    rows: list[Row]
    more: bool
    total: int

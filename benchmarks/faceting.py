"""What does an exact count of any combination cost, in memory? (performance.md, R1)

    python benchmarks/faceting.py
    python benchmarks/faceting.py --rows 100000

Without a database: claims with sources in three roles, outlets, articles and verdicts,
drawn by Zipf's law. Prints what the index costs to build and to keep in memory; then,
for each match, the milliseconds (the median of several rounds) of a page's questions:
the rows, the twelve most frequent values of six facets and a page of fifty rows, the
newest and in the middle.
"""

import argparse
import ctypes
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

sys.path.insert(0, str(Path(__file__).parents[1]))

from articles.domain.faceting import FacetIndex

ROUNDS, SHOWN, TOP = 7, 50, 12
SOURCES, OUTLETS, ARTICLES, VERDICTS = 60_000, 20_000, 105_000, 6
FACETS = ("verdict", "claimant", "voice", "outlet", "article", "any role")
EXPONENT = 1.1
DAYS = 4_000
COMMON_WORD = 1
SHARE_CHANGED = 16  # of the rows, one of so many


def draw_pairs(
    chance: np.random.Generator, rows: int, each: float, values: int
) -> tuple[NDArray, NDArray]:
    """`each` values a row on average, value v as often as 1 / (v + 1) ^ EXPONENT."""
    shares = 1 / np.arange(1, values + 1) ** EXPONENT
    borders = np.cumsum(shares) / shares.sum()
    count = int(rows * each)
    positions = chance.integers(0, rows, count)
    return positions, np.searchsorted(borders, chance.random(count))


def draw_claims(rows: int) -> FacetIndex:
    """An index of drawn claims; prints the seconds that it took."""
    chance = np.random.default_rng(11)
    roles = {
        "claimant": draw_pairs(chance, rows, 1.2, SOURCES),
        "voice": draw_pairs(chance, rows, 1.5, SOURCES),
        "relay": draw_pairs(chance, rows, 0.8, SOURCES),
    }
    together = (
        np.concatenate([*(r for r, _ in roles.values())]),
        np.concatenate([*(v for _, v in roles.values())]),
    )
    common = np.flatnonzero(chance.random(rows) < 0.12)
    facets = {
        **roles,
        "any role": together,
        "verdict": (np.arange(rows), chance.integers(0, VERDICTS, rows)),
        "outlet": draw_pairs(chance, rows, 1.5, OUTLETS),
        "article": draw_pairs(chance, rows, 1.5, ARTICLES),
        "word": (common, np.full(len(common), COMMON_WORD)),
    }
    keys = np.arange(rows) * 1_000 + chance.integers(0, 3_000, rows)
    days = np.sort(chance.integers(0, DAYS, rows)).astype(np.int32)
    before, start = memory(), time.perf_counter()
    index = FacetIndex.build(
        np.arange(1, rows + 1), keys, facets.items(), {"day": days}
    )
    seconds = time.perf_counter() - start
    values = sum(index.distinct(name, index.all) for name in facets)
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)  # what building needed is not kept
    print(
        f"{rows:,} rows, {values:,} values: built in {seconds:.1f} s, "
        f"{memory() - before:.0f} MB"
    )
    return index


def memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def matches(index: FacetIndex) -> dict[str, Callable[[], BitMap]]:
    """The questions of performance.md's table."""
    rows = len(index.all)
    sources = index.top("claimant", index.all, SOURCES)
    middling = min(sources, key=lambda pair: abs(pair[1] - 900 * rows / 1e6))[0]
    rare = range(1, rows, max(1, rows // 300))

    def having(facet: str, *values: int) -> BitMap:
        return index.having(facet, values)

    return {
        "none": lambda: index.all,
        "one verdict": lambda: having("verdict", 1),
        "busiest outlet": lambda: having("outlet", 0),
        "common word": lambda: having("word", COMMON_WORD),
        "a year": lambda: index.between("day", DAYS - 365, None),
        "busiest claimant": lambda: having("claimant", 0),
        "busiest claimant and a verdict": lambda: (
            having("claimant", 0) & having("verdict", 1)
        ),
        "common word and an outlet": lambda: (
            having("word", COMMON_WORD) & having("outlet", 3)
        ),
        "a week": lambda: index.between("day", DAYS - 107, DAYS - 101),
        "a source with 900 claims": lambda: having("claimant", middling),
        "rare word": lambda: index.of_ids(rare),
        "a source in any role": lambda: having("any role", 0),
        "ten sources in any role": lambda: having("any role", *range(10)),
    }


def median_ms(question: Callable[[], object]) -> float:
    def seconds() -> float:
        start = time.perf_counter()
        question()
        return time.perf_counter() - start

    return 1000 * statistics.median(seconds() for _ in range(ROUNDS))


def print_costs(index: FacetIndex) -> None:
    print(f"\n| match | n | rows | {' | '.join(FACETS)} | pages | all, ms |")
    print("|" + " --- |" * (len(FACETS) + 5))
    for name, select in matches(index).items():
        costs = costs_of(index, select)
        told = " | ".join(f"{cost:.2f}" for cost in [*costs, sum(costs)])
        print(f"| {name} | {len(select()):,} | {told} |")


def costs_of(index: FacetIndex, select: Callable[[], BitMap]) -> list[float]:
    """Milliseconds: to find the rows, for each facet, for two pages."""
    rows = select()
    middle = len(index.all) // 2
    after = (index.key(middle) or 0, middle)
    return [
        median_ms(select),
        *(median_ms(partial(index.top, name, rows, TOP)) for name in FACETS),
        median_ms(lambda: index.page(rows, SHOWN))
        + median_ms(lambda: index.page(rows, SHOWN, after)),
    ]


def print_changes(index: FacetIndex) -> None:
    """What it costs to change rows, how long one change holds up others at most, and
    what it costs to answer after many."""
    rows = len(index.all)
    chance = np.random.default_rng(12)
    changed = chance.integers(1, rows + 1, rows // SHARE_CHANGED).tolist()
    longest, start = 0.0, time.process_time()
    for row_id in changed:
        before = time.process_time()
        index.put(
            row_id,
            rows * 1_000 + row_id,
            {"verdict": [row_id % VERDICTS], "claimant": [row_id % SOURCES, 0]},
            {"day": DAYS},
        )
        longest = max(longest, time.process_time() - before)
    spent = time.process_time() - start
    print(
        f"\n{len(changed):,} rows replaced: {1e6 * spent / len(changed):.0f} us each, "
        f"{1e3 * longest:.1f} ms at most"
    )
    rows_of_source = index.having("claimant", [0])
    for name in FACETS:
        cost = median_ms(partial(index.top, name, rows_of_source, TOP))
        print(f"{name}, busiest claimant, after these changes: {cost:.2f} ms")
    pages = median_ms(lambda: index.page(index.all, SHOWN))
    print(f"a page, after these changes: {pages:.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    index = draw_claims(parser.parse_args().rows)
    print_costs(index)
    print_changes(index)


if __name__ == "__main__":
    main()

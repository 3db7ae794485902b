"""The goals of readers' pages, as data, and which of them a run reaches.

Each is a limit for a figure of every page that it speaks of, all from one run; times are
only ever compared with times of the same run. What was not measured is neither reached
nor missed.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]  # as __main__.py gathers it, and as it is written as JSON
Figures = dict[str, float]  # by page

LISTS, DATA = {"list", "home"}, {"data"}
READ = {"list", "home", "source", "claim", "article", "circles", "data"}


@dataclass(frozen=True)
class Goal:
    """`limit` is the most that each figure may be; or the least, for how many times."""

    name: str
    says: str
    limit: float
    figures: Callable[[Results], Figures]
    at_least: bool = False

    def misses(self, figure: float) -> bool:
        return figure < self.limit if self.at_least else figure > self.limit


@dataclass(frozen=True)
class Outcome:
    """What a run has of a goal: its worst figure, and every page that misses it."""

    goal: Goal
    figures: Figures

    @property
    def missed(self) -> Figures:
        ordered = sorted(self.figures.items(), key=lambda each: each[1])
        if not self.goal.at_least:
            ordered.reverse()
        return {page: n for page, n in ordered if self.goal.misses(n)}

    @property
    def worst(self) -> float | None:
        choose = min if self.goal.at_least else max
        return choose(self.figures.values()) if self.figures else None

    @property
    def word(self) -> str:
        if not self.figures:
            return "not measured"
        return "MISS" if self.missed else "pass"


def smallest_and_largest(results: Results) -> tuple[str, str]:
    sizes = sorted(results["sizes"], key=int)
    return sizes[0], sizes[-1]


def pages_of(results: Results, kinds: Iterable[str]) -> Iterator[tuple[str, Any, Any]]:
    """Each page of these kinds: its name, its figures in the smallest and the largest."""
    smallest, largest = smallest_and_largest(results)
    for name, page in results["pages"].items():
        if page["kind"] in kinds and largest in page["sizes"]:
            yield name, page["sizes"].get(smallest), page["sizes"][largest]


def figure_of(key: str, kinds: set[str], unit: float = 1) -> Callable[..., Figures]:
    """A figure of each of these pages, in the largest collection."""

    def figures(results: Results) -> Figures:
        return {
            name: most[key] / unit
            for name, _, most in pages_of(results, kinds)
            if most.get(key) is not None
        }

    return figures


def growth_of(kinds: set[str]) -> Callable[..., Figures]:
    """How many times as much a page costs in the largest collection as in the smallest."""

    def figures(results: Results) -> Figures:
        if len(results["sizes"]) < 2:
            return {}
        return {
            name: most["cpu"] / least["cpu"]
            for name, least, most in pages_of(results, kinds)
            if least
        }

    return figures


def ratio_of(key: str, to: str, kinds: set[str]) -> Callable[..., Figures]:
    """One cost of a page over another one of it, in the largest collection."""

    def figures(results: Results) -> Figures:
        return {
            name: most[key] / most[to]
            for name, _, most in pages_of(results, kinds)
            if most.get(key) is not None and most.get(to)
        }

    return figures


def only(figures: Callable[..., Figures], *words: str) -> Callable[..., Figures]:
    """Those of pages whose name begins so."""
    return lambda results: {
        name: n for name, n in figures(results).items() if name.startswith(words)
    }


def times_as_fast_as(peer: str, *pages: str) -> Callable[..., Figures]:
    """How many times as much as ours a page costs there, in the largest collection."""

    def figures(results: Results) -> Figures:
        _, largest = smallest_and_largest(results)
        found = {
            name: by_size[largest][peer] / by_size[largest]["ours"]
            for name, by_size in results["compared"].items()
            if by_size.get(largest, {}).get(peer)
        }
        return {name: n for name, n in found.items() if not pages or name in pages}

    return figures


def mean_times_as_fast_as(peer: str) -> Callable[..., Figures]:
    """The same as the geometric mean of all pages."""

    def figures(results: Results) -> Figures:
        found = times_as_fast_as(peer)(results)
        return {f"mean of {len(found)} pages": geometric_mean(found)} if found else {}

    return figures


def geometric_mean(figures: Figures) -> float:
    return math.exp(sum(map(math.log, figures.values())) / len(figures))


def parts_not_exact(results: Results) -> Figures:
    """How many counts of each list are no exact ones, in the largest collection."""
    _, largest = smallest_and_largest(results)
    return {
        name: float(len(page["sizes"][largest]["inexact"]))
        for name, page in results["pages"].items()
        if "inexact" in page["sizes"].get(largest, {})
    }


def live_counts(results: Results) -> Figures:
    """How many times a source's page counting its claims when asked would cost."""
    _, largest = smallest_and_largest(results)
    return dict(results.get("live", {}).get(largest, {}))


def pages_not_kept(results: Results) -> Figures:
    """1 for each article that is made anew for a second reader."""
    return {
        name: 0.0 if most["kept"] else 1.0
        for name, _, most in pages_of(results, {"article"})
        if "kept" in most
    }


def table_times_copy(results: Results) -> Figures:
    """How many times as long as COPY a row of the table takes."""
    _, largest = smallest_and_largest(results)
    table = results.get("table", {}).get(largest)
    if not table:
        return {}
    ours, copy = table["csv"], table["copy"]
    return {"claims, CSV": ours["wall"] / ours["rows"] / (copy["wall"] / copy["rows"])}


def table_growth(results: Results) -> Figures:
    """By how many MB more the process grows over the largest table."""
    table = results.get("table", {})
    if len(table) < 2:
        return {}
    sizes = sorted(table, key=int)
    grown = table[sizes[-1]]["csv"]["grown"] - table[sizes[-2]]["csv"]["grown"]
    return {"claims, CSV": max(0.0, grown / 1e6)}


NINE = "of the nine pages"
GOALS = [
    Goal("exact", "counts that are not exact", 0, parts_not_exact),
    Goal("R1", "Datasette's CPU over ours, geometric mean " + NINE, 20,
         mean_times_as_fast_as("datasette"), at_least=True),
    Goal("R1", "Datasette's CPU over ours, each " + NINE, 3,
         times_as_fast_as("datasette"), at_least=True),
    Goal("R1", "the plain ORM page's CPU over ours", 100,
         times_as_fast_as("orm", "no filter", "verdict"), at_least=True),
    Goal("R1", "CPU of a page over its SQL: lists and home", 2,
         ratio_of("cpu", "sql", LISTS)),
    Goal("R2", "CPU of a page over its SQL: articles", 3,
         ratio_of("cpu", "sql", {"article"})),
    Goal("R3", "CPU of a page over its SQL: claims", 2,
         ratio_of("cpu", "sql", {"claim"})),
    Goal("R4", "CPU of a page over its SQL: sources", 2,
         ratio_of("cpu", "sql", {"source"})),
    Goal("R1 R3 R4", "CPU in the largest over that in the smallest", 1.3,
         growth_of({*READ, "table"})),
    Goal("R1", "rows that one statement reads", 10_001, figure_of("rows", READ)),
    Goal("R1", "buffers that one statement reads", 5_000, figure_of("buffers", READ)),
    Goal("R3", "statements of a claim", 6, figure_of("statements", {"claim"})),
    Goal("R2", "statements of an article", 4, figure_of("statements", {"article"})),
    Goal("R2", "kB of an article of 400 marks", 150,
         only(figure_of("bytes", {"article"}, 1000), "article: 400")),
    Goal("R2", "an article is not kept", 0, pages_not_kept),
    Goal("R1", "kB of home and of each list", 30, figure_of("bytes", LISTS, 1000)),
    Goal("R4", "counting live over a source's page", 20, live_counts, at_least=True),
    Goal("S", "CPU of a kept page over making it", 0.25,
         ratio_of("again", "cpu", READ)),
    Goal("S", "CPU of a 304 over making the page", 0.25,
         ratio_of("unchanged", "cpu", READ)),
    Goal("B2", "seconds of a CSV row over COPY's", 1.5, table_times_copy),
    Goal("B2", "MB that a larger CSV takes more", 20, table_growth),
]  # fmt: skip


def judge(results: Results, goals: Iterable[Goal] = tuple(GOALS)) -> list[Outcome]:
    return [Outcome(goal, goal.figures(results)) for goal in goals]


def exit_code(outcomes: Iterable[Outcome]) -> int:
    """1 where a goal is missed."""
    return int(any(outcome.missed for outcome in outcomes))

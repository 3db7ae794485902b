"""The tables of a run, and its goals, as text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.scale.goals import Outcome, Results, geometric_mean

MOST_NAMED = 6  # pages that miss a goal; the JSON has all


def in_columns(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def short(number: float | None) -> str:
    """Three digits, as no run is more exact."""
    if number is None:
        return "-"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def size_name(size: str) -> str:
    number = int(size)
    return f"{number // 1_000_000}M" if number >= 1_000_000 else f"{number // 1000}k"


def page_table(results: Results) -> str:
    """What each page costs at each size; the rest as it is in the largest collection."""
    sizes = sorted(results["sizes"], key=int)
    head = ["page", *(f"{size_name(size)} ms" for size in sizes), "times", "wall",
            "SQL ms", "page/SQL", "statements", "rows", "buffers", "kB", "again",
            "304", "inexact"]  # fmt: skip
    return in_columns(head, page_rows(results, sizes))


def page_rows(results: Results, sizes: list[str]) -> Iterator[list[str]]:
    for name, page in results["pages"].items():
        by_size = page["sizes"]
        most = by_size.get(sizes[-1])
        if not most:
            continue
        least = by_size.get(sizes[0])
        yield [
            name,
            *(short(by_size.get(size, {}).get("cpu")) for size in sizes),
            short(most["cpu"] / least["cpu"]) if least else "-",
            short(most["wall"]), short(most["sql"]),
            short(most["cpu"] / most["sql"]) if most["sql"] else "-",
            str(most["statements"]), f"{most['rows']:,}", f"{most['buffers']:,}",
            short(most["bytes"] / 1000), again(most), short(most.get("unchanged")),
            " ".join(most.get("inexact", [])),
        ]  # fmt: skip


def again(page: dict[str, Any]) -> str:
    if "again" not in page:
        return "-"
    return short(page["again"]) if page["kept"] else "not kept"


def compared_table(results: Results) -> str:
    """The nine pages here and elsewhere, in milliseconds of CPU, and how many times ours."""
    head = ["page", "claims", "found", "ours", "Datasette", "times", "plain ORM", "times",
            "not compared"]  # fmt: skip
    rows = []
    for size in sorted(results["sizes"], key=int):
        means: dict[str, dict[str, float]] = {"datasette": {}, "orm": {}}
        for name, by_size in results["compared"].items():
            if size in by_size:
                rows.append(compared_row(name, size, by_size[size], means))
        if means["datasette"] or means["orm"]:
            peer = [short(geometric_mean(m)) if m else "-" for m in means.values()]
            rows.append(["geometric mean", size_name(size), "", "", "", peer[0], "",
                         peer[1], ""])  # fmt: skip
    return in_columns(head, rows)


def compared_row(
    name: str, size: str, costs: Results, means: dict[str, dict[str, float]]
) -> list[str]:
    times = []
    for peer in ("datasette", "orm"):
        if costs.get(peer):
            means[peer][name] = costs[peer] / costs["ours"]
        times += [short(costs.get(peer)), short(means[peer].get(name))]
    inexact = " ".join(costs.get("inexact", []))
    return [name, size_name(size), f"{costs['found']:,}", short(costs["ours"]), *times,
            inexact]  # fmt: skip


def goal_table(outcomes: Iterable[Outcome]) -> str:
    """Each goal, its worst figure, pass or miss, and the pages that miss it."""
    rows = []
    for outcome in outcomes:
        goal = outcome.goal
        limit = f"{'>=' if goal.at_least else '<='} {short(goal.limit)}"
        rows.append([goal.name, goal.says, limit, short(outcome.worst), outcome.word,
                     named_misses(outcome)])  # fmt: skip
    return in_columns(["goal", "figure", "limit", "worst", "", "misses"], rows)


def named_misses(outcome: Outcome) -> str:
    missed = [f"{page} {short(n)}" for page, n in outcome.missed.items()]
    more = len(missed) - MOST_NAMED
    words = "; ".join(missed[:MOST_NAMED])
    return (
        f"{len(missed)}: {words}{f'; and {more} more' if more > 0 else ''}"
        if missed
        else ""
    )


def whole_report(results: Results, outcomes: list[Outcome]) -> str:
    about = "\n".join(f"- {name}: {said}" for name, said in results["about"].items())
    return "\n\n".join(
        [about, page_table(results), compared_table(results), goal_table(outcomes)]
    )

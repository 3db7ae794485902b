"""Counts how far a request walks through the project's own code.

    python -m benchmarks.walk                          a table, in about 20 s
    python -m benchmarks.walk --json FILE              and keeps the figures
    python -m benchmarks.walk --against FILE           before and after, side by side
    python -m benchmarks.walk --trace WAY              every move of one way, in order
    python -m benchmarks.walk --root DIR ...           the code of another clone

Each way is taken twice in one process and counted the second time, when modules are
imported and caches of the process are filled; kept pages are forgotten before each
request. Only functions of articles/ and claimtracker/ count, without migrations; what
lies between them (Django, templates, generated code) is looked through. What runs in a
child process is not seen.

- files: those in which a function is entered.
- functions: names that are entered, by file; all lambdas of a file are one, and so are
  its comprehensions of a kind, and its functions of one name.
- moves: how often a function is entered in another file than the one entered before it,
  be it by a call or after a return. A generator is entered each time that it goes on.

And in another way:

- named: functions; lambdas and comprehensions are part of the function that holds them.
- calls: how often a function is called from another file; loops count each time.
- pairs: distinct pairs of a calling file and a function that it calls in another file.

Python 3.12 and newer enter no function for a list comprehension: compare figures of one
Python only.
"""

import argparse
import json
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

from benchmarks.demo import HERE, fix_hash_seed
from benchmarks.walk.counting import COLUMNS, Entry, count, is_crossing
from benchmarks.walk.ways import record_ways

Figures = dict[str, dict[str, int]]


def print_table(figures: Figures, before: Figures | None) -> None:
    width = 22 if before else 10
    print(" " * 14 + "".join(column.rjust(width) for column in COLUMNS))
    for way, row in figures.items():
        cells = [
            beside(before[way][column], row[column]) if before else str(row[column])
            for column in COLUMNS
        ]
        print(way.ljust(14) + "".join(cell.rjust(width) for cell in cells))


def beside(before: int, after: int) -> str:
    change = f" ({after / before - 1:+.0%})" if before else ""
    return f"{before} > {after}{change}"


def print_trace(entries: list[Entry]) -> None:
    """A line for each stay in a file, then the moves by their ends."""
    moves: Counter[str] = Counter()
    last = "outside"
    runs = (list(run) for _, run in groupby(entries, lambda each: each.function.file))
    for number, run in enumerate(runs):
        first, names = run[0], Counter(each.function.name for each in run)
        called = is_crossing(first) or first.caller is None
        sign = ">" if called else "<"
        shown = ", ".join(
            f"{name} x{times}" if times > 1 else name for name, times in names.items()
        )
        print(f"{number:4} {'  ' * first.depth}{sign} {first.function.file}: {shown}")
        caller = first.caller.file if first.caller and called else last
        kind = "calls" if called else "goes back to"
        moves[f"{caller} {kind} {first.function.file} {first.function.name}"] += 1
        last = first.function.file
    print("\n> a call from another file   < after a return, a call within the file\n")
    for move, times in moves.most_common():
        print(f"{times:5} {move}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument("--against", type=Path, metavar="FILE", help="kept before")
    parser.add_argument("--trace", metavar="WAY", help="print the moves of one way")
    parser.add_argument(
        "--root", type=Path, default=HERE, help="a clone of the project"
    )
    asked = parser.parse_args()
    fix_hash_seed()
    entries = record_ways(asked.root.resolve())
    if asked.trace:
        print_trace(entries[asked.trace])
        return 0
    figures = {way: count(found) for way, found in entries.items()}
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n")
    before = json.loads(asked.against.read_text()) if asked.against else None
    print_table(figures, before)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures how the time of each pure function grows with its input.

    python -m benchmarks.growth [--only NAME] [--limit SECONDS] [--all]

Every function that a page or a form reaches (functions.py), over every family of
hostile input (families.py), up to the length at which it is reached. Each runs in a
process of its own, which ends after so many seconds of processor time. Prints a table:
function, family, signs, seconds, and the exponent of the growth: 1 is in
proportion, 2 is with the square. Without --all only what is slow or grows too fast.
"""

import argparse
import math
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from benchmarks.growth.families import PAIRS, TEXTS
from benchmarks.growth.functions import OF_ONE, OF_TWO, Measured

DOUBLINGS = 3
# What takes less cannot be told from chance.
SHORTEST, SLOW, STEEP = 0.02, 1.0, 1.35
FORK = multiprocessing.get_context("fork")


class Row(NamedTuple):
    """One function over one family: signs and seconds, None where it did not end."""

    function: str
    family: str
    seconds: dict[int, float | None]

    @property
    def exponent(self) -> float | None:
        told = [(n, s) for n, s in self.seconds.items() if s is not None]
        told = [(size, taken) for size, taken in told if taken >= SHORTEST / 4]
        if len(told) < 2 or told[-1][1] < SHORTEST:
            return None
        (least, first), (most, last) = told[0], told[-1]
        return math.log(last / first) / math.log(most / least)

    @property
    def stands_out(self) -> bool:
        last = list(self.seconds.values())[-1]
        steep = self.exponent is not None and self.exponent > STEEP
        return last is None or last > SLOW or (steep and last > SLOW / 4)


def measure(
    function: Measured, make: Callable[[int], Any], limit: float
) -> dict[int, float | None]:
    """The seconds that each size takes, in a process that can be ended."""
    sizes = [function.most >> shift for shift in range(DOUBLINGS, -1, -1)]
    result: dict[int, float | None] = {}
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=time_each, args=(theirs, function, make, sizes, limit))
    child.start()
    theirs.close()
    try:
        for size in sizes:
            result[size] = ours.recv()
    except EOFError:
        result[size] = None
    child.join()
    if child.exitcode not in {0, -signal.SIGVTALRM}:
        raise RuntimeError(f"{function.name} failed.")  # what it says stands above
    return result


def time_each(
    told: Connection, function: Measured, make: Callable[[int], Any],
    sizes: list[int], limit: float,
) -> None:  # fmt: skip
    # The system ends the process: no handler runs while a library counts in C.
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    for size in sizes:
        made = make(size)
        texts = made if isinstance(made, tuple) else (made,)
        given = [function.prepare(text) for text in texts]
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        begun = time.process_time()
        function.run(*given)
        told.send(time.process_time() - begun)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def measure_all(only: str, limit: float) -> Iterator[Row]:
    groups: list[tuple[Any, Mapping[str, Callable[[int], Any]]]] = [
        (OF_ONE, TEXTS),
        (OF_TWO, PAIRS),
    ]
    for functions, families in groups:
        for function in functions:
            if only not in function.name:
                continue
            for name, make in families.items():
                yield Row(function.name, name, measure(function, make, limit))


def in_words(row: Row) -> str:
    times = " | ".join(
        f"{size:,}: {'over' if taken is None else f'{taken:.3f}'}"
        for size, taken in row.seconds.items()
    )
    exponent = "" if row.exponent is None else f"{row.exponent:.1f}"
    return f"| {row.function} | {row.family} | {times} | {exponent} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=float, default=5.0)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    rows = 0
    outstanding = 0
    for row in measure_all(options.only, options.limit):
        rows += 1
        outstanding += row.stands_out
        if options.all or row.stands_out:
            print(in_words(row), flush=True)
    print(f"{rows} measured, {outstanding} slow or steep", file=sys.stderr)
    return bool(outstanding)


if __name__ == "__main__":
    sys.exit(main())

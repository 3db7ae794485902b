"""How much work a function does, whatever else the machine is busy with.

Seconds depend on the machine. What Python itself does is counted in steps; what runs
inside one call of a library in C, such as a regular expression, is only asked to end.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

MINUTE = 60


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python run, each as often as it does."""
    number = 0

    def count(_frame: FrameType, _event: str, _told: Any) -> Any:
        nonlocal number
        number += 1
        return count

    before = sys.gettrace()  # it may measure what the tests reach
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return number


def grows_in_proportion(
    work: Callable[[int], object], size: int, most: float = 2.2
) -> bool:
    """Whether twice the size takes twice the steps, and not four times as many."""
    return steps(lambda: work(2 * size)) < most * steps(lambda: work(size))


@contextmanager
def within_a_minute() -> Iterator[None]:
    """For what takes a moment, or as good as for ever where it is built wrongly.

    A minute of this process, in which nothing else on the machine counts.
    """

    def end(_number: int, _frame: FrameType | None) -> NoReturn:
        raise AssertionError("It has not ended within a minute.")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, MINUTE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

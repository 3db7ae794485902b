"""Writes down which functions of the project are entered, and counts them."""

import sys
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

OURS = ("articles", "claimtracker")
COLUMNS = ("files", "functions", "moves", "named", "calls", "pairs")


class Function(NamedTuple):
    """A function of the project, or a lambda or comprehension in one."""

    file: str
    name: str  # of the function that holds it
    own: str  # "<lambda>" and the like; else the last part of the name


class Entry(NamedTuple):
    """A function is entered: by whom, and below how many files on the stack."""

    function: Function
    caller: Function | None
    depth: int


class Recorder:
    """Writes down each function of the project that is entered."""

    def __init__(self, root: Path) -> None:
        self.folders = tuple(f"{root / name}/" for name in OURS)
        self.start = len(str(root)) + 1
        self.known: dict[CodeType, Function | None] = {}
        self.entries: list[Entry] = []

    def __enter__(self) -> "Recorder":
        sys.setprofile(self.profile)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)

    def profile(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or (entered := self.function_of(frame.f_code)) is None:
            return
        stack = [entered]
        above = frame.f_back
        while above is not None:
            if function := self.function_of(above.f_code):
                stack.append(function)
            above = above.f_back
        depth = sum(one.file != other.file for one, other in pairwise(stack))
        self.entries.append(Entry(entered, stack[1] if stack[1:] else None, depth))

    def function_of(self, code: CodeType) -> Function | None:
        """The function of this code; None where it is not the project's."""
        if code not in self.known:
            self.known[code] = self.named(code)
        return self.known[code]

    def named(self, code: CodeType) -> Function | None:
        path = code.co_filename
        if not path.startswith(self.folders) or "/migrations/" in path:
            return None
        parts = code.co_qualname.split(".<locals>.")
        while len(parts) > 1 and parts[-1].startswith("<"):
            parts.pop()
        name = ".".join(parts)
        return Function(path[self.start :], name, code.co_name)


def is_crossing(entry: Entry) -> bool:
    """Is this a call from another file of the project?"""
    return entry.caller is not None and entry.caller.file != entry.function.file


def count(entries: list[Entry]) -> dict[str, int]:
    """The figures of one way, by column."""
    functions = [entry.function for entry in entries]
    crossings = [entry for entry in entries if is_crossing(entry)]
    pairs = {
        (entry.caller and entry.caller.file, entry.function[:2]) for entry in crossings
    }
    return {
        "files": len({function.file for function in functions}),
        "functions": len({(function.file, function.own) for function in functions}),
        "moves": sum(one.file != other.file for one, other in pairwise(functions)),
        "named": len({function[:2] for function in functions}),
        "calls": len(crossings),
        "pairs": len(pairs),
    }

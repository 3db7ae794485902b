"""Measures how well names and docstrings tell a newcomer what a thing is.

    python -m benchmarks.names [ROOT]             a table
    python -m benchmarks.names [ROOT] --list      and each offender, with its line
    python -m benchmarks.names [ROOT] --check     exits with 1 where a goal is missed

Of articles/ and claimtracker/ without migrations: the functions that stand in a module
itself, views among them, neither methods nor functions within functions; the classes
that do; and the modules' docstrings. Code is read, not run.

- one word: the name has no underscore but at its ends.
- participle or preposition: one word that names no thing and no act. By its ending, or
  from the lists below; `by ending alone` takes the endings and the commonest.
- in several modules: another module has a function (a class) of just this name.
- a question: the first paragraph of the docstring asks.
"""

import argparse
import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FOLDERS = ("articles", "claimtracker")
# Goals, in per cent of all.
ONE_WORD, BARE, SHARED, QUESTIONS = 25, 2, 17, 0


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENDINGS = re.compile(r"(ed|ing|own|eld|ept|ade|aid|ead|ould)$")
COMMON = words("""
    above after among before behind below beside between how near through why within
""")
PREPOSITIONS = COMMON | words("""
    about across against ago alike along apart around at away back beneath beyond by
    down during elsewhere everywhere for from in inside into of off on once onto onward
    out outside over past per roughly since till to together toward under until up upon
    when where with without
""")
PARTICIPLES = words("""
    begun bought broken brought built caught chosen done drawn driven fallen felt
    forgotten found given gone got grown hidden laid lent lost meant met misspelt seen
    sent sold sought spent spoken stood taken taught thought thrown told torn understood
    won worn written
""")
# They end like participles and are none: nouns, and verbs that command.
NOUNS_AND_VERBS = words("""
    embed feed field grade head heading lead load need read seed speed spelling spread
    string thread
""")
# Django finds commands by this name.
GIVEN = "Command"


class Name(NamedTuple):
    """A function or a class, and where it stands."""

    name: str
    module: str
    line: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.name}"


class Measure(NamedTuple):
    """One row of the table: so many of all, and the share that is aimed at."""

    title: str
    offenders: list[str]
    total: int
    goal: int | None = None

    @property
    def share(self) -> float:
        return 100 * len(self.offenders) / self.total if self.total else 0.0

    @property
    def is_missed(self) -> bool:
        return self.goal is not None and self.share > self.goal


def is_one_word(name: str) -> bool:
    return "_" not in name.strip("_")


def is_bare_by_ending(name: str) -> bool:
    """Does it end like a participle, or is it one of the commonest prepositions?"""
    word = name.strip("_")
    is_listed = word in COMMON or bool(ENDINGS.search(word))
    return is_one_word(name) and is_listed and word not in NOUNS_AND_VERBS


def is_bare(name: str) -> bool:
    """Is it a participle, a preposition or an adverb, and nothing else?"""
    return is_bare_by_ending(name) or name.strip("_") in PARTICIPLES | PREPOSITIONS


def is_question(docstring: str) -> bool:
    return "?" in docstring.split("\n\n")[0]


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Each module by its path below the root."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root).as_posix(), ast.parse(path.read_text())


def in_several_modules(names: list[Name]) -> list[str]:
    """Those whose name another module has too, sorted by it."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name in names:
        homes[name.name].add(name.module)
    return [str(name) for name in sorted(names) if len(homes[name.name]) > 1]


def asking(trees: dict[str, ast.Module]) -> tuple[list[str], int]:
    """The modules whose docstring asks, and how many have one."""
    said = {module: ast.get_docstring(tree) for module, tree in trees.items()}
    given = {module: docstring for module, docstring in said.items() if docstring}
    questions = [
        f"{module}:1 {docstring.splitlines()[0]}"
        for module, docstring in given.items()
        if is_question(docstring)
    ]
    return questions, len(given)


def names_of(
    trees: dict[str, ast.Module], kinds: tuple[type[Definition], ...]
) -> list[Name]:
    """The definitions of some kinds that stand in a module itself."""
    return [
        Name(node.name, module, node.lineno)
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, kinds) and node.name != GIVEN
    ]


def measure(root: Path) -> list[Measure]:
    trees = dict(modules(root))
    functions = names_of(trees, (ast.FunctionDef, ast.AsyncFunctionDef))
    classes = names_of(trees, (ast.ClassDef,))
    questions, docstrings = asking(trees)

    def which(test: Callable[[str], bool]) -> list[str]:
        return [str(each) for each in functions if test(each.name)]

    shared, twice = map(in_several_modules, (functions, classes))
    total = len(functions)
    return [
        Measure("functions: one word", which(is_one_word), total, ONE_WORD),
        Measure("functions: participle or preposition", which(is_bare), total, BARE),
        Measure("    by ending alone", which(is_bare_by_ending), total),
        Measure("functions: in several modules", shared, total, SHARED),
        Measure("classes: in several modules", twice, len(classes)),
        Measure("docstrings: a question", questions, docstrings, QUESTIONS),
    ]


def print_table(rows: list[Measure]) -> None:
    for row in rows:
        goal = "" if row.goal is None else f"   goal {row.goal:>2} %"
        missed = ", missed" if row.is_missed else ""
        share = f"{len(row.offenders):>5} of {row.total:>5}{row.share:>7.1f} %"
        print(f"{row.title:38}{share}{goal}{missed}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("root", nargs="?", type=Path, default=here)
    parser.add_argument("--list", action="store_true", help="each offender")
    parser.add_argument("--check", action="store_true", help="1 where a goal is missed")
    asked = parser.parse_args()
    rows = measure(asked.root)
    print_table(rows)
    if asked.list:
        for row in rows:
            print(f"\n{row.title.strip()}", *row.offenders, sep="\n  ")
    return int(asked.check and any(row.is_missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())

"""How well do anchors survive an edit? `python -m benchmarks.anchoring.run`"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from articles.domain.anchoring.anchors import TextSpan, build_anchor
from articles.domain.anchoring.revision import (
    Carried,
    Gone,
    NeedsReview,
    Outcome,
    reanchor,
)
from benchmarks.anchoring.documents import parse
from benchmarks.anchoring.edits import Editor
from benchmarks.anchoring.lengthening import measure_lengthening
from benchmarks.anchoring.matchers import Matcher, client_order, exact_search, ours
from benchmarks.anchoring.questions import Case, Version

TEXTS = Path(__file__).parent / "texts"
VERSIONS = 40
CASES = 16
# A place counts as found if it and the true one share half of what they cover together.
ENOUGH = 0.5
MATCHERS: dict[str, Matcher] = {
    "exact search": exact_search,
    "Hypothesis order": client_order,
    "ours": ours,
}


def versions(half: str, each: int = VERSIONS) -> Iterator[Version]:
    """Edited versions of the texts of this half, always the same ones."""
    for file in sorted((TEXTS / half).glob("*.txt")):
        language = file.name.split(".")[1]
        # Where a language has one text in this half only, the sentences that an edit
        # brings in come from the other half; no anchor is ever put on them.
        others = sorted((TEXTS / half).glob(f"*.{language}.txt"))
        if len(others) == 1:
            others = sorted(TEXTS.glob(f"*/*.{language}.txt"))
        pool = [
            " ".join(word.text for word in sentence)
            for other in others
            if other != file
            for paragraph in parse(other.read_text())
            for sentence in paragraph
        ]
        for number in range(each):
            editor = Editor(language, pool, f"{file.name} {number}")
            yield editor.version(file.read_text(), CASES)


def overlap(one: TextSpan | None, other: TextSpan | None) -> float:
    if one is None or other is None:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    covered = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / covered


def figures(case: Case, place: TextSpan | None) -> Iterator[tuple[str, bool]]:
    """The questions that this case answers, and the answers."""
    is_found = overlap(place, case.truth) >= ENOUGH
    if case.kind == "deleted":
        yield "deleted, anchored", place is not None
        if case.is_repeated:
            yield "  copy left, anchored", place is not None
    elif case.is_repeated:
        yield "right copy", is_found
        if place is not None:
            yield "  wrong copy", not is_found
    elif case.kind == "edited":
        yield "edited, found", is_found
        yield "  within 90 %", overlap(place, case.truth) >= 0.9
        if place is not None:
            yield "  carried wrongly", not is_found
    else:
        yield "unchanged, exact", place == case.truth


def compare(data: list[Version]) -> None:
    table: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    seconds = {}
    for name, matcher in MATCHERS.items():
        begin = time.process_time()
        for version in data:
            anchors = [case.anchor for case in version.cases]
            places = matcher(version.old, version.new, anchors)
            for case, place in zip(version.cases, places, strict=True):
                for question, answer in figures(case, place):
                    table[question][name].append(answer)
        seconds[name] = time.process_time() - begin
    print(f"{'':24}{'cases':>7}" + "".join(f"{name:>18}" for name in MATCHERS))
    for question in ORDER:
        answers = table[question]
        cases = "" if question in SHARES else f"{len(answers['ours'])}"
        row = f"{question:24}{cases:>7}"
        for name in MATCHERS:
            share = 100 * sum(answers[name]) / max(1, len(answers[name]))
            row += f"{share:16.2f} %"
        print(row)
    print(f"{'time':31}" + "".join(f"{seconds[name]:16.1f} s" for name in MATCHERS))


ORDER = [
    "edited, found", "  within 90 %", "  carried wrongly", "deleted, anchored",
    "  copy left, anchored", "unchanged, exact", "right copy", "  wrong copy",
]  # fmt: skip
# Shares of what a matcher has carried, so that each has cases of its own.
SHARES = {"  carried wrongly", "  wrong copy"}


def what_is_left(data: list[Version]) -> None:
    """What a reviewer is asked, by what has really happened to the words."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for version in data:
        anchors = [case.anchor for case in version.cases]
        outcomes = reanchor(version.old, version.new, anchors)
        for case, outcome in zip(version.cases, outcomes, strict=True):
            kind = f"{case.kind}{', repeated' if case.is_repeated else ''}"
            counts[kind].update(columns(case, outcome))
    names = ["carried", "review", "of these first", "of these offered", "gone"]
    print(f"\n{'ours, by truth':24}" + "".join(f"{name:>18}" for name in names))
    for kind, row in sorted(counts.items()):
        print(f"{kind:24}" + "".join(f"{row[name]:18}" for name in names))


def columns(case: Case, outcome: Outcome) -> Iterator[str]:
    match outcome:
        case Carried():
            yield "carried"
        case Gone():
            yield "gone"
        case NeedsReview(candidates):
            yield "review"
            overlaps = [overlap(one.place, case.truth) for one in candidates]
            if overlaps[0] >= ENOUGH:
                yield "of these first"
            if max(overlaps) >= ENOUGH:
                yield "of these offered"


def ordinary(chance: random.Random) -> tuple[str, str]:
    """A megabyte, and the same with a tenth of its words replaced, some cut and moved."""
    vocabulary = " ".join(
        file.read_text() for file in sorted(TEXTS.glob("*/*.en.txt"))
    ).split()
    paragraphs = [chance.choices(vocabulary, k=80) for _ in range(2150)]
    kept = [words for words in paragraphs if chance.random() > 0.05]
    kept.insert(1500, kept.pop(10))
    edited = [
        [w if chance.random() > 0.1 else chance.choice(vocabulary) for w in words]
        for words in kept
    ]
    return (
        "\n\n".join(map(" ".join, paragraphs)),
        "\n\n".join(map(" ".join, edited)),
    )


def repetitive(chance: random.Random) -> tuple[str, str]:
    """A megabyte in which every passage stands many times."""
    base = "\n\n".join(file.read_text() for file in sorted(TEXTS.glob("*/*.txt")))
    old = (base + "\n\n") * (1_000_000 // len(base))
    return old, f"{chance.random()}\n\n" + old.replace(" said ", " stated ")


def measure_time(name: str, make: Callable[[random.Random], tuple[str, str]]) -> None:
    chance = random.Random(1)
    old, new = make(chance)
    anchors = []
    for _ in range(500):
        start = chance.randrange(len(old) - 300)
        anchors.append(build_anchor(old, start, start + chance.randrange(30, 300)))
    begin = time.process_time()
    outcomes = reanchor(old, new, anchors)
    seconds = time.process_time() - begin
    carried = sum(isinstance(outcome, Carried) for outcome in outcomes)
    print(
        f"{name}: {len(old)} signs, {len(anchors)} anchors, {carried} carried: "
        f"{seconds:.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tune", "report"], default="report")
    parser.add_argument("--versions", type=int, default=VERSIONS)
    half = parser.parse_args().half
    data = list(versions(half, parser.parse_args().versions))
    print(
        f"Half: {half}; {len(data)} versions, {sum(len(v.cases) for v in data)} anchors\n"
    )
    compare(data)
    what_is_left(data)
    measure_lengthening(sorted((TEXTS / half).glob("*.txt")))
    print()
    measure_time("an ordinary text", ordinary)
    measure_time("the same passages many times", repetitive)


if __name__ == "__main__":
    main()

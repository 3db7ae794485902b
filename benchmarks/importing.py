"""What does it cost to take in annotation files with many claims?

    python benchmarks/importing.py [CLAIMS ...]        1,000 and 10,000, unless told
    python benchmarks/importing.py --root OTHER 100    another clone, as it was

In a throw-away database: files of 50 claims, each decided and published, with sources
and works of their own, as `import_article` attaches them. Prints how long it takes, the
processor time of a claim, that of PostgreSQL included, its statements, the memory of the
process, and what the same files cost a second time, when they change nothing.
"""

import argparse
import hashlib
import os
import resource
import secrets
import sys
import time
from pathlib import Path
from typing import Any

CLAIMS_A_FILE, CLAIMS_A_SOURCE = 50, 5
WORDS = "The wells ran dry in valley {}, a spokesman said."
DECISIONS = [
    {"action": "submit", "by": "recorder", "on": "2026-02-01"},
    {"action": "give_verdict", "by": "first", "on": "2026-02-02", "verdict": "refuted",
     "rationale": "The log.", "evidence": ["e"]},
    {"action": "confirm", "by": "second", "on": "2026-02-03"},
    {"action": "publish", "by": "second", "on": "2026-02-03"},
]  # fmt: skip
DIGITS = "23456789bcdfghjkmnpqrstvwxyz"


def key(kind: str, number: int) -> str:
    digits = ""
    for _ in range(9):
        number, digit = divmod(number, len(DIGITS))
        digits += DIGITS[digit]
    return kind + digits


def place(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return {"start": start, "end": start + len(words), "sha256": sha256}


def make_file(number: int) -> tuple[dict[str, Any], str]:
    """An annotation file and its text."""
    claims = range(number * CLAIMS_A_FILE, (number + 1) * CLAIMS_A_FILE)
    text = "\n\n".join([f"Report {number}", *map(WORDS.format, claims)])
    people = sorted({n // CLAIMS_A_SOURCE for n in claims})
    sources = [
        {"ref": f"s{n}", "key": key("s", n), "name": f"Person {n}", "kind": "person"}
        for n in people
    ]
    sources.append({"ref": "o", "key": key("b", number % 100), "kind": "outlet",
                    "name": f"Courier {number % 100}"})  # fmt: skip
    works = [
        {"ref": f"w{n}", "key": key("w", n), "kind": "dataset", "title": f"Log {n}",
         "address": f"https://example.org/{n}"}
        for n in claims
    ]  # fmt: skip
    own = {"ref": "own", "key": key("v", number), "kind": "article", "outlet": "o",
           "title": f"Report {number}", "published": "2026-01-08", "language": "en"}  # fmt: skip
    return {
        "text": {"sha256": hashlib.sha256(text.encode()).hexdigest()},
        "article": {"key": key("r", number), "work": "own"},
        "sources": sources, "relations": [], "works": [own, *works],
        "work_relations": [], "regions": [],
        "claims": [make_claim(text, n) for n in claims],
    }, text  # fmt: skip


def make_claim(text: str, n: int) -> dict[str, Any]:
    return {
        "key": key("c", n), "statement": f"The wells of valley {n} ran dry.",
        "kind": "event", "checkable": True, "decisions": DECISIONS,
        "about": [{"source": "o", "role": "subject"}],
        "evidence": [{"ref": "e", "key": key("f", n), "work": f"w{n}", "primary": True,
                      "stance": "refutes", "question": "How deep?"}],
        "appearances": [{
            "key": key("p", n), "spans": [place(text, f"valley {n},")],
            "chain": [{"source": "o"}, {"source": f"s{n // CLAIMS_A_SOURCE}"}],
            "citations": [{"work": f"w{n}", "fidelity": "altered"}],
        }],
    }  # fmt: skip


def attach(numbers: range) -> tuple[float, float, int]:
    """Seconds that pass, seconds of the processor, and statements of these files."""
    from django.db import connection

    from articles.importing.annotation import attach_annotations
    from articles.importing.people import ensure_example_people
    from benchmarks.scale.measure import cpu_seconds

    people = ensure_example_people()
    counted = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*arguments)

    backend = connection.connection.info.backend_pid
    start, cpu = time.perf_counter(), time.process_time() + cpu_seconds(backend)
    with connection.execute_wrapper(count):
        for number in numbers:
            attach_annotations(*make_file(number), people)
    cpu = time.process_time() + cpu_seconds(backend) - cpu
    return time.perf_counter() - start, cpu, counted


def main(sizes: list[int]) -> None:
    from claimtracker.local.databases import throwaway_database

    with throwaway_database() as database:
        os.environ.update(
            **database.environment, LOCAL="1", SECRET_KEY=secrets.token_urlsafe(40),
            DJANGO_SETTINGS_MODULE="claimtracker.settings",
        )  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        done = 0
        for size in sizes:
            files = range(done, done + max(1, size // CLAIMS_A_FILE))
            claims, done = len(files) * CLAIMS_A_FILE, files.stop
            seconds, cpu, statements = attach(files)
            _, again, twice = attach(files)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{claims:>7,} claims in {seconds:.0f} s: {1000 * cpu / claims:.1f} ms and"
                f" {statements / claims:.2f} statements a claim;"
                f" again {1000 * again / claims:.2f} ms,"
                f" {twice / claims:.2f} statements; {memory:.0f} MB",
                flush=True,
            )
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args()
    sys.path.insert(0, str(options.root.resolve()))
    main(options.claims)

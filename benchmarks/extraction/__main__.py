"""python -m benchmarks.extraction [CACHE]: an import beside trafilatura alone.

The packages with the pages are downloaded into CACHE, by default a folder of the
user's cache; nothing of them is kept here.
"""

import sys
from pathlib import Path

from benchmarks.extraction.measure import (
    Figures,
    extract_alone,
    extract_here,
    measure,
)
from benchmarks.extraction.pages import Page, read_sets

CACHE = Path.home() / ".cache" / "claimtracker-extraction"
HEADS = ("words F1", "title", "author", "date", "date invented")


def format_row(name: str, figures: Figures) -> str:
    cells = (f"{share:>10.3f} ({n:>3})" if n else " " * 16 for share, n in figures)
    return f"{name:<26}" + "".join(f"{cell:>17}" for cell in cells)


def print_set(name: str, pages: list[Page]) -> None:
    print(format_row(f"{name}: trafilatura", measure(pages, extract_alone)))
    print(format_row(f"{name}: here", measure(pages, extract_here)))


def main() -> None:
    sets = read_sets(Path(sys.argv[1]) if len(sys.argv) > 1 else CACHE)
    sets["all"] = [page for pages in sets.values() for page in pages]
    print(" " * 26 + "".join(f"{head:>17}" for head in HEADS))
    for name, pages in sets.items():
        print_set(name, pages)


if __name__ == "__main__":
    main()

"""Prints pages of many scripts with chromium and counts what is read of them.

python -m benchmarks.pdf DIR            # prints into DIR what is not there yet
python -m benchmarks.pdf DIR --refused  # and says what was refused, and why
"""

import argparse
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from statistics import fmean

from articles.ingest.extract import ExtractionError, extract
from benchmarks.pdf.texts import TEXTS

STYLE = (
    "@page { margin: 2cm } body { font: 11pt 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif }"
    " .two { columns: 2; text-align: justify; hyphens: auto } td { padding: 4pt }"
    " sup { font-size: 70% } h1 { font-size: 20pt }"
)
_NUMBER = re.compile(r"\d[\d.,:/٫٬-]*\d|\d")


def layouts(paragraphs: tuple[str, ...]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each layout's name, its page, and its texts in the order of reading."""
    first, second, third = map(escape, paragraphs)
    everything = [*paragraphs]
    yield "plain", "".join(f"<p>{p}</p>" for p in (first, second, third)), everything
    long = "".join(f"<p>{p}</p>" for p in (first, second, *[third] * 4))
    yield (
        "columns",
        f"<h1>{first[:30]}</h1><div class=two>{long}</div>",
        [paragraphs[0][:30], paragraphs[0], paragraphs[1], *[paragraphs[2]] * 4],
    )
    rows = [("A-1", "15", "230"), ("B-2", "1,204", "77"), ("C-3", "9", "3.5")]
    table = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    yield (
        "table",
        f"<p>{first}</p><table>{table}</table><p>{second}</p>",
        [paragraphs[0], *(" | ".join(row) for row in rows), paragraphs[1]],
    )
    yield (
        "notes",
        f"<p>{first}<sup>1</sup></p><p>{second}<sup>2</sup></p><hr>"
        f"<p style='font-size: 8pt'>{third}</p>",
        [f"{paragraphs[0]}¹", f"{paragraphs[1]}²", paragraphs[2]],
    )


def print_page(target: Path, language: str, direction: str, body: str) -> None:
    page = (
        f"<!doctype html><html lang={language} dir={direction}><meta charset=utf-8>"
        f"<style>{STYLE}</style><body>{body}"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(page)
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}",
                source.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def measure(wanted: list[str], data: bytes) -> tuple[float, float, str]:
    """Return the shares of characters and of numbers read right, and a refusal."""
    try:
        found = [paragraph.text for paragraph in extract(data).paragraphs]
    except ExtractionError as error:
        return 0.0, 0.0, str(error)
    whole, read = " ".join(wanted), " ".join(" ".join(found).split())
    numbers = [_NUMBER.findall(text) for text in (whole, read)]
    return similarity(whole, read), similarity(*numbers), ""


def similarity(one: Sequence[str], two: Sequence[str]) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--refused", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    results: defaultdict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for language, (direction, paragraphs) in TEXTS.items():
        for name, body, wanted in layouts(paragraphs):
            target = options.folder / f"{language}-{name}.pdf"
            if not target.exists():
                print_page(target.resolve(), language, direction, body)
            characters, numbers, refusal = measure(wanted, target.read_bytes())
            results[language].append((name, characters, numbers))
            if refusal and options.refused:
                print(f"{target.name}: {refusal}")
    names = [name for name, *_ in results["en"]]
    print("characters/numbers right, %  " + "  ".join(f"{name:>11}" for name in names))
    for language, rows in results.items():
        cells = (f"{100 * c:5.1f}/{100 * n:5.1f}" for _, c, n in rows)
        print(f"{language:29}" + "  ".join(cells))
    means = [
        100 * fmean(shares)
        for shares in zip(
            *((c, n) for rows in results.values() for _, c, n in rows), strict=True
        )
    ]
    pages = sum(map(len, results.values()))
    print(f"{pages} pages".ljust(29) + "/".join(f"{mean:5.1f}" for mean in means))


if __name__ == "__main__":
    main()

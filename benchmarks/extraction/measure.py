"""What an extractor got right on pages of which it is known."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.extract import ExtractionError, extract
from benchmarks.extraction.pages import Page


class Answer(NamedTuple):
    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""


Extractor = Callable[[bytes], Answer]


def extract_alone(source: bytes) -> Answer:
    """What trafilatura finds by itself, with its own defaults."""
    found = bare_extraction(source, include_comments=False, with_metadata=True)
    if not isinstance(found, Document):
        return Answer()
    authors = tuple(filter(None, (found.author or "").split("; ")))
    return Answer(found.text or "", found.title or "", authors, found.date or "")


def extract_here(source: bytes) -> Answer:
    """What an import proposes: what it takes for the article, and its metadata."""
    try:
        found = extract(source, "page.html")
    except ExtractionError:
        return Answer()
    text = "\n".join(each.text for each in found.paragraphs if not each.region)
    return Answer(text, found.title, found.authors, found.published)


def word_f1(found: str, known: str) -> float:
    """The harmonic mean of precision and recall, over the words as a bag."""
    one, other = (Counter(_words(text)) for text in (found, known))
    common = (one & other).total()
    return 2 * common / max(1, one.total() + other.total())


def _words(text: str) -> list[str]:
    # One sign is a word where none is written apart.
    return re.findall(r"[\u3040-\u9fff\u0e00-\u0e7f]|[^\W_]+", text.lower())


def same_names(found: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the names are the same words, without “by”, degrees and a date."""
    return _name_words(found) == _name_words(known)


def _name_words(names: tuple[str, ...]) -> list[str]:
    line = re.sub(r"\s-\s.*|\b[A-Z][a-z]+ [0-9]+, [0-9]{4}.*", "", ", ".join(names))
    return [word for word in _words(line) if word not in {"by", "and"}]


class Figures(NamedTuple):
    """Shares of the pages of which it is known; and how many these are."""

    f1: tuple[float, int]
    title: tuple[float, int]
    author: tuple[float, int]
    date: tuple[float, int]
    invented: tuple[float, int]


def measure(pages: list[Page], extractor: Extractor) -> Figures:
    answers = [(page, extractor(page.source)) for page in pages]
    return Figures(
        _share(word_f1(a.text, p.text) for p, a in answers if p.text),
        _share(_words(a.title) == _words(p.title) for p, a in answers if p.title),
        _share(same_names(a.authors, p.authors) for p, a in answers if p.authors),
        _share(a.published == p.published for p, a in answers if p.published),
        _share(bool(a.published) for p, a in answers if p.published == ""),
    )


def _share(values: Iterable[float]) -> tuple[float, int]:
    given = [float(value) for value in values]
    return sum(given) / max(1, len(given)), len(given)

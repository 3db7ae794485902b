"""The articles that readers see, in memory: newest first, by outlet, author, language."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from articles.domain.faceting import FacetIndex
from articles.queries.public_index.codes import article_key, day_number

NO_DAY = np.iinfo(np.int32).min


class ArticleEntry(NamedTuple):
    """What a list has to know of an article; `title`: as a key."""

    work: int
    day: datetime.date | None
    language: str
    outlet: int | None
    authors: Sequence[int]
    title: str


class ArticleIndex:
    """A FacetIndex of articles by their ids, and their titles."""

    def __init__(
        self, index: FacetIndex, titles: dict[int, str], languages: list[str]
    ) -> None:
        self.index = index
        self._titles = titles
        self._languages = languages

    @classmethod
    def build(cls, entries: dict[int, ArticleEntry]) -> "ArticleIndex":
        languages = sorted({each.language for each in entries.values()})
        codes = {language: code for code, language in enumerate(languages)}
        rows = list(enumerate(entries.values()))
        index = FacetIndex.build(
            np.array(list(entries), np.int64),
            np.array([article_key(e.day, e.work) for _, e in rows], np.int64),
            {
                "outlet": _pairs((at, e.outlet) for at, e in rows if e.outlet),
                "author": _pairs((at, a) for at, e in rows for a in e.authors),
                "language": _pairs((at, codes[e.language]) for at, e in rows),
            },
            {"day": np.array([_day(e) for _, e in rows], np.int32)},
        )
        return cls(index, {row: e.title for row, e in entries.items()}, languages)

    def put(self, row: int, entry: ArticleEntry) -> None:
        if entry.language not in self._languages:
            self._languages.append(entry.language)
        self._titles[row] = entry.title
        self.index.put(
            row,
            article_key(entry.day, entry.work),
            {
                "outlet": [entry.outlet] if entry.outlet else [],
                "author": entry.authors,
                "language": [self._languages.index(entry.language)],
            },
            {"day": day_number(entry.day)},
        )

    def remove(self, row: int) -> None:
        self._titles.pop(row, None)
        self.index.remove(row)

    def __contains__(self, row: int) -> bool:
        return row in self._titles

    def in_language(self, language: str) -> BitMap:
        codes = [c for c, known in enumerate(self._languages) if known == language]
        return self.index.having("language", codes)

    def language(self, code: int) -> str:
        return self._languages[code]

    def titled(self, words: Collection[str]) -> BitMap:
        """Articles with each of these in their title, as keys."""
        return self.index.of_ids(
            row
            for row, title in self._titles.items()
            if all(word in title for word in words)
        )


def _day(entry: ArticleEntry) -> int:
    number = day_number(entry.day)
    return NO_DAY if number is None else number


def _pairs(found: Iterable[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(list(found), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]

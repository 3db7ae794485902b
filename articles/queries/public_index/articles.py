"""The articles that readers see, in memory: newest first, by outlet, author, language."""

import datetime
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from articles.domain.faceting import FacetIndex, Pairs, Texts
from articles.queries.public_index.codes import (
    KEY_BITS,
    NO_DAY_KEY,
    article_key,
    day_number,
)

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

    def __init__(self, index: FacetIndex, titles: Texts, languages: list[str]) -> None:
        self.index = index
        self._titles = titles
        self._languages = languages

    @classmethod
    def build(cls, entries: Iterable[tuple[int, ArticleEntry]]) -> "ArticleIndex":
        read = _Columns()
        titles = Texts(read.titles(entries))
        languages = sorted(read.languages)
        # Of two languages with as many articles, the first one by its name comes first.
        codes = np.argsort(np.argsort(np.array([*read.languages], str)))
        places, spoken = _pairs(read.spoken)
        index = FacetIndex.build(
            np.array(read.ids, np.int64),
            np.array(read.keys, np.int64),
            (
                ("outlet", _pairs(read.outlets)),
                ("author", _pairs(read.authors)),
                ("language", (places, codes[spoken])),
            ),
            {"day": np.array(read.days, np.int32)},
        )
        return cls(index, titles, languages)

    def put(self, row: int, entry: ArticleEntry) -> None:
        if entry.language not in self._languages:
            self._languages.append(entry.language)
        self._titles.put(row, [entry.title])
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
        self._titles.remove(row)
        self.index.remove(row)

    def __contains__(self, row: int) -> bool:
        return self.index.key(row) is not None

    def in_language(self, language: str) -> BitMap:
        codes = [c for c, known in enumerate(self._languages) if known == language]
        return self.index.having("language", codes)

    def language(self, code: int) -> str:
        return self._languages[code]

    def oldest(self, rows: BitMap, limit: int, last: int | None = None) -> list[int]:
        """The first ids by day, those without a day last; behind the last one."""
        key = self.index.key(last) if last else None
        after = None
        if key is not None and last is not None:
            day = key >> KEY_BITS
            after = day if day > NO_DAY_KEY else None, key, last
        return self.index.page_by("day", rows, limit, after, rising=True)

    def titled(self, words: Collection[str]) -> BitMap:
        """Articles with each of these in their title, as keys."""
        rows = self.index.all
        for word in words:
            rows = rows & self.index.of_ids(self._titles.holding(word))
        return rows


class _Columns:
    """What an index of articles is built from: numbers, and places with a value."""

    def __init__(self) -> None:
        self.ids, self.keys, self.days = array("q"), array("q"), array("q")
        self.outlets, self.authors, self.spoken = array("q"), array("q"), array("q")
        self.languages: dict[str, int] = {}

    def titles(
        self, entries: Iterable[tuple[int, ArticleEntry]]
    ) -> Iterator[tuple[int, list[str]]]:
        """Takes in each article, and gives its title on."""
        for place, (row, entry) in enumerate(entries):
            self.ids.append(row)
            self.keys.append(article_key(entry.day, entry.work))
            self.days.append(_day(entry))
            if entry.outlet:
                self.outlets.extend((place, entry.outlet))
            for author in entry.authors:
                self.authors.extend((place, author))
            code = self.languages.setdefault(entry.language, len(self.languages))
            self.spoken.extend((place, code))
            yield row, [entry.title]


def _day(entry: ArticleEntry) -> int:
    number = day_number(entry.day)
    return NO_DAY if number is None else number


def _pairs(found: "array[int]") -> Pairs:
    """What was noted in turns."""
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]

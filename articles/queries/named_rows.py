"""The names of sources and articles, by their keys and by their ids."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connections

from articles.queries.public_index.contents import PublicIndex

Named = tuple[str, str]  # key and name

KEYS_SQL = """
SELECT true, s.id, s.key, s.name FROM articles_source s WHERE s.key = ANY(%(keys)s)
UNION ALL
SELECT false, a.id, a.key, w.title
FROM articles_article a JOIN articles_work w ON w.id = a.work_id
WHERE a.key = ANY(%(keys)s)
"""
NAMES_SQL = """
SELECT true, s.id, s.key, s.name FROM articles_source s WHERE s.id = ANY(%s)
UNION ALL
SELECT false, a.id, a.key, w.title
FROM articles_article a JOIN articles_work w ON w.id = a.work_id WHERE a.id = ANY(%s)
"""


class KnownKeys(NamedTuple):
    """The sources and the articles with some keys: their ids and names."""

    sources: dict[str, tuple[int, str]]
    articles: dict[str, tuple[int, str]]

    def source(self, key: str) -> int | None:
        return self.sources[key][0] if key in self.sources else None

    def article(self, key: str) -> int | None:
        return self.articles[key][0] if key in self.articles else None

    def public_names(self, index: PublicIndex) -> dict[str, str]:
        """The names of those that readers may see, by their keys."""
        sources, articles = self.sources.items(), self.articles.items()
        return {
            **{
                key: name for key, (row, name) in sources if row in index.sources.public
            },
            **{key: name for key, (row, name) in articles if row in index.articles},
        }


def read_keys(using: str, keys: Iterable[str]) -> KnownKeys:
    """The sources and articles with these keys, whether readers may see them or not."""
    known = KnownKeys({}, {})
    asked = sorted(set(keys))
    if asked:
        with connections[using].cursor() as cursor:
            cursor.execute(KEYS_SQL, {"keys": asked})
            for is_source, row, key, name in cursor.fetchall():
                (known.sources if is_source else known.articles)[key] = (row, name)
    return known


def read_names(
    using: str, sources: Collection[int], articles: Collection[int]
) -> tuple[dict[int, Named], dict[int, Named]]:
    """Keys and names of sources and of articles, by their ids."""
    found: tuple[dict[int, Named], dict[int, Named]] = ({}, {})
    if sources or articles:
        with connections[using].cursor() as cursor:
            cursor.execute(NAMES_SQL, [list(sources), list(articles)])
            for is_source, row, key, name in cursor.fetchall():
                found[0 if is_source else 1][row] = (key, name)
    return found

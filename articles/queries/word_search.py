"""Finds the claims that have the words of a search.

A rare word is looked up in PostgreSQL, with the claims that have it. A word that many have
is read once, some thousand claims at a time, and held in memory with the index
(public_index/words.py). A phrase is looked for among the claims that have all of its words,
and held as well if many have it. Whatever is asked, the answer is exact.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import NamedTuple

import numpy as np
from django.db import connections
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.queries.public_index.arrays import (
    fetch_binary,
    id_ranges,
    numbers_sql,
    read_numbers,
)
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.current import public_index
from articles.queries.public_index.words import MOST_RARE_CLAIMS

# Each word is read so far that it is known whether it is rare.
RARE_SQL = """
(SELECT %s::int, id FROM articles_publication
 WHERE superseded_at IS NULL AND search @@ %s::tsquery LIMIT %s)
"""
FIRST_SQL = f"""
SELECT {numbers_sql("id")} FROM (
    SELECT id FROM articles_publication
    WHERE superseded_at IS NULL AND search @@ %s::tsquery LIMIT %s
) AS found
"""  # noqa: S608 - constants of ours
RANGE_SQL = f"""
SELECT {numbers_sql("id")} FROM articles_publication
WHERE superseded_at IS NULL AND search @@ %s::tsquery AND id >= %s AND id < %s
"""  # noqa: S608 - constants of ours
AMONG_SQL = f"""
SELECT {numbers_sql("id")} FROM articles_publication
WHERE superseded_at IS NULL AND search @@ %s::tsquery AND id = ANY(%s)
"""  # noqa: S608 - constants of ours
ROWS_AT_ONCE = 10_000  # the most that one statement reads

Ids = NDArray[np.int64]


class Term(NamedTuple):
    """A word or a phrase as PostgreSQL has it, and its words."""

    query: str
    words: tuple[str, ...]

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def name(self) -> str:
        return self.query if self.is_phrase else self.words[0]

    @property
    def parts(self) -> "list[Term]":
        """Its words, each as a term."""
        if not self.is_phrase:
            return [self]
        return [Term(f"'{word}'", (word,)) for word in self.words]


@dataclass
class WordSearch:
    """What is looked for: any of the alternatives, each of terms, wanted or not.

    `found`: the claims of terms that the index does not hold, or not yet; `common`: which
    of them it should, because many claims were read.
    """

    using: str
    alternatives: list[list[tuple[Term, bool]]]
    found: dict[Term, Ids] = field(default_factory=dict)
    common: set[Term] = field(default_factory=set)
    typed: dict[Term, str] = field(default_factory=dict)
    little_words: list[str] = field(default_factory=list)  # which nobody looks for

    @property
    def searched(self) -> list[str]:
        """What is looked for, as it was typed."""
        wanted = [self.typed[term] for terms in self.alternatives
                  for term, is_excluded in terms if not is_excluded]  # fmt: skip
        return list(dict.fromkeys(wanted))

    @property
    def terms(self) -> set[Term]:
        return {term for terms in self.alternatives for term, _ in terms}

    def look_up(self) -> None:
        """Read the claims of what the index does not hold, without holding it up."""
        with public_index(self.using) as index:
            terms = self._unknown(index, self.terms)
            words = self._unknown(index, {one for term in terms for one in term.parts})
        self._look_up_words(words)
        phrases = [term for term in terms if term.is_phrase]
        if phrases:
            with public_index(self.using) as index:
                phrases = self._unknown(index, phrases)
                among = [self._with_all_words(phrase, index) for phrase in phrases]
            for phrase, claims in zip(phrases, among, strict=True):
                self.found[phrase] = read_among(self.using, phrase, claims)
                if len(claims) > MOST_RARE_CLAIMS:
                    self.common.add(phrase)

    def look_up_rare(self) -> None:
        """Read the claims of those words alone that few claims have."""
        with public_index(self.using) as index:
            unknown = [term for term in self.terms if term.name not in index.words]
        words = [term for term in unknown if not term.is_phrase]
        self.found |= read_rare(self.using, words)

    def is_known(self, index: PublicIndex) -> bool:
        """Whether the claims of everything are known, and nothing is left to be read."""
        return all(
            term in self.found or term.name in index.words for term in self.terms
        )

    def _unknown(self, index: PublicIndex, terms: Iterable[Term]) -> list[Term]:
        """Those that the index does not hold; it hears that they will be read."""
        unknown = [term for term in sorted(terms) if term.name not in index.words]
        for term in unknown:
            index.words.expect(term.name, is_phrase=term.is_phrase)
        return unknown

    def _look_up_words(self, words: Collection[Term]) -> None:
        self.found |= read_rare(self.using, words)
        for word in words:
            if word not in self.found:
                self.found[word] = read_all(self.using, word)
                self.common.add(word)

    def _with_all_words(self, phrase: Term, index: PublicIndex) -> Ids:
        rows = reduce(and_, (self._having(word, index) for word in phrase.parts))
        return np.array(index.claims.ids(rows), np.int64)

    def rows(self, index: PublicIndex) -> BitMap:
        """The claims that are looked for, while the index is held."""
        found = BitMap()
        for terms in self.alternatives:
            rows = index.claims.all
            for term, is_excluded in terms:
                having = self._having(term, index)
                rows = rows - having if is_excluded else rows & having
            found |= rows
        return found

    def parts(self, index: PublicIndex) -> tuple[BitMap, dict[str, BitMap]]:
        """The claims of each term that has to be there, by what was typed.

        Before them the claims that what is not wanted leaves; no terms where there are
        alternatives. Everything has been looked up.
        """
        base, parts = index.claims.all, dict[str, BitMap]()
        if len(self.alternatives) != 1:
            return base, parts
        for term, is_excluded in self.alternatives[0]:
            if is_excluded:
                base = base - self._having(term, index)
            else:
                parts[self.typed[term]] = self._having(term, index)
        return base, parts

    @property
    def excluded(self) -> list[str]:
        """What is not wanted, as it was typed."""
        return [self.typed[term] for terms in self.alternatives
                for term, is_excluded in terms if is_excluded]  # fmt: skip

    def _having(self, term: Term, index: PublicIndex) -> BitMap:
        """The claims with this term; the index goes on to hold them, if they are many."""
        if term in self.common:
            index.words.keep(term.name, self.found[term])
        elif term in self.found:
            index.words.forget(term.name)
        if term.name in index.words:
            return index.words.having(term.name)
        if term not in self.found:  # the index was loaded anew since, or let go of it
            self.found[term] = read_all(self.using, term)
        return index.claims.of_ids(self.found[term])


def read_rare(using: str, words: Collection[Term]) -> dict[Term, Ids]:
    """The claims of those of these words that few claims have."""
    if not words:
        return {}
    most = min(MOST_RARE_CLAIMS, ROWS_AT_ONCE // len(words))
    found: list[list[int]] = [[] for _ in words]
    sql = " UNION ALL ".join([RARE_SQL] * len(words))
    parameters = [
        value
        for number, word in enumerate(words)
        for value in (number, word.query, most + 1)
    ]
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        for number, claim in cursor.fetchall():
            found[number].append(claim)
    return {
        word: np.array(claims, np.int64)
        for word, claims in zip(words, found, strict=True)
        if len(claims) <= most
    }


def read_all(using: str, term: Term) -> Ids:
    """Every claim that has this term, however many have it."""
    first = read_parts(using, FIRST_SQL, [[term.query, ROWS_AT_ONCE + 1]])
    if len(first) <= ROWS_AT_ONCE:
        return first
    ranges = id_ranges(using, "articles_publication", ROWS_AT_ONCE)
    return read_parts(using, RANGE_SQL, ([term.query, *ends] for ends in ranges))


def read_among(using: str, term: Term, claims: Ids) -> Ids:
    """Those of these claims that have this term."""
    starts = range(0, len(claims), ROWS_AT_ONCE)
    parts = (claims[start : start + ROWS_AT_ONCE].tolist() for start in starts)
    return read_parts(using, AMONG_SQL, ([term.query, part] for part in parts))


def read_parts(using: str, sql: str, asked: Iterable[Sequence[object]]) -> Ids:
    """What a statement that gives numbers finds, with these parameters one by one."""
    found = [np.empty(0, np.int64)]
    for parameters in asked:
        ((sent,),) = fetch_binary(using, sql, parameters)
        found.append(read_numbers(sent))
    return np.concatenate(found)

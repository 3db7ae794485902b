"""Finds the claims that have the words of a search.

A rare word is looked up in PostgreSQL, with the claims that have it. A word that many
have is read once and held in memory with the index (public_index/words.py), a phrase of
such words as well: whatever is asked, the answer is exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connections
from pyroaring import BitMap

from articles.domain.text.search_terms import read_search
from articles.queries.public_index.contents import PublicIndex
from articles.queries.public_index.words import MOST_RARE_CLAIMS

TERMS_SQL = """
SELECT public.search_phrase(term)::text,
       ARRAY(SELECT stem FROM public.search_words(term) ORDER BY place)
FROM unnest(%s::text[]) WITH ORDINALITY AS typed (term, number) ORDER BY number
"""
CLAIMS_SQL = """
(SELECT %s::int, id FROM articles_publication
 WHERE superseded_at IS NULL AND search @@ %s::tsquery LIMIT %s)
"""


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


@dataclass
class WordSearch:
    """What is looked for: any of the alternatives, each of terms, wanted or not.

    `rare`: the claims of terms that few have.
    """

    using: str
    alternatives: list[list[tuple[Term, bool]]]
    rare: dict[Term, list[int]] = field(default_factory=dict)

    @property
    def terms(self) -> set[Term]:
        return {term for terms in self.alternatives for term, _ in terms}

    def unknown_terms(self, index: PublicIndex) -> list[Term]:
        """What has to be looked up; a phrase of common words is not rare to look up."""
        return [
            term
            for term in sorted(self.terms)
            if term.name not in index.words
            and not (term.is_phrase and all(w in index.words for w in term.words))
        ]

    def look_up(self, terms: Iterable[Term]) -> None:
        """Read the claims of those of these terms that few claims have."""
        asked = list(terms)
        if not asked:
            return
        found: dict[Term, list[int]] = {term: [] for term in asked}
        sql = " UNION ALL ".join([CLAIMS_SQL] * len(asked))
        parameters = [
            value
            for number, term in enumerate(asked)
            for value in (number, term.query, MOST_RARE_CLAIMS + 1)
        ]
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, parameters)
            for number, claim in cursor.fetchall():
                found[asked[number]].append(claim)
        self.rare = {t: ids for t, ids in found.items() if len(ids) <= MOST_RARE_CLAIMS}

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

    def _having(self, term: Term, index: PublicIndex) -> BitMap:
        if term in self.rare:
            return index.claims.of_ids(self.rare[term])
        if term.name not in index.words:
            # Read while the index is held: nothing that it is told later can be missed.
            claims = read_all_claims(self.using, term)
            index.words.keep(term.name, claims, is_phrase=term.is_phrase)
        return index.words.having(term.name)


def read_all_claims(using: str, term: Term) -> list[int]:
    """Every claim that has this term."""
    sql = (
        "SELECT id FROM articles_publication"
        " WHERE superseded_at IS NULL AND search @@ %s::tsquery"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [term.query])
        return [claim for (claim,) in cursor.fetchall()]


def read_word_search(typed: str, using: str) -> WordSearch:
    """What somebody typed, without little words, which nobody looks for."""
    read = read_search(typed)
    texts = [term.words for terms in read for term in terms]
    if not texts:
        return WordSearch(using, [])
    with connections[using].cursor() as cursor:
        cursor.execute(TERMS_SQL, [texts])
        known = {
            text: Term(query, tuple(words))
            for text, (query, words) in zip(texts, cursor.fetchall(), strict=True)
        }
    alternatives = [
        [
            (known[term.words], term.is_excluded)
            for term in terms
            if known[term.words].words
        ]
        for terms in read
    ]
    return WordSearch(using, [terms for terms in alternatives if terms])

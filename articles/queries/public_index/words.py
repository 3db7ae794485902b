"""The claims that have a word or a phrase which many have, in memory.

PostgreSQL finds a rare word in the time that its claims take. A word that a fifth of all
claims has takes as long as they do: the claims of such a word are read once, and noted
from then on as claims change.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting import NOWHERE, FacetIndex, bitmap_of

MOST_RARE_CLAIMS = 2_000  # claims of a term that are looked up anew with each search
# So much is held of all terms, or so much for each claim; the longest unused goes first.
LEAST_LIMIT, LIMIT_A_CLAIM = 16_000_000, 40  # bytes
LEAST_BYTES = 8_000
MOST_AWAITED = 64


class CommonWords:
    """The claims of each term: a word as PostgreSQL has it, or a phrase of some."""

    def __init__(self, claims: FacetIndex) -> None:
        self._claims = claims
        # Which of those that are held or awaited are phrases.
        self._phrases: set[str] = set()
        # Terms that somebody is reading now, and the claims that have come with them since.
        self._awaited: dict[str, list[int]] = {}

    @property
    def phrases(self) -> list[str]:
        return sorted(self._phrases)

    def __contains__(self, term: str) -> bool:
        return term in self._claims.sets

    def having(self, term: str) -> BitMap:
        sets = self._claims.sets
        sets[term] = found = sets.pop(term)  # used last
        return found & self._claims.all

    def expect(self, term: str, *, is_phrase: bool = False) -> None:
        """Whoever says so will read the claims of a term, while the index may go on."""
        if term not in self:
            self._awaited.setdefault(term, [])
            if is_phrase:
                self._phrases.add(term)
        while len(self._awaited) > MOST_AWAITED:
            self.forget(next(iter(self._awaited)))

    def forget(self, term: str) -> None:
        """The claims of a term will not be held."""
        self._claims.sets.pop(term, None)
        self._awaited.pop(term, None)
        self._phrases.discard(term)

    def load(self, term: str, places: NDArray) -> None:
        """Hold these claims of a term, besides others: where they were built."""
        rows = bitmap_of(np.sort(places[places != NOWHERE], kind="stable"))
        sets = self._claims.sets
        sets[term] = sets[term] | rows if term in sets else rows

    def keep(self, term: str, claims: NDArray) -> None:
        """Hold the claims of a term: those that were read since it was expected.

        What the words of a claim are never changes, and claims that came meanwhile were
        noted. Without a word that it was expected (in an index that was loaded since),
        some may be missing, and it is not held.
        """
        if (since := self._awaited.pop(term, None)) is None:
            return
        sets = self._claims.sets
        sets[term] = self._claims.of_ids(np.append(claims, np.array(since, np.int64)))
        sizes = {held: self._bytes(rows) for held, rows in sets.items()}
        limit = max(LEAST_LIMIT, LIMIT_A_CLAIM * len(self._claims.all))
        excess = sum(sizes.values()) - limit
        for oldest in list(sets)[:-1]:
            if excess <= 0:
                break
            excess -= sizes[oldest]
            self.forget(oldest)

    def _bytes(self, rows: BitMap) -> int:
        """About as much as a bitmap takes, at most; the smallest are no reason to hold
        very many, which are all looked for in each claim that comes."""
        return max(LEAST_BYTES, min(2 * len(rows), len(self._claims.all) // 8))

    def note(self, claim: int, terms: Iterable[str]) -> None:
        """A claim that has just been put in has these terms."""
        here = self._claims.of_ids([claim])
        for term in terms:
            if term in self._claims.sets:
                self._claims.sets[term] |= here
            elif term in self._awaited:
                self._awaited[term].append(claim)

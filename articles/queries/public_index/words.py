"""The claims that have a word or a phrase which many have, in memory.

PostgreSQL finds a rare word in the time that its claims take. A word that a fifth of all
claims has takes as long as they do: the claims of such a word are read once, and noted
from then on as claims change.
"""

from collections.abc import Iterable

from numpy.typing import NDArray
from pyroaring import BitMap

from articles.domain.faceting import FacetIndex

MOST_RARE_CLAIMS = 2_000  # claims of a term that are looked up anew with each search
MOST_TERMS = 4_096  # words and phrases that are held; the longest unused goes first


class CommonWords:
    """The claims of each term: a word as PostgreSQL has it, or a phrase of some."""

    def __init__(self, claims: FacetIndex) -> None:
        self._claims = claims
        self._phrases: dict[str, None] = {}

    @property
    def phrases(self) -> list[str]:
        return list(self._phrases)

    def __contains__(self, term: str) -> bool:
        return term in self._claims.sets

    def having(self, term: str) -> BitMap:
        sets = self._claims.sets
        sets[term] = found = sets.pop(term)  # used last
        return found & self._claims.all

    def keep(
        self, term: str, claims: Iterable[int] | NDArray, *, is_phrase: bool = False
    ) -> None:
        """Hold the claims of a term."""
        sets = self._claims.sets
        sets[term] = self._claims.of_ids(claims)
        if is_phrase:
            self._phrases[term] = None
        while len(sets) > MOST_TERMS:
            oldest = next(iter(sets))
            del sets[oldest]
            self._phrases.pop(oldest, None)

    def note(self, claim: int, terms: Iterable[str]) -> None:
        """A claim that has just been put in has these terms."""
        here = self._claims.of_ids([claim])
        for term in terms:
            if term in self._claims.sets:
                self._claims.sets[term] |= here

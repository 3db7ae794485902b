"""How much two statements say in common, by the words that both have.

Words are stems with their places, as articles/migrations/_search_form.py has them. A
name stands for whom it names: it may be said in any of the names that are recorded. A
word weighs the more, the fewer statements hold it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import combinations, pairwise
from math import log, sqrt
from typing import NamedTuple

FIRST_SIGN = (
    "\u0e01"  # from here on a letter alone is a sign, which says little by itself
)
MAX_COMMON_TERMS = 6  # terms that are too frequent to be looked for one by one


class Word(NamedTuple):
    """A stem, and its place in the text."""

    stem: str
    place: int


Phrase = tuple[Word, ...]  # words at these distances from one another
Part = tuple[str, ...]  # what counts once: a word, or two signs
Rows = Callable[[str], float]  # how many statements hold a stem, about
Weigh = Callable[[Part], float]


@dataclass(frozen=True)
class Term:
    """One thing that a statement speaks of, and each way in which it may be said."""

    ways: tuple[Phrase, ...]

    @cached_property
    def said(self) -> tuple[frozenset[Part], ...]:
        """What each way says; asked of every statement that it is compared with."""
        return tuple(map(said_parts, self.ways))

    def rows(self, rows: Rows) -> float:
        """How many statements say it, at most."""
        return sum(min(rows(word.stem) for word in way) for way in self.ways)

    def is_in(self, said: frozenset[Part]) -> bool:
        return any(way <= said for way in self.said)


def said_parts(phrase: Iterable[Word]) -> frozenset[Part]:
    """What a phrase says: its words, and its signs two by two."""
    return frozenset(tuple(word.stem for word in part) for part in parts(phrase))


def parts(words: Iterable[Word]) -> list[Phrase]:
    """The words, each by itself; of a script without spaces, each two signs in a row."""
    known = sorted(set(words), key=lambda word: word.place)
    if not any(map(is_sign, known)):
        return [(word,) for word in known]
    pairs = [
        pair
        for pair in pairwise(known)
        if all(map(is_sign, pair)) and pair[1].place == pair[0].place + 1
    ]
    paired = {word for pair in pairs for word in pair}
    return [*((word,) for word in known if word not in paired), *pairs]


def is_sign(word: Word) -> bool:
    return len(word.stem) == 1 and word.stem >= FIRST_SIGN


def statement_terms(
    words: Sequence[Word], names: Mapping[Phrase, Sequence[Phrase]]
) -> list[Term]:
    """What a statement speaks of; `names`: those in it, with others for the same."""
    named: list[Term] = []
    used: set[str] = set()
    mine = {word.stem for word in words}
    for name in sorted(names, key=len, reverse=True):  # the longest first
        stems = {word.stem for word in name}
        if stems and stems <= mine and not stems <= used:
            named.append(Term((name, *names[name])))
            used |= stems
    rest = [part for part in parts(words) if not {word.stem for word in part} <= used]
    # The same word twice is one term.
    single = {said_parts(part): Term((part,)) for part in rest}
    return [*named, *single.values()]


def choose_searches(
    terms: Sequence[Term], rows: Rows, all_rows: float, most: float
) -> list[list[Term]]:
    """What to look for, so that about `most` rows are found: terms that stand together.

    Rare terms by themselves; of those that are left over, two together, the rarest pairs
    first; where nothing is rare enough, all of them together.
    """
    ordered = sorted(terms, key=lambda term: term.rows(rows))
    chosen: list[list[Term]] = []
    for term in ordered:
        if (found := term.rows(rows)) > most:
            break
        most -= found
        chosen.append([term])
    common = ordered[len(chosen) :][:MAX_COMMON_TERMS]
    pairs = {
        pair: pair[0].rows(rows) * pair[1].rows(rows) / max(all_rows, 1)
        for pair in combinations(common, 2)
    }
    for pair, found in sorted(pairs.items(), key=lambda each: each[1]):
        if found > most:
            break
        most -= found
        chosen.append(list(pair))
    return chosen or ([common] if common else [])


class Overlap(NamedTuple):
    """How much of one statement's weight the other has, from 0 to 1 each."""

    of_first: float
    of_second: float

    @property
    def both(self) -> float:
        return sqrt(self.of_first * self.of_second)


def overlap(terms: Sequence[Term], others: Iterable[Word], weigh: Weigh) -> Overlap:
    """Compare a statement, as its terms, with the words of another one."""
    known = said_parts(others)
    # Of a name, its rarest word.
    weights = {term: max(map(weigh, term.said[0])) for term in terms}
    shared = [term for term in terms if term.is_in(known)]
    ways = (way for term in shared for way in term.said)
    covered = frozenset().union(*(way for way in ways if way <= known))
    return Overlap(
        sum(weights[term] for term in shared) / (sum(weights.values()) or 1),
        sum(map(weigh, covered)) / (sum(map(weigh, known)) or 1),
    )


def scale(rows: Rows, all_rows: float) -> Weigh:
    """What a part weighs among so many statements; each is weighed once."""
    return cache(partial(part_weight, rows=rows, all_rows=all_rows))


def part_weight(part: Part, rows: Rows, all_rows: float) -> float:
    """The less frequent, the more; 1 for what every statement holds.

    What none holds weighs as what one does: it may be another word for the same.
    """
    return 1 + log((all_rows + 2) / (max(1, min(map(rows, part))) + 1))

"""What a search that found nothing would find with fewer words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

MOST_WORDS = 12  # of a search that is tried without one of them
MOST_OFFERS = 6

Rows = Any  # a bitmap of rows, narrow or wide: BitMap or BitMap64


@dataclass(frozen=True)
class FewerWords:
    """Some of the words that were typed, what was left out, and how many have these."""

    words: str
    without: list[str]
    count: int


def offer_fewer_words(
    base: Rows, parts: Mapping[str, Rows], excluded: Iterable[str] = ()
) -> list[FewerWords]:
    """The searches with one word less that find something, the closest first.

    Where none does, the one without all words that nothing has, or else each word by
    itself. `base`: where is searched; `parts`: what has each word; `excluded`: words that
    are not wanted, and stay so.
    """
    if not 1 < len(parts) <= MOST_WORDS:
        return []
    found = {word: base & rows for word, rows in parts.items() if base & rows}
    one_less = [[other for other in parts if other != word] for word in parts]
    for tried in (one_less, [list(found)], [[word] for word in found]):
        offers = [
            count_with(words, found, parts, excluded)
            for words in tried
            if words and found.keys() >= set(words)
        ]
        if fitting := [offer for offer in offers if offer.count]:
            return sorted(fitting, key=lambda offer: offer.count)[:MOST_OFFERS]
    return []


@dataclass(frozen=True)
class SearchAdvice:
    """What was understood of a search that found nothing, and what might be meant."""

    searched: list[str] = field(default_factory=list)
    little_words: list[str] = field(default_factory=list)
    fewer: list[FewerWords] = field(default_factory=list)


def count_with(
    words: list[str],
    found: Mapping[str, Rows],
    parts: Mapping[str, Rows],
    excluded: Iterable[str],
) -> FewerWords:
    typed = " ".join([*words, *(f"-{word}" for word in excluded)])
    left_out = [word for word in parts if word not in words]
    count = len(reduce(and_, (found[word] for word in words)))
    return FewerWords(typed, left_out, count)

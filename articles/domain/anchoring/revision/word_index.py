"""Tokenises a text into words and signs: where each stands, and how telling it is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from articles.domain.anchoring.anchors import (
    INVISIBLE_CHARACTERS,
    TYPOGRAPHIC_EQUIVALENTS,
)

# Scripts that put no spaces between their words: every sign counts as a word.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Marks that stand inside a word though no letters: accents, Arabic vowels, joiners.
_INSIDE = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
# A longer run without a space is no word; cut, it cannot make one comparison endless.
MAX_WORD_LENGTH = 64
_LETTERS = rf"\w{{1,{MAX_WORD_LENGTH}}}(?:(?:[{_INSIDE}\u200c\u200d\u00ad]+|['’](?=\w))\w{{0,{MAX_WORD_LENGTH}}}){{0,16}}"
_WORD = re.compile(rf"{_LETTERS}|[^\w\s]")
# The same for a text with words that no spaces part; it takes twice the time.
_UNSPACED_WORD = re.compile(
    rf"[{_UNSPACED}]|" + _LETTERS.replace(r"\w{", rf"[^\W{_UNSPACED}]{{") + r"|[^\w\s]"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_FOLDINGS = {**TYPOGRAPHIC_EQUIVALENTS, **dict.fromkeys(map(ord, INVISIBLE_CHARACTERS))}
# What a sign that is no word counts for, beside a word that stands only once: 1.
SIGN_WEIGHT = 0.1


class Vocabulary:
    """Gives the same number to words that differ only in what a copy may change."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self.is_word: list[bool] = []

    def number(self, word: str) -> int:
        """The word's number; a new one, counting from 0, where it has none yet."""
        number = self._seen.get(word)
        if number is None:
            number = self._numbers.setdefault(fold_words(word), len(self._numbers))
            if number == len(self.is_word):
                self.is_word.append(word[0].isalnum())
            self._seen[word] = number
        return number


@dataclass(frozen=True)
class IndexedWords:
    """A text's words in order: where each begins and ends, and its number."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)


def fold_words(words: str) -> str:
    """Fold away the differences that a copy or a typesetter makes."""
    return unicodedata.normalize("NFKC", words).translate(_FOLDINGS).casefold()


def index_words(text: str, vocabulary: Vocabulary) -> IndexedWords:
    """Split a text into words, and number them in this vocabulary."""
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    pattern = _UNSPACED_WORD if _HAS_UNSPACED.search(text) else _WORD
    for match in pattern.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        numbers.append(vocabulary.number(match[0]))
    return IndexedWords(text, starts, ends, numbers)


def word_weights(
    old: IndexedWords, new: IndexedWords, vocabulary: Vocabulary
) -> list[float]:
    """How much each word tells, by its number: 1 for a rare one, less for a common."""
    counts = Counter(old.numbers)
    counts |= Counter(new.numbers)
    total = max(len(old), len(new), 1)
    scale = log(1 + total)
    return [
        log(1 + total / counts[number]) / scale if is_word else SIGN_WEIGHT
        for number, is_word in enumerate(vocabulary.is_word)
    ]

"""Tokenises a text into words and signs: where each stands, and how telling it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from articles.domain.text.normalization import REVISION_WORDS, normalize_text
from articles.domain.text.tokenization import REVISION_TOKENS, find_tokens

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
            number = self._numbers.setdefault(
                normalize_text(word, REVISION_WORDS), len(self._numbers)
            )
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


def index_words(text: str, vocabulary: Vocabulary) -> IndexedWords:
    """Split a text into words, and number them in this vocabulary."""
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    for match in find_tokens(text, REVISION_TOKENS):
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

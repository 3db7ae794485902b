"""Tokenises a text into words and signs: where each stands, and how telling it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

from articles.domain.text.normalization import REVISION_WORDS, normalize_text
from articles.domain.text.tokenization import REVISION_TOKENS, split_tokens

# What a sign that is no word counts for, beside a word that stands only once: 1.
SIGN_WEIGHT = 0.1


class Vocabulary(dict[str, int]):
    """Each word's number, which words share that differ only as a copy may differ.

    A word that is looked up for the first time gets one, counting from 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}
        self.is_word: list[bool] = []

    def __missing__(self, word: str) -> int:
        number = self._numbers.setdefault(
            normalize_text(word, REVISION_WORDS), len(self._numbers)
        )
        if number == len(self.is_word):
            self.is_word.append(word[0].isalnum())
        self[word] = number
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
    # Without a loop of our own, which would take most of the time of a revision.
    parts = split_tokens(text, REVISION_TOKENS)
    borders = list(accumulate(map(len, parts)))
    return IndexedWords(
        text,
        starts=borders[:-1:2],
        ends=borders[1::2],
        numbers=list(map(vocabulary.__getitem__, parts[1::2])),
    )


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

"""A text as paragraphs, sentences and words, each of which is known again after an edit."""

import random
import re
from dataclasses import dataclass
from itertools import count, pairwise

from articles.domain.anchoring.anchors import TextSpan

SENTENCE_END = re.compile(r"(?<=[.!?؟])(?:[\"”“»])?\s+(?=\S)")

_ids = count()


@dataclass(frozen=True)
class Word:
    text: str
    # Shared by an old word and what has become of it; a copy has one of its own.
    id: int
    is_kept: bool = True


Sentence = list[Word]
Document = list[list[Sentence]]


def new_word(text: str) -> Word:
    return Word(text, next(_ids))


def parse(text: str) -> Document:
    result = []
    for paragraph in text.strip().split("\n\n"):
        cuts = [0, *(m.end() for m in SENTENCE_END.finditer(paragraph)), len(paragraph)]
        result.append(
            [
                [new_word(word) for word in paragraph[left:right].split()]
                for left, right in pairwise(cuts)
                if paragraph[left:right].strip()
            ]
        )
    return result


def render(document: Document) -> tuple[str, dict[int, TextSpan]]:
    text = ""
    places = {}
    for paragraph in document:
        if text and any(paragraph):
            text += "\n\n"
        for index, word in enumerate(word for s in paragraph for word in s):
            text += " " if index else ""
            places[word.id] = TextSpan(len(text), len(text) + len(word.text))
            text += word.text
    return text, places


def pick(dice: random.Random, document: Document) -> tuple[int, int]:
    """The paragraph and the number of a sentence in it."""
    paragraph = dice.choice(
        [index for index, paragraph in enumerate(document) if paragraph]
    )
    return paragraph, dice.randrange(len(document[paragraph]))


def surroundings(document: Document, words: Sentence) -> Sentence:
    """The sentences before and after those that the words are of."""
    sentences = [s for paragraph in document for s in paragraph if s]
    ids = {word.id for word in words}
    touched = [
        at
        for at, sentence in enumerate(sentences)
        if any(w.id in ids for w in sentence)
    ]
    return [
        word
        for at in (touched[0] - 1, touched[-1] + 1)
        if 0 <= at < len(sentences)
        for word in sentences[at]
    ]

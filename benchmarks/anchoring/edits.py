"""Edits a text as a newsroom does, from a seed."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.anchoring.documents import (
    Document,
    Sentence,
    Word,
    new_word,
    parse,
    pick,
)
from benchmarks.anchoring.questions import LEAST_KEPT, Questions, Version
from benchmarks.anchoring.wording import AND, HEDGES, SWAPS

# A paragraph that no text has.
FAR = 1_000_000


@dataclass(frozen=True)
class Profile:
    """How many of the sentences are touched, and what share of their words."""

    touched: float
    words: float


PROFILES = [Profile(0, 0), Profile(0.3, 0.08), Profile(0.6, 0.18), Profile(0.8, 0.35)]


class Editor:
    """One edited version of a text. `pool` are sentences from elsewhere."""

    def __init__(self, language: str, pool: list[str], seed: str) -> None:
        self.random = random.Random(seed)
        self.language = language
        self.pool = pool
        self.vocabulary = sorted({word for line in pool for word in line.split()})
        swaps = re.sub(r"\n\s*", " ", SWAPS[language]).split(",")
        self.swaps = dict(swap.strip().split(">") for swap in swaps)
        # The words that the edit has copied, and those that stand twice, in the old text
        # or by the edit.
        self.copied: set[int] = set()
        self.doubled: set[int] = set()

    def version(self, text: str, cases: int) -> Version:
        old = parse(text)
        has_copies = self.random.random() < 0.4
        copied: list[set[int]] = []
        if has_copies and self.random.random() < 0.5:
            copied += [self.copy_sentence(old, old) for _ in range(3)]
        new = [list(paragraph) for paragraph in old]
        profile = self.random.choice(PROFILES)
        if has_copies:
            copied += [self.copy_sentence(old, new) for _ in range(3)]
            self.copied.update(*copied[-3:])
        for _ in range(self.random.choice([0, 2, 4, 7])):
            self.restructure(new)
        new = [
            [self.reword(sentence, profile) for sentence in paragraph]
            for paragraph in new
        ]
        for _ in range(self.random.choice([0, 1, 3])):
            self.split_or_merge(new)
        if has_copies and copied and self.random.random() < 0.5:
            # One of the copies, or the original, is reworded or taken out.
            self.touch_copy(new, self.random.choice(copied))
        asked = Questions(self.random, self.copied, self.doubled)
        return asked.of(old, new, cases, copied)

    # Words

    def reword(self, sentence: Sentence, profile: Profile) -> Sentence:
        if self.random.random() >= profile.touched or not sentence:
            return sentence
        result: Sentence = []
        for word in sentence:
            if self.random.random() < profile.words:
                result += self.edited(word)
            else:
                result.append(word)
        if self.random.random() < 0.35:
            hedge = self.random.choice(HEDGES[self.language].split("|"))
            at = self.random.randrange(len(result) + 1)
            result[at:at] = [new_word(part) for part in hedge.split()]
        return result or sentence

    def edited(self, word: Word) -> Sentence:
        core = word.text.strip('.,;:!?"“”„()،؟')
        tail = word.text[word.text.find(core) + len(core) :] if core else ""
        roll = self.random.random()
        if core in self.swaps and roll < 0.8:
            return self.changed(word, self.swaps[core] + tail)
        if roll < 0.3 and len(core) > 3:
            return self.changed(word, self.typo(word.text))
        if roll < 0.5:
            return []
        if roll < 0.8:
            return self.changed(word, self.random.choice(self.vocabulary))
        return [word, new_word(self.random.choice(self.vocabulary))]

    def changed(self, word: Word, text: str) -> Sentence:
        first, *rest = text.split()
        return [Word(first, word.id, is_kept=False), *map(new_word, rest)]

    def typo(self, text: str) -> str:
        at = self.random.randrange(1, len(text) - 1)
        return self.random.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            ]
        )

    # Sentences and paragraphs

    def restructure(self, document: Document) -> None:
        steps: list[Callable[[Document], None]] = [
            self.delete_sentence,
            self.delete_sentence,
            self.replace_sentence,
            self.replace_by_twin,
            self.delete_paragraph,
            self.move_paragraph,
            self.move_sentence,
            self.insert_sentence,
            self.insert_paragraph,
            self.insert_twin,
        ]
        self.random.choice(steps)(document)

    def foreign(self) -> Sentence:
        return [new_word(word) for word in self.random.choice(self.pool).split()]

    def delete_sentence(self, document: Document) -> None:
        paragraph, sentence = pick(self.random, document)
        del document[paragraph][sentence]

    def replace_sentence(self, document: Document) -> None:
        paragraph, sentence = pick(self.random, document)
        document[paragraph][sentence] = self.foreign()

    def replace_by_twin(self, document: Document) -> None:
        """In its place stands something that is like another sentence of the text."""
        paragraph, sentence = pick(self.random, document)
        other, index = pick(self.random, document)
        texts = {word.text for word in document[paragraph][sentence]}
        shared = sum(word.text in texts for word in document[other][index])
        if shared > LEAST_KEPT * len(document[other][index]):
            # So like it that nobody would call it a deletion.
            return
        self.copied.update(word.id for word in document[other][index])
        words = [new_word(word.text) for word in document[other][index]]
        document[paragraph][sentence] = self.reword(words, Profile(1, 0.3))

    def delete_paragraph(self, document: Document) -> None:
        del document[pick(self.random, document)[0]]

    def move_paragraph(self, document: Document) -> None:
        moved = document.pop(pick(self.random, document)[0])
        document.insert(self.random.randrange(len(document) + 1), moved)

    def move_sentence(self, document: Document) -> None:
        paragraph, sentence = pick(self.random, document)
        moved = document[paragraph].pop(sentence)
        self.put(document, moved, FAR)

    def put(self, document: Document, sentence: Sentence, source: int) -> None:
        """Into a paragraph away from the source: a copy never adjoins its like."""
        away = [at for at in range(len(document)) if abs(at - source) > 1]
        index = self.random.choice(away or [source])
        paragraph = document[index]
        paragraph.insert(self.random.randrange(len(paragraph) + 1), sentence)

    def insert_sentence(self, document: Document) -> None:
        self.put(document, self.foreign(), FAR)

    def insert_paragraph(self, document: Document) -> None:
        at = self.random.randrange(len(document) + 1)
        document.insert(at, [self.foreign() for _ in range(3)])

    def insert_twin(self, document: Document) -> None:
        """A sentence that is like another one, with some other words."""
        paragraph, sentence = pick(self.random, document)
        words = [new_word(word.text) for word in document[paragraph][sentence]]
        self.copied.update(word.id for word in document[paragraph][sentence])
        self.put(document, self.reword(words, Profile(1, 0.3)), paragraph)

    def copy_sentence(self, source: Document, target: Document) -> set[int]:
        """Put a copy somewhere; the ids of the words that it copies."""
        paragraph, index = pick(self.random, source)
        sentence = source[paragraph][index]
        copy = [new_word(word.text) for word in sentence]
        if paragraph > 1 and self.random.random() < 0.2:
            target.insert(1, [copy])
        else:
            self.put(target, copy, paragraph)
        ids = {word.id for word in sentence}
        self.doubled |= ids | {word.id for word in copy}
        return ids

    def touch_copy(self, document: Document, ids: set[int]) -> None:
        for paragraph in document:
            for index, sentence in enumerate(paragraph):
                if any(word.id in ids for word in sentence):
                    if self.random.random() < 0.4:
                        del paragraph[index]
                    else:
                        paragraph[index] = self.reword(sentence, Profile(1, 0.15))
                    return

    def split_or_merge(self, document: Document) -> None:
        paragraph, index = pick(self.random, document)
        sentences = document[paragraph]
        commas = [
            at
            for at, word in enumerate(sentences[index])
            if word.text[-1] in ",;،" and 3 < at < len(sentences[index]) - 4
        ]
        if commas:
            at = self.random.choice(commas)
            words = sentences[index]
            words[at : at + 1] = [replace(words[at], text=words[at].text[:-1] + ".")]
        elif index + 1 < len(sentences) and sentences[index]:
            last = sentences[index][-1]
            joined = replace(last, text=last.text.rstrip(".") + ",")
            link = new_word(AND[self.language])
            merged = [*sentences[index][:-1], joined, link, *sentences[index + 1]]
            sentences[index : index + 2] = [merged]

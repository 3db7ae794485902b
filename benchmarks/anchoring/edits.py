"""Edits a text as a newsroom does, from a seed, and knows where every word has gone."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count, pairwise

from articles.anchoring import Anchor, Place, describe
from benchmarks.anchoring.wording import AND, HEDGES, SWAPS

SENTENCE_END = re.compile(r"(?<=[.!?؟])(?:[\"”“»])?\s+(?=\S)")
# A quote of which less than this share of the words has been left as it was is
# neither counted as edited nor as deleted.
LEAST_KEPT = 0.4
# A claim takes more than one word.
FEWEST_WORDS = 2
# Words that have stayed among their neighbours have one of these within so many signs.
NEAR = 150
# A paragraph that no text has.
FAR = 1_000_000

_ids = count()


@dataclass(frozen=True)
class Word:
    text: str
    # Shared by an old word and what has become of it; a copy has one of its own.
    id: int
    is_kept: bool = True


Sentence = list[Word]
Document = list[list[Sentence]]


@dataclass(frozen=True)
class Case:
    """An anchor in the old text, and where its words are in the new one, if anywhere."""

    anchor: Anchor
    truth: Place | None
    kind: str
    is_repeated: bool


@dataclass(frozen=True)
class Version:
    old: str
    new: str
    cases: list[Case]


@dataclass(frozen=True)
class Profile:
    """How many of the sentences are touched, and what share of their words."""

    touched: float
    words: float


PROFILES = [Profile(0, 0), Profile(0.3, 0.08), Profile(0.6, 0.18), Profile(0.8, 0.35)]


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


def render(document: Document) -> tuple[str, dict[int, Place]]:
    text = ""
    places = {}
    for paragraph in document:
        if text and any(paragraph):
            text += "\n\n"
        for index, word in enumerate(word for s in paragraph for word in s):
            text += " " if index else ""
            places[word.id] = Place(len(text), len(text) + len(word.text))
            text += word.text
    return text, places


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
        return self.measure(old, new, cases, copied)

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

    def place(self, document: Document) -> tuple[int, int]:
        paragraph = self.random.choice(
            [index for index, paragraph in enumerate(document) if paragraph]
        )
        return paragraph, self.random.randrange(len(document[paragraph]))

    def foreign(self) -> Sentence:
        return [new_word(word) for word in self.random.choice(self.pool).split()]

    def delete_sentence(self, document: Document) -> None:
        paragraph, sentence = self.place(document)
        del document[paragraph][sentence]

    def replace_sentence(self, document: Document) -> None:
        paragraph, sentence = self.place(document)
        document[paragraph][sentence] = self.foreign()

    def replace_by_twin(self, document: Document) -> None:
        """In its place stands something that is like another sentence of the text."""
        paragraph, sentence = self.place(document)
        other, index = self.place(document)
        texts = {word.text for word in document[paragraph][sentence]}
        shared = sum(word.text in texts for word in document[other][index])
        if shared > LEAST_KEPT * len(document[other][index]):
            # So like it that nobody would call it a deletion.
            return
        self.copied.update(word.id for word in document[other][index])
        words = [new_word(word.text) for word in document[other][index]]
        document[paragraph][sentence] = self.reword(words, Profile(1, 0.3))

    def delete_paragraph(self, document: Document) -> None:
        del document[self.place(document)[0]]

    def move_paragraph(self, document: Document) -> None:
        moved = document.pop(self.place(document)[0])
        document.insert(self.random.randrange(len(document) + 1), moved)

    def move_sentence(self, document: Document) -> None:
        paragraph, sentence = self.place(document)
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
        paragraph, sentence = self.place(document)
        words = [new_word(word.text) for word in document[paragraph][sentence]]
        self.copied.update(word.id for word in document[paragraph][sentence])
        self.put(document, self.reword(words, Profile(1, 0.3)), paragraph)

    def copy_sentence(self, source: Document, target: Document) -> set[int]:
        """Put a copy somewhere; the ids of the words that it copies."""
        paragraph, index = self.place(source)
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
        paragraph, index = self.place(document)
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

    # What is asked of a matcher

    def measure(
        self, old: Document, new: Document, cases: int, copied: Iterable[set[int]]
    ) -> Version:
        old_text, old_places = render(old)
        new_text, new_places = render(new)
        kept = {w.id for p in new for s in p for w in s if w.is_kept}
        spans = [self.span(old) for _ in range(cases)]
        doubled = set().union(*copied)
        spans += [
            sentence
            for paragraph in old
            for sentence in paragraph
            if sentence and sentence[0].id in doubled
        ]
        lost = [
            sentence
            for paragraph in old
            for sentence in paragraph
            if sentence and not any(word.id in new_places for word in sentence)
        ]
        spans += self.random.sample(lost, min(3, len(lost)))
        found = []
        # Each passage is asked for once.
        for words in {(words[0].id, words[-1].id): words for words in spans}.values():
            if len(words) < FEWEST_WORDS:
                continue
            anchor = self.anchor(old_text, words, old_places)
            around = surroundings(old, words)
            case = self.case(
                anchor, words, around, old_text, new_text, new_places, kept
            )
            if case:
                found.append(case)
        return Version(old_text, new_text, found)

    def span(self, document: Document) -> Sentence:
        """A clause, a sentence or several."""
        paragraph, index = self.place(document)
        sentences = document[paragraph]
        roll = self.random.random()
        if roll < 0.25 and len(sentences) > 1:
            return [w for s in sentences[index : index + 3] for w in s]
        words = sentences[index]
        if roll < 0.6 and len(words) > 8:
            size = self.random.randrange(5, len(words) - 1)
            start = self.random.randrange(len(words) - size)
            return words[start : start + size]
        return words

    def anchor(self, text: str, words: Sentence, places: dict[int, Place]) -> Anchor:
        start, end = places[words[0].id].start, places[words[-1].id].end
        if self.random.random() < 0.5:
            end = start + len(text[start:end].rstrip(".,;:،"))
        return describe(text, start, max(end, start + 1))

    def case(
        self,
        anchor: Anchor,
        words: Sentence,
        around: Iterable[Word],
        old: str,
        new: str,
        places: dict[int, Place],
        kept: set[int],
    ) -> Case | None:
        left = [places[word.id] for word in words if word.id in places]
        is_repeated = old.count(anchor.exact) > 1 or new.count(anchor.exact) > 1
        if not left:
            if any(word.id in self.copied for word in words):
                # To copy something and delete it is to move it.
                return None
            return Case(anchor, None, "deleted", bool(new.count(anchor.exact)))
        truth = Place(min(p.start for p in left), max(p.end for p in left))
        if any(w.id in self.copied | self.doubled for w in words) and (
            self.is_alone(around, truth, places) or adjoins(new, truth, anchor.exact)
        ):
            # Without its surroundings, or beside its double, nobody can say which it is.
            return None
        if new.startswith(anchor.exact, truth.start):
            truth = Place(truth.start, truth.start + len(anchor.exact))
            return Case(anchor, truth, "unchanged", is_repeated)
        share = sum(word.id in kept for word in words) / len(words)
        is_scattered = truth.end - truth.start > 2 * len(anchor.exact) + 100
        if share < LEAST_KEPT or is_scattered:
            return None
        return Case(anchor, truth, "edited", is_repeated)

    def is_alone(
        self, around: Iterable[Word], truth: Place, places: dict[int, Place]
    ) -> bool:
        """Whether nothing that stood around the words stands around them still."""
        near = Place(truth.start - NEAR, truth.end + NEAR)
        return not any(
            word.id in places and near.start <= places[word.id].start <= near.end
            for word in around
        )


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


def adjoins(text: str, place: Place, words: str) -> bool:
    """Whether the same words stand right before or after this place."""
    core = words.rstrip(".,;:،!? ")
    before = text[: place.start].rstrip(".,;:،!? \n")
    after = text[place.end :].lstrip(".,;:،!? \n")
    return before.endswith(core) or after.startswith(core)

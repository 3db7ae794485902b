"""What is asked of a matcher: words of the old text, and where they are in the new one."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from articles.domain.anchoring.anchors import Anchor, TextSpan, build_anchor
from benchmarks.anchoring.documents import (
    Document,
    Sentence,
    Word,
    pick,
    render,
    surroundings,
)

# A quote of which less than this share of the words has been left as it was is
# neither counted as edited nor as deleted.
LEAST_KEPT = 0.4
# A claim takes more than one word.
FEWEST_WORDS = 2
# Words that have stayed among their neighbours have one of these within so many signs.
NEAR = 150


@dataclass(frozen=True)
class Case:
    """An anchor in the old text, and where its words are in the new one, if anywhere."""

    anchor: Anchor
    truth: TextSpan | None
    kind: str
    is_repeated: bool


@dataclass(frozen=True)
class Version:
    old: str
    new: str
    cases: list[Case]


class Questions:
    """Asks for words of an edited text. What the edit copied or doubled is told apart."""

    def __init__(
        self, dice: random.Random, copied: set[int], doubled: set[int]
    ) -> None:
        self.random = dice
        self.copied = copied
        self.doubled = doubled

    def of(
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
        paragraph, index = pick(self.random, document)
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

    def anchor(self, text: str, words: Sentence, places: dict[int, TextSpan]) -> Anchor:
        start, end = places[words[0].id].start, places[words[-1].id].end
        if self.random.random() < 0.5:
            end = start + len(text[start:end].rstrip(".,;:،"))
        return build_anchor(text, start, max(end, start + 1))

    def case(
        self,
        anchor: Anchor,
        words: Sentence,
        around: Iterable[Word],
        old: str,
        new: str,
        places: dict[int, TextSpan],
        kept: set[int],
    ) -> Case | None:
        left = [places[word.id] for word in words if word.id in places]
        is_repeated = old.count(anchor.exact) > 1 or new.count(anchor.exact) > 1
        if not left:
            if any(word.id in self.copied for word in words):
                # To copy something and delete it is to move it.
                return None
            return Case(anchor, None, "deleted", bool(new.count(anchor.exact)))
        truth = TextSpan(min(p.start for p in left), max(p.end for p in left))
        if any(w.id in self.copied | self.doubled for w in words) and (
            self.is_alone(around, truth, places) or adjoins(new, truth, anchor.exact)
        ):
            # Without its surroundings, or beside its double, nobody can say which it is.
            return None
        if new.startswith(anchor.exact, truth.start):
            truth = TextSpan(truth.start, truth.start + len(anchor.exact))
            return Case(anchor, truth, "unchanged", is_repeated)
        share = sum(word.id in kept for word in words) / len(words)
        is_scattered = truth.end - truth.start > 2 * len(anchor.exact) + 100
        if share < LEAST_KEPT or is_scattered:
            return None
        return Case(anchor, truth, "edited", is_repeated)

    def is_alone(
        self, around: Iterable[Word], truth: TextSpan, places: dict[int, TextSpan]
    ) -> bool:
        """Whether nothing that stood around the words stands around them still."""
        near = TextSpan(truth.start - NEAR, truth.end + NEAR)
        return not any(
            word.id in places and near.start <= places[word.id].start <= near.end
            for word in around
        )


def adjoins(text: str, place: TextSpan, words: str) -> bool:
    """Whether the same words stand right before or after this place."""
    core = words.rstrip(".,;:،!? ")
    before = text[: place.start].rstrip(".,;:،!? \n")
    after = text[place.end :].lstrip(".,;:،!? \n")
    return before.endswith(core) or after.startswith(core)

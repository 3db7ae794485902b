"""Whom does "the minister" mean, where a text names the minister elsewhere?"""

from collections import defaultdict

from articles.suggesting.names import Phrase, Phrases
from articles.suggesting.tokens import Sentence

LONGEST_OFFICE = 4  # words


class Offices:
    """The people whom a text names together with what they are."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        # By the words of an office, and by its last words: who holds it.
        self.holders: dict[str, set[str]] = defaultdict(set)

    def learn(self, phrase: Phrase, name: str) -> None:
        """ "Mayor Ina Falk", "the mayor, Ina Falk", "Ina Falk, mayor of Tarn"."""
        sentence, at = phrase.sentence, phrase.name_first
        self.keep(sentence, at - (sentence.lower(at - 1) == ","), name)
        if sentence.lower(phrase.last) == ",":
            at = phrase.last + 1
            while at <= phrase.last + LONGEST_OFFICE and self.is_inside(sentence, at):
                at += 1
            self.keep(sentence, at, name)

    def keep(self, sentence: Sentence, last: int, name: str) -> None:
        if not sentence.has("titles", last - 1):
            return
        first = last - 1
        while first > max(0, last - LONGEST_OFFICE) and self.is_inside(
            sentence, first - 1
        ):
            first -= 1
        if any(sentence.has("no_longer", at) for at in range(first, last)):
            return
        words = [token.bare for token in sentence.tokens[first:last]]
        for at in range(len(words)):
            self.holders[" ".join(words[at:])].add(name)

    @staticmethod
    def is_inside(sentence: Sentence, at: int) -> bool:
        """May this word stand inside the words of an office?"""
        return (
            0 <= at < len(sentence)
            and sentence[at].is_word
            and not sentence[at].is_possessive
            and not any(
                sentence.has(kind, at)
                for kind in ("determiners", "joins", "borders", "verbs", "relative")
            )
        )

    def meant(self, phrase: Phrase) -> set[str]:
        """Who may be meant by "the minister"; nobody, where no office is named."""
        sentence = phrase.sentence
        if not sentence.has("definite", phrase.first):
            return set()
        words = sentence.tokens[phrase.first + 1 : phrase.last]
        return self.holders.get(" ".join(token.lower for token in words), set())

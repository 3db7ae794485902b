"""Resolves "the minister" to the person whom the text names as such elsewhere."""

from collections import defaultdict

from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase, SpeakerPhrases

MAX_OFFICE_WORDS = 4  # words


class Offices:
    """The people whom a text names together with what they are."""

    def __init__(self, phrases: SpeakerPhrases) -> None:
        self.phrases = phrases
        # By the words of an office, and by its last words: who holds it.
        self.holders: dict[str, set[str]] = defaultdict(set)

    def learn(self, phrase: SpeakerPhrase, name: str) -> None:
        """ "Mayor Ina Falk", "the mayor, Ina Falk,", "Ina Falk, mayor of Tarn"."""
        sentence, first, past = phrase.sentence, phrase.name_first, phrase.last
        self.add_holder(sentence, first, name, ("titles", "speakers"))
        if sentence.lower(first - 1) == "," and not self.is_inside(sentence, past):
            self.add_holder(sentence, self.before_join(sentence, first - 1), name)
        if sentence.lower(past) == ",":
            at = past + 1 + sentence.has("determiners", past + 1)
            while at <= past + MAX_OFFICE_WORDS and self.is_inside(sentence, at):
                at += 1
            # Not in "Ina Falk, the mayor said, is ill".
            if not sentence.has("speaks", at):
                self.add_holder(sentence, at, name)

    def add_holder(
        self, sentence: Sentence, last: int, name: str,
        kinds: tuple[str, ...] = ("titles",),
    ) -> None:  # fmt: skip
        if not any(sentence.has(kind, last - 1) for kind in kinds):
            return
        first = last - 1
        while first > max(0, last - MAX_OFFICE_WORDS) and self.is_inside(
            sentence, first - 1
        ):
            first -= 1
        if any(sentence.has("no_longer", at) for at in range(first, last)):
            return
        words = [token.bare for token in sentence.tokens[first:last]]
        for at in range(len(words)):
            self.holders[" ".join(words[at:])].add(name)

    @staticmethod
    def before_join(sentence: Sentence, last: int) -> int:
        """Past which word the office lies in "the mayor of Lisk"."""
        for at in range(last - 1, max(0, last - MAX_OFFICE_WORDS), -1):
            if sentence.has("joins", at):
                return at
            if not sentence[at].is_word:
                break
        return last

    @staticmethod
    def is_inside(sentence: Sentence, at: int) -> bool:
        """Whether this word may stand inside the words of an office."""
        return (
            0 <= at < len(sentence)
            and sentence[at].is_word
            and not sentence[at].is_possessive
            and not any(
                sentence.has(kind, at)
                for kind in ("determiners", "joins", "borders", "verbs", "relative")
            )
        )

    def possible_holders(self, phrase: SpeakerPhrase) -> set[str]:
        """Who may be meant by "the minister"; nobody, where no office is named."""
        sentence = phrase.sentence
        if not sentence.has("definite", phrase.first):
            return set()
        words = sentence.tokens[phrase.first + 1 : phrase.last]
        return self.holders.get(" ".join(token.lower for token in words), set())

"""Recognizes words that name somebody, or something that can speak."""

from articles.domain.suggestion.cues import CueTable
from articles.domain.suggestion.sentences import Sentence, TaggedToken

MAX_SUBJECT_WORDS = 16  # words

SPEAKING_PRONOUNS = ("pronouns_person", "pronouns_thing", "pronouns_several")


class ProperNames:
    """Tells the words that name somebody, by the table of one language."""

    def __init__(
        self, cues: CueTable, known: frozenset[str], small: frozenset[str]
    ) -> None:
        self.cues = cues
        # Words that stand with a capital also within sentences: names. And words that
        # stand there without one.
        self.known = known
        self.small = small

    def is_common(self, token: TaggedToken) -> bool:
        """Whether this first word of a sentence has its capital only from there."""
        word = token.bare
        return word not in self.known and (
            word in self.small
            or any(self.has(kind, token) for kind in ("joins", "borders", "between"))
        )

    @staticmethod
    def has(name: str, token: TaggedToken) -> bool:
        return name in token.tags

    # -- what a run of tokens is

    def is_name(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether it is nothing but a name: two words or more, or one that is known.

        A name consists of capitals, particles and initials.
        """
        run = sentence.tokens[first:last]
        if not run or not all(self.in_name(token) for token in run):
            return False
        capitals = [token for token in run if token.is_capital]
        if not capitals or self.has("openers", run[0]) or self.has("not_names", run[0]):
            return False
        if any(self.has(kind, run[0]) for kind in ("determiners", "joins")):
            return False
        if self.is_pronoun(run[0]):
            return False
        if not run[-1].is_capital and run[-1].word != ".":
            return False
        if len(capitals) > 1 or first > 0:
            return True
        return run[0].bare in self.known

    def in_name(self, token: TaggedToken) -> bool:
        if token.word == ".":
            return True
        if not token.is_word:
            return False
        return (
            token.is_capital
            or self.has("particles", token)
            or token.word[0].isdigit()
            or ("-" in token.word and any(sign.isupper() for sign in token.word))
        )

    def is_pronoun(self, token: TaggedToken) -> bool:
        return any(
            self.has(kind, token) for kind in (*SPEAKING_PRONOUNS, "pronouns_other")
        )

    def head(self, sentence: Sentence, first: int, last: int) -> TaggedToken:
        """The word that the others describe: the last before "of", "for", ..."""
        for index in range(first + 1, last):
            token = sentence[index]
            joins = self.has("joins", token) or self.has("participles", token)
            if joins and not self.between_capitals(sentence, index):
                return sentence[index - 1]
        return sentence[last - 1]

    def between_capitals(self, sentence: Sentence, index: int) -> bool:
        return (
            sentence[index - 1].is_capital
            and index + 1 < len(sentence)
            and sentence[index + 1].is_capital
            and not (index == 1 and self.has("speakers", sentence[0]))
        )

    def can_speak(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether these words, a subject, name somebody or something that can speak."""
        run = sentence.tokens[first:last]
        if not self.is_short_and_plain(run):
            return False
        if any(self.has(kind, run[0]) for kind in SPEAKING_PRONOUNS):
            return len(run) == 1
        if self.is_name(sentence, first, last):
            return True
        if self.has("joins", run[0]) and not self.has("speakers", run[0]):
            return False
        head = self.head(sentence, first, last)
        if any(
            self.has(kind, head) for kind in ("speakers", "document_nouns", "titles")
        ):
            return True
        name = self.trailing_name(sentence, first, last)
        if name is None or self.is_pronoun(run[0]):
            return False
        return head.is_capital or self.capitals(sentence, *name) > 1

    def is_short_and_plain(self, run: list[TaggedToken]) -> bool:
        return 0 < len(run) <= MAX_SUBJECT_WORDS and not any(
            self.has("verbs", token)
            or token.is_quotation
            or not (token.is_word or token.word in ".-–()")
            for token in run
        )

    def trailing_name(
        self, sentence: Sentence, first: int, last: int
    ) -> tuple[int, int] | None:
        """The name at the end of "the river minister Ina Falk", "coach Rafa Oriol"."""
        at = last
        while at > first and self.in_name(sentence[at - 1]):
            at -= 1
        while (
            at < last and not sentence[at].is_capital and "-" not in sentence[at].word
        ):
            at += 1
        if at < last and self.has("determiners", sentence[at]):
            at += 1
        if at >= last or self.only_small(sentence, at, last):
            return None
        if self.cues.nouns_are_capitalised and not self.real_name(sentence, at, last):
            return None
        return at, last

    def real_name(self, sentence: Sentence, first: int, last: int) -> bool:
        return not any(
            self.has("speakers", each) for each in sentence.tokens[first:last]
        )

    def only_small(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether the one capital is there only since a sentence begins."""
        run = sentence.tokens[first:last]
        return first == 0 and len(run) == 1 and run[0].bare not in self.known

    @staticmethod
    def capitals(sentence: Sentence, first: int, last: int) -> int:
        return sum(token.is_capital for token in sentence.tokens[first:last])

    def is_person_run(self, sentence: Sentence, first: int, last: int) -> bool:
        run = sentence.tokens[first:last]
        institutional = any(
            self.has(kind, token)
            for token in run
            for kind in ("organisations", "outlets", "speakers")
            if not self.has("titles", token)
        )
        return self.capitals(sentence, first, last) >= 2 and not institutional

    # -- the names in a sentence

    def name_runs(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The names in a sentence: runs of capitals with small words between them."""
        found, at = [], 0
        while at < len(sentence):
            if not self.begins(sentence, at):
                at += 1
                continue
            last = at + 1
            while last < len(sentence) and self.continues(sentence, last):
                last += 1
            while last > at + 1 and not sentence[last - 1].is_capital:
                last -= 1
            if self.is_name(sentence, at, last):
                found.append((at, last))
            at = last
        return found

    def begins(self, sentence: Sentence, at: int) -> bool:
        token = sentence[at]
        if at == 0 and token.is_capital and self.is_common(token):
            return False
        if at == 0 and self.asks(sentence):
            return False
        return token.is_capital and not (
            self.has("openers", token)
            or self.has("determiners", token)
            or self.has("not_names", token)
            or self.is_pronoun(token)
        )

    def asks(self, sentence: Sentence) -> bool:
        """ "Did Ina Falk know?": the verb in front is no first name."""
        first = sentence[0]
        return (
            self.has("not_words", first)
            or self.has("between_verbs", first)
            or (self.has("verbs", first) and sentence[-1].word == "?")
        )

    def continues(self, sentence: Sentence, at: int) -> bool:
        token = sentence[at]
        if sentence[at - 1].is_possessive or self.has("not_names", token):
            return False
        if token.word == ".":
            return (
                self.has("honorifics", sentence[at - 1])
                or len(sentence[at - 1].word) == 1
            )
        following = at + 1 < len(sentence) and sentence[at + 1].is_capital
        return token.is_capital or (self.has("particles", token) and following)

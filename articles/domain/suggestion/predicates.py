"""Tells by a word's list and ending whether a clause has its verb, or gets it here."""

from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.subjects import CueMatch, Subjects

MIN_STATEMENT_WORDS = 3  # a statement has at least so many words
MAX_SUBJECT_WORDS = 6  # before an inserted "X said", so many are perhaps a subject only
MIN_VERB_LENGTH = 4  # letters; shorter words with a verb's ending are many other things
# Words that a subject without its name consists of.
SUBJECT_LISTS = frozenset(["determiners", "speakers", "titles", "particles", "joins"])
# Words that begin no predicate.
NO_PREDICATE_LISTS = ("borders", "relative_openers", "goes_on", "both", "determiners",
                      "before_places", "openers", "pronouns_person", "pronouns_other")  # fmt: skip


class Predicates(Subjects):
    """Finds verbs and what has none, by the table of one language."""

    def is_resumed(self, sentence: Sentence, first: int, last: int, rest: int) -> bool:
        """Whether the words from `rest` on end the clause that begins at `first`.

        "The town, Ann said, needs a bridge": there is no verb yet, or here it comes.
        """
        if rest >= len(sentence) or not sentence[rest].is_word:
            return False
        verbs = [at for at in range(first, last) if self.is_verb(sentence, at)]
        no_predicate = any(sentence.has(kind, rest) for kind in NO_PREDICATE_LISTS)
        if (
            self.looks_like_verb(sentence, last - 1)
            and self.count_words(sentence, first, last) <= MIN_STATEMENT_WORDS
            and (sentence.has("determiners", rest) or not no_predicate)
        ):
            return True  # "The town needs, Ann said, a bridge"
        if no_predicate:
            return False
        if verbs and verbs[-1] == last - 1:
            return True
        apart = any(sentence.has("relative_openers", at) for at in range(first, last))
        if self.is_verb(sentence, rest) or sentence.has("between", rest):
            few = self.count_words(sentence, first, last) <= MAX_SUBJECT_WORDS
            return few or apart or not verbs
        if verbs and not apart:
            return False
        few = self.count_words(sentence, first, last) < MIN_STATEMENT_WORDS
        return few or self.looks_like_verb(sentence, rest)

    def is_within_relative(self, sentence: Sentence, cue: CueMatch) -> bool:
        """ "X, who said …" at the beginning: what X does is still to come."""
        at = self.subject_end(sentence, cue) - 1
        if not sentence.has("relative", at) or sentence.lower(at - 1) != ",":
            return False
        first = self.without_opening(sentence, 0, at)
        return all(
            sentence[index].is_capital or sentence[index].tags & SUBJECT_LISTS
            for index in range(first, at - 1)
        )

    def may_be_predicate(self, sentence: Sentence, at: int) -> bool:
        """Whether a word may be the verb of a clause whose subject came before."""
        token = sentence[at]
        if not token.is_word or token.is_capital or token.lower.endswith("ing"):
            return False
        is_closed = any(sentence.has(kind, at) for kind in NO_PREDICATE_LISTS)
        return self.is_verb(sentence, at) or not is_closed

    @staticmethod
    def is_verb(sentence: Sentence, at: int) -> bool:
        return sentence.has("verbs", at) or sentence.has("between_verbs", at)

    def looks_like_verb(self, sentence: Sentence, at: int) -> bool:
        """Whether a word has the ending of a verb, and no word of a noun before it."""
        token = sentence[at]
        endings = tuple(self.cues.words.get("verb_endings", ()))
        if not (endings and token.lower.endswith(endings)) or token.is_capital:
            return False
        return len(token.word) >= MIN_VERB_LENGTH and not (
            sentence.has("determiners", at - 1)
            or sentence.has("before_places", at - 1)
            or sentence.has("by", at + 1)  # "supplied by"
            or any(sentence.has(kind, at) for kind in NO_PREDICATE_LISTS)
        )

    def is_adverbial(self, sentence: Sentence, first: int) -> bool:
        """ "on Nov. 9 in the hall.": the rest tells when, where or how, not what."""
        if not (
            sentence.has("before_places", first) or sentence.has("adverbials", first)
        ):
            return False
        return not any(
            sentence[at].is_quotation
            or sentence.has("that", at)
            or self.is_verb(sentence, at)
            or self.looks_like_verb(sentence, at)
            for at in range(first, len(sentence))
        )

    def count_words(self, sentence: Sentence, first: int, last: int) -> int:
        return sum(token.is_word for token in sentence.tokens[first:last])

"""Finds where the content around a cue begins and ends."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.subjects import CueMatch, Subjects

MAX_WORDS_TO_THAT = 12  # words between a verb and its "that"
MIN_STATEMENT_WORDS = 3  # a statement has at least so many words
MAX_SUBJECT_WORDS = 6  # before an inserted "X said", so many are perhaps a subject only
MIN_VERB_LENGTH = 4  # letters; shorter words with a verb's ending are many other things
# Words that a subject without its name consists of.
SUBJECT_LISTS = frozenset(["determiners", "speakers", "titles", "particles", "joins"])
# Words that begin no predicate.
NO_PREDICATE_LISTS = ("borders", "relative_openers", "goes_on", "both", "determiners",
                      "before_places", "openers", "pronouns_person", "pronouns_other")  # fmt: skip


@dataclass(frozen=True)
class ContentStart:
    """Where what is said begins, and by which sign that is known."""

    at: int
    by: str  # "that", "colon", "quotation", "words", "end"


class Clauses(Subjects):
    """Finds what is said, by the table of one language."""

    # -- to the right: what is said

    def content_start(self, sentence: Sentence, cue: CueMatch) -> ContentStart:
        """Where the words begin that the verb announces."""
        at = self.past_asides(sentence, cue.last)
        if " ".join(cue.words) in self.cues.words.get("addresses", ()):
            at = self.past_asides(sentence, self.past_listener(sentence, at))
        begin = self.content_start_at_colon(sentence, at) or self.content_start_at(
            sentence, at
        )
        return (
            (self.content_start_past_place(sentence, at) or begin)
            if begin.by == "words"
            else begin
        )

    def content_start_past_place(
        self, sentence: Sentence, at: int
    ) -> ContentStart | None:
        """ "said in court that …"; in German "sagte der Agentur, man habe …"."""
        placed = sentence.has("before_places", at)
        for index in range(at + 1, min(at + MAX_WORDS_TO_THAT, len(sentence))):
            if sentence.has("verbs", index) or sentence.has("between_verbs", index):
                return None
            if placed and sentence.has("that", index):
                return ContentStart(index + 1, "that")
            if not sentence[index].is_word:
                comma = sentence[index].word == "," and self.cues.comma_begins
                if not comma or not self.is_clause(sentence, index + 1):
                    return None
                return self.content_start_at(sentence, index)
        return None

    def is_clause(self, sentence: Sentence, first: int) -> bool:
        """Whether a "that" or a verb soon shows that a clause begins here."""
        return sentence.has("that", first) or any(
            sentence.has("verbs", at) or sentence.has("between_verbs", at)
            for at in range(first, min(first + MAX_WORDS_TO_THAT, len(sentence)))
        )

    def content_start_at_colon(
        self, sentence: Sentence, at: int
    ) -> ContentStart | None:
        """ "said the following:" at the end of a sentence."""
        last = len(sentence) - 1
        if at <= last <= at + 3 and sentence[last].word == ":":
            return ContentStart(last + 1, "colon")
        return None

    def content_start_at(self, sentence: Sentence, at: int) -> ContentStart:
        """Where the words begin, judged by the token at this index."""
        if at >= len(sentence):
            return ContentStart(at, "end")
        if sentence.lower(at) == "," and (
            sentence.is_quotation(at + 1) or sentence.has("that", at + 1)
            or (self.cues.comma_begins and at + 1 < len(sentence))
        ):  # fmt: skip
            return self.content_start_at(sentence, at + 1)
        if sentence.is_quotation(at):
            return ContentStart(at, "quotation")
        if sentence.has("that", at):
            # "She says that was a mistake": it stands for something.
            if sentence.has("verbs", at + 1) and not sentence.has("conditions", at):
                return ContentStart(at, "words")
            return ContentStart(at + 1, "that")
        if sentence.lower(at) == ":":
            return ContentStart(at + 1, "colon")
        if not sentence[at].is_word:
            return ContentStart(at, "end")
        return ContentStart(at, "words")

    def past_asides(self, sentence: Sentence, at: int) -> int:
        for _ in range(4):
            if at >= len(sentence):
                break
            comma = sentence[at].word == "," and at + 1 < len(sentence)
            match = self.cues.asides.match(
                self.text, sentence[at + comma].start, sentence[-1].end
            )
            if not match:
                break
            past = sentence.index_at(match.end())
            closed = past < len(sentence) and sentence[past].word == ","
            at = past + 1 if comma and closed else past
        return at

    def past_listener(self, sentence: Sentence, at: int) -> int:
        """Past "Reuters", "the court", "a news conference in Tarn"."""
        for index in range(at, min(at + MAX_WORDS_TO_THAT, len(sentence))):
            if sentence.has("that", index) and index > at:
                return index
            if not sentence[index].is_word:
                if sentence[index].word == ":" or sentence.is_quotation(index):
                    return index
                break
        first = at
        while (
            at < len(sentence) and at - first < 3 and (sentence.has("determiners", at))
        ):
            at += 1
        named = at
        while at < len(sentence) and at - named < 5 and sentence[at].is_capital:
            at += 1
        if sentence.has("listeners" if at == named else "heard_on", at):
            at += 1
        return at if at > named or first == named else first

    # -- where it ends

    def content_end(self, sentence: Sentence, first: int, cues: list[CueMatch]) -> int:
        """Before the full stop, or before somebody else begins to say something."""
        last = len(sentence)
        while last > first and sentence[last - 1].word in ".!?…,;:؟。*_":
            last -= 1
        for cue in cues:
            if cue.first <= first:
                continue
            other = self.other_clause_start(sentence, first, cue)
            if other is not None:
                # "… is small; his successor, Ina Falk, says it is not"
                stops = (at for at in range(first, other) if sentence[at].word == ";")
                return min(next(stops, other), last)
        return last

    def other_clause_start(
        self, sentence: Sentence, first: int, cue: CueMatch
    ) -> int | None:
        """Where the clause of another cue begins, if it is not part of what is said."""
        if "goes_on" in cue.kinds and self.is_apart(sentence, cue.first):
            comma = not sentence.is_quotation(cue.first - 1)
            return cue.first - comma
        if not cue.kinds & {"speaks", "about"}:
            return None
        subject = self.find_subject(sentence, cue, first)
        begin = subject.first if subject else self.subject_end(sentence, cue)
        while (
            begin - 1 > first
            and sentence.has("borders", begin - 1)
            and not (sentence.has("that", begin - 1))
        ):
            begin -= 1
        if begin - 1 > first and sentence.lower(begin - 1) in {",", ";", "–", "—"}:
            return begin - 1
        return None

    @staticmethod
    def is_apart(sentence: Sentence, at: int) -> bool:
        """Whether a comma, a dash or a quotation stands right before this word."""
        return at > 0 and (
            sentence[at - 1].word in {",", "–", "—", "-"}
            or sentence.is_quotation(at - 1)
        )

    def before_free_dash(self, sentence: Sentence, first: int, last: int) -> int:
        """Before a dash that stands free: what follows is the author's remark."""
        for index in range(first + MIN_STATEMENT_WORDS, last):
            token = sentence[index]
            if token.word in "–—" and token.start > sentence[index - 1].end:
                return index
        return last

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

    def span(self, sentence: Sentence, first: int, last: int) -> TextSpan:
        return TextSpan(sentence[first].start, sentence[last - 1].end)

    def time_said(self, sentence: Sentence, begin: int, last: int) -> TextSpan | None:
        """When it was said: by what opens the sentence, or by words from `begin` on.

        "Ina Falk, who resigned on Monday, said" tells of another day.
        """
        opening = 0
        while opening < begin and sentence.has("openers", opening):
            opening += 1
        relative = (
            at
            for at in range(begin, last)
            if sentence.has("relative_openers", at)
            or (self.cues.comma_begins and sentence.lower(at) == ",")
        )
        return self.time_between(sentence, opening, opening + 1) or (
            self.time_between(sentence, begin, next(relative, last))
        )

    def time_between(
        self, sentence: Sentence, first: int, last: int
    ) -> TextSpan | None:
        """The words between two tokens that tell when it was said."""
        for index in range(max(first, 0), min(last, len(sentence))):
            match = self.cues.times.match(self.text, sentence[index].start)
            # "Radio 4’s Today programme" tells no day.
            is_name = index > 0 and sentence[index].is_capital
            if match and sentence[index].is_word and not is_name:
                return TextSpan(*match.span())
        return None

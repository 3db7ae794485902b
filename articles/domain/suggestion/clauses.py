"""Finds where the content around a cue begins and ends."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS, Predicates
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.subjects import CueMatch

MAX_WORDS_TO_THAT = 12  # words between a verb and its "that"


@dataclass(frozen=True)
class ContentStart:
    """Where what is said begins, and by which sign that is known."""

    at: int
    by: str  # "that", "colon", "quotation", "words", "end"


class Clauses(Predicates):
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

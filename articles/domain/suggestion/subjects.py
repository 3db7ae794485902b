"""Finds the cues of a sentence, and the subject to the left of each."""

from dataclasses import dataclass

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.cues import CueTable
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase, SpeakerPhrases

MAX_WORDS_FROM_NOT = 6  # words from a subject to a "not" that still bears on it


@dataclass(frozen=True)
class CueMatch:
    """Tokens [first, last) of a sentence that say that somebody says something."""

    first: int
    last: int
    words: tuple[str, ...]
    kinds: frozenset[str]

    def span(self, sentence: Sentence) -> TextSpan:
        return TextSpan(sentence[self.first].start, sentence[self.last - 1].end)


class Subjects:
    """Finds cues and their subjects, by the table of one language."""

    def __init__(self, text: str, cues: CueTable, phrases: SpeakerPhrases) -> None:
        self.text = text
        self.cues = cues
        self.phrases = phrases

    # -- the cues of a sentence

    def find_cues(self, sentence: Sentence) -> list[CueMatch]:
        """The cues of a sentence in order, none within another."""
        cues: list[CueMatch] = []
        past = 0
        known = self.cues.phrases
        for at, token in enumerate(sentence.tokens):
            if at < past or token.lower not in known:
                continue
            cue = self.cue_at(sentence, at)
            if cue:
                cues.append(cue)
                past = cue.last
        return cues

    def cue_at(self, sentence: Sentence, at: int) -> CueMatch | None:
        token = sentence[at]
        for rest, kinds in self.cues.phrases.get(token.lower, []):
            last = at + 1 + len(rest)
            words = tuple(each.lower for each in sentence.tokens[at + 1 : last])
            if words == rest:
                return CueMatch(at, last, (token.lower, *rest), kinds)
        return None

    def is_negated(self, sentence: Sentence, cue: CueMatch) -> bool:
        for index in range(cue.first - 1, max(-1, cue.first - 4), -1):
            if not sentence[index].is_word:
                break
            if sentence.has("not_words", index):
                return True
        return False

    def is_unsaid(self, sentence: Sentence, subject: SpeakerPhrase) -> bool:
        """ "No official said", "Had the mayor said", "X’s claim was": nobody says it."""
        first, last = subject.first, subject.last
        return (
            sentence.has("not_words", first - 1)
            or sentence.has("not_words", first)
            or sentence.has("nobody", first)
            or any(sentence.has("between_verbs", at) for at in range(first, last))
            or sentence[last - 1].is_possessive
            or self.is_somebody_elses(sentence, first, last)
            or self.is_doubted(sentence, first)
        )

    @staticmethod
    def is_somebody_elses(sentence: Sentence, first: int, last: int) -> bool:
        """ "Just heard the minister say": a verb of the author stands before."""
        return any(
            sentence.has("articles", at)
            and sentence[at - 1].is_word
            and not sentence[at - 1].is_capital
            and not any(
                sentence.has(kind, at - 1)
                for kind in ("joins", "determiners", "openers")
            )
            for at in range(first + 1, last)
        )

    def is_doubted(self, sentence: Sentence, first: int) -> bool:
        """ "It is not true that X said": the article does not say that X did."""
        before = sentence[first - 1] if first else None
        if before is None or not (
            self.phrases.has("that", before) or before.lower in self.cues.phrases
        ):
            return False
        for at in range(first - 2, max(-1, first - MAX_WORDS_FROM_NOT), -1):
            if not sentence[at].is_word:
                break
            if sentence.has("not_words", at):
                return True
        return False

    # -- to the left: the subject

    def subject_end(self, sentence: Sentence, cue: CueMatch) -> int:
        """Past which token the subject lies, when small words stand before the verb."""
        at = cue.first
        while at > 0 and sentence.has("between", at - 1):
            at -= 1
        return at

    def find_subject(
        self, sentence: Sentence, cue: CueMatch, lowest: int
    ) -> SpeakerPhrase | None:
        """Whose verb it is, where the words right before it say so."""
        last = self.subject_end(sentence, cue)
        if last <= lowest or self.is_open(sentence, last):
            return None
        if sentence.lower(last - 1) == "," or sentence.has("relative", last - 1):
            return self.subject_set_apart(sentence, last, lowest)
        first = max(self.phrases.phrase_start(sentence, last), lowest)
        first = self.without_opening(sentence, first, last)
        if first >= last and lowest == 0 and sentence.has("both", last - 1):
            return self.leading_phrase(
                sentence, self.without_opening(sentence, 0, last)
            )
        last = self.before_relative_clause(sentence, first, last)
        if first < last and self.phrases.can_speak(sentence, first, last):
            joined = sentence.has("both", first - 1)
            if joined and first >= 2 and sentence[first - 2].is_word:
                return self.shared_subject(sentence, first, last, lowest)
            described = sentence.lower(first - 1) == "," and first - 1 > lowest
            if described and not self.is_inserted(sentence, cue):
                return self.with_description(sentence, first, last, lowest)
            return self.phrases.speaker_phrase(sentence, first, last)
        return None

    @staticmethod
    def is_inserted(sentence: Sentence, cue: CueMatch) -> bool:
        """ "The town, Ann said, needs a bridge": what stands before describes nobody."""
        near = range(cue.last, min(cue.last + MAX_WORDS_FROM_NOT, len(sentence) - 1))
        for at in near:
            if not sentence[at].is_word and sentence[at].word != ".":
                return sentence[at].word == "," and sentence[at + 1].is_word
            if sentence.has("that", at) or sentence.has("verbs", at):
                break
        return False

    @staticmethod
    def before_relative_clause(sentence: Sentence, first: int, last: int) -> int:
        """Before "who" in "residents who saw it": the rest describes them."""
        found = (
            at
            for at in range(first + 1, last)
            if sentence.has("relative", at) and not sentence.has("determiners", at)
        )
        return next(found, last)

    def leading_phrase(self, sentence: Sentence, first: int) -> SpeakerPhrase | None:
        """Whom a sentence begins with, where it is plain how far the name goes."""
        last = self.phrases.phrase_end(sentence, first)
        if last <= first or not self.phrases.can_speak(sentence, first, last):
            return None
        plain = self.phrases.is_name(sentence, first, last) or (
            self.phrases.has("speakers", sentence[last - 1])
        )
        return self.phrases.speaker_phrase(sentence, first, last) if plain else None

    @staticmethod
    def is_open(sentence: Sentence, last: int) -> bool:
        """ "whether it says so": nobody says anything yet."""
        return any(sentence.has("conditions", at) for at in (last - 2, last - 3))

    def shared_subject(
        self, sentence: Sentence, first: int, last: int, lowest: int
    ) -> SpeakerPhrase | None:
        """After "and": a clause of its own, unless two share one verb: none is named."""
        begin = max(self.phrases.phrase_start(sentence, first - 1), lowest)
        begin = self.without_opening(sentence, begin, first - 1)
        if begin < first - 1 and self.phrases.can_speak(sentence, begin, first - 1):
            return SpeakerPhrase(sentence, begin, last, last, last)
        return self.phrases.speaker_phrase(sentence, first, last)

    def with_description(
        self, sentence: Sentence, first: int, last: int, lowest: int
    ) -> SpeakerPhrase:
        """ "its secretary, Piotr Wend, said": the description belongs to the name."""
        if self.phrases.is_name(sentence, first, last):
            begin = max(self.phrases.phrase_start(sentence, first - 1), lowest)
            begin = self.without_opening(sentence, begin, first - 1)
            head_can = begin < first - 1 and any(
                self.phrases.has(kind, self.phrases.head(sentence, begin, first - 1))
                for kind in ("speakers", "titles")
            )
            if head_can:
                inner = self.phrases.speaker_phrase(sentence, first, last)
                return SpeakerPhrase(
                    sentence, begin, last, inner.name_first, inner.name_last
                )
        return self.phrases.speaker_phrase(sentence, first, last)

    def subject_set_apart(
        self, sentence: Sentence, last: int, lowest: int
    ) -> SpeakerPhrase | None:
        """ "NAME, who ... , said" and "NAME, the mayor of Alt, said"."""
        end = last - 1
        if sentence.has("relative", end):
            end = end - 1 if sentence.lower(end - 1) == "," else end
            return self.subject_phrase(sentence, end, lowest)
        comma = end
        for _ in range(4):
            before = self.comma_before(sentence, comma, lowest)
            if before is None:
                return None
            comma = before
            inner = (comma + 1, end)
            if end - comma == 2 and sentence.has("after_names", comma + 1):
                return self.subject_phrase(sentence, comma, lowest)
            if self.phrases.is_name(sentence, *inner):
                named = self.subject_phrase(sentence, comma, lowest)
                if named and self.phrases.is_office(named, *inner):
                    return named
                return self.with_description(sentence, *inner, lowest)
            named = self.subject_phrase(sentence, comma, lowest)
            if named and (self.begins_clause(sentence, named.first, lowest)):
                return named
        return None

    def subject_phrase(
        self, sentence: Sentence, last: int, lowest: int
    ) -> SpeakerPhrase | None:
        first = max(self.phrases.phrase_start(sentence, last), lowest)
        first = self.without_opening(sentence, first, last)
        if first < last and self.phrases.can_speak(sentence, first, last):
            return self.phrases.speaker_phrase(sentence, first, last)
        return None

    def begins_clause(self, sentence: Sentence, first: int, lowest: int) -> bool:
        if first <= lowest:
            return True
        before = sentence[first - 1]
        return (
            not before.is_word
            or sentence.has("borders", first - 1)
            or (self.is_opening(sentence, lowest, first))
        )

    def is_opening(self, sentence: Sentence, lowest: int, first: int) -> bool:
        return self.without_opening(sentence, lowest, first) >= first

    @staticmethod
    def comma_before(sentence: Sentence, at: int, lowest: int) -> int | None:
        for index in range(at - 1, max(lowest, at - 30) - 1, -1):
            if sentence[index].word == ",":
                return index
            if sentence[index].word in ";:" or sentence[index].is_quotation:
                return None
        return None

    def without_opening(self, sentence: Sentence, first: int, last: int) -> int:
        """Without "Separately", "On Saturday" and the like in front."""
        for _ in range(4):
            begun = first
            while first < last and (
                sentence.has("openers", first) or sentence[first].word in ",;-–—"
            ):
                first += 1
            first = self.past_phrase(sentence, first, last)
            if first < last:
                first = self.past_aside(sentence, first, last)
            if first == begun:
                break
        return min(first, last)

    def past_phrase(self, sentence: Sentence, first: int, last: int) -> int:
        """Past an opener of several words, as "more than once"."""
        for words in self.cues.opening.get(sentence.lower(first), ()):
            past = first + len(words)
            if past <= last and words == tuple(
                token.lower for token in sentence.tokens[first:past]
            ):
                return past
        return first

    def past_aside(self, sentence: Sentence, first: int, last: int) -> int:
        match = self.cues.asides.match(self.text, sentence[first].start)
        if not match:
            return first
        past = sentence.index_at(match.end())
        return past if past <= last else first

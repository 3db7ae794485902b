"""Rules for other cues than verbs of saying: "according to X", "X accused Y of …"."""

from articles.domain.suggestion.contents import ContentRules
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.statements import (
    MIXED,
    Content,
    SpeakerChain,
    SpeechScope,
)
from articles.domain.suggestion.subjects import CueMatch


class Attributions(ContentRules):
    """The rules of all cues but the verbs of saying."""

    def about(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X accused Y of …", "X called for …"."""
        if self.clauses.is_negated(sentence, cue):
            return None
        first = cue.last
        last = self.clauses.content_end(sentence, first, cues)
        then = self.cues.about[cue.words]
        near = {sentence.lower(index) for index in range(first, min(last, first + 14))}
        if not ("" in then or near & then):
            return None
        subject = self.clauses.find_subject(sentence, cue, lowest)
        last = self.clauses.before_free_dash(sentence, first, last)
        if subject is None or last - first < MIN_STATEMENT_WORDS:
            return None
        if self.clauses.is_unsaid(sentence, subject):
            return None
        mode = self.mode(sentence, first, last)
        content = Content(
            (self.clauses.span(sentence, first, last),), mode, first, last
        )
        voice = self.speaker_chain(subject, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "about")

    def with_quotation(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X called the plan “a gift”"."""
        near = range(cue.last + 1, min(cue.last + 10, len(sentence)))
        quoted = next((i for i in near if sentence.is_quotation(i)), None)
        subject = self.clauses.find_subject(sentence, cue, lowest)
        if quoted is None or subject is None or self.clauses.is_negated(sentence, cue):
            return None
        if any(not sentence[i].is_word for i in range(cue.last, quoted)):
            return None
        if self.clauses.is_unsaid(sentence, subject):
            return None
        content = Content(
            (self.clauses.span(sentence, cue.last, quoted + 1),),
            MIXED, cue.last, quoted + 1,
        )  # fmt: skip
        voice = self.speaker_chain(subject, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "about")

    def goes_on(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "…, adding that …": the same speaker, or the one the sentence is about."""
        if not self.clauses.is_apart(sentence, cue.first):
            return None
        begin = self.clauses.content_start(sentence, cue)
        voice = self.continuing_speaker(sentence, cue)
        if voice is None:
            return None
        if begin.at >= len(sentence):
            self.announced = (voice, cue.span(sentence), "goes on")
            return None
        content = self.content_after(sentence, begin, cues)
        if content is None:
            return None
        return self.suggest(sentence, cue, content, voice, "goes on")

    def continuing_speaker(
        self, sentence: Sentence, cue: CueMatch
    ) -> SpeakerChain | None:
        """Behind a semicolon another may go on: "; the CBI disagreed, saying …"."""
        for at in range(cue.first - 1, 0, -1):
            if sentence[at].word == ";":
                phrase = self.clauses.leading_phrase(sentence, at + 1)
                return self.speaker_chain(phrase, None, direct=True) if phrase else None
        return self.last_speaker or self.sentence_subject(sentence)

    def sentence_subject(self, sentence: Sentence) -> SpeakerChain | None:
        first = self.clauses.without_opening(sentence, 0, len(sentence))
        phrase = self.clauses.leading_phrase(sentence, first)
        return self.speaker_chain(phrase, None, direct=True) if phrase else None

    def according(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "According to X, …" and "…, according to X"."""
        first = cue.last
        last = self.phrases.phrase_end(sentence, first)
        if last <= first or not self.phrases.can_speak(sentence, first, last):
            return None
        phrase = self.phrase_with_name(sentence, first, last)
        opening = self.clauses.without_opening(sentence, lowest, cue.first)
        if opening >= cue.first or within:
            content = self.content_after_source(sentence, phrase.last, cues)
        else:
            # "Der Damm ist laut Ott sicher": what is said stands on both sides.
            inside = phrase.last < len(sentence) and sentence[phrase.last].is_word
            if self.cues.comma_begins and inside:
                return None
            content = self.content_around_cue(sentence, cue, phrase.last, opening)
        if content is None:
            return None
        # "X reported that, according to Y, …": only there does X pass on what Y says.
        passed_on = within and cue.first <= within.first + 1
        voice = self.speaker_chain(phrase, within if passed_on else None, direct=False)
        return self.suggest(sentence, cue, content, voice, "according")

    def after_name(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X zufolge …": the cue stands after the name."""
        first = self.clauses.without_opening(
            sentence,
            max(self.phrases.phrase_start(sentence, cue.first), lowest),
            cue.first,
        )
        if not self.phrases.can_speak(sentence, first, cue.first):
            return None
        content = (
            self.content_after_source(sentence, cue.last, cues)
            if first <= lowest
            else self.content_around_cue(sentence, cue, cue.last, lowest, first)
        )
        if content is None:
            return None
        phrase = self.phrases.speaker_phrase(sentence, first, cue.first)
        voice = self.speaker_chain(phrase, None, direct=False)
        return self.suggest(sentence, cue, content, voice, "according")

    def unnamed(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "The court was told that …": by nobody, or by somebody who is named."""
        at, phrase = cue.last, None
        if sentence.has("by", at):
            last = self.phrases.phrase_end(sentence, at + 1)
            if last > at + 1 and self.phrases.can_speak(sentence, at + 1, last):
                phrase, at = self.phrases.speaker_phrase(sentence, at + 1, last), last
        begin = self.clauses.content_start_at(
            sentence, self.clauses.past_asides(sentence, at)
        )
        if begin.by != "that" or self.clauses.is_negated(sentence, cue):
            return None
        content = self.content_after(sentence, begin, cues)
        if content is None:
            return None
        voice = self.speaker_chain(phrase, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "unnamed")

    def noun(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X’s claim that …"."""
        if cue.first == 0 or not sentence.has("that", cue.last):
            return None
        if not sentence[cue.first - 1].is_possessive:
            return None
        first = max(self.phrases.phrase_start(sentence, cue.first), lowest)
        first = self.clauses.without_opening(sentence, first, cue.first)
        if not self.phrases.can_speak(sentence, first, cue.first):
            # "So much for the minister’s promise that …"
            first = max(
                (at for at in range(first, cue.first) if sentence.has("articles", at)),
                default=first,
            )
        if not self.phrases.can_speak(sentence, first, cue.first):
            return None
        begin, last = (
            cue.last + 1,
            self.clauses.content_end(sentence, cue.last + 1, cues),
        )
        verbs = [i for i in range(begin, last) if sentence.has("verbs", i)
                 or sentence.has("between_verbs", i)]  # fmt: skip
        apart = [i for i in verbs[1:] if i > verbs[0] + 1]
        last = apart[0] if apart else last
        if last - begin < MIN_STATEMENT_WORDS:
            return None
        phrase = self.phrases.speaker_phrase(sentence, first, cue.first)
        content = Content(
            (self.clauses.span(sentence, begin, last),),
            self.mode(sentence, begin, last), begin, last,
        )  # fmt: skip
        voice = self.speaker_chain(phrase, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "noun")

"""Rules for a relayer: "X quoted Y as saying …", "Y was accused by X of …"."""

from articles.domain.suggestion.contents import ContentRules
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS
from articles.domain.suggestion.proper_names import MAX_SUBJECT_WORDS
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase
from articles.domain.suggestion.statements import Content, SpeechScope
from articles.domain.suggestion.subjects import CueMatch


class Relays(ContentRules):
    """The rules of verbs whose subject is not the one who speaks, or not alone."""

    def passed_on(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X quoted Y as saying …", "Y was quoted by X as saying …"."""
        verb = self.quoting_verb(sentence, cue, lowest)
        if verb is None or self.clauses.is_negated(sentence, verb):
            return None
        passive = self.passive_cue(sentence, verb)
        if passive:
            claimant = self.clauses.find_subject(sentence, passive, lowest)
            relayer = self.agent_phrase(sentence, verb.last, cue.first)
        else:
            claimant = self.clauses.find_subject(sentence, cue, verb.last)
            relayer = self.clauses.find_subject(sentence, verb, lowest)
        begin = self.clauses.content_start_at(
            sentence, self.clauses.past_asides(sentence, cue.last)
        )
        content = self.content_after(sentence, begin, cues)
        if content is None and relayer:
            content = self.content_before(sentence, relayer.first, lowest)
        if claimant is None or content is None or sentence.has("by", cue.last):
            return None
        if relayer:
            outer = self.speaker_chain(relayer, within, direct=False)
            within = SpeechScope(verb.first, cue.last, outer)
        voice = self.speaker_chain(claimant, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "that")

    def quoting_verb(
        self, sentence: Sentence, cue: CueMatch, lowest: int
    ) -> CueMatch | None:
        """The verb to which "as saying" belongs."""
        for at in range(
            cue.first - 1, max(lowest, cue.first - MAX_SUBJECT_WORDS) - 1, -1
        ):
            if sentence.has("quotes", at):
                return CueMatch(at, at + 1, (sentence.lower(at),), cue.kinds)
        return None

    def passive_cue(self, sentence: Sentence, cue: CueMatch) -> CueMatch | None:
        """The cue with the "was" in front of it, if there is one."""
        at = self.clauses.subject_end(sentence, cue)
        if at and sentence.has("passive", at - 1):
            return CueMatch(at - 1, cue.last, cue.words, cue.kinds)
        return None

    def agent_phrase(
        self, sentence: Sentence, first: int, last: int
    ) -> SpeakerPhrase | None:
        """Who is named after "by" among these tokens."""
        for at in range(first, last):
            if sentence.has("by", at):
                if not self.phrases.can_speak(sentence, at + 1, last):
                    return None
                return self.phrases.speaker_phrase(sentence, at + 1, last)
        return None

    def about_passive(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X was accused by Y of …": Y says it, about X."""
        passive = self.passive_cue(sentence, cue)
        if passive is None or self.clauses.is_negated(sentence, passive):
            return None
        about = self.clauses.find_subject(sentence, passive, lowest)
        first = self.deed_start(sentence, cue)
        claimant = self.agent_phrase(sentence, cue.last, first)
        last = self.clauses.content_end(sentence, first, cues)
        if about is None or claimant is None or last - first < MIN_STATEMENT_WORDS:
            return None
        spans = (
            self.clauses.span(sentence, about.first, about.last),
            self.clauses.span(sentence, first, last),
        )
        content = Content(spans, self.mode(sentence, first, last), first, last)
        voice = self.speaker_chain(claimant, within, direct=False)
        return self.suggest(sentence, cue, content, voice, "about")

    def deed_start(self, sentence: Sentence, cue: CueMatch) -> int:
        """Where "of hiding …" begins: an "of" inside a name is not meant."""
        then = self.cues.about[cue.words]
        for at in range(cue.last, min(len(sentence), cue.last + MAX_SUBJECT_WORDS)):
            if sentence.lower(at) in then:
                past = at + 1 + sentence.has("determiners", at + 1)
                if past < len(sentence) and not sentence[past].is_capital:
                    return at
        return len(sentence)

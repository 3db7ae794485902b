"""The rule for verbs of saying: "X said that …", "…, said X"."""

from articles.domain.suggestion.clauses import (
    MAX_WORDS_TO_THAT,
    ContentStart,
)
from articles.domain.suggestion.contents import PARENTHESES, ContentRules
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS
from articles.domain.suggestion.quotation_marks import Quotation
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase
from articles.domain.suggestion.statements import (
    DIRECT,
    INDIRECT,
    Content,
    SpeakerChain,
    SpeechScope,
)
from articles.domain.suggestion.subjects import CueMatch


class Speech(ContentRules):
    """The rule of the verbs of saying, and what it needs."""

    def speaks(
        self, sentence: Sentence, cue: CueMatch, cues: list[CueMatch], lowest: int,
        within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """ "X said that …", "… , X said", "… , said X"."""
        if self.clauses.is_negated(sentence, cue):
            return None
        subject = self.clauses.find_subject(sentence, cue, lowest)
        if subject is None or self.has_quotation_before(sentence, cue.first, lowest):
            inverted = self.suggest_inverted(sentence, cue, lowest)
            if inverted:
                return inverted
        begin = self.clauses.content_start(sentence, cue)
        edge = subject.first if subject else self.clauses.subject_end(sentence, cue)
        behind = self.content_before(sentence, edge, lowest)
        if behind and behind.mode != INDIRECT and begin.by != "colon":
            direct = not sentence.has("answers", cue.first)
            voice = self.speaker_chain(subject, within, direct=direct)
            return self.suggest_split(sentence, cue, begin, behind, voice)
        if subject is None or not self.may_say(sentence, cue, subject, begin):
            return None
        if begin.by == "words" and (
            self.clauses.is_adverbial(sentence, begin.at)
            or (behind and self.is_rest(sentence, begin.at))
        ):
            begin = ContentStart(begin.at, "end")
        if begin.by == "end" or (begin.by == "colon" and begin.at >= len(sentence)):
            return self.suggest_at_end(sentence, cue, begin, behind, subject, within)
        return self.suggest_after_verb(sentence, cue, begin, cues, subject, within)

    def is_rest(self, sentence: Sentence, at: int) -> bool:
        """ "…, she said in the hall.": these words tell how, not what."""
        rest = range(at, len(sentence))
        return sentence.has("before_places", at) and not any(
            sentence[i].is_quotation or sentence.has("verbs", i)
            or sentence.has("between_verbs", i) or sentence.has("that", i) for i in rest
        )  # fmt: skip

    def suggest_after_verb(
        self, sentence: Sentence, cue: CueMatch, begin: ContentStart, cues: list[CueMatch],
        subject: SpeakerPhrase, within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """What follows the verb; after "whether" nothing is said."""
        if begin.by == "that" and sentence.has("conditions", begin.at - 1):
            return None
        if sentence.has("not_words", cue.last):  # "sagte nicht, dass"
            return None
        if begin.by == "words" and (
            sentence.has("not_words", begin.at)
            or sentence.has("asks", cue.first)
            or not self.announces(sentence, cue, begin, cues)
        ):
            return None
        content = self.content_after(sentence, begin, cues)
        if content is not None and self.clauses.is_within_relative(sentence, cue):
            content = self.before_main_clause(sentence, content)
        if content is None:
            return None
        voice = self.speaker_chain(subject, within, direct=content.mode == DIRECT)
        rule = "quotation" if content.mode == DIRECT else begin.by
        return self.suggest(sentence, cue, content, voice, rule)

    def may_say(
        self,
        sentence: Sentence,
        cue: CueMatch,
        subject: SpeakerPhrase,
        begin: ContentStart,
    ) -> bool:
        """Whether the subject says something by this verb.

        Documents find and show; people do other things with these words.
        """
        if sentence.has("takes_out", subject.first - 1):
            return False
        if self.clauses.is_unsaid(sentence, subject):
            return False
        if sentence.has("noun_or_verb", cue.first) and self.is_noun(
            sentence, cue, subject
        ):
            return False
        if "speaks" in cue.kinds:
            return True
        head = self.phrases.head(sentence, subject.first, subject.last)
        if begin.by == "that" and any(
            self.phrases.has("organisations", token)
            for token in (head, *subject.tokens)
        ):
            return True
        return self.phrases.has("document_nouns", head) or (
            self.phrases.has("speakers", head) and head.lower.endswith("s")
        )

    def announces(
        self,
        sentence: Sentence,
        cue: CueMatch,
        begin: ContentStart,
        cues: list[CueMatch],
    ) -> bool:
        """Whether plain words after the verb say something, not just name a thing."""
        if " ".join(cue.words) not in self.cues.words.get("only_before_words_said", ()):
            return True
        last = self.clauses.content_end(sentence, begin.at, cues)
        near = sentence.tokens[begin.at : min(last, begin.at + 10)]
        return any(
            self.phrases.has(kind, token) for token in near[1:]
            for kind in ("verbs", "between_verbs")
        )  # fmt: skip

    def suggest_at_end(
        self, sentence: Sentence, cue: CueMatch, begin: ContentStart, behind: Content | None,
        subject: SpeakerPhrase, within: SpeechScope | None,
    ) -> SpeechScope | None:  # fmt: skip
        """Nothing follows the verb: what is said stands before, or comes next."""
        last_quotation = self.ends_with_quotation(sentence, subject)
        if begin.by == "end" and last_quotation:
            voice = self.speaker_chain(subject, within, direct=True)
            content = Content(last_quotation.spans, DIRECT, cue.last, cue.last)
            return self.suggest(sentence, cue, content, voice, "quotation")
        if begin.by == "end" and sentence.lower(begin.at) in PARENTHESES:
            behind = (
                self.content_around_insertion(sentence, cue, begin, subject) or behind
            )
        if begin.by == "end" and behind:
            voice = self.speaker_chain(subject, within, direct=False)
            return self.suggest(sentence, cue, behind, voice, "after")
        voice = self.speaker_chain(subject, within, direct=True)
        if begin.by == "colon" or begin.at >= len(sentence):
            self.announced = (voice, cue.span(sentence), "quotation")
        self.last_speaker = voice
        return None

    def content_around_insertion(
        self,
        sentence: Sentence,
        cue: CueMatch,
        begin: ContentStart,
        subject: SpeakerPhrase,
    ) -> Content | None:
        """ "The sale, an official said, is one of five options"."""
        if sentence.lower(subject.first - 1) not in PARENTHESES:
            return None
        opening = self.clauses.without_opening(sentence, 0, subject.first)
        if opening >= subject.first:
            # "In the winter, an official said, …": only the rest is a statement.
            rest = ContentStart(begin.at + 1, "words")
            cues = self.clauses.find_cues(sentence)
            return self.content_after(sentence, rest, cues)
        content = self.content_around_cue(
            sentence, cue, begin.at, opening, subject.first
        )
        return content if content and len(content.spans) > 1 else None

    def ends_with_quotation(
        self, sentence: Sentence, subject: SpeakerPhrase
    ) -> Quotation | None:
        """The quotation right before a sentence like "Marta Kell asked."."""
        before = self.previous
        if before is None or before.paragraph != sentence.paragraph:
            return None
        quotation = before[-1].quotation
        alone = (
            self.clauses.without_opening(sentence, 0, subject.first) >= subject.first
        )
        if quotation and alone and not self.is_used(quotation):
            return quotation
        return None

    def suggest_inverted(
        self, sentence: Sentence, cue: CueMatch, lowest: int
    ) -> SpeechScope | None:
        """ "“…,” said X, who …": the verb stands before its subject."""
        behind = self.content_before(sentence, cue.first, lowest)
        first = cue.last
        last = self.phrases.phrase_end(sentence, first)
        if last <= first:
            return None
        if behind is None or behind.mode == INDIRECT:
            inserted = self.suggest_inserted(sentence, cue, last, lowest)
            if inserted:
                return inserted
        if behind is None:
            return None
        if not self.phrases.can_speak(sentence, first, last) and not (
            behind.mode == DIRECT and self.is_somebody(sentence, first, last)
        ):
            return None
        quoted = behind.mode != INDIRECT
        closed = last >= len(sentence) or not sentence[last].is_word
        if not quoted and not closed:
            return None
        phrase = self.phrase_with_name(sentence, first, last)
        voice = self.speaker_chain(phrase, None, direct=quoted)
        return self.suggest_split(
            sentence, cue, self.resumed_quotation(sentence, phrase.last), behind, voice
        )

    def suggest_inserted(
        self, sentence: Sentence, cue: CueMatch, last: int, lowest: int
    ) -> SpeechScope | None:
        """ "The town, said X, who is its mayor, needs a bridge"."""
        if sentence.lower(cue.first - 1) not in PARENTHESES:
            return None
        if not self.phrases.can_speak(sentence, cue.last, last):
            return None
        phrase = self.phrase_with_name(sentence, cue.last, last)
        opening = self.clauses.without_opening(sentence, lowest, cue.first)
        past = self.clauses.past_asides(sentence, phrase.last)
        for _ in range(2):
            content = self.content_around_cue(sentence, cue, past, opening)
            if content and len(content.spans) > 1:
                voice = self.speaker_chain(phrase, None, direct=False)
                return self.suggest(sentence, cue, content, voice, "after")
            near = range(past + 1, min(past + 1 + MAX_WORDS_TO_THAT, len(sentence)))
            past = next((at for at in near if sentence[at].word in PARENTHESES), past)
        return None

    @staticmethod
    def is_somebody(sentence: Sentence, first: int, last: int) -> bool:
        """ "“…,” said one baker, who …": whatever the word is, it speaks."""
        closed = last == len(sentence) or not sentence[last].is_word
        return (
            sentence.has("determiners", first)
            and closed
            and 1 < last - first <= MIN_STATEMENT_WORDS
        )

    def resumed_quotation(self, sentence: Sentence, first: int) -> ContentStart:
        """ "“…,” said X of the union, “…”": where the quotation goes on."""
        for at in range(first, min(first + MAX_WORDS_TO_THAT, len(sentence))):
            if sentence.is_quotation(at) and sentence.lower(at - 1) == ",":
                return ContentStart(at, "quotation")
            if sentence[at].lower in self.cues.phrases:
                break
        return ContentStart(first, "end")

    def suggest_split(
        self,
        sentence: Sentence,
        cue: CueMatch,
        begin: ContentStart,
        behind: Content,
        voice: SpeakerChain,
    ) -> SpeechScope | None:
        """Words before the verb, and perhaps the rest of the quotation after it."""
        spans = behind.spans
        rule = "quotation" if behind.mode == DIRECT else "after"
        last = cue.last
        if behind.mode == DIRECT and begin.by == "quotation":
            rest = sentence[begin.at].quotation
            if rest and not self.is_used(rest):
                spans += rest.spans
                last = begin.at + 1
        content = Content(spans, behind.mode, behind.first, last)
        return self.suggest(sentence, cue, content, voice, rule)

"""Finds the speaker of quotations that have no verb of saying of their own."""

import re
from itertools import islice

from articles.domain.suggestion.contents import ContentRules
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS
from articles.domain.suggestion.quotation_marks import Quotation
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.statements import DIRECT, MIXED, Content, SpeakerChain
from articles.domain.suggestion.subjects import CueMatch

WORDS = re.compile(r"\S+")
MIN_FREE_QUOTATION_WORDS = 8  # so many words in marks are more than a term


class FreeQuotations(ContentRules):
    """Quotations that were announced, that go on, or that nobody was found for."""

    def take_announced(self, sentence: Sentence, cues: list[CueMatch]) -> None:
        """What a colon announced: the quotation that follows, and those after it."""
        if self.announced is None:
            return
        voice, cue, rule = self.announced
        near = (
            self.previous is None or sentence.paragraph - self.previous.paragraph <= 1
        )
        content = self.announced_words(sentence, cues) if near else None
        goes_on = content is not None and sentence[-1].is_quotation
        if content:
            self.last_speaker = voice
            self.mark_used(sentence, content)
            self.add_suggestion(content, voice, cue, rule, None)
        if not goes_on:
            self.announced = None

    def announced_words(
        self, sentence: Sentence, cues: list[CueMatch]
    ) -> Content | None:
        """A quotation; or a sentence with one in it, if the colon stands right before."""
        quotation = sentence[0].quotation
        if quotation:
            if self.is_used(quotation):
                return None
            return Content(quotation.spans, DIRECT, 0, 1)
        last = self.clauses.before_free_dash(
            sentence, 0, self.clauses.content_end(sentence, 0, [])
        )
        quoted = [at for at in range(last) if sentence.is_quotation(at)]
        if not quoted or any(cue.first < last for cue in cues):
            return None
        right_after = self.previous is not None and self.previous[-1].word == ":"
        if not right_after and not (
            quoted[0] < MIN_STATEMENT_WORDS and quoted[0] + 1 == len(sentence)
        ):
            return None
        return Content((self.clauses.span(sentence, 0, last),), MIXED, 0, last)

    def suggest_interview(self, sentence: Sentence) -> None:
        """ "Quint: “…”" at the beginning of a paragraph."""
        if self.previous is not None and self.previous.paragraph == sentence.paragraph:
            return
        last = self.phrases.phrase_end(sentence, 0)
        if sentence.lower(last) != ":" or not sentence.is_quotation(last + 1):
            return
        quotation = sentence[last + 1].quotation
        named = last > 0 and self.phrases.can_speak(sentence, 0, last)
        if not named or quotation is None or self.is_used(quotation):
            return
        voice = self.speaker_chain(
            self.phrases.speaker_phrase(sentence, 0, last), None, direct=True
        )
        self.add_suggestion(
            Content(quotation.spans, DIRECT, 0, last), voice, None, "quotation", None
        )

    def continue_speaker(self, sentence: Sentence) -> None:
        """A sentence that is a quotation goes on with who spoke before it."""
        for index, token in enumerate(sentence.tokens):
            quotation = token.quotation
            if quotation is None or self.is_used(quotation):
                continue
            alone = len(sentence) == 1
            same = (
                self.previous is not None
                and self.previous.paragraph == sentence.paragraph
            )
            if alone and same and self.last_speaker:
                content = Content(quotation.spans, DIRECT, index, index + 1)
                self.add_suggestion(content, self.last_speaker, None, "quotation", None)

    def suggest_unattributed(self, sentence: Sentence) -> None:
        """Suggest long quotations that nobody was found for, without a speaker."""
        for index, token in enumerate(sentence.tokens):
            quotation = token.quotation
            if quotation is None or self.is_used(quotation):
                continue
            titled = any(
                sentence.has("titled", at) for at in range(max(0, index - 4), index)
            )
            if (
                not titled
                and self.is_prose(sentence)
                and self.has_many_words(quotation)
            ):
                content = Content(quotation.spans, DIRECT, index, index + 1)
                self.add_suggestion(content, SpeakerChain(), None, "marks alone", None)

    def has_many_words(self, quotation: Quotation) -> bool:
        """Whether it has more words than a term; reads no more parts than that takes.

        It is asked of each part of a quotation that goes on.
        """
        words = (
            word
            for part in quotation.parts
            for word in WORDS.finditer(
                self.clauses.text, part.inner.start, part.inner.end
            )
        )
        few = islice(words, MIN_FREE_QUOTATION_WORDS)
        return sum(1 for _ in few) == MIN_FREE_QUOTATION_WORDS

    def is_prose(self, sentence: Sentence) -> bool:
        """Whether it is no headline: that ends without a stop."""
        token = sentence[-1]
        text = self.clauses.text[max(token.start, token.end - 3) : token.end]
        return any(sign in ".!?…؟。," for sign in text)

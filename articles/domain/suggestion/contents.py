"""Finds the content of a cue, and turns it into a suggestion."""

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.suggestion.clauses import (
    MAX_WORDS_TO_THAT,
    Clauses,
    ContentStart,
)
from articles.domain.suggestion.predicates import MIN_STATEMENT_WORDS
from articles.domain.suggestion.quotation_marks import Quotation
from articles.domain.suggestion.sentences import Sentence
from articles.domain.suggestion.speaker_phrases import SpeakerPhrase
from articles.domain.suggestion.speakers import Cast
from articles.domain.suggestion.statements import (
    DIRECT,
    INDIRECT,
    MIXED,
    Content,
    SpeakerChain,
    SpeechScope,
)
from articles.domain.suggestion.subjects import CueMatch
from articles.domain.suggestion.suggested_statement import Suggestion

RULE_SCORES = {"quotation": 0.9, "that": 0.85, "according": 0.85, "after": 0.8, "words": 0.7,
          "about": 0.75, "goes on": 0.75, "noun": 0.7, "unnamed": 0.5,
          "marks alone": 0.3}  # fmt: skip
PARENTHESES = frozenset([",", "–", "—"])  # around "X said" within what X says
UNNAMED_PENALTY = 0.25  # less, where nobody could be named


class ContentRules:
    """What the rules share: what was said so far, and the words around a cue."""

    def __init__(self, clauses: Clauses, cast: Cast) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases
        self.cues = clauses.cues
        self.cast = cast
        self.found: list[Suggestion] = []
        self.used: set[int] = set()
        # Whom "adding" goes on with, and who was announced by a colon.
        self.last_speaker: SpeakerChain | None = None
        self.announced: tuple[SpeakerChain, TextSpan, str] | None = None
        self.previous: Sentence | None = None

    def is_used(self, quotation: Quotation) -> bool:
        return quotation.parts[0].inner.start in self.used

    def has_quotation_before(self, sentence: Sentence, at: int, lowest: int) -> bool:
        """Whether a quotation stands before this token, perhaps with a comma."""
        at -= 1
        if at >= lowest and sentence[at].word == ",":
            at -= 1
        return at >= lowest and sentence.is_quotation(at)

    def content_before(
        self, sentence: Sentence, edge: int, lowest: int
    ) -> Content | None:
        """What stands before a verb and its subject: a quotation, or words and a comma."""
        last = edge
        comma = last > lowest and sentence.lower(last - 1) == ","
        last -= comma
        if last <= lowest:
            return None
        first = self.clauses.without_opening(sentence, lowest, last)
        if first >= last or sentence.has("takes_out", first):
            return None
        if sentence.is_quotation(last - 1):
            quotation = sentence[last - 1].quotation
            words = self.clauses.count_words(sentence, first, last - 1)
            if quotation is None or self.is_used(quotation):
                return None
            if words < 2:
                return Content(quotation.spans, DIRECT, first, last)
            if sentence[last - 2].is_word:
                span = self.clauses.span(sentence, first, last)
                return Content((span,), MIXED, first, last)
            return Content(quotation.spans, DIRECT, last - 1, last)
        if (
            not comma
            or self.clauses.count_words(sentence, first, last) < MIN_STATEMENT_WORDS
        ):
            return None
        span = self.clauses.span(sentence, first, last)
        return Content((span,), INDIRECT, first, last)

    def content_after(
        self, sentence: Sentence, begin: ContentStart, cues: list[CueMatch]
    ) -> Content | None:
        """What stands after a verb, up to the end of the clause."""
        first = begin.at
        last = self.clauses.content_end(sentence, first, cues)
        while first < last and sentence[first].word in ",;–—":
            first += 1
        if last <= first:
            return None
        quotation = sentence[first].quotation
        if quotation and (last == first + 1 or not sentence[first + 1].is_word):
            return Content(quotation.spans, DIRECT, first, first + 1)
        last = self.clauses.before_free_dash(sentence, first, last)
        mode = self.mode(sentence, first, last)
        if (
            mode == INDIRECT
            and self.clauses.count_words(sentence, first, last) < MIN_STATEMENT_WORDS
        ):
            return None
        spans: tuple[TextSpan, ...] = (self.clauses.span(sentence, first, last),)
        ending = sentence[last - 1].quotation
        if ending:
            # A quotation that goes on in the next paragraph.
            past = sentence[last - 1].end
            spans += tuple(span for span in ending.spans if span.start >= past)
        return Content(spans, mode, first, last)

    def before_main_clause(self, sentence: Sentence, content: Content) -> Content:
        """ "X, who said that the bridge was shut, left": up to where X’s clause resumes."""
        begin = content.first + MIN_STATEMENT_WORDS
        resumed = [
            at
            for at in range(begin, content.last - 1)
            if sentence[at].word == ","
            and self.clauses.may_be_predicate(sentence, at + 1)
        ]
        if not resumed or content.mode == DIRECT:
            return content
        span = self.clauses.span(sentence, content.first, resumed[-1])
        mode = self.mode(sentence, content.first, resumed[-1])
        return Content((span,), mode, content.first, resumed[-1])

    def content_after_source(
        self, sentence: Sentence, at: int, cues: list[CueMatch]
    ) -> Content | None:
        described = at + (sentence.lower(at) == ",")
        relative = any(
            sentence.has(kind, described) for kind in ("relative", "relative_openers")
        ) and not sentence.has("determiners", described)
        # In German, only what describes the speaker stands between commas.
        if relative or (described > at and self.cues.comma_begins):
            # "according to two drivers who survived, …", "…, whose car was lost, …"
            last = min(len(sentence), described + MAX_WORDS_TO_THAT)
            at = next(
                (i for i in range(described, last) if sentence.lower(i) == ","), -1
            )
            if at < 0:
                return None
        first = self.clauses.past_asides(sentence, at)
        if sentence.lower(first) == ",":
            first += 1
        if first >= len(sentence):
            return None
        return self.content_after(sentence, ContentStart(first, "words"), cues)

    def content_around_cue(
        self, sentence: Sentence, cue: CueMatch, past: int, opening: int,
        edge: int | None = None,
    ) -> Content | None:  # fmt: skip
        """The words before the cue; and those after it, if both are one clause."""
        edge = cue.first if edge is None else edge
        last = edge
        while last > opening and sentence[last - 1].word in ",–—-(":
            last -= 1
        if last <= opening:
            return None
        span = self.clauses.span(sentence, opening, last)
        spans: tuple[TextSpan, ...] = (span,)
        rest, end = past + 1, last
        if sentence.lower(past) in PARENTHESES and self.clauses.is_resumed(
            sentence, opening, last, rest
        ):
            cues = self.clauses.find_cues(sentence)
            end = self.clauses.content_end(sentence, rest, cues)
            if end > rest:
                spans += (self.clauses.span(sentence, rest, end),)
        if (
            self.clauses.count_words(sentence, opening, last) < MIN_STATEMENT_WORDS
            and len(spans) == 1
        ):
            return None
        if sentence.is_quotation(opening) and last == opening + 1:
            quotation = sentence[opening].quotation
            if quotation:
                return Content(quotation.spans, DIRECT, cue.first, past)
        quoted = self.mode(sentence, opening, last) == MIXED
        mode = MIXED if quoted else self.mode(sentence, rest, end)
        return Content(spans, mode, cue.first, past)

    def phrase_with_name(
        self, sentence: Sentence, first: int, last: int
    ) -> SpeakerPhrase:
        """ "said the union’s leader, Ines Caro": the name follows the description."""
        if sentence.lower(last) == "," and not self.phrases.is_name(
            sentence, first, last
        ):
            end = self.phrases.phrase_end(sentence, last + 1)
            if end > last + 1 and self.phrases.is_name(sentence, last + 1, end):
                inner = self.phrases.speaker_phrase(sentence, last + 1, end)
                return SpeakerPhrase(
                    sentence, first, end, inner.name_first, inner.name_last
                )
        return self.phrases.speaker_phrase(sentence, first, last)

    def is_noun(
        self, sentence: Sentence, cue: CueMatch, subject: SpeakerPhrase
    ) -> bool:
        """ "The northern states that joined", "news reports that": nobody says it.

        A verb has a pronoun before it, a whole name, or one who is named elsewhere; or a
        word for one who speaks: "the ministry states that".
        """
        head = sentence[cue.first - 1]
        if not head.is_word or head.is_possessive:
            return head.is_possessive
        if self.phrases.is_pronoun(head):
            return False
        if any(
            self.phrases.has(kind, head)
            for kind in ("speakers", "document_nouns", "organisations", "outlets")
        ):
            if self.phrases.has("outlets", head) or (head.is_capital and cue.first > 1):
                return False
            # "Court claims that", "officials’ reports": but "officials claim that".
            is_plural = head.lower.endswith("s")
            return (
                is_plural == cue.words[0].endswith("s") if is_plural else cue.first == 1
            )
        first = sentence[subject.first]
        if not head.is_capital or self.phrases.has("determiners", first):
            return True
        return not (
            self.cast.people.get(head.bare)
            or self.phrases.is_person_run(
                sentence, subject.name_first, subject.name_last
            )
        )

    def mode(self, sentence: Sentence, first: int, last: int) -> str:
        quoted = any(sentence.is_quotation(index) for index in range(first, last))
        return MIXED if quoted else INDIRECT

    def speaker_chain(
        self, phrase: SpeakerPhrase | None, within: SpeechScope | None, *, direct: bool
    ) -> SpeakerChain:
        relayers: tuple[str, ...] = ()
        if within and within.voice.name:
            relayers = (*within.voice.relayers, within.voice.name)
        if phrase is None:
            return SpeakerChain(relayers=relayers)
        speaker = self.cast.speaker(phrase, direct=direct)
        if speaker is None:
            return SpeakerChain(phrase, relayers=relayers)
        relayers = tuple(name for name in relayers if name != speaker.name)
        return SpeakerChain(phrase, speaker.name, speaker.kind, relayers)

    def suggest(
        self,
        sentence: Sentence,
        cue: CueMatch,
        content: Content,
        voice: SpeakerChain,
        rule: str,
    ) -> SpeechScope:
        self.last_speaker = voice
        self.mark_used(sentence, content)
        phrase = voice.phrase
        here = phrase is not None and phrase.sentence is sentence
        begin = min(cue.first, phrase.first) if phrase and here else cue.first
        last = max(content.first, cue.last + 6)
        near = self.clauses.time_said(sentence, begin, last)
        self.add_suggestion(content, voice, cue.span(sentence), rule, near)
        return SpeechScope(content.first, max(content.last, cue.last), voice)

    def mark_used(self, sentence: Sentence, content: Content) -> None:
        for index in range(content.first, content.last):
            quotation = sentence[index].quotation
            if quotation:
                self.used.update(span.start for span in quotation.spans)

    def add_suggestion(
        self, content: Content, voice: SpeakerChain, cue: TextSpan | None, rule: str,
        said: TextSpan | None,
    ) -> None:  # fmt: skip
        self.used.update(span.start for span in content.spans)
        score = RULE_SCORES.get(rule, 0.7) - (0 if voice.name else UNNAMED_PENALTY)
        outside = said and not any(
            span.start <= said.start < span.end for span in content.spans
        )
        self.found.append(
            Suggestion(
                tuple(sorted(content.spans)), rule, content.mode, round(score, 2),
                voice.name, voice.kind, voice.phrase.span if voice.phrase else None,
                cue, said if outside else None, voice.relayers,
            )
        )  # fmt: skip
